"""Characters drawn twice at nearly the same place: how many files print bold.

Nearly all pages have none, so arrays rule out what cannot be a second drawing and only the rest is looked at closely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_ROW = 8.0  # points of height in which twins are looked up
_FAR = 1 << 19  # steps: places beyond share one
_STEPS = 32  # to the widest reach, in which places across are counted

_Floats = NDArray[np.float64]
_Flags = NDArray[np.bool_]
_Seen = tuple[int, float, float]


def find_twins(codes: NDArray[np.int64], x0: _Floats, base: _Floats, reach: _Floats) -> tuple[_Flags, _Flags]:
    """Return which characters are second drawings of an earlier one, and which have been drawn again.

    Two are twins where their code is one and their places differ by less than the later one's `reach` (points) both
    ways; a character of reach 0 has none.
    """
    again, under = np.zeros(len(codes), np.bool_), np.zeros(len(codes), np.bool_)
    rows: defaultdict[tuple[int, int], list[_Seen]] = defaultdict(list)
    for place in np.nonzero(_suspects(codes, x0, base, reach))[0].tolist():
        code, x, y, near = int(codes[place]), float(x0[place]), float(base[place]), float(reach[place])
        row, low, high = int(y / _ROW), int((y - near) / _ROW), int((y + near) / _ROW)
        twin = _twin(x, y, near, rows[code, row])
        if low != high:
            other = _twin(x, y, near, rows.get((code, low if low != row else high), ()))
            twin = twin if other is None else other
        rows[code, row].append((place, x, y))
        if twin is not None:
            again[place] = under[twin] = True
    return again, under


def _twin(x: float, y: float, reach: float, others: Iterable[_Seen]) -> int | None:
    """Return the last of the others that stand within `reach`."""
    found = None
    for place, other_x, other_y in others:
        if -reach < other_x - x < reach and -reach < other_y - y < reach:
            found = place
    return found


def _suspects(codes: NDArray[np.int64], x0: _Floats, base: _Floats, reach: _Floats) -> _Flags:
    """Return which characters stand beside one of the same code: in one row, no further than the widest reach.

    Rows are twice the reach high. Of two sets of them, one shifted by half a row, one holds any two that are so near;
    sorted by code, row and place, all that stand between the two are as near.
    """
    found, widest = np.zeros(len(codes), np.bool_), float(reach.max(initial=0.0))
    if widest <= 0:
        return found
    inked = np.nonzero(reach > 0)[0]
    across = (codes[inked] << 40) + _steps(x0[inked] * (_STEPS / widest))
    down = base[inked] / (2 * widest)
    for rows in (_steps(down), _steps(down + 0.5)):
        keys = across + (rows << 20)
        order = np.argsort(keys)
        sorted_keys = keys[order]
        near = np.nonzero(sorted_keys[1:] - sorted_keys[:-1] <= _STEPS + 1)[0]
        found[inked[order[near]]] = found[inked[order[near + 1]]] = True
    return found


def _steps(places: _Floats) -> NDArray[np.int64]:
    # why: fmax and fmin put a place that is no number at the edge
    return np.floor(np.fmin(np.fmax(places, -_FAR), _FAR - 1)).astype(np.int64) + _FAR
