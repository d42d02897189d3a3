"""The ruling lines of a PDF page: thin strokes and the edges of drawn rectangles, nothing curved or slanted."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from ctypes import c_float, c_int, c_size_t, c_ulong, c_void_p
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.pdf_calls import bind
from ingest.readers.pdf_glyphs import Frame

_THIN = 3.0  # points: thicker than any table rule, thinner than any line of type
_SHORT = 4.0  # points: a rule shorter than this is a dot or an end cap
_MAX_OBJECTS = 40_000  # a drawing (map, chart) rather than a table; the rules seen so far still count
_MAX_DEPTH = 4

_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A ruling line: `at` is its constant coordinate, `start` to `end` its extent along the other axis."""

    flat: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page besides text: ruling lines and the boxes of pictures (x0, top, x1, bottom)."""

    rules: tuple[Rule, ...]
    pictures: tuple[tuple[float, float, float, float], ...]


def read_drawing(page: pdfium.PdfPage, frame: Frame, text: AbstractSet[int] = frozenset()) -> Drawing:
    """Return the ruling lines and pictures of a page, in the frame's coordinates.

    `text` are the handles of objects known to be text, by far the most, which are passed over.
    """
    rules: list[Rule] = []
    pictures = []
    for handle, kind, matrix in _objects(page.raw, text):
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures.append(frame.place_box(*_bounds(handle, matrix)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules(handle, matrix, frame))
    return Drawing(tuple(rules), tuple(pictures))


def _objects(page: Any, text: AbstractSet[int]) -> Iterator[tuple[int, int, _Matrix]]:  # noqa: ANN401  a PDFium handle
    """Yield the objects of a page that are not known as text, with the matrix around them."""
    total = min(pdfium_c.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    address = ctypes.cast(page, c_void_p)
    for handle in map(_calls().object_at, repeat(address), range(total)):
        if handle and handle not in text:
            yield from _opened(handle, _UNIT, 0)


class _Calls(NamedTuple):
    object_at: Callable[[c_void_p, int], int]
    kind_of: Callable[[int], int]
    bounds_of: Callable[[int, int, int, int, int], int]
    matrix_of: Callable[[int, int], int]
    mode_of: Callable[[int, int, int], int]
    count_inside: Callable[[int], int]
    object_inside: Callable[[int, int], int | None]
    count_segments: Callable[[int], int]
    segment_at: Callable[[int, int], int]
    point_of: Callable[[int, int, int], int]
    segment_kind: Callable[[int], int]
    closes: Callable[[int], int]


@cache
def _calls() -> _Calls:
    at = c_void_p
    return _Calls(
        bind("FPDFPage_GetObject", c_size_t),
        bind("FPDFPageObj_GetType", c_int, at),
        bind("FPDFPageObj_GetBounds", c_int, at, at, at, at, at),
        bind("FPDFPageObj_GetMatrix", c_int, at, at),
        bind("FPDFPath_GetDrawMode", c_int, at, at, at),
        bind("FPDFFormObj_CountObjects", c_int, at),
        bind("FPDFFormObj_GetObject", at, at, c_ulong),
        bind("FPDFPath_CountSegments", c_int, at),
        bind("FPDFPath_GetPathSegment", at, at, c_int),
        bind("FPDFPathSegment_GetPoint", c_int, at, at, at),
        bind("FPDFPathSegment_GetType", c_int, at),
        bind("FPDFPathSegment_GetClose", c_int, at),
    )


def _opened(handle: int, outer: _Matrix, depth: int) -> Iterator[tuple[int, int, _Matrix]]:
    call = _calls()
    kind = call.kind_of(handle)
    if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
        yield handle, kind, outer
    elif depth < _MAX_DEPTH:
        inner = _times(_matrix_of(handle), outer)
        for index in range(min(call.count_inside(handle), _MAX_OBJECTS)):
            if part := call.object_inside(handle, index):
                yield from _opened(part, inner, depth + 1)


_FLOATS = (c_float * 6)()  # what PDFium writes into, made once
_MODES = (c_int * 2)()
_FLOAT_AT = tuple(ctypes.addressof(_FLOATS) + at * ctypes.sizeof(c_float) for at in range(4))
_MODE_AT = (ctypes.addressof(_MODES), ctypes.addressof(_MODES) + ctypes.sizeof(c_int))


def _matrix_of(handle: int) -> _Matrix:
    if not _calls().matrix_of(handle, _FLOAT_AT[0]):
        return _UNIT
    a, b, c, d, e, f = _FLOATS
    return a, b, c, d, e, f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(handle: int, outer: _Matrix) -> tuple[float, float, float, float]:
    _FLOATS[:4] = [0.0, 0.0, 0.0, 0.0]
    _calls().bounds_of(handle, *_FLOAT_AT)
    left, bottom, right, top = _FLOATS[:4]
    if outer is _UNIT:
        return left, bottom, right, top
    (ax, ay), (bx, by) = _apply(outer, left, bottom), _apply(outer, right, top)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _rules(handle: int, outer: _Matrix, frame: Frame) -> Iterator[Rule]:
    _MODES[:] = [0, 0]
    _calls().mode_of(handle, *_MODE_AT)
    filled, stroked = _MODES
    if not (filled or stroked):
        return
    box = frame.place_box(*_bounds(handle, outer))
    thin = _thin_rule(*box)
    if thin is not None:
        yield thin
    elif stroked:
        yield from _edges(handle, _times(_matrix_of(handle), outer), frame)
    elif _calls().count_segments(handle) > 5:  # noqa: PLR2004  one rectangle has at most five
        yield from _thin_parts(handle, _times(_matrix_of(handle), outer), frame)


def _thin_rule(x0: float, top: float, x1: float, bottom: float) -> Rule | None:
    wide, high = x1 - x0, bottom - top
    if high <= _THIN and wide >= max(_SHORT, 2 * high):
        return Rule(flat=True, at=(top + bottom) / 2, start=x0, end=x1)
    if wide <= _THIN and high >= max(_SHORT, 2 * wide):
        return Rule(flat=False, at=(x0 + x1) / 2, start=top, end=bottom)
    return None


def _subpaths(handle: int, matrix: _Matrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    call, place = _calls(), (c_float * 2)()
    x_at = ctypes.addressof(place)
    y_at = x_at + ctypes.sizeof(c_float)
    for index in range(min(call.count_segments(handle), _MAX_OBJECTS)):
        segment = call.segment_at(handle, index)
        call.point_of(segment, x_at, y_at)
        if call.segment_kind(segment) == pdfium_c.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        points.append(frame.place(*_apply(matrix, *place)))
        if call.closes(segment) and points:
            points.append(points[0])
    if points:
        yield points


def _edges(handle: int, matrix: _Matrix, frame: Frame) -> Iterator[Rule]:
    for points in _subpaths(handle, matrix, frame):
        for (ax, ay), (bx, by) in pairwise(points):
            rule = _thin_rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if rule is not None:
                yield rule


def _thin_parts(handle: int, matrix: _Matrix, frame: Frame) -> Iterator[Rule]:
    """Return the thin rectangles of one filled path that draws many of them at once."""
    for points in _subpaths(handle, matrix, frame):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        rule = _thin_rule(min(xs), min(ys), max(xs), max(ys))
        if rule is not None:
            yield rule
