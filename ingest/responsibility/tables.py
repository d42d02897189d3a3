"""Duties in tables: columns by their header (责任单位, 牵头部门, 配合部门 …), cells with annotations, group cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.authority.departments import is_known
from corpus.model import Cell, Document, Role, Span, Table, TableRow
from ingest.responsibility.annotation import read_annotation
from ingest.responsibility.bearer import Bearer
from ingest.responsibility.cues import role_of_label
from ingest.responsibility.finding import find_annotations
from ingest.responsibility.folding import compact, fold
from ingest.responsibility.kinds import is_bearer
from ingest.responsibility.leaders import appoint, drop_remarks, find_remark

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


def _header(document: Document, table: Table) -> tuple[str, ...]:
    """Return the names of the columns; where the table has none, those of the first of its rows that name bearers."""
    if any(table.header):
        return table.header
    for row in table.rows[:_HEADER_ROWS]:
        width = max((cell.column for cell in row.cells), default=-1) + 1
        words = {cell.column: cell.span.cut(document.text) for cell in row.cells}
        header = tuple(words.get(column, "") for column in range(width))
        if len([word for word in header if word.strip()]) > _CARD_CELLS and column_roles(header):
            return header
    return ()


_HEADER_ROWS = 4


def column_roles(header: tuple[str, ...]) -> Mapping[int, Role]:
    """Return which columns name bearers, and in what role: ("任务", "责任单位（市级）") → {1: responsible}."""
    roles = {}
    for column, words in enumerate(header):
        role = header_role(words)
        if role:
            roles[column] = role
    return roles


@lru_cache(maxsize=4096)
def header_role(words: str) -> Role | None:
    """Return the role that a table header gives: 建议责任单位（省级部门） → responsible, 牵头处室 → None."""
    plain = "".join(fold(words).split())
    if _NO_ROLE.search(plain):
        return None
    plain = drop_remarks(plain)
    bare = re.sub(r"（[^（）]*）|：$", "", plain)
    role = role_of_label(bare) or role_of_label(plain)
    if role or not bare:
        return role
    parts = [role_of_label(part) for part in re.split(r"[、/及和与]", bare)]
    return Role.RESPONSIBLE if parts and all(parts) else None


def _read_table(document: Document, table: Table) -> Iterator[RowDuties]:
    header = _header(document, table)
    roles = column_roles(header)
    remarks = [remark for words in header if (remark := find_remark("".join(fold(words).split())))]
    leaders = remarks[0].leaders if remarks else None
    grouping = {cell.column for row in table.rows for cell in row.cells if cell.repeats}
    above: tuple[Bearer, ...] = ()
    page = 0
    for row in table.rows:
        span = row_span(row)
        if span is None or _is_header(document, row):
            continue
        own: list[Bearer] = list(_of_card(document, row)) if not roles else []
        group: list[Bearer] = []
        for cell in row.cells:
            found = _of_cell(document, cell, roles.get(cell.column))
            (own if cell.column in roles or cell.column not in grouping else group).extend(found)
        if not own and row.page != page and grouping & roles.keys():
            # why: a merged cell that runs over a page is empty on the second page
            own = list(above)
        else:
            page = row.page
        above = appoint(leaders, tuple(own))
        if own or group:
            yield RowDuties(row, span, above, tuple(group))


_CARD_LABEL = re.compile(
    r"(?:发文|发布|制定|印发|主管|受理|承办|办理|审批|实施|责任|联系|联络|咨询)(?:机构|部门|单位|机关|方式)"
)
_CONTACT = re.compile(r"(?P<name>[^：:；;，,。、\s\d]{3,30})\s*[：:（(]?\s*(?=[\d（(—-]{5,})")


def _of_card(document: Document, row: TableRow) -> Iterator[Bearer]:
    """Yield the bearers of a card's line: 发文机构 | 云河省商务厅, 联络方式 | 云河省商务厅：8888888."""
    cells = [cell for cell in row.cells if cell.span.end > cell.span.start and not cell.repeats]
    if len(cells) != _CARD_CELLS or not _CARD_LABEL.fullmatch("".join(cells[0].span.cut(document.text).split())):
        return
    text, offset = cells[1].span.cut(document.text), cells[1].span.start
    if "方式" in cells[0].span.cut(document.text):
        for match in _CONTACT.finditer(text):
            if is_known(match["name"]):
                span = Span(offset + match.start("name"), offset + match.end("name"))
                yield Bearer(match["name"], Role.RESPONSIBLE, span)
        return
    annotation = read_annotation(compact(text, offset), Role.RESPONSIBLE)
    yield from (one for one in (annotation.bearers if annotation else ()) if is_bearer(one.name))


_CARD_CELLS = 2


def _is_header(document: Document, row: TableRow) -> bool:
    """Return whether the row prints the header (again): two of its cells name a role or the first says 序号."""
    words = ["".join(cell.span.cut(document.text).split()) for cell in row.cells]
    return words[:1] == ["序号"] or sum(header_role(word) is not None for word in words if word) > 1


def row_span(row: TableRow) -> Span | None:
    """Return the range of the row's own cells, None for a row that only repeats cells above."""
    cells = [cell.span for cell in row.cells if not cell.repeats and cell.span.end > cell.span.start]
    return Span(min(span.start for span in cells), max(span.end for span in cells)) if cells else None


def _of_cell(document: Document, cell: Cell, role: Role | None) -> tuple[Bearer, ...]:
    """Return the bearers of a cell: the names in a column of bearers, else what annotations in it say."""
    text = cell.span.cut(document.text)
    if not text or (role and _EMPTY_CELL.match(text)):
        return ()
    if role is None:
        return tuple(bearer for one in find_annotations(text, cell.span.start) for bearer in one.bearers)
    annotation = read_annotation(compact(text, cell.span.start), role)
    return annotation.bearers if annotation else ()
