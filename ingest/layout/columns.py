"""Reading order of one page: columns are read one after the other, bands across them in between.

A gutter is a strip that no line of a band crosses, with real columns of text on both sides: several lines each, wide
and well filled. A list in two short columns, or a signature on the right, is none: its rows are read across.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.layout.pieces import Item, Piece

_GUTTER = 0.8  # em
_MIN_ROWS = 4  # lines that a column needs
_MIN_WIDTH = 8.0  # em: the narrowest newspaper columns hold ten characters
_MIN_FILL = 0.6  # median line length over column width: running text fills its lines, lists do not
_MAX_ROWS = 250  # a newspaper page has 150; beyond it only the page as a whole is tried, trying all bands is quadratic
_ROW = 0.5  # share of the smaller height by which two pieces of a row must overlap

Row = list[Item]


def read_order(items: Sequence[Item]) -> list[list[Row]]:
    """Return the blocks of a page in reading order, each a list of rows from top to bottom."""
    return _blocks(_rows(items))


def _rows(items: Sequence[Item]) -> list[Row]:
    """Return the items grouped into rows by vertical overlap, each row from left to right."""
    rows: list[Row] = []
    for item in sorted(items, key=lambda one: (one.place.top + one.place.bottom, one.place.x0)):
        if rows and _same_row(rows[-1][0], item):
            rows[-1].append(item)
        else:
            rows.append([item])
    for row in rows:
        row.sort(key=lambda one: one.place.x0)
    return rows


def _same_row(one: Item, other: Item) -> bool:
    if not (isinstance(one, Piece) and isinstance(other, Piece)):
        return False
    shared = min(one.place.bottom, other.place.bottom) - max(one.place.top, other.place.top)
    least = min(one.place.bottom - one.place.top, other.place.bottom - other.place.top)
    return shared > _ROW * least


def _blocks(rows: list[Row]) -> list[list[Row]]:
    if sum(len(row) > 1 for row in rows) < _MIN_ROWS:
        return [rows] if rows else []
    found = _widest_band(rows)
    if found is None:
        return [rows]
    start, end, gutter = found
    left = [item for row in rows[start:end] for item in row if item.place.x1 <= gutter]
    right = [item for row in rows[start:end] for item in row if item.place.x1 > gutter]
    parts = [rows[:start], _rows(left), _rows(right), rows[end:]]
    return [block for part in parts for block in _blocks(part)]


def _widest_band(rows: list[Row]) -> tuple[int, int, float] | None:
    """Return the first and tallest run of rows with a gutter: (start, end, x of the leftmost gutter)."""
    tries = range(len(rows) - _MIN_ROWS + 1) if len(rows) <= _MAX_ROWS else range(1)
    for start in tries:
        for end in range(len(rows), start + _MIN_ROWS - 1, -1) if len(rows) <= _MAX_ROWS else (len(rows),):
            gutter = _gutter([item for row in rows[start:end] for item in row])
            if gutter is not None:
                return start, end, gutter
    return None


def _gutter(items: Sequence[Item]) -> float | None:
    em = sorted(item.em if isinstance(item, Piece) else 12.0 for item in items)[len(items) // 2]
    ordered = sorted(items, key=lambda one: one.place.x0)
    reach = ordered[0].place.x1
    for index, item in enumerate(ordered):
        if item.place.x0 - reach >= _GUTTER * em:
            left, right = ordered[:index], ordered[index:]
            if _is_column(left, em) and _is_column(_first_column(right, em), em):
                return (reach + item.place.x0) / 2
        reach = max(reach, item.place.x1)
    return None


def _first_column(ordered: Sequence[Item], em: float) -> list[Item]:
    column: list[Item] = []
    reach = ordered[0].place.x1
    for item in ordered:
        if item.place.x0 - reach >= _GUTTER * em:
            break
        column.append(item)
        reach = max(reach, item.place.x1)
    return column


def _is_column(items: Sequence[Item], em: float) -> bool:
    if len(items) < _MIN_ROWS:
        return False
    width = max(item.place.x1 for item in items) - min(item.place.x0 for item in items)
    middle = sorted(item.place.x1 - item.place.x0 for item in items)[len(items) // 2]
    return width >= _MIN_WIDTH * em and middle >= _MIN_FILL * width
