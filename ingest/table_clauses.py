"""Tables as clauses: each data row is one, what stands above the rows (header, group rows) is kept beside them."""

from __future__ import annotations

import re

from corpus.model import ClauseKind, Table
from ingest.flow import Flow
from ingest.headings import looks_like_heading
from ingest.outline import Node
from ingest.patterns import ends_like_title
from ingest.units import Unit, row_cells

_SERIAL = re.compile(r"\d{1,4}")


class TableNodes:
    """Adds the rows of a part's tables to its tree, as children of one node a table: 表1 → 第1行."""

    def __init__(self, flow: Flow, root: Node) -> None:
        """Begin with no table; tables are counted within the part."""
        self.flow, self.root = flow, root
        self.tables: dict[int, Node] = {}
        self.open: Node | None = None

    def add(self, unit: Unit, above: Node, before: Unit | None) -> None:
        """Add a row or header line of a table; `above` is the clause it stands in, `before` the unit above it."""
        number = unit.table if unit.table is not None else -1
        table = self.flow.tables[number]
        parent = self.tables.get(number)
        if parent is None:
            parent = self.tables[number] = self._open_table(above, before)
        if unit.row is None:
            self._add_head(unit, parent)
        else:
            self._add_row(unit, parent, table, unit.row)

    def _open_table(self, above: Node, before: Unit | None) -> Node:
        trail = [node.heading for node in (*above.trail(), above) if node.heading and node is not self.root]
        title = before.text.strip() if before and _is_table_title(before) else ""
        node = Node(-1, f"表{len(self.tables) + 1}", ClauseKind.PARAGRAPH, self.root, fixed=True)
        node.heading = "\n".join(dict.fromkeys(part for part in (*trail, title) if part))
        self.root.children.append(node)
        return node

    def _add_head(self, unit: Unit, parent: Node) -> None:
        if self.open is None or self.open.parent is not parent or self.open.kind is not ClauseKind.PARAGRAPH:
            self.open = Node(unit.span.start, "表头", ClauseKind.PARAGRAPH, parent, fixed=True)
            parent.children.append(self.open)

    def _add_row(self, unit: Unit, parent: Node, table: Table, number: int) -> None:
        row = table.rows[number]
        serial = _serial(table, number, self.flow.text)
        name = f"第{serial}项" if serial else f"第{number + 1}行"
        if self.open is not None and self.open.part == name and self.open.parent is parent:
            return
        self.open = Node(unit.span.start, name, ClauseKind.TABLE_ROW, parent, label=serial, fixed=True)
        if row.chapter:
            self.open.parent = Node(-1, "", ClauseKind.PARAGRAPH, parent, heading=row.chapter, fixed=True)
        parent.children.append(self.open)


def _serial(table: Table, number: int, text: str) -> str:
    """Return the printed serial number (序号) of a row where the first column counts, "" where it does not."""
    head = table.header[0] if table.header else ""
    if not re.search(r"序\s*号|编\s*号|No", head):
        return ""
    cells = row_cells(table.rows[number], text)
    first = cells[0] if cells else ""
    same = sum(1 for row in table.rows if row_cells(row, text)[:1] == (first,))
    return first if _SERIAL.fullmatch(first) and same == 1 else ""


def _is_table_title(unit: Unit) -> bool:
    return unit.table is None and (looks_like_heading(unit) or (len(unit.text) <= 40 and ends_like_title(unit.text)))  # noqa: PLR2004  # one printed line
