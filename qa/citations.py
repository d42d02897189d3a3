"""Evidence dressed for a reader: title, number, date, status, path, page, boxes and the verbatim quote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from corpus.evidence import Citation, Evidence, NamedDepartment
from corpus.library import Library
from corpus.model import Box, Clause, Document, Responsibility, Span
from qa.sentences import split_sentences

_KEPT = 96


@dataclass(frozen=True, slots=True)
class _Shelved:
    """A document with where its lines start and end, for finding lines quickly."""

    document: Document
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Dresser:
    """Turns evidence into citations; keeps recently used documents."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._shelf = lru_cache(maxsize=_KEPT)(self._fetch)

    def dress(self, evidence: Evidence) -> Citation:
        """Return the citation of the evidence."""
        clause, span = evidence.clause, evidence.span
        shelved = self._shelf(clause.document_id)
        document, boxes = shelved.document, _places(shelved, span)
        return Citation(
            document_id=document.id,
            title=document.title,
            number=document.number,
            date=document.dates.best,
            status=document.status,
            clause_id=clause.id,
            path=clause.printed_path,
            page=boxes[0][0] if boxes else (document.page_of(span) or clause.page),
            boxes=boxes,
            quote=evidence.quote,
            clause_text=clause.text,
            span=span,
        )

    def _fetch(self, document_id: str) -> _Shelved:
        document = self._library.document(document_id)
        starts = tuple(line.span.start for line in document.lines)
        ordered = all(one <= two for one, two in pairwise(starts))
        ends = tuple(line.span.end for line in document.lines) if ordered else ()
        return _Shelved(document, starts, ends)


def cite(clause: Clause, span: Span) -> Evidence:
    """Return the evidence of a part of a clause; the span is clipped to the clause."""
    start, end = max(span.start, clause.span.start), min(span.end, clause.span.end)
    if start >= end:
        start, end = clause.span.start, clause.span.end
    return Evidence(clause, Span(start, end), Span(start, end).shift(-clause.span.start).cut(clause.text))


def window(clause: Clause, at: Span, limit: int) -> Span:
    """Return whole sentences of the clause around `at`, up to `limit` characters: what follows first, then before."""
    if len(clause.text.strip()) <= limit:
        lead = len(clause.text) - len(clause.text.lstrip())
        return Span(clause.span.start + lead, clause.span.start + len(clause.text.rstrip()))
    spans = [sentence.span for sentence in split_sentences(clause)]
    first = last = next((place for place, span in enumerate(spans) if span.end > at.start), len(spans) - 1)
    grown = True
    while grown:
        grown = False
        if last + 1 < len(spans) and spans[last + 1].end - spans[first].start <= limit:
            last, grown = last + 1, True
        elif first > 0 and spans[last].end - spans[first - 1].start <= limit:
            first, grown = first - 1, True
    return Span(spans[first].start, spans[last].end)


def _places(shelved: _Shelved, span: Span) -> tuple[tuple[int, Box], ...]:
    if not shelved.ends:
        return shelved.document.places(span)
    first, last = bisect_right(shelved.ends, span.start), bisect_left(shelved.starts, span.end)
    return replace(shelved.document, lines=shelved.document.lines[first:last]).places(span)


def named(duty: Responsibility, citation: int, *, inherited: bool) -> NamedDepartment:
    """Return the department of a duty as an answer names it; `citation` is the index of the words that say so."""
    return NamedDepartment(duty.name, duty.canonical, duty.role, inherited, citation, duty.correction is not None)
