"""The outline of a document: its running text cut into numbered clauses, table rows, title, preamble and closing."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from corpus.model import ClauseKind, Gap, Span
from ingest.flow import Flow
from ingest.structure.assembly import assemble
from ingest.structure.endings import closing_start
from ingest.structure.headings import find_plain_headings, heading_of, is_rest_of_heading
from ingest.structure.nesting import Nest, learn_depths, lone_families
from ingest.structure.numbering import Mark, fold, read_mark
from ingest.structure.outline import Node, Outline
from ingest.structure.parts import Part, split_parts
from ingest.structure.passages import split_passages
from ingest.structure.patterns import find_elsewhere, is_final_provision
from ingest.structure.table_clauses import TableNodes
from ingest.structure.title import Title, find_title
from ingest.structure.units import Unit, read_units
from ingest.structure.unnumbered import Paragraphs, is_worth_parting


def split_clauses(flow: Flow, document_id: str) -> Outline:
    """Return the document's clauses in order: disjoint, with unique paths, every non-blank character in one of them.

    `一、总体要求⏎（一）支持…⏎（责任单位：…）` gives a section `一` and a clause `一/（一）` that holds the bracket too.
    """
    units = read_units(flow)
    title = find_title(units)
    builders = [_PartBuilder(flow, units, part, title) for part in split_parts(units, title)]
    roots = [builder.build() for builder in builders]
    clauses = split_passages(flow, assemble(flow, document_id, roots))
    elsewhere = find_elsewhere(flow.text)
    return Outline(
        title.text if title else "",
        title.span if title else None,
        clauses,
        tuple(gap for builder in builders for gap in builder.gaps),
        bool(elsewhere),
        tuple(f"正文不全，原文注明“{words}”" for words in elsewhere),
    )


class _PartBuilder:
    """Builds the tree of one part (main document, appended document or attachment)."""

    def __init__(self, flow: Flow, units: Sequence[Unit], part: Part, title: Title | None) -> None:
        self.flow, self.units, self.part, self.title = flow, units, part, title
        self.root = Node(-1, part.name, ClauseKind.ATTACHMENT if part.attachment else ClauseKind.TITLE)
        self.root.heading = part.title
        self.gaps: list[Gap] = []
        self.starts = [line.span.start for line in flow.lines]

    def build(self) -> Node:
        """Return the root of the part's tree; its children and theirs are in reading order."""
        first, last = self._body_range()
        units = [unit for index, unit in enumerate(self.units[first:last], first) if not self._in_title(index)]
        end = closing_start(units)
        self._build_body(units[:end])
        if units[end:]:
            self._add(units[end], "落款", ClauseKind.CLOSING)
        return self.root

    def _body_range(self) -> tuple[int, int]:
        """Add the nodes of what stands before the body and return the body's range of units."""
        part, title = self.part, self.title
        if part.head:
            self._add(self.units[part.first], "", self.root.kind)
            return part.first + part.head, part.last
        if title is None or not part.first <= title.first < part.last:
            return part.first, part.last
        if title.at_end:
            self._add(self.units[title.first], "标题", ClauseKind.TITLE)
            return part.first, part.last
        if part.first < title.first:
            self._add(self.units[part.first], "文头", ClauseKind.PARAGRAPH)
        self._add(self.units[title.first], "标题", ClauseKind.TITLE)
        return title.last, part.last

    def _in_title(self, index: int) -> bool:
        return self.title is not None and self.title.first <= index < self.title.last

    def _add(self, unit: Unit, name: str, kind: ClauseKind, parent: Node | None = None) -> Node:
        node = Node(unit.span.start, name, kind, parent or self.root, fixed=True)
        (parent or self.root).children.append(node)
        return node

    def _build_body(self, body: Sequence[Unit]) -> None:
        marked = [(mark, unit) for unit in body if unit.table is None and (mark := read_mark(unit.text))]
        bare = [not _has_text(unit.text[mark.end :]) for mark, unit in marked]
        marks = [mark for mark, _ in marked]
        tables = TableNodes(self.flow, self.root)
        if not marked and is_worth_parting(body):
            self._build_unnumbered(body, tables)
            return
        depths, lone = learn_depths(marks, bare), lone_families(marks)
        headings = find_plain_headings(body, Nest(Node(-1, "", ClauseKind.PARAGRAPH), depths, lone))
        nest = Nest(self.root, depths, lone)
        plain = _PlainParagraphs(self, nest)
        last = body.index(marked[-1][1]) if marked else -1
        for index, unit in enumerate(body):
            plain.is_tail = -1 < last < index
            if unit.table is not None:
                tables.add(unit, nest.top, body[index - 1] if index else None)
                plain.after_table = True
            elif index in headings:
                nest.add_heading(unit.span.start, unit.text.strip(), headings[index])
                plain.after_table = False
            else:
                plain.following = body[index + 1] if index + 1 < len(body) else None
                self._add_paragraph(unit, nest, plain)
        self.gaps += nest.gaps

    def _build_unnumbered(self, body: Sequence[Unit], tables: TableNodes) -> None:
        paragraphs = Paragraphs(self.root)
        for index, unit in enumerate(body):
            if unit.table is not None:
                tables.add(unit, paragraphs.top, body[index - 1] if index else None)
            else:
                paragraphs.add(unit, body[index + 1] if index + 1 < len(body) else None)

    def _add_paragraph(self, unit: Unit, nest: Nest, plain: _PlainParagraphs) -> None:
        numbered = False
        for start, text, opens in _pieces(unit, self.flow, self.starts):
            mark = read_mark(text)
            if mark is None or not (nest.accepts(mark, unit.size) if opens else nest.counts_on(mark, unit.size)):
                continue
            if start > unit.span.start and not numbered:
                plain.add(unit)
            node = nest.add(mark, unit, start, _label(self.flow, start, mark))
            node.heading, node.has_body = heading_of(text[mark.end :])[0], _has_text(text[mark.end :])
            plain.after_table, numbered = False, True
        if not numbered:
            plain.add(unit)


