"""JSON of an answer with its evidence, and of search results."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from api.schemas.documents import day
from api.schemas.labels import INTENT_NAMES, kind_name, role_name
from corpus.authority.departments import successor
from corpus.evidence import Answer, Citation, NamedDepartment, NamedIncentive
from corpus.model import Box


class BoxJson(TypedDict):
    """A rectangle on a page, in PDF points from the top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class CitationJson(TypedDict):
    """Evidence: the verbatim words and where they stand."""

    document_id: str
    title: str
    number: str | None
    date: str | None
    status: str
    clause_id: str
    path: str
    page: int | None
    boxes: list[BoxJson]
    quote: str
    clause_text: str
    start: int
    end: int


class SuccessorJson(TypedDict):
    """The organ that took over, and the year of the reform."""

    name: str
    year: int


class NamedDepartmentJson(TypedDict):
    """A department of the answer; `citation` is the index of the citation that names it.

    `corrected` tells that staff put it right (人工更正); `successor` is who took over after the document was written,
    null where the department still stands.
    """

    name: str
    canonical: str | None
    role: str
    role_name: str
    inherited: bool
    citation: int
    corrected: bool
    successor: SuccessorJson | None


class NamedIncentiveJson(TypedDict):
    """An incentive of the answer; `citation` is the index of the citation that promises it."""

    id: str
    kind: str
    kind_name: str
    quote: str
    citation: int
    verdict: str | None


class AnswerJson(TypedDict):
    """The answer to one question. `status` is answered, insufficient_evidence or clarify.

    `reviewed_on` is the day on which staff wrote the answer, null for one made from the library alone.
    """

    question: str
    intent: str
    intent_name: str
    status: str
    text: str
    departments: list[NamedDepartmentJson]
    incentives: list[NamedIncentiveJson]
    citations: list[CitationJson]
    followups: list[str]
    milliseconds: float
    reviewed_on: str | None


def box_json(page: int, box: Box) -> BoxJson:
    """Return a rectangle rounded to a tenth of a point."""
    return {
        "page": page,
        "x0": round(box.x0, 1),
        "top": round(box.top, 1),
        "x1": round(box.x1, 1),
        "bottom": round(box.bottom, 1),
    }


def citation_json(citation: Citation) -> CitationJson:
    """Return evidence dressed for a reader."""
    return {
        "document_id": citation.document_id,
        "title": citation.title,
        "number": citation.number,
        "date": day(citation.date),
        "status": citation.status.value,
        "clause_id": citation.clause_id,
        "path": citation.path,
        "page": citation.page,
        "boxes": [box_json(page, box) for page, box in citation.boxes],
        "quote": citation.quote,
        "clause_text": citation.clause_text,
        "start": citation.span.start,
        "end": citation.span.end,
    }


def answer_json(answer: Answer) -> AnswerJson:
    """Return what `wence ask --json` prints."""
    return {
        "question": answer.question,
        "intent": answer.intent.value,
        "intent_name": INTENT_NAMES[answer.intent],
        "status": answer.status.value,
        "text": answer.text,
        "departments": [_department(one, answer.citations) for one in answer.departments],
        "incentives": [_incentive(incentive) for incentive in answer.incentives],
        "citations": [citation_json(citation) for citation in answer.citations],
        "followups": list(answer.followups),
        "milliseconds": round(answer.milliseconds, 2),
        "reviewed_on": day(answer.reviewed_on),
    }


def _department(department: NamedDepartment, citations: Sequence[Citation]) -> NamedDepartmentJson:
    return {
        "name": department.name,
        "canonical": department.canonical,
        "role": department.role.value,
        "role_name": role_name(department.role),
        "inherited": department.inherited,
        "citation": department.citation,
        "corrected": department.corrected,
        "successor": _successor(department, citations),
    }


def _successor(department: NamedDepartment, citations: Sequence[Citation]) -> SuccessorJson | None:
    """Return who took over after the citing document was written; an undated document tells nothing."""
    date = citations[department.citation].date if department.citation < len(citations) else None
    change = successor(department.canonical or department.name, after=date.year) if date else None
    return {"name": change.successor, "year": change.year} if change else None


def _incentive(incentive: NamedIncentive) -> NamedIncentiveJson:
    return {
        "id": incentive.incentive_id,
        "kind": incentive.kind,
        "kind_name": kind_name(incentive.kind),
        "quote": incentive.quote,
        "citation": incentive.citation,
        "verdict": incentive.verdict,
    }
