"""Which of the found passages are shown, and how much of each."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.evidence import Evidence
from corpus.model import Span
from qa.citations import cite, window
from qa.departments import Bearing
from qa.ranking import Passage
from qa.sentences import fold

SHOWN = 5  # passages
READABLE, BRIEF = 240, 160  # characters of a quotation that a reader takes in at once


def evidence_of(passage: Passage, limit: int = BRIEF) -> Evidence:
    """Return the sentences of the passage around its best, up to `limit` characters."""
    return cite(passage.clause, window(passage.clause, passage.best.span, limit))


def with_bearers(words: Span, passage: Passage, bearing: Bearing) -> Span:
    """Return the span from the words shown to the words that name the bearers, in the same clause."""
    if bearing.span is None or bearing.source.id != passage.clause.id:
        return words
    return Span(min(words.start, bearing.span.start), max(words.end, bearing.span.end))


def distinct(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages without those that repeat the words of a better one."""
    seen: set[str] = set()
    kept = []
    for passage in passages[: 4 * SHOWN]:
        words = fold(passage.clause.text)
        if words not in seen:
            seen.add(words)
            kept.append(passage)
    return kept
