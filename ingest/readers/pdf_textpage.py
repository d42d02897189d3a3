"""The characters of a PDF page as PDFium's text page holds them: text, box, place on the baseline, style."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from ctypes import c_double, c_ushort, c_void_p
from dataclasses import dataclass
from functools import cache
from itertools import repeat

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.readers.pdf_calls import Page, calls, floats, run
from ingest.readers.pdf_characters import mend_character
from ingest.readers.pdf_styles import Style, read_styles

# Beyond this a page is no printed page (an A0 poster in 4-point type holds 150,000): reading it would only burn time.
MAX_GLYPHS = 300_000

_SURROGATES = range(0xD800, 0xE000)
_NO_CHARACTER = 0xFFFE
_LAST = 0x10FFFF


class TooManyGlyphsError(ValueError):
    """A page holds more characters than any printed page can; `args[0]` is their number."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page as drawn, in the PDF's own coordinates.

    `codes` (n) holds the code point of each text, of its first character where it is a ligature, `blank` (n) whether
    it is white space, `boxes` (n, 4) left, bottom, right, top, `origins` (n, 2) x and y, `kinds` (n) the place of its
    style in `styles`. `objects` are the handles of the text objects that draw them.
    """

    texts: NDArray[np.object_]
    codes: NDArray[np.int64]
    blank: NDArray[np.bool_]
    boxes: NDArray[np.float64]
    origins: NDArray[np.float64]
    kinds: NDArray[np.intp]
    styles: tuple[Style, ...]
    objects: frozenset[int]


def read_characters(textpage: object) -> Characters:
    """Return all characters that stand in the file, in its order; blanks that PDFium guesses itself are left out.

    Raises TooManyGlyphsError.
    """
    page = ctypes.cast(textpage, c_void_p)  # type: ignore[arg-type]
    count = pdfium_c.FPDFText_CountChars(textpage)
    if count > MAX_GLYPHS:
        raise TooManyGlyphsError(count)
    handles = np.fromiter(map(calls().object_of, repeat(page), range(count)), np.uintp, count)
    meanings, codes = _meanings(), np.minimum(_codes(page, count), _LAST)
    meanings.learn(codes)
    kept = np.nonzero((handles != 0) & (meanings.points[codes] >= 0))[0]
    drawn: list[int] = kept.tolist()
    owners = handles[kept]
    opens = np.append(np.ones(min(len(drawn), 1), np.bool_), owners[1:] != owners[:-1])
    rows = np.cumsum(opens) - 1
    objects: list[int] = owners[opens].tolist()
    found = read_styles(page, objects, kept[opens].tolist())
    kinds, boxes = found.kinds[rows], floats(calls().box_of, page, drawn, 4)[:, [0, 3, 2, 1]]
    origins = _origins(page, drawn, boxes, found.lines[rows])
    for place in _unsure(boxes, kinds, found.styles):
        boxes[place] = _tight_box(page, drawn[place])
    own = codes[kept]
    texts = (meanings.texts[own], meanings.points[own], meanings.blank[own])
    return Characters(*texts, boxes, origins, kinds, found.styles, frozenset(objects))


def _codes(page: Page, count: int) -> NDArray[np.uint32]:
    """Return the code of each character: from the text of the page where that has one unit for each.

    The text hides what PDFium takes for a hyphen behind `_NO_CHARACTER`, so that is asked for one by one.
    """
    units = _units()
    written = calls().text_of(page, 0, count, units)
    found: NDArray[np.uint32] = np.frombuffer(memoryview(units), np.uint16, count).astype(np.uint32)
    paired = ((found >= _SURROGATES.start) & (found < _SURROGATES.stop)).any()
    asked = np.arange(count) if paired or written != count + 1 else np.nonzero(found == _NO_CHARACTER)[0]
    found[asked] = np.fromiter(map(calls().code_of, repeat(page), asked.tolist()), np.uint32, len(asked))
    return found


@cache
def _units() -> ctypes.Array[c_ushort]:
    """Return room for the text of any page: two units a character and the end."""
    return (c_ushort * (2 * MAX_GLYPHS + 2))()


class _Meanings:
    """What each code stands for, looked up once: its text, the code point of that (-1: nothing), whether it is blank.

    The tables reach over all of Unicode, but only the parts that have been written to take memory.
    """

    def __init__(self) -> None:
        self.known = np.zeros(_LAST + 1, np.bool_)
        self.texts = np.empty(_LAST + 1, np.object_)
        self.points = np.zeros(_LAST + 1, np.int64)
        self.blank = np.zeros(_LAST + 1, np.bool_)

    def learn(self, codes: NDArray[np.uint32]) -> None:
        """Look up those of these codes that are new."""
        for code in set(codes[~self.known[codes]].tolist()):
            text = mend_character(code)
            self.known[code] = True
            self.texts[code] = text
            self.points[code] = ord(text[0]) if text else -1
            self.blank[code] = text.isspace()


@cache
def _meanings() -> _Meanings:
    return _Meanings()


def _origins(
    page: Page, drawn: Sequence[int], boxes: NDArray[np.float64], lines: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return where each character stands on its baseline.

    Where all of a page's text runs level, only the height counts, and it is that of the text object (`lines`) unless
    that lies outside the character, as in a font that runs downwards.
    """
    origins = np.stack([boxes[:, 0], lines], axis=1)
    outside = ~((lines >= boxes[:, 1]) & (lines <= boxes[:, 3]))
    asked = np.arange(len(drawn)) if np.isnan(lines).any() else np.nonzero(outside)[0]
    if len(asked):
        origins[asked] = _asked_origins(page, [drawn[place] for place in asked.tolist()])
    return origins


def _asked_origins(page: Page, indices: Sequence[int]) -> NDArray[np.float64]:
    places = (c_double * 2 * len(indices))()
    size = ctypes.sizeof(c_double)
    xs = [ctypes.byref(places, at) for at in range(0, ctypes.sizeof(places), 2 * size)]
    ys = [ctypes.byref(places, at) for at in range(size, ctypes.sizeof(places), 2 * size)]
    run(map(calls().origin_of, repeat(page), indices, xs, ys))
    return np.ctypeslib.as_array(places)


def _unsure(boxes: NDArray[np.float64], kinds: NDArray[np.intp], styles: Sequence[Style]) -> Iterator[int]:
    """Yield the places of characters whose advance box says nothing: text that runs another way, empty boxes."""
    other = np.array([style.turns != 0 for style in styles], np.bool_)
    left, bottom, right, top = boxes.T
    yield from np.nonzero((right <= left) | (top <= bottom) | other[kinds])[0].tolist()


def _tight_box(page: Page, index: int) -> tuple[float, float, float, float]:
    """Return the box of the ink of a character: left, bottom, right, top."""
    left, right, bottom, top = sides = [c_double() for _ in range(4)]
    calls().tight_box_of(page, index, *[ctypes.byref(side) for side in sides])
    return left.value, bottom.value, right.value, top.value
