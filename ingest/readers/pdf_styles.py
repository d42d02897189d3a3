"""What text objects of a PDF say of themselves: size, weight, visibility, direction, baseline."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from ctypes import c_int, c_uint
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.readers.pdf_calls import Page, calls, floats

_INVISIBLE_MODES = frozenset((3, 7))
_STROKED_MODES = frozenset((1, 2, 5, 6))
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "xiaobiaosong", "simhei", "heiti", "dabiaosong")
_QUARTER = math.pi / 2
_TILT = math.radians(5)  # a scan's deskewed layer is off by a degree or two, a watermark by thirty


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
class Found:
    """The styles of some text objects: `kinds` (n) the place of each object's in `styles`, `lines` (n) its baseline.

    A baseline is NaN where the text is not level.
    """

    styles: tuple[Style, ...]
    kinds: NDArray[np.intp]
    lines: NDArray[np.float64]


def read_styles(page: Page, handles: Sequence[int], indices: Sequence[int]) -> Found:
    """Return the styles of text objects, given one character of each; equal ones are one."""
    kinds, runs, lines = _kinds(page, handles, indices)
    firsts = np.array(indices, np.intp)[np.nonzero(np.diff(runs, prepend=-1))[0]].tolist()
    places: dict[_Kind, int] = {}
    bold: dict[int, bool] = {}
    styles: list[Style] = []
    for kind, index in zip(kinds, firsts, strict=True):
        if kind not in places:
            places[kind] = len(places)
            if kind.font not in bold:
                bold[kind.font] = _names_bold(page, index)
            styles.append(_style(kind, bold=bold[kind.font]))
    return Found(tuple(styles), np.array([places[kind] for kind in kinds], np.intp)[runs], lines)


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
    page: Page, handles: Sequence[int], indices: Sequence[int]
) -> tuple[list[_Kind], NDArray[np.intp], NDArray[np.float64]]:
    """Return what the text objects of each run of equal ones say of themselves, each one's run and baseline."""
    call, count = calls(), len(handles)
    matrices = floats(call.matrix_of, page, indices, 6)
    sizes = np.fromiter(map(call.size_of, repeat(page), indices), np.float64, count)
    modes = np.fromiter(map(call.mode_of, handles), np.intp, count)
    fonts = np.fromiter(map(call.font_of, handles), np.uintp, count)
    columns = (*matrices[:, :4].T, sizes, modes, fonts, _are_clear(handles))
    fresh = np.append(np.ones(min(count, 1), np.bool_), _changes(columns))
    level = (matrices[:, 1] == 0) & (matrices[:, 0] > 0)
    lines = np.where(level, matrices[:, 5], np.nan)
    kinds = zip(*(column[fresh].tolist() for column in columns), strict=True)
    return list(map(_Kind._make, kinds)), np.cumsum(fresh) - 1, lines


def _are_clear(handles: Sequence[int]) -> NDArray[np.bool_]:
    """Return which text objects are filled with a colour that is not seen; one argument is asked before five."""
    clear = np.fromiter(map(calls().is_transparent, handles), np.bool_, len(handles))
    colour = (c_uint * 4)()
    sides = [ctypes.addressof(colour) + at for at in range(0, ctypes.sizeof(colour), ctypes.sizeof(c_uint))]
    for place in np.nonzero(clear)[0].tolist():
        clear[place] = bool(calls().colour_of(handles[place], *sides)) and colour[3] == 0
    return clear


def _changes(columns: Sequence[NDArray[Any]]) -> NDArray[np.bool_]:
    """Return for each row but the first whether it differs from the one before."""
    changed: NDArray[np.bool_] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return changed


def _style(kind: _Kind, *, bold: bool) -> Style:
    angle = math.atan2(kind.b, kind.a)
    quarter = round(angle / _QUARTER)
    return Style(
        size=kind.size * math.hypot(kind.c, kind.d),
        bold=kind.mode in _STROKED_MODES or bold,
        hidden=kind.mode in _INVISIBLE_MODES or kind.clear,
        turns=quarter % 4 if abs(angle - quarter * _QUARTER) <= _TILT else None,
    )


def _names_bold(page: Page, index: int) -> bool:
    textpage = ctypes.cast(page, pdfium_c.FPDF_TEXTPAGE)
    if pdfium_c.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(textpage, index, name, 128, c_int())
    lowered = name.value.decode("utf-8", "ignore").lower()
    return any(mark in lowered for mark in _BOLD_NAMES)
