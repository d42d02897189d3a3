"""The characters of a PDF page with exact places, straight from PDFium's text page.

A glyph keeps its baseline, because lines are grouped by baselines; its sides are the advance box, so that narrow
punctuation in a full-width cell leaves no gap. Coordinates are points from the top left corner of the page as it is
read: a page whose text runs sideways is turned until the text is upright.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import pypdfium2 as pdfium

from ingest.readers.glyphs import Axis, Glyphs, Look, Numbers
from ingest.readers.pdf_styles import Style
from ingest.readers.pdf_textpage import Characters, read_characters
from ingest.readers.pdf_twins import find_twins

Place = TypeVar("Place", float, Axis)
_HOLLOW = 1.6  # stated size over drawn ideograph: 1.0 to 1.1 in honest fonts, 2 in Founder's
TWIN = 0.15  # fake bold shifts the second drawing by 0.02 to 0.05 em


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

    def place(self, x: Place, y: Place) -> tuple[Place, Place]:
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


class _Placed(NamedTuple):
    """The sides, baselines and sizes of all characters of a page in the frame's coordinates, and the looks' numbers."""

    x0: Axis
    top: Axis
    x1: Axis
    bottom: Axis
    base: Axis
    size: Axis
    look: Numbers


class Written(NamedTuple):
    """The glyphs of a page, the frame they are placed in, and the handles of the text objects that draw them."""

    glyphs: Glyphs
    frame: Frame
    objects: frozenset[int]


def read_glyphs(page: pdfium.PdfPage) -> Written:
    """Return the page's glyphs in content order, each printed character once."""
    textpage = page.get_textpage()
    try:
        drawn = read_characters(textpage.raw)
    finally:
        textpage.close()
    turns = Counter(dict(_weighed_turns(drawn)))
    frame = Frame(*_visible_box(page), turns.most_common(1)[0][0] if turns else page.get_rotation() // 90)
    return Written(_glyphs(drawn, frame) if len(drawn.texts) else Glyphs.of(()), frame, drawn.objects)


def _weighed_turns(drawn: Characters) -> Iterator[tuple[int, int]]:
    """Yield each direction of the page's text with the number of its characters."""
    numbers = np.bincount(drawn.kinds, minlength=len(drawn.styles)).tolist()
    weights: dict[int, int] = {}
    for style, number in zip(drawn.styles, numbers, strict=True):
        if style.turns is not None:
            weights[style.turns] = weights.get(style.turns, 0) + number
    yield from weights.items()


def _glyphs(drawn: Characters, frame: Frame) -> Glyphs:
    placed = _place(drawn, frame, _true_sizes(drawn))
    bold = np.array([style.bold for style in drawn.styles], np.bool_)[drawn.kinds]
    reach = np.where(drawn.blank, 0.0, TWIN * placed.size)
    again, under = find_twins(drawn.codes, placed.x0, placed.base, reach)
    glyphs = Glyphs(drawn.texts, *placed[:6], bold | under, placed.look, drawn.blank)
    return glyphs.at(~again)


def _true_sizes(drawn: Characters) -> Axis:
    """Return the size of each character; fonts that draw ideographs at half of their em (Founder's) are set right."""
    stated = np.array([style.size for style in drawn.styles])[drawn.kinds]
    left, bottom, right, top = drawn.boxes.T
    sides, ideograph = np.maximum(right - left, top - bottom), (drawn.codes >= 0x4E00) & (drawn.codes <= 0x9FFF)  # noqa: PLR2004
    if not (ideograph & (stated > _HOLLOW * sides)).any():
        return stated
    sizes = stated.copy()
    for size in np.unique(stated[ideograph]).tolist():
        seen = np.sort(sides[ideograph & (stated == size)])
        middle = seen[len(seen) // 2]
        if middle > 0 and size > _HOLLOW * middle:
            sizes[stated == size] = middle
    return sizes


def _visible_box(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    media, crop = page.get_mediabox(), page.get_cropbox()
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[0] < box[2] and box[1] < box[3] else media


def _place(drawn: Characters, frame: Frame, sizes: Axis) -> _Placed:
    """Return the characters in the frame's coordinates; those beyond the page's edge are hidden."""
    left, low, right, high = drawn.boxes.T
    (ax, ay), (bx, by) = frame.place(left, low), frame.place(right, high)
    x0, top, x1, bottom = np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)
    base = frame.place(*drawn.origins.T)[1]
    size = np.where(sizes == 0, bottom - top, sizes)
    look = np.array([_look(style, frame) for style in drawn.styles], np.intp)[drawn.kinds]
    beyond = (x0 <= -size) | (x1 >= frame.width + size) | (top <= -size) | (bottom >= frame.height + size)
    look[beyond] = Look.HIDDEN
    upright = look == Look.UPRIGHT
    top = np.where(upright, base - 0.86 * size, top)  # the share of a CJK em square above its baseline
    bottom = np.where(upright, base + 0.14 * size, bottom)
    return _Placed(x0, top, x1, bottom, base, size, look)


def _look(style: Style, frame: Frame) -> Look:
    if style.hidden:
        return Look.HIDDEN
    if style.turns is None:
        return Look.TILTED
    return Look.UPRIGHT if style.turns == frame.turns else Look.TURNED
