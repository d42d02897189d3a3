"""Tables as clauses: each data row is one, what stands above the rows (header, group rows) is kept beside them.

A card (label | text, one table for one policy) belongs to the clause it stands in: its rows are named by their
labels, and a long text cell is parted at its own numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.model import ClauseKind, Span, Table, TableRow
from ingest.flow import Flow
from ingest.structure.headings import heading_of, looks_like_heading
from ingest.structure.numbering import fold
from ingest.structure.outline import Node
from ingest.structure.patterns import ends_like_title, is_page_number
from ingest.structure.units import Unit, row_cells

_SERIAL = re.compile(r"\d{1,4}")
_SERIAL_HEAD = re.compile(r"序号?|编号|No\.?|项目序号|任务序号")
_LONGEST_LABEL = 10
_LONG_CELL = 150
_CARD_SHARE = 0.6


class TableNodes:
    """Adds the rows of a part's tables to its tree, as children of one node a table: 表1 → 第1行."""

    def __init__(self, flow: Flow, root: Node) -> None:
        """Begin with no table; tables are counted within the part."""
        self.flow, self.root = flow, root
        self.tables: dict[int, Node] = {}
        self.open: Node | None = None
        self.value: Node | None = None
        self.counted = 0
        self.serials: dict[int, tuple[str, ...]] = {}
        self.count = 0

    def add(self, unit: Unit, above: Node, before: Unit | None) -> None:
        """Add a row or header line of a table; `above` is the clause it stands in, `before` the unit above it."""
        number = unit.table if unit.table is not None else -1
        table = self.flow.tables[number]
        parent = self.tables.get(number)
        if parent is None:
            parent = self.tables[number] = self._open_table(table, above, before)
            self.serials[number] = _serials(table, self.flow.text)
        if unit.row is None:
            self._add_head(unit, parent)
        elif parent.holds_card:
            self._add_card_row(unit, parent, table.rows[unit.row])
        else:
            self._add_row(unit, parent, table, unit.row)

    def _open_table(self, table: Table, above: Node, before: Unit | None) -> Node:
        if is_card(table, self.flow.text):
            holder = next((node for node in (above, *reversed(above.trail())) if node.holds_card), above)
            holder.holds_card = True
            return holder
        self.count += 1
        trail = [node.heading for node in (*above.trail(), above) if node.heading and node is not self.root]
        title = before.text.strip() if before and _is_table_title(before) else ""
        node = Node(-1, f"表{self.count}", ClauseKind.PARAGRAPH, self.root, fixed=True)
        node.heading = "\n".join(dict.fromkeys(part for part in (*trail, title) if part))
        self.root.children.append(node)
        return node

    def _add_head(self, unit: Unit, parent: Node) -> None:
        if self.open is None or self.open.parent is not parent or self.open.part != "表头":
            self.open = Node(unit.span.start, "表头", ClauseKind.PARAGRAPH, parent, fixed=True)
            parent.children.append(self.open)

    def _add_row(self, unit: Unit, parent: Node, table: Table, number: int) -> None:
        row = table.rows[number]
        serial = self.serials[unit.table or 0][number]
        name = f"第{serial}项" if serial else f"第{number + 1}行"
        self.open = Node(unit.span.start, name, ClauseKind.TABLE_ROW, parent, label=serial, fixed=True)
        if row.chapter:
            self.open.parent = Node(-1, "", ClauseKind.PARAGRAPH, parent, heading=row.chapter, fixed=True)
        parent.children.append(self.open)

    def _add_card_row(self, unit: Unit, parent: Node, row: TableRow) -> None:
        """Add a row of a card; a row without label goes on with the cell of the row above (over a page break)."""
        cells = row_cells(row, self.flow.text)
        label = "".join(cells[0].split()) if cells else ""
        filled = [cell for cell in row.cells if cell.span.start < cell.span.end]
        goes_on = not 0 < len(label) <= _LONGEST_LABEL and self.value is not None and self.value.parent is parent
        if goes_on and self.value is not None:
            self.open = Node(unit.span.start, "续", ClauseKind.TABLE_ROW, self.value, fixed=True)
            self.value.children.append(self.open)
        else:
            self.open = Node(
                unit.span.start, label[:_LONGEST_LABEL] or "续表", ClauseKind.TABLE_ROW, parent, fixed=True
            )
            self.open.heading = label if len(filled) > 1 else ""
            parent.children.append(self.open)
            self.value, self.counted = (self.open if len(filled) > 1 else None), 0
        span = filled[-1].span if filled else Span(0, 0)
        if self.value is not None and span.end - span.start > _LONG_CELL and span.end >= unit.span.end:
            for start, number, rest in _numbers_in(self.flow.text, span, self.counted + 1):
                node = Node(start, str(number), ClauseKind.ITEM, self.value, label=f"{number}.", fixed=True)
                node.heading = heading_of(rest)[0]
                self.value.children.append(node)
                self.counted = number


def is_card(table: Table, text: str) -> bool:
    """Return whether the table is a card: no header, its rows are a short label and a text."""
    if any(table.header) or not table.rows:
        return False
    cells = [row_cells(row, text) for row in table.rows]
    labelled = sum(1 for row in cells if len(row) > 1 and 0 < len(row[0]) <= _LONGEST_LABEL and row[1])
    return len({len(row) for row in cells}) == 1 and labelled >= _CARD_SHARE * len(cells) and _labels_first(cells)


def _labels_first(cells: list[tuple[str, ...]]) -> bool:
    """Return whether the other columns are empty but for label–value pairs: three filled cells are no card row."""
    return all(sum(bool(cell) for cell in row) in (0, 1, 2, 4) for row in cells)


def _numbers_in(text: str, span: Span, first: int) -> Iterator[tuple[int, int, str]]:
    """Yield (start, number, words up to the next number) where a cell counts on from `first` without a break."""
    folded = fold(span.cut(text))
    places: list[tuple[int, int]] = []
    for hit in re.finditer(r"(?<![\d.])(\d{1,2})[.、]\s*(?=[\u4e00-\u9fff“《（])", folded):
        if int(hit[1]) == first + len(places) and (hit.start() == 0 or folded[hit.start() - 1] not in "第、，和至（"):
            places.append(hit.span())
    if len(places) > 1 or (places and first > 1):
        for index, (start, end) in enumerate(places):
            last = places[index + 1][0] if index + 1 < len(places) else len(folded)
            yield span.start + start, first + index, folded[end:last]


def _serials(table: Table, text: str) -> tuple[str, ...]:
    """Return the printed serial number (序号) of every row, "" where the column does not count it."""
    column = next((i for i, head in enumerate(table.header) if _SERIAL_HEAD.fullmatch("".join(head.split()))), None)
    if column is None:
        return ("",) * len(table.rows)
    serials = [cells[column] if column < len(cells) else "" for cells in (row_cells(row, text) for row in table.rows)]
    often = Counter(serials)
    return tuple(one if _SERIAL.fullmatch(one) and often[one] == 1 else "" for one in serials)


def _is_table_title(unit: Unit) -> bool:
    if unit.table is not None or is_page_number(unit.text):
        return False
    return looks_like_heading(unit) or (len(unit.text) <= _LONGEST_TABLE_TITLE and ends_like_title(unit.text))


_LONGEST_TABLE_TITLE = 40
