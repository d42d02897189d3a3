"""PDFium's functions as bare calls, as fast as ctypes allows.

A page holds a thousand characters and each needs several calls, so the calls are bound without the checks of the
generated binding (which cost three times the call itself), and the loops over the characters run inside `map`. Where
all arguments are small numbers or ctypes objects even the conversion by declared types is left out: it costs as much
as the call. PDFium is not safe for threads, and neither is this module.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from ctypes import c_double, c_float, c_int, c_size_t, c_uint, c_void_p
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

Page: TypeAlias = c_void_p
Fill: TypeAlias = "Callable[[Page, int, ctypes.Array[c_float]], int]"
"""A function that writes some floats about a character into a row."""
_ROWS = 2048


class Calls(NamedTuple):
    """PDFium's functions on a text page, a character of it, or a text object."""

    object_of: Callable[[Page, int], int]
    code_of: Callable[[Page, int], int]
    text_of: Callable[[Page, int, int, ctypes.Array[Any]], int]
    box_of: Fill
    tight_box_of: Callable[[Page, int, Any, Any, Any, Any], int]
    origin_of: Callable[[Page, int, Any, Any], int]
    matrix_of: Fill
    size_of: Callable[[Page, int], float]
    mode_of: Callable[[int], int]
    is_transparent: Callable[[int], int]
    colour_of: Callable[[int, int, int, int, int], int]
    font_of: Callable[[int], int]


@cache
def calls() -> Calls:
    """Return the functions; those that take handles as numbers declare it, for a handle is too large for an `int`."""
    return Calls(
        bind("FPDFText_GetTextObject", c_size_t),
        bind("FPDFText_GetUnicode", c_uint),
        bind("FPDFText_GetText", c_int),
        bind("FPDFText_GetLooseCharBox", c_int),
        bind("FPDFText_GetCharBox", c_int),
        bind("FPDFText_GetCharOrigin", c_int),
        bind("FPDFText_GetMatrix", c_int),
        bind("FPDFText_GetFontSize", c_double),
        bind("FPDFTextObj_GetTextRenderMode", c_int, c_void_p),
        bind("FPDFPageObj_HasTransparency", c_int, c_void_p),
        bind("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p),
        bind("FPDFTextObj_GetFont", c_size_t, c_void_p),
    )


def bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401  ctypes types
    """Return a PDFium function by name as a bare call that keeps the interpreter's lock (each takes microseconds)."""
    address = ctypes.cast(getattr(pdfium_c, name), c_void_p).value
    if address is None:
        raise AttributeError(name)
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def run(made: Iterable[object]) -> None:
    """Make all of these calls for what they do."""
    deque(made, maxlen=0)


def floats(fill: Fill, page: Page, indices: Sequence[int], width: int) -> NDArray[np.float64]:
    """Return the `width` floats that a function writes for each of these characters: an array (n, width)."""
    found = np.empty((len(indices), width), np.float64)
    values, rows = _scratch(width)
    for at in range(0, len(indices), _ROWS):
        some = indices[at : at + _ROWS]
        values[: len(some)] = 0
        run(map(fill, repeat(page), some, rows))
        found[at : at + len(some)] = values[: len(some)]
    return found


@cache
def _scratch(width: int) -> tuple[NDArray[np.float32], Sequence[ctypes.Array[c_float]]]:
    """Return rows of floats, and each row as an object made once: making it costs half of the call it is for."""
    rows = (c_float * width * _ROWS)()
    return np.ctypeslib.as_array(rows), list(rows)
