"""JSON of the documents that a document names in 《》."""

from __future__ import annotations

from typing_extensions import TypedDict

from corpus.library import Library
from corpus.model import Document
from ingest.metadata.citations import find_cited_documents, link_citation


class CiteJson(TypedDict):
    """A document named in 《》; `document_id` is its id where the library holds it."""

    name: str
    number: str | None
    relation: str
    document_id: str | None


def cites_json(document: Document, library: Library | None = None) -> list[CiteJson]:
    """Return each cited document once per relation, linked where the library holds it; never to itself."""
    others = [card for card in library.summaries() if card.id != document.id] if library else []
    numbers = {card.number: card.id for card in others if card.number}
    titles = {card.title: card.id for card in others}
    found = {(one.name, one.number, one.relation): one for one in find_cited_documents(document.text)}
    return [
        {
            "name": one.name,
            "number": one.number,
            "relation": one.relation,
            "document_id": link_citation(one, numbers, titles),
        }
        for one in found.values()
    ]
