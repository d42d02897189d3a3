"""Who bears which duty: the responsible departments (责任单位) of every clause, with roles and document-wide rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.authority.departments import NATION, resolve
from corpus.model import Clause, ClauseKind, Document, Responsibility, Role, Span
from ingest.responsibility.annotation import Annotation
from ingest.responsibility.bearer import Bearer
from ingest.responsibility.finding import find_annotations
from ingest.responsibility.leaders import Leaders, appoint
from ingest.responsibility.prose import find_prose_duties
from ingest.responsibility.tables import RowDuties, read_tables

_CENTRAL = ("国务院", "中共中央", "国家", "中华人民共和国", "中国人民银行")
_NEVER = frozenset({ClauseKind.TITLE})
_INHERITING = frozenset(
    {ClauseKind.SECTION, ClauseKind.CLAUSE, ClauseKind.ITEM, ClauseKind.ARTICLE, ClauseKind.PARAGRAPH}
)


def tag_departments(document: Document, clauses: Sequence[Clause]) -> tuple[Responsibility, ...]:
    """Return the duties of the clauses, in their order: own ones first, then those that a rule of the document adds.

    `（省商务厅牵头，省财政厅配合）` at the end of a clause gives 省商务厅 as lead and 省财政厅 as support;
    `以下均需各市落实` in one clause gives 各市 as implement, inherited, to it and to every later clause.
    """
    tagger = _Tagger(document, clauses)
    return tuple(tagger.tag())


@dataclass(slots=True)
class _Rules:
    """The document-wide rules met so far: who of a list leads, and who bears every clause."""

    leaders: Leaders | None = None
    common: list[tuple[Bearer, str]] = field(default_factory=list)
    level: int = 0


class _Tagger:
    def __init__(self, document: Document, clauses: Sequence[Clause]) -> None:
        self.document, self.clauses = document, clauses
        self.region = _region(document)
        self.rules = _Rules()
        self.rows = _rows_by_clause(document, clauses)
        self.parents = {clause.path[:-1] for clause in clauses}

    def tag(self) -> Iterator[Responsibility]:
        for clause in self.clauses:
            if clause.kind in _NEVER:
                continue
            own, inherited = self._of_clause(clause)
            names = {one.name for one in own}
            yield from (self._responsibility(clause, one, None) for one in own)
            for one, source in inherited:
                if one.name not in names:
                    names.add(one.name)
                    yield self._responsibility(clause, one, source)

    def _of_clause(self, clause: Clause) -> tuple[tuple[Bearer, ...], list[tuple[Bearer, str]]]:
        if clause.kind is ClauseKind.TABLE_ROW:
            return self._of_row(clause)
        annotations = find_annotations(clause.text, clause.span.start)
        own: list[Bearer] = []
        for one in annotations:
            own.extend(self._own(one))
            self._learn(one, clause)
        if not own:
            own.extend(find_prose_duties(clause.text, clause.span.start))
        return _distinct(own), list(self.rules.common) if self._inherits(clause, annotated=bool(annotations)) else []

    def _own(self, annotation: Annotation) -> tuple[Bearer, ...]:
        return annotation.led(annotation.leaders or self.rules.leaders)

    def _learn(self, annotation: Annotation, clause: Clause) -> None:
        if annotation.leaders and annotation.onward:
            self.rules.leaders = annotation.leaders
        for bearer in annotation.common:
            self.rules.common.append((bearer, clause.id))
            self.rules.level = len(clause.path)

    def _inherits(self, clause: Clause, *, annotated: bool) -> bool:
        """Return whether the common bearers bear this clause: it says what to do, and has no parts that do."""
        if not self.rules.common or clause.kind not in _INHERITING:
            return False
        return annotated or (len(clause.path) >= self.rules.level and clause.path not in self.parents)

    def _of_row(self, clause: Clause) -> tuple[tuple[Bearer, ...], list[tuple[Bearer, str]]]:
        duties = self.rows.get(clause.id, ())
        own = [bearer for one in duties for bearer in one.own]
        group = [bearer for one in duties for bearer in one.group]
        if not duties:
            found = find_annotations(clause.text, clause.span.start)
            own = [bearer for one in found for bearer in self._own(one)]
            own = own or list(find_prose_duties(clause.text, clause.span.start))
        if all(one.role is Role.RESPONSIBLE for one in own):
            own = list(appoint(self.rules.leaders, tuple(own)))
        return _distinct(own), [(bearer, self._holder(bearer.span) or clause.id) for bearer in group]

    def _holder(self, span: Span) -> str | None:
        """Return the id of the clause whose words a group cell's span is."""
        starts = [clause.span.start for clause in self.clauses]
        at = bisect_right(starts, span.start) - 1
        return self.clauses[at].id if at >= 0 else None

    def _responsibility(self, clause: Clause, bearer: Bearer, source: str | None) -> Responsibility:
        canonical = resolve(bearer.name, region=self.region)
        return Responsibility(clause.id, bearer.name, canonical, bearer.role, bearer.span, source)


def _region(document: Document) -> str | None:
    """Return the region whose organs bare levels mean; 全国 where a central organ issued the document."""
    if document.region:
        return document.region
    return NATION if any(issuer.startswith(_CENTRAL) for issuer in document.issuers) else None


def _rows_by_clause(document: Document, clauses: Sequence[Clause]) -> dict[str, list[RowDuties]]:
    """Return the table rows' duties by the id of the clause that holds the row."""
    rows = [clause for clause in clauses if clause.kind is ClauseKind.TABLE_ROW]
    starts = [clause.span.start for clause in rows]
    found: dict[str, list[RowDuties]] = {}
    for duties in read_tables(document) if rows else ():
        at = bisect_right(starts, duties.span.start) - 1
        if at >= 0 and rows[at].span.end > duties.span.start:
            found.setdefault(rows[at].id, []).append(duties)
    return found


def _distinct(bearers: Sequence[Bearer]) -> tuple[Bearer, ...]:
    """Return the bearers without repetition; a body named twice keeps its first role, but leads if it leads once."""
    chosen: dict[str, Bearer] = {}
    for one in bearers:
        kept = chosen.setdefault(one.name, one)
        if one.role is Role.LEAD and kept.role is not Role.LEAD:
            chosen[one.name] = replace(kept, role=Role.LEAD)
    return tuple(chosen.values())
