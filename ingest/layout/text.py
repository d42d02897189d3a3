"""Paragraphs and table rows become one text with a map of where each line of it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.model import Box, Cell, Line, Span, Table, TableRow
from ingest.layout.pieces import Piece
from ingest.readers.pdf_lines import join_blank

_COUNT = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell to be written: `above` is true where a merged cell of an earlier row covers it.

    `rest` is what a page end has torn off: further pieces of the same cell on the following pages.
    """

    text: str
    page: int
    box: Box | None
    above: bool = False
    rest: tuple[CellText, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A table over all its pages; `header` counts its header rows."""

    rows: tuple[tuple[CellText, ...], ...]
    header: int


@dataclass(slots=True)
class TextBuilder:
    """Collects the running text; `lines`, `sizes` and `tags` run parallel."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    sizes: list[float | None] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return what has been written so far."""
        return "".join(self.parts)

    def write_paragraph(self, pieces: Sequence[Piece]) -> None:
        """Append a paragraph: its lines close up, except pieces of one row and Latin words."""
        before = ""
        for index, piece in enumerate(pieces):
            text = piece.text.strip()
            if index:
                self._skip(" " if piece.joins_row else join_blank(before, text))
            span = self._write(text)
            self.lines.append(Line(span, piece.page, piece.box, opens_paragraph=index == 0))
            self.sizes.append(piece.size)
            self.tags.append(piece.tag)
            before = text
        self._skip("\n")

    def write_table(self, table: JoinedTable) -> None:
        """Append a table, one row a line; an empty row is left out."""
        start = self.length
        rows: list[TableRow] = []
        chapter = ""
        names = _column_names(table)
        covered: dict[int, Span] = {}
        for index, row in enumerate(table.rows):
            if not any(cell.text for cell in row):
                continue
            cells = self._write_row(row, covered)
            if index < table.header:
                continue
            rows.append(TableRow(cells, row[0].page, chapter))
            chapter = _chapter(row) or chapter
        if self.length > start:
            self.tables.append(Table(names, tuple(rows), Span(start, self.length - 1)))

    def _write_row(self, row: Sequence[CellText], covered: dict[int, Span]) -> tuple[Cell, ...]:
        cells = []
        for column, cell in enumerate(row):
            if column:
                self._skip("\t")
            span = self._write_cell(cell)
            repeats = cell.above and column in covered
            cells.append(Cell(column, covered[column] if repeats else span, repeats))
            covered[column] = cells[-1].span
        self._skip("\n")
        return tuple(cells)

    def _write_cell(self, cell: CellText) -> Span:
        start, before = self.length, ""
        for part in (cell, *cell.rest):
            if not part.text:
                continue
            self._skip(join_blank(before, part.text))
            span = self._write(part.text)
            self.lines.append(Line(span, part.page, part.box, opens_paragraph=False, in_table=True))
            self.sizes.append(None)
            self.tags.append("")
            before = part.text
        return Span(start, self.length)

    def _write(self, text: str) -> Span:
        start = self.length
        self._skip(text)
        return Span(start, self.length)

    def _skip(self, mark: str) -> None:
        """Append what stands between texts: a blank, a tab, a line feed, or nothing."""
        if mark:
            self.parts.append(mark)
            self.length += len(mark)


def _column_names(table: JoinedTable) -> tuple[str, ...]:
    width = max((len(row) for row in table.rows), default=0)
    names = [""] * width
    for row in table.rows[: table.header]:
        for column, cell in enumerate(row):
            if cell.text and cell.text not in names[column]:
                names[column] += cell.text
    return tuple(names)


def _chapter(row: Sequence[CellText]) -> str:
    """Return the words of a row that only names what follows: one cell across, or `一` and a name; else ""."""
    written = [index for index, cell in enumerate(row) if cell.text]
    if len(row) < 3 or any(cell.above for cell in row):  # noqa: PLR2004  label and value are no chapter
        return ""
    if written == [0]:
        return row[0].text
    return row[1].text if written == [0, 1] and _COUNT.fullmatch(row[0].text) else ""
