"""Which clauses a filter lets through. A value that nothing matches lets nothing through: filters fail closed."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.authority.departments import resolve
from corpus.authority.regions import contains
from corpus.evidence import Filter
from corpus.library import Library, Summary


@dataclass(frozen=True, slots=True)
class Gate:
    """Answers, from the library's catalogue, what a filter allows."""

    library: Library

    def documents(self, where: Filter) -> frozenset[str]:
        """Return the ids of the documents that every field of the filter allows."""
        return frozenset(card.id for card in self.library.summaries() if _passes(card, where))

    def clauses(self, where: Filter) -> frozenset[str] | None:
        """Return the ids of the clauses that name one of the filter's departments, None where it names none."""
        if not where.departments:
            return None
        wanted = {resolve(name) or name for name in where.departments} | set(where.departments)
        duties = self.library.responsibilities()
        return frozenset(duty.clause_id for duty in duties if duty.name in wanted or duty.canonical in wanted)


def _passes(card: Summary, where: Filter) -> bool:
    return (
        (not where.documents or card.id in where.documents)
        and (not where.statuses or card.status in where.statuses)
        and (not where.genres or card.genre in where.genres)
        and (not where.regions or any(_reaches(card.region, region) for region in where.regions))
        and (where.written_from is None or (card.date is not None and card.date >= where.written_from))
        and (where.written_to is None or (card.date is not None and card.date <= where.written_to))
    )


def _reaches(issued_for: str | None, region: str) -> bool:
    """Return whether a region is asked for by itself, by what holds it, or by what it holds."""
    if issued_for is None:
        return False
    return issued_for == region or contains(issued_for, region) or contains(region, issued_for)
