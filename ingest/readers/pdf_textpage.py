"""PDFium's text page, read character by character as fast as ctypes allows.

A page holds a thousand characters and each needs four calls, so the calls are bound without the checks of the
generated binding (which cost three times the call itself): plain addresses in, plain numbers out.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

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


class TooManyGlyphsError(ValueError):
    """A page holds more characters than any printed page can; `args[0]` is their number."""


@dataclass(frozen=True, slots=True)
class Style:
    """What all characters of one text object share.

    `turns` counts the quarter turns against the clock of its direction, None for text at an angle.
    """

    size: float
    bold: bool
    hidden: bool
    turns: int | None


class Drawn(NamedTuple):
    """One character as drawn: box (left, bottom, right, top) and origin in the PDF's own coordinates."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    style: Style


def read_characters(textpage: object) -> list[Drawn]:
    """Return all characters that stand in the file, in its order; blanks that PDFium guesses itself are left out.

    Raises TooManyGlyphsError.
    """
    page = ctypes.cast(textpage, c_void_p).value or 0  # type: ignore[arg-type]
    count = pdfium_c.FPDFText_CountChars(textpage)
    if count > MAX_GLYPHS:
        raise TooManyGlyphsError(count)
    reader = _StyleReader(page)
    call = _calls()
    object_of, code_of, box_of, origin_of = call.object_of, call.code_of, call.box_of, call.origin_of
    box, x, y = (c_float * 4)(), c_double(), c_double()
    box_at, x_at, y_at = ctypes.addressof(box), ctypes.addressof(x), ctypes.addressof(y)
    found = []
    for index in range(count):
        handle = object_of(page, index)
        if not handle:
            continue
        text = mend_character(code_of(page, index))
        if not text:
            continue
        style = reader.styles.get(handle) or reader.read(handle, index)
        box_of(page, index, box_at)
        left, top, right, bottom = box
        if style.turns != 0 or right <= left or top <= bottom:
            left, bottom, right, top = reader.tight_box(index)
        origin_of(page, index, x_at, y_at)
        found.append(Drawn(text, left, bottom, right, top, x.value, y.value, style))
    return found


class _Calls(NamedTuple):
    object_of: Callable[[int, int], int | None]
    code_of: Callable[[int, int], int]
    box_of: Callable[[int, int, int], int]
    tight_box_of: Callable[[int, int, int, int, int, int], int]
    origin_of: Callable[[int, int, int, int], int]
    matrix_of: Callable[[int, int, int], int]
    size_of: Callable[[int, int], float]
    mode_of: Callable[[int], int]
    colour_of: Callable[[int, int, int, int, int], int]
    font_of: Callable[[int], int | None]


@cache
def _calls() -> _Calls:
    page = (c_void_p, c_int)
    return _Calls(
        bind("FPDFText_GetTextObject", c_void_p, *page),
        bind("FPDFText_GetUnicode", c_uint, *page),
        bind("FPDFText_GetLooseCharBox", c_int, *page, c_void_p),
        bind("FPDFText_GetCharBox", c_int, *page, c_void_p, c_void_p, c_void_p, c_void_p),
        bind("FPDFText_GetCharOrigin", c_int, *page, c_void_p, c_void_p),
        bind("FPDFText_GetMatrix", c_int, *page, c_void_p),
        bind("FPDFText_GetFontSize", c_double, *page),
        bind("FPDFTextObj_GetTextRenderMode", c_int, c_void_p),
        bind("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p),
        bind("FPDFTextObj_GetFont", c_void_p, c_void_p),
    )


def bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401  ctypes types
    """Return a PDFium function by name as a bare call that keeps the interpreter's lock (each takes microseconds)."""
    address = ctypes.cast(getattr(pdfium_c, name), c_void_p).value
    if address is None:
        raise AttributeError(name)
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


class _Kind(NamedTuple):
    """What a text object says of itself: direction and scale (a, b, c, d), font size, render mode, font, no colour."""

    a: float
    b: float
    c: float
    d: float
    size: float
    mode: int
    font: int
    clear: bool


class _StyleReader:
    """Reads styles of text objects, once each; equal ones are one object, boldness is looked up once a font."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.styles: dict[int, Style] = {}
        self._kinds: dict[_Kind, Style] = {}
        self._bold: dict[int, bool] = {}
        self._matrix, self._colour, self._sides = (c_float * 6)(), (c_uint * 4)(), (c_double * 4)()
        self._matrix_at = ctypes.addressof(self._matrix)
        self._colour_at = ctypes.addressof(self._colour)

    def read(self, handle: int, index: int) -> Style:
        """Return the style of the text object to which character `index` belongs."""
        call, at = _calls(), self._colour_at
        call.matrix_of(self.page, index, self._matrix_at)
        clear = call.colour_of(handle, at, at + 4, at + 8, at + 12) and self._colour[3] == 0
        size, mode, font = call.size_of(self.page, index), call.mode_of(handle), call.font_of(handle) or 0
        a, b, c, d = self._matrix[:4]
        kind = _Kind(a, b, c, d, size, mode, font, bool(clear))
        style = self._kinds.get(kind)
        if style is None:
            style = self._kinds[kind] = self._make(kind, index)
        self.styles[handle] = style
        return style

    def tight_box(self, index: int) -> tuple[float, float, float, float]:
        """Return the box of the ink of a character: left, bottom, right, top."""
        at = ctypes.addressof(self._sides)
        _calls().tight_box_of(self.page, index, at, at + 8, at + 16, at + 24)
        left, right, bottom, top = self._sides
        return left, bottom, right, top

    def _make(self, kind: _Kind, index: int) -> Style:
        angle = math.atan2(kind.b, kind.a)
        quarter = round(angle / _QUARTER)
        return Style(
            size=kind.size * math.hypot(kind.c, kind.d),
            bold=kind.mode in _STROKED_MODES or self._is_bold(kind.font, index),
            hidden=kind.mode in _INVISIBLE_MODES or kind.clear,
            turns=quarter % 4 if abs(angle - quarter * _QUARTER) <= _TILT else None,
        )

    def _is_bold(self, font: int, index: int) -> bool:
        known = self._bold.get(font)
        if known is None:
            known = self._bold[font] = _names_bold(self.page, index)
        return known


def _names_bold(page: int, index: int) -> bool:
    textpage = ctypes.cast(page, pdfium_c.FPDF_TEXTPAGE)
    if pdfium_c.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(textpage, index, name, 128, c_int())
    lowered = name.value.decode("utf-8", "ignore").lower()
    return any(mark in lowered for mark in _BOLD_NAMES)
