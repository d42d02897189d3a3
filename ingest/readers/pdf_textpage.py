"""PDFium's text page, read character by character as fast as ctypes allows.

A page holds a thousand characters and each needs three calls, so the calls are bound without the checks of the
generated binding (which cost three times the call itself): plain addresses in, plain numbers out, and the loops over
the characters run inside `map`, which writes straight into arrays.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from ctypes import c_double, c_int, c_size_t, c_uint, c_void_p
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.readers.pdf_characters import mend_character

# Beyond this a page is no printed page (an A0 poster in 4-point type holds 150,000): reading it would only burn time.
MAX_GLYPHS = 300_000

_INVISIBLE_MODES = frozenset((3, 7))
_STROKED_MODES = frozenset((1, 2, 5, 6))
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "xiaobiaosong", "simhei", "heiti", "dabiaosong")
_QUARTER = math.pi / 2
_SURROGATES = range(0xD800, 0xE000)
_NO_CHARACTER = 0xFFFE
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


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page as drawn, in the PDF's own coordinates.

    `codes` (n) holds the code point of each text, of its first character where it is a ligature, `blank` (n) whether
    it is white space, `boxes` (n, 4) left, bottom, right, top, `origins` (n, 2) x and y, `kinds` (n) the place of its
    style in `styles`.
    """

    texts: NDArray[np.object_]
    codes: NDArray[np.int64]
    blank: NDArray[np.bool_]
    boxes: NDArray[np.float64]
    origins: NDArray[np.float64]
    kinds: NDArray[np.intp]
    styles: tuple[Style, ...]


def read_characters(textpage: object) -> Characters:
    """Return all characters that stand in the file, in its order; blanks that PDFium guesses itself are left out.

    Raises TooManyGlyphsError.
    """
    page = ctypes.cast(textpage, c_void_p).value or 0  # type: ignore[arg-type]
    count = pdfium_c.FPDFText_CountChars(textpage)
    if count > MAX_GLYPHS:
        raise TooManyGlyphsError(count)
    call = _calls()
    handles = np.fromiter(map(call.object_of, repeat(page), range(count)), np.uintp, count)
    texts, codes, blank = _texts(_codes(page, count))
    kept = np.nonzero((handles != 0) & (codes >= 0))[0]
    drawn: list[int] = kept.tolist()
    owners, firsts, rows = np.unique(handles[kept], return_index=True, return_inverse=True)
    reader = _StyleReader(page, owners.tolist(), kept[firsts].tolist())
    kinds, boxes = reader.kinds[rows], _boxes(page, drawn)
    origins = _origins(page, drawn, boxes, reader.lines[rows])
    for place in _unsure(boxes, kinds, reader.styles):
        boxes[place] = reader.tight_box(drawn[place])
    return Characters(texts[kept], codes[kept], blank[kept], boxes, origins, kinds, tuple(reader.styles))


def _codes(page: int, count: int) -> NDArray[np.uint32]:
    """Return the code of each character: from the text of the page where that has one unit for each.

    The text hides what PDFium takes for a hyphen behind `_NO_CHARACTER`, so that is asked for one by one.
    """
    call, units = _calls(), np.zeros(2 * count + 2, np.uint16)
    written = call.text_of(page, 0, count, units.ctypes.data)
    found = units[:count].astype(np.uint32)
    paired = ((found >= _SURROGATES.start) & (found < _SURROGATES.stop)).any()
    asked = np.arange(count) if paired or written != count + 1 else np.nonzero(found == _NO_CHARACTER)[0]
    found[asked] = np.fromiter(map(call.code_of, repeat(page), asked.tolist()), np.uint32, len(asked))
    return found


def _texts(codes: NDArray[np.uint32]) -> tuple[NDArray[np.object_], NDArray[np.int64], NDArray[np.bool_]]:
    """Return what each code stands for, the code point of that (-1: nothing), and whether it is white space."""
    kinds, places = np.unique(codes, return_inverse=True)
    meant = [mend_character(code) for code in kinds.tolist()]
    points = np.array([ord(text[0]) if text else -1 for text in meant], np.int64)
    blank = np.array([text.isspace() for text in meant], np.bool_)
    return np.array(meant, np.object_)[places], points[places], blank[places]


def _boxes(page: int, drawn: Sequence[int]) -> NDArray[np.float64]:
    """Return the advance boxes of characters: left, bottom, right, top."""
    boxes = np.zeros((len(drawn), 4), np.float32)
    rows = _addresses(boxes)
    _run(map(_calls().box_of, repeat(page), drawn, rows))
    return boxes[:, [0, 3, 2, 1]].astype(np.float64)


