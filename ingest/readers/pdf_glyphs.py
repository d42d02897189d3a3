"""The characters of a PDF page with exact places, straight from PDFium's text page.

A glyph keeps its baseline, because lines are grouped by baselines; its sides are the advance box, so that narrow
punctuation in a full-width cell leaves no gap. Coordinates are points from the top left corner of the page as it is
read: a page whose text runs sideways is turned until the text is upright.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.pdf_characters import mend_character

# Beyond this a page is no printed page (an A0 poster in 4-point type holds 150,000): reading it would only burn time.
MAX_GLYPHS = 300_000

_INVISIBLE_MODES = frozenset((3, 7))
_STROKED_MODES = frozenset((1, 2, 5, 6))
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "xiaobiaosong", "simhei", "heiti", "dabiaosong")
_QUARTER = math.pi / 2
_TILT = math.radians(5)  # a scan's deskewed layer is off by a degree or two, a watermark by thirty
_HOLLOW = 1.6  # stated size over drawn ideograph: 1.0 to 1.1 in honest fonts, 2 in Founder's
_NEAR = (0, -1, 1)
_TWIN = 0.15  # fake bold shifts the second drawing by 0.02 to 0.05 em


class TooManyGlyphsError(ValueError):
    """A page holds more characters than any printed page can; `args[0]` is their number."""


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

    @property
    def blank(self) -> bool:
        """Return whether it leaves no ink: `" "` and the ideographic space."""
        return not self.text.strip()


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


@dataclass(frozen=True, slots=True)
class _Style:
    """What all characters of one text object share."""

    size: float
    bold: bool
    hidden: bool
    turns: int | None
    slanted: bool


@dataclass(frozen=True, slots=True)
class _Drawn:
    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    style: _Style


def read_glyphs(page: pdfium.PdfPage) -> tuple[list[Glyph], Frame]:
    """Return the page's glyphs in content order, each printed character once, and the frame they are placed in."""
    textpage = page.get_textpage()
    try:
        drawn = _drawn(textpage.raw)
    finally:
        textpage.close()
    votes = Counter(one.style.turns for one in drawn if one.style.turns is not None and one.text.strip())
    turns = votes.most_common(1)[0][0] if votes else page.get_rotation() // 90
    frame = Frame(*_visible_box(page), turns)
    sizes = _true_sizes(drawn)
    return _once([_placed(one, frame, sizes) for one in drawn]), frame


def _true_sizes(drawn: Sequence[_Drawn]) -> dict[float, float]:
    """Return stated size -> true size for fonts that draw ideographs at half of their em (Founder's do)."""
    seen: dict[float, list[float]] = {}
    for one in drawn:
        if "\u4e00" <= one.text <= "\u9fff":
            left, bottom, right, top = one.box
            seen.setdefault(one.style.size, []).append(max(right - left, top - bottom))
    middles = {size: sorted(sides)[len(sides) // 2] for size, sides in seen.items()}
    return {size: middle for size, middle in middles.items() if middle > 0 and size > _HOLLOW * middle}


def _visible_box(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    media, crop = page.get_mediabox(), page.get_cropbox()
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[0] < box[2] and box[1] < box[3] else media


def _drawn(textpage: Any) -> list[_Drawn]:  # noqa: ANN401  a PDFium handle
    """Return all characters that stand in the file; blanks that PDFium guesses itself are left out."""
    count = pdfium_c.FPDFText_CountChars(textpage)
    if count > MAX_GLYPHS:
        raise TooManyGlyphsError(count)
    loose, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int, _Style] = {}
    found = []
    for index in range(count):
        handle = pdfium_c.FPDFText_GetTextObject(textpage, index)
        if not handle:
            continue
        text = mend_character(pdfium_c.FPDFText_GetUnicode(textpage, index))
        if not text:
            continue
        key = ctypes.addressof(handle.contents)
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(textpage, index, handle)
        pdfium_c.FPDFText_GetLooseCharBox(textpage, index, loose)
        pdfium_c.FPDFText_GetCharOrigin(textpage, index, x, y)
        box = (loose.left, loose.bottom, loose.right, loose.top)
        if style.turns != 0 or box[2] <= box[0] or box[3] <= box[1]:
            box = _tight_box(textpage, index)
        found.append(_Drawn(text, box, (x.value, y.value), style))
    return found


def _tight_box(textpage: Any, index: int) -> tuple[float, float, float, float]:  # noqa: ANN401  a PDFium handle
    sides = [ctypes.c_double() for _ in range(4)]
    pdfium_c.FPDFText_GetCharBox(textpage, index, *sides)
    left, right, bottom, top = (side.value for side in sides)
    return left, bottom, right, top


def _style(textpage: Any, index: int, handle: Any) -> _Style:  # noqa: ANN401  PDFium handles
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(textpage, index, matrix)
    size = pdfium_c.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
    angle = math.atan2(matrix.b, matrix.a)
    quarter = round(angle / _QUARTER)
    straight = abs(angle - quarter * _QUARTER) <= _TILT
    return _Style(
        size=size,
        bold=mode in _STROKED_MODES or _is_bold(textpage, index),
        hidden=mode in _INVISIBLE_MODES or _is_transparent(handle),
        turns=quarter % 4 if straight else None,
        slanted=not straight,
    )


def _is_bold(textpage: Any, index: int) -> bool:  # noqa: ANN401  a PDFium handle
    if pdfium_c.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    lowered = name.value.decode("utf-8", "ignore").lower()
    return any(mark in lowered for mark in _BOLD_NAMES)


def _is_transparent(handle: Any) -> bool:  # noqa: ANN401  a PDFium handle
    channels = [ctypes.c_uint() for _ in range(4)]
    return bool(pdfium_c.FPDFPageObj_GetFillColor(handle, *channels)) and channels[3].value == 0


def _placed(one: _Drawn, frame: Frame, sizes: Mapping[float, float]) -> Glyph:
    x0, top, x1, bottom = frame.place_box(*one.box)
    base = frame.place(*one.origin)[1]
    size = sizes.get(one.style.size, one.style.size) or bottom - top
    look = _look(one.style, frame)
    if not (-size < x0 and x1 < frame.width + size and -size < top and bottom < frame.height + size):
        look = Look.HIDDEN
    if look is Look.UPRIGHT:
        top, bottom = base - 0.86 * size, base + 0.14 * size  # the share of a CJK em square above its baseline
    return Glyph(one.text, x0, top, x1, bottom, base, size, one.style.bold, look)


def _look(style: _Style, frame: Frame) -> Look:
    if style.hidden:
        return Look.HIDDEN
    if style.slanted:
        return Look.TILTED
    return Look.UPRIGHT if style.turns == frame.turns else Look.TURNED


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs without second drawings of the same one at the same place (fake bold); those left are bold."""
    places: dict[tuple[str, int, int, int], Glyph] = {}
    kept = []
    for glyph in glyphs:
        if glyph.blank:
            kept.append(glyph)
            continue
        reach = max(0.1, _TWIN * glyph.size)
        size, column, row = round(glyph.size), int(glyph.x0 / reach), int(glyph.base / reach)
        near = (places.get((glyph.text, size, column + i, row + j)) for i in _NEAR for j in _NEAR)
        twin = next((o for o in near if o and abs(o.x0 - glyph.x0) < reach and abs(o.base - glyph.base) < reach), None)
        if twin is None:
            places[glyph.text, size, column, row] = glyph
            kept.append(glyph)
        else:
            twin.bold = True
    return kept
