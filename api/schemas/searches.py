"""JSON of ranked clauses and of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from typing_extensions import TypedDict

from api.schemas.documents import day
from corpus.evidence import Hit
from corpus.library import Library, Summary


class SummaryJson(TypedDict):
    """The catalogue card of a stored document."""

    id: str
    title: str
    number: str | None
    date: str | None
    region: str | None
    status: str
    genre: str
    format: str
    pages: int
    clauses: int
    complete: bool
    issuers: list[str]
    source: str


class HitJson(TypedDict):
    """A ranked clause with enough of its document to read it."""

    rank: int
    score: float
    ranker: str
    parts: dict[str, float]
    clause_id: str
    document_id: str
    title: str
    number: str | None
    date: str | None
    status: str
    path: str
    page: int | None
    text: str


class SearchJson(TypedDict):
    """Ranked clauses for a text."""

    query: str
    hits: list[HitJson]
    milliseconds: float


def summary_json(summary: Summary) -> SummaryJson:
    """Return a catalogue card."""
    return {
        "id": summary.id,
        "title": summary.title,
        "number": summary.number,
        "date": day(summary.date),
        "region": summary.region,
        "status": summary.status,
        "genre": summary.genre,
        "format": summary.format,
        "pages": summary.pages,
        "clauses": summary.clauses,
        "complete": summary.complete,
        "issuers": list(summary.issuers),
        "source": summary.source,
    }


def search_json(query: str, hits: Iterable[Hit], library: Library, milliseconds: float) -> SearchJson:
    """Return the hits in order, each with its clause; a clause removed meanwhile is left out."""
    rows = (hit_json(rank, hit, library) for rank, hit in enumerate(hits, 1))
    return {"query": query, "hits": [row for row in rows if row], "milliseconds": round(milliseconds, 2)}


def hit_json(rank: int, hit: Hit, library: Library) -> HitJson | None:
    """Return one hit with its clause and document card, None where they are gone."""
    clause, card = library.clause(hit.clause_id), library.summary(hit.document_id)
    if clause is None or card is None:
        return None
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "ranker": hit.ranker,
        "parts": {name: round(score, 6) for name, score in hit.parts},
        "clause_id": hit.clause_id,
        "document_id": hit.document_id,
        "title": card.title,
        "number": card.number,
        "date": day(card.date),
        "status": card.status,
        "path": clause.printed_path,
        "page": clause.page,
        "text": clause.text,
    }
