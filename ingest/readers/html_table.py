"""Tables of a web page: which of them are tables and not a frame for layout, and their grid with merged cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.readers.html_tree import Tree

_FRAME_SHARE = 0.8  # of a table's text in one cell: then the table is a frame around a page
_FRAME_TEXT = 1_500  # characters from which that is asked
_MAX_COLUMNS = 200

Grid = tuple[tuple[str | None, ...], ...]
ReadCell = Callable[[int], str]


def rows_of(tree: Tree, table: int) -> list[list[int]]:
    """Return the cell elements of a table, row by row; cells of tables inside it are not among them."""
    rows: list[list[int]] = []
    for index in range(table + 1, tree.elements[table].end):
        tag = tree.elements[index].tag
        if tag in {"tr", "td", "th"} and tree.elements[index].table == table:
            if tag == "tr" or not rows:
                rows.append([])
            if tag != "tr":
                rows[-1].append(index)
    return [row for row in rows if row]


def is_data_table(tree: Tree, table: int, read_cell: ReadCell) -> bool:
    """Return whether a table holds rows of data: two columns or more, no table inside, no cell that holds it all."""
    if any(tree.elements[index].tag == "table" for index in range(table + 1, tree.elements[table].end)):
        return False
    lengths = [[len(read_cell(cell)) for cell in row] for row in rows_of(tree, table)]
    if max((len(row) for row in lengths), default=0) < 2:  # noqa: PLR2004  a single column is a list of paragraphs
        return False
    total, longest = sum(map(sum, lengths)), max(map(max, lengths))
    return total < _FRAME_TEXT or longest < _FRAME_SHARE * total


def read_grid(tree: Tree, table: int, read_cell: ReadCell) -> Grid:
    """Return the rows of a table, all of one width; None where a merged cell covers.

    `<td rowspan=2>一</td><td>甲</td>` over `<td>乙</td>` gives `(("一", "甲"), (None, "乙"))`.
    """
    covered: dict[tuple[int, int], bool] = {}
    rows: list[dict[int, str]] = []
    for number, cells in enumerate(rows_of(tree, table)):
        placed: dict[int, str] = {}
        column = 0
        for cell in cells:
            while (number, column) in covered:
                column += 1
            if column >= _MAX_COLUMNS:
                break
            placed[column] = read_cell(cell)
            column = _cover(tree, cell, (number, column), covered)
        rows.append(placed)
    return tuple(_square(rows, covered))


def _cover(tree: Tree, cell: int, place: tuple[int, int], covered: dict[tuple[int, int], bool]) -> int:
    """Mark what a cell covers; return the column after it."""
    down, across = tree.elements[cell].span
    row, column = place
    for below in range(row, row + down):
        for right in range(column, min(column + across, _MAX_COLUMNS)):
            covered[below, right] = True
    return column + across


def _square(rows: list[dict[int, str]], covered: dict[tuple[int, int], bool]) -> Iterator[tuple[str | None, ...]]:
    width = 1 + max((column for row in rows for column in row), default=0)
    for number, row in enumerate(rows):
        yield tuple(row.get(column, None if (number, column) in covered else "") for column in range(width))