class _PlainParagraphs:
    """Finds the place of paragraphs without number: preamble, own text of the clause above, or a clause of its own."""

    def __init__(self, builder: _PartBuilder, nest: Nest) -> None:
        self.builder, self.nest = builder, nest
        self.after_table = False
        self.following: Unit | None = None
        self.opened = False
        self.is_tail = False

    def add(self, unit: Unit) -> None:
        """Give the paragraph a place in the tree; nothing is added where the node above simply goes on."""
        top = self.nest.top
        if self.after_table:
            self.builder._add(unit, "续", ClauseKind.PARAGRAPH, top)  # noqa: SLF001  # one class in two halves
            self.after_table = False
        elif top is self.nest.root and not self.opened:
            self.builder._add(unit, "引言", ClauseKind.PREAMBLE)  # noqa: SLF001  # the same
            self.opened = True
        elif self.is_tail and top is not self.nest.root and is_final_provision(unit.text):
            self.nest.close()
            self.builder._add(unit, "结语", ClauseKind.PARAGRAPH)  # noqa: SLF001  # the same
        elif top is not self.nest.root:
            if not top.has_body and top.heading and is_rest_of_heading(top.heading, unit, self.following):
                top.heading += unit.text.strip()
            else:
                top.has_body = True


def _pieces(unit: Unit, flow: Flow, starts: Sequence[int]) -> Iterator[tuple[int, str, bool]]:
    """Yield the paragraph, and its rest from each printed line that might open a number the layout did not part."""
    yield unit.span.start, unit.text, True
    for start in starts[bisect.bisect_right(starts, unit.span.start) : bisect.bisect_left(starts, unit.span.end)]:
        before = flow.text[unit.span.start : start].rstrip()
        text = fold(Span(start, unit.span.end).cut(flow.text))
        # why: brackets run on in cross references (前款⏎（三）情形), so they need the end of a sentence before them
        if before and (before[-1] in "。；：）)" or (text[:1] not in "（〔" and before[-1] not in _UNFINISHED)):
            yield start, text, False


_UNFINISHED = "第、，,和与或至到及的—－-（(《“：:"


def _has_text(body: str) -> bool:
    """Return whether the words behind a number are more than a heading: a sentence, or a heading and more."""
    return heading_of(body)[1] or body.rstrip().endswith("。")


def _label(flow: Flow, start: int, mark: Mark) -> str:
    return " ".join(flow.text[start : start + mark.end].split())