def _origins(
    page: int, drawn: Sequence[int], boxes: NDArray[np.float64], lines: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return where each character stands on its baseline.

    Where all of a page's text runs level, only the height counts, and it is that of the text object (`lines`) unless
    that lies outside the character, as in a font that runs downwards.
    """
    origins = np.stack([boxes[:, 0], lines], axis=1)
    outside = ~((lines >= boxes[:, 1]) & (lines <= boxes[:, 3]))
    asked = np.arange(len(drawn)) if np.isnan(lines).any() else np.nonzero(outside)[0]
    found = np.zeros((len(asked), 2), np.float64)
    xs = _addresses(found)
    indices = [drawn[place] for place in asked.tolist()]
    _run(map(_calls().origin_of, repeat(page), indices, xs, (x + found.itemsize for x in xs)))
    origins[asked] = found
    return origins


def _addresses(rows: NDArray[Any]) -> range:
    first, step = rows.ctypes.data, rows.shape[1] * rows.itemsize
    return range(first, first + len(rows) * step, step)


def _run(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)


def _unsure(boxes: NDArray[np.float64], kinds: NDArray[np.intp], styles: Sequence[Style]) -> list[int]:
    """Return the places of characters whose advance box says nothing: text that runs another way, empty boxes."""
    other = np.array([style.turns != 0 for style in styles], np.bool_)
    left, bottom, right, top = boxes.T
    places: list[int] = np.nonzero((right <= left) | (top <= bottom) | other[kinds])[0].tolist()
    return places


class _Calls(NamedTuple):
    object_of: Callable[[int, int], int]
    code_of: Callable[[int, int], int]
    text_of: Callable[[int, int, int, int], int]
    box_of: Callable[[int, int, int], int]
    tight_box_of: Callable[[int, int, int, int, int, int], int]
    origin_of: Callable[[int, int, int, int], int]
    matrix_of: Callable[[int, int, int], int]
    size_of: Callable[[int, int], float]
    mode_of: Callable[[int], int]
    colour_of: Callable[[int, int, int, int, int], int]
    font_of: Callable[[int], int]


@cache
def _calls() -> _Calls:
    page = (c_void_p, c_int)
    return _Calls(
        bind("FPDFText_GetTextObject", c_size_t, *page),
        bind("FPDFText_GetUnicode", c_uint, *page),
        bind("FPDFText_GetText", c_int, *page, c_int, c_void_p),
        bind("FPDFText_GetLooseCharBox", c_int, *page, c_void_p),
        bind("FPDFText_GetCharBox", c_int, *page, c_void_p, c_void_p, c_void_p, c_void_p),
        bind("FPDFText_GetCharOrigin", c_int, *page, c_void_p, c_void_p),
        bind("FPDFText_GetMatrix", c_int, *page, c_void_p),
        bind("FPDFText_GetFontSize", c_double, *page),
        bind("FPDFTextObj_GetTextRenderMode", c_int, c_void_p),
        bind("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p),
        bind("FPDFTextObj_GetFont", c_size_t, c_void_p),
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


def _kinds(
    page: int, handles: Sequence[int], indices: Sequence[int]
) -> tuple[list[_Kind], NDArray[np.intp], NDArray[np.float64]]:
    """Return what the text objects of each run of equal ones say of themselves, each one's run and baseline.

    A baseline is NaN where the text is not level.
    """
    call, count = _calls(), len(handles)
    matrices, colours = np.zeros((count, 6), np.float32), np.zeros((count, 4), np.uint32)
    _run(map(call.matrix_of, repeat(page), indices, _addresses(matrices)))
    reds = _addresses(colours)
    sides = (range(reds.start + at, reds.stop + at, reds.step) for at in (4, 8, 12))
    coloured = np.fromiter(map(call.colour_of, handles, reds, *sides), np.bool_, count)
    sizes = np.fromiter(map(call.size_of, repeat(page), indices), np.float64, count)
    modes = np.fromiter(map(call.mode_of, handles), np.intp, count)
    fonts = np.fromiter(map(call.font_of, handles), np.uintp, count)
    columns = (*matrices[:, :4].T, sizes, modes, fonts, coloured & (colours[:, 3] == 0))
    fresh = np.append(np.ones(min(count, 1), np.bool_), _changes(columns))
    level = (matrices[:, 1] == 0) & (matrices[:, 0] > 0)
    lines = np.where(level, matrices[:, 5], np.nan).astype(np.float64)
    kinds = zip(*(column[fresh].tolist() for column in columns), strict=True)
    return list(map(_Kind._make, kinds)), np.cumsum(fresh) - 1, lines


def _changes(columns: Sequence[NDArray[Any]]) -> NDArray[np.bool_]:
    """Return for each row but the first whether it differs from the one before."""
    changed: NDArray[np.bool_] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return changed


class _StyleReader:
    """Reads styles of text objects, once each; equal ones are one object, boldness is looked up once a font.

    `handles` are text objects, `indices` one character of each; `kinds` holds the place of each object's style in
    `styles`, `lines` its baseline.
    """

    def __init__(self, page: int, handles: Sequence[int], indices: Sequence[int]) -> None:
        self.page = page
        self.styles: list[Style] = []
        self._bold: dict[int, bool] = {}
        self._sides = (c_double * 4)()
        kinds, runs, self.lines = _kinds(page, handles, indices)
        firsts = np.array(indices, np.intp)[np.unique(runs, return_index=True)[1]].tolist()
        places: dict[_Kind, int] = {}
        for kind, index in zip(kinds, firsts, strict=True):
            if kind not in places:
                places[kind] = len(places)
                self.styles.append(self._make(kind, index))
        self.kinds = np.array([places[kind] for kind in kinds], np.intp)[runs]

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
