"""JSON of a document as the reader opens it: the card, the outline, the certificate, but not yet the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from typing_extensions import TypedDict

from api.schemas.documents import CertificateJson, DocumentJson, certificate_json, document_json
from corpus.model import Clause, ClauseKind, Incentive, Measure, Parse, Responsibility

_WORDS = 40  # characters of a clause that stand in the outline


class OutlineItemJson(TypedDict):
    """A clause in the outline, with how many tags of each kind it carries."""

    id: str
    words: str
    depth: int
    kind: str
    page: int | None
    departments: int
    measures: int
    incentives: int


class OutlineJson(TypedDict):
    """A document without its text; `sizes` are width and height of each page picture in points, [] where none is."""

    document: DocumentJson
    certificate: CertificateJson
    outline: list[OutlineItemJson]
    sizes: list[list[float]]
    original: bool


def outline_json(parse: Parse, *, sizes: Iterable[tuple[float, float]] = (), original: bool = False) -> OutlineJson:
    """Return what the reader needs before the first page; `original` tells whether the file can be downloaded."""
    document = parse.document
    return {
        "document": document_json(document),
        "certificate": certificate_json(document.certificate, document.text),
        "outline": outline_items(parse),
        "sizes": [[round(width, 1), round(height, 1)] for width, height in sizes],
        "original": original,
    }


def outline_items(parse: Parse) -> list[OutlineItemJson]:
    """Return the clauses in order, the title apart."""
    duties, measures = _counted(parse.responsibilities), _counted(parse.measures)
    incentives = _counted(parse.incentives)
    return [
        {
            "id": clause.id,
            "words": outline_words(clause),
            "depth": len(clause.path),
            "kind": clause.kind.value,
            "page": clause.page,
            "departments": duties[clause.id],
            "measures": measures[clause.id],
            "incentives": incentives[clause.id],
        }
        for clause in parse.clauses
        if clause.kind is not ClauseKind.TITLE
    ]


def outline_words(clause: Clause) -> str:
    """Return the first words of a clause on one line: `（三）建设中试平台。支持链主企业……`."""
    words = " ".join(clause.text.split()) or clause.printed_path
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}……"


def _counted(tags: Sequence[Responsibility | Measure | Incentive]) -> Counter[str]:
    return Counter(tag.clause_id for tag in tags)
