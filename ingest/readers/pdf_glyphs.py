"""The characters of a PDF page with exact places, straight from PDFium's text page.

A glyph keeps its baseline, because lines are grouped by baselines; its sides are the advance box, so that narrow
punctuation in a full-width cell leaves no gap. Coordinates are points from the top left corner of the page as it is
read: a page whose text runs sideways is turned until the text is upright.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import pypdfium2 as pdfium

from ingest.readers.pdf_textpage import Drawn, Style, read_characters

_HOLLOW = 1.6  # stated size over drawn ideograph: 1.0 to 1.1 in honest fonts, 2 in Founder's
_TWIN = 0.15  # fake bold shifts the second drawing by 0.02 to 0.05 em


class Look(Enum):
    """How a glyph is drawn: upright, running another way, or not to be seen at all."""

    UPRIGHT = "upright"
    TURNED = "turned"
    TILTED = "tilted"
    HIDDEN = "hidden"


@dataclass(slots=True)
class Glyph:
    """One drawn character: advance box, baseline (from the top), font size in points; `blank` for white space."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    look: Look = Look.UPRIGHT
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates become ours: its box and the clockwise quarter turns that set the text upright."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """Return the width of the page as read."""
        return (self.top - self.bottom) if self.turns % 2 else (self.right - self.left)

    @property
    def height(self) -> float:
        """Return the height of the page as read."""
        return (self.right - self.left) if self.turns % 2 else (self.top - self.bottom)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the PDF's coordinates as (from the left, from the top)."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:  # noqa: PLR2004  half a turn
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def place_box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return a box of the PDF's coordinates as (x0, top, x1, bottom)."""
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def read_glyphs(page: pdfium.PdfPage) -> tuple[list[Glyph], Frame]:
    """Return the page's glyphs in content order, each printed character once, and the frame they are placed in."""
    textpage = page.get_textpage()
    try:
        drawn = read_characters(textpage.raw)
    finally:
        textpage.close()
    votes = Counter(one.style.turns for one in drawn if one.style.turns is not None)
    turns = votes.most_common(1)[0][0] if votes else page.get_rotation() // 90
    frame = Frame(*_visible_box(page), turns)
    sizes = _true_sizes(drawn)
    return _once(_place(drawn, frame, sizes)), frame


def _true_sizes(drawn: Sequence[Drawn]) -> dict[float, float]:
    """Return stated size -> true size for fonts that draw ideographs at half of their em (Founder's do)."""
    seen: dict[float, list[float]] = {}
    for text, left, bottom, right, top, _, _, style in drawn:
        if "\u4e00" <= text <= "\u9fff":
            seen.setdefault(style.size, []).append(max(right - left, top - bottom))
    middles = {size: sorted(sides)[len(sides) // 2] for size, sides in seen.items()}
    return {size: middle for size, middle in middles.items() if middle > 0 and size > _HOLLOW * middle}


def _visible_box(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    media, crop = page.get_mediabox(), page.get_cropbox()
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[0] < box[2] and box[1] < box[3] else media


def _place(drawn: Sequence[Drawn], frame: Frame, sizes: Mapping[float, float]) -> Iterator[Glyph]:
    """Yield the characters in the frame's coordinates; those beyond the page's edge are hidden."""
    width, height, turned = frame.width, frame.height, frame.turns != 0
    looks: dict[int, Look] = {}
    for text, left, low, right, high, x, y, style in drawn:
        if turned:
            x0, top, x1, bottom = frame.place_box(left, low, right, high)
            base = frame.place(x, y)[1]
        else:
            x0, x1, base = left - frame.left, right - frame.left, frame.top - y
            top, bottom = frame.top - high, frame.top - low
        size = sizes.get(style.size, style.size) or bottom - top
        look = looks.get(id(style)) or looks.setdefault(id(style), _look(style, frame))
        if x0 <= -size or x1 >= width + size or top <= -size or bottom >= height + size:
            look = Look.HIDDEN
        if look is Look.UPRIGHT:
            top, bottom = base - 0.86 * size, base + 0.14 * size  # the share of a CJK em square above its baseline
        yield Glyph(text, x0, top, x1, bottom, base, size, style.bold, look, text.isspace())


def _look(style: Style, frame: Frame) -> Look:
    if style.hidden:
        return Look.HIDDEN
    if style.turns is None:
        return Look.TILTED
    return Look.UPRIGHT if style.turns == frame.turns else Look.TURNED


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the glyphs without second drawings of the same one at the same place (fake bold); those left are bold.

    Drawings are looked up by their row of 8 points; a row holds few of the same character.
    """
    rows: defaultdict[tuple[str, int], list[Glyph]] = defaultdict(list)
    kept = []
    for glyph in glyphs:
        twin = None
        if not glyph.blank:
            text, base, reach = glyph.text, glyph.base, _TWIN * glyph.size
            row, low, high = int(base / 8), int((base - reach) / 8), int((base + reach) / 8)
            own = rows[text, row]
            if own:
                twin = _twin(glyph, own, reach)
            if low != high:
                twin = _twin(glyph, rows.get((text, low if low != row else high), ()), reach) or twin
            own.append(glyph)
        if twin is None:
            kept.append(glyph)
        else:
            twin.bold = True
    return kept


def _twin(glyph: Glyph, others: Iterable[Glyph], reach: float) -> Glyph | None:
    """Return the last of the glyphs that stand within `reach` of this one."""
    x0, base, found = glyph.x0, glyph.base, None
    for other in others:
        if -reach < other.x0 - x0 < reach and -reach < other.base - base < reach:
            found = other
    return found
