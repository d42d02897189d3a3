"""What a question comes back with: found clauses, evidence and the answer. Frozen and slotted like the model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Box, Clause, Role, Span, Status


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found for a text. `key` is the library's integer of the clause; a higher `score` is better.

    `ranker` names who says so (`lexical`, `dense`, `fused`, `rerank`, `exact`); `parts` holds the rankers' own scores.
    """

    key: int
    clause_id: str
    document_id: str
    score: float
    ranker: str
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents a search may look into; an empty field allows all, an unknown value matches nothing."""

    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    written_from: dt.date | None = None
    written_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause with the words in it that answer: `quote == span.cut(document.text)`."""

    clause: Clause
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence dressed for a reader: everything needed to open the original at the right place."""

    document_id: str
    title: str
    number: str | None
    date: dt.date | None
    status: Status
    clause_id: str
    path: str
    page: int | None
    boxes: tuple[tuple[int, Box], ...]
    quote: str
    clause_text: str
    span: Span


@dataclass(frozen=True, slots=True)
class NamedDepartment:
    """A department in an answer; `citation` is the index of the citation that names it.

    `corrected` tells that staff put it right, and not the parse alone says so.
    """

    name: str
    canonical: str | None
    role: Role
    inherited: bool
    citation: int
    corrected: bool = False


class Intent(StrEnum):
    """What the asker wants."""

    DEPARTMENT = "department"
    DUTIES = "duties"
    INCENTIVE = "incentive"
    FACT = "fact"
    VALIDITY = "validity"
    COMPARE = "compare"
    LIST = "list"
    CHAT = "chat"
    OFF_TOPIC = "off_topic"


class AnswerStatus(StrEnum):
    """How far the library answers the question."""

    ANSWERED = "answered"
    INSUFFICIENT = "insufficient_evidence"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class NamedIncentive:
    """An incentive in an answer, by its id; `citation` is the index of the citation that promises it."""

    incentive_id: str
    kind: str
    quote: str
    citation: int
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; every number, day and department in `text` stands in a cited quote.

    `reviewed_on` is the day on which staff wrote it, None for an answer made from the library alone.
    """

    question: str
    intent: Intent
    status: AnswerStatus
    text: str
    departments: tuple[NamedDepartment, ...] = ()
    incentives: tuple[NamedIncentive, ...] = ()
    citations: tuple[Citation, ...] = ()
    followups: tuple[str, ...] = ()
    milliseconds: float = 0.0
    reviewed_on: dt.date | None = None
