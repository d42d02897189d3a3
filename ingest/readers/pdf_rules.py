"""The ruling lines of a PDF page: thin strokes and the edges of drawn rectangles, nothing curved or slanted."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.readers.pdf_glyphs import Frame
from ingest.readers.pdf_textpage import bind

_THIN = 3.0  # points: thicker than any table rule, thinner than any line of type
_SHORT = 4.0  # points: a rule shorter than this is a dot or an end cap
_MAX_OBJECTS = 40_000  # a drawing (map, chart) rather than a table; the rules seen so far still count
_MAX_DEPTH = 4

_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
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


def read_drawing(page: pdfium.PdfPage, frame: Frame) -> Drawing:
    """Return the ruling lines and pictures of a page, in the frame's coordinates."""
    rules: list[Rule] = []
    pictures = []
    for handle, kind, matrix in _objects(page.raw):
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures.append(frame.place_box(*_bounds(handle, matrix)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules(handle, matrix, frame))
    return Drawing(tuple(rules), tuple(pictures))


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:  # noqa: ANN401  a PDFium handle
    """Yield the paths and pictures of a page with the matrix around them; text, by far the most, is passed over."""
    total = min(pdfium_c.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    address = ctypes.cast(page, ctypes.c_void_p).value
    object_at, kind_of = _calls()
    for index in range(total):
        handle = object_at(address, index)
        if handle and kind_of(handle) != pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield from _opened(ctypes.cast(handle, pdfium_c.FPDF_PAGEOBJECT), _UNIT, 0)


@cache
def _calls() -> tuple[Callable[[int | None, int], int | None], Callable[[int], int]]:
    return (
        bind("FPDFPage_GetObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int),
        bind("FPDFPageObj_GetType", ctypes.c_int, ctypes.c_void_p),
    )


def _opened(handle: Any, outer: _Matrix, depth: int) -> Iterator[tuple[Any, int, _Matrix]]:  # noqa: ANN401
    kind = pdfium_c.FPDFPageObj_GetType(handle)
    if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
        yield handle, kind, outer
    elif depth < _MAX_DEPTH:
        inner = _times(_matrix_of(handle), outer)
        for index in range(min(pdfium_c.FPDFFormObj_CountObjects(handle), _MAX_OBJECTS)):
            yield from _opened(pdfium_c.FPDFFormObj_GetObject(handle, index), inner, depth + 1)


def _matrix_of(handle: Any) -> _Matrix:  # noqa: ANN401  a PDFium handle
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, matrix):
        return _UNIT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(handle: Any, outer: _Matrix) -> tuple[float, float, float, float]:  # noqa: ANN401  a PDFium handle
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(handle, *sides)
    left, bottom, right, top = (side.value for side in sides)
    (ax, ay), (bx, by) = _apply(outer, left, bottom), _apply(outer, right, top)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _rules(handle: Any, outer: _Matrix, frame: Frame) -> Iterator[Rule]:  # noqa: ANN401  a PDFium handle
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(handle, filled, stroked)
    if not (filled.value or stroked.value):
        return
    box = frame.place_box(*_bounds(handle, outer))
    thin = _thin_rule(*box)
    if thin is not None:
        yield thin
    elif stroked.value:
        yield from _edges(handle, _times(_matrix_of(handle), outer), frame)
    elif pdfium_c.FPDFPath_CountSegments(handle) > 5:  # noqa: PLR2004  one rectangle has at most five
        yield from _thin_parts(handle, _times(_matrix_of(handle), outer), frame)


def _thin_rule(x0: float, top: float, x1: float, bottom: float) -> Rule | None:
    wide, high = x1 - x0, bottom - top
    if high <= _THIN and wide >= max(_SHORT, 2 * high):
        return Rule(flat=True, at=(top + bottom) / 2, start=x0, end=x1)
    if wide <= _THIN and high >= max(_SHORT, 2 * wide):
        return Rule(flat=False, at=(x0 + x1) / 2, start=top, end=bottom)
    return None


def _subpaths(handle: Any, matrix: _Matrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_c.FPDFPath_CountSegments(handle), _MAX_OBJECTS)):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        points.append(frame.place(*_apply(matrix, x.value, y.value)))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if points:
        yield points


def _edges(handle: Any, matrix: _Matrix, frame: Frame) -> Iterator[Rule]:  # noqa: ANN401  a PDFium handle
    for points in _subpaths(handle, matrix, frame):
        for (ax, ay), (bx, by) in pairwise(points):
            rule = _thin_rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if rule is not None:
                yield rule


def _thin_parts(handle: Any, matrix: _Matrix, frame: Frame) -> Iterator[Rule]:  # noqa: ANN401  a PDFium handle
    """Return the thin rectangles of one filled path that draws many of them at once."""
    for points in _subpaths(handle, matrix, frame):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        rule = _thin_rule(min(xs), min(ys), max(xs), max(ys))
        if rule is not None:
            yield rule
