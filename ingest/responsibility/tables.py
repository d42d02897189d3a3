"""Duties in tables: columns by their header (责任单位, 牵头部门, 配合部门 …), cells with annotations, group cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.model import Cell, Document, Role, Span, Table, TableRow
from ingest.responsibility.annotation import FIRST_LEADS, Bearer, lead_first, read_annotation
from ingest.responsibility.cues import role_of_label
from ingest.responsibility.finding import find_annotations
from ingest.responsibility.folding import compact, fold
from ingest.responsibility.names import is_bearer

_EMPTY_CELL = re.compile(r"^[/／—\-－无\s]*$")
_NO_ROLE = re.compile(r"处室|科室|领导|责任人|联系人|科$|处$|情况|要求|电话")


@dataclass(frozen=True, slots=True)
class RowDuties:
    """What one row of a table says: its own bearers, and those of the group cell it stands under."""

    row: TableRow
    span: Span
    own: tuple[Bearer, ...]
    group: tuple[Bearer, ...]


def read_tables(document: Document) -> Iterator[RowDuties]:
    """Yield the duties of every table row of the document that has any."""
    for table in document.tables:
        yield from _read_table(document, table)


def column_roles(header: tuple[str, ...]) -> Mapping[int, Role]:
    """Return which columns name bearers, and in what role: ("任务", "责任单位（市级）") → {1: responsible}."""
    roles = {}
    for column, words in enumerate(header):
        role = header_role(words)
        if role:
            roles[column] = role
    return roles


def header_role(words: str) -> Role | None:
    """Return the role that a table header gives: 建议责任单位（省级部门） → responsible, 牵头处室 → None."""
    plain = re.sub(r"\s+", "", fold(words))
    if _NO_ROLE.search(plain):
        return None
    plain = FIRST_LEADS.sub("", plain)
    bare = re.sub(r"（[^（）]*）|：$", "", plain)
    role = role_of_label(bare) or role_of_label(plain)
    if role or not bare:
        return role
    parts = [role_of_label(part) for part in re.split(r"[、/及和与]", bare)]
    return Role.RESPONSIBLE if parts and all(parts) else None


def _read_table(document: Document, table: Table) -> Iterator[RowDuties]:
    roles = column_roles(table.header)
    first_leads = any(FIRST_LEADS.search(re.sub(r"\s+", "", fold(words))) for words in table.header)
    merged = {cell.span for row in table.rows for cell in row.cells if cell.repeats}
    for row in table.rows:
        span = row_span(row)
        if span is None:
            continue
        own: list[Bearer] = []
        group: list[Bearer] = []
        for cell in row.cells:
            if cell.span.end <= cell.span.start:
                continue
            bearers, from_column = _of_cell(document, cell, roles.get(cell.column), merged)
            (own if from_column else group).extend(bearers)
        own_ = lead_first(tuple(own)) if first_leads else tuple(own)
        if own_ or group:
            yield RowDuties(row, span, own_, tuple(group))


def row_span(row: TableRow) -> Span | None:
    """Return the range of the row's own cells, None for a row that only repeats cells above."""
    cells = [cell.span for cell in row.cells if not cell.repeats and cell.span.end > cell.span.start]
    return Span(min(span.start for span in cells), max(span.end for span in cells)) if cells else None


def _of_cell(document: Document, cell: Cell, role: Role | None, merged: set[Span]) -> tuple[tuple[Bearer, ...], bool]:
    """Return the bearers of a cell and whether they are the row's own, not those of a cell merged over rows."""
    text = cell.span.cut(document.text)
    if role is None:
        found = tuple(bearer for one in find_annotations(text, cell.span.start) for bearer in one.bearers)
        return found, not (cell.repeats or cell.span in merged)
    if _EMPTY_CELL.match(text):
        return (), True
    annotation = read_annotation(compact(text, cell.span.start), role)
    return (annotation.bearers if annotation else ()), True


def is_bearer_column(texts: list[str]) -> bool:
    """Return whether a column without a telling header holds nothing but bearers."""
    filled = [re.sub(r"\s+", "", fold(text)) for text in texts if not _EMPTY_CELL.match(text)]
    return len(filled) > 2 and all(is_bearer(text.split("、")[0]) for text in filled)  # noqa: PLR2004
