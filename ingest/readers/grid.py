"""What tables of office and web documents have in common: captions in spanning first rows, squared rows."""

from __future__ import annotations

from collections.abc import Sequence

Row = tuple[str | None, ...]
Grid = tuple[Row, ...]
_MIN_ROWS = 2  # a header and a row below a caption


def split_captions(grid: Grid) -> tuple[tuple[str, ...], Grid]:
    """Return the lines of opening rows that are one cell over all columns, and the rows below.

    A table whose first row is `附件2⏎任务分工表` over all columns gives `("附件2", "任务分工表")` and the rest.
    """
    captions: list[str] = []
    rows = list(grid)
    while len(rows) > _MIN_ROWS and len(rows[0]) > 1 and rows[0][0] and not any(rows[0][1:]) and None in rows[0]:
        captions += [line for line in (rows.pop(0)[0] or "").split("\n") if line.strip()]
    return tuple(captions), tuple(rows)


def square(rows: Sequence[Sequence[str | None]]) -> Grid:
    """Return the rows padded with empty cells to the width of the longest."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *("",) * (width - len(row))) for row in rows)


def solid(grid: Grid) -> int:
    """Return how many non-blank characters the cells hold."""
    return sum(len("".join((cell or "").split())) for row in grid for cell in row)
