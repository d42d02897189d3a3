"""JSON of the desk: queued questions, reviewed answers, statistics."""

from __future__ import annotations

from typing_extensions import TypedDict

from api.desk.queue import STATE_NAMES, Dislike, Queued, State
from api.desk.reviews import Shelved
from api.feedback import REASON_NAMES
from api.schemas.answers import AnswerJson
from corpus.library import Library
from qa.reviewed import Quoted


class DislikeJson(TypedDict):
    """What a reader said of an answer."""

    time: str
    reason: str | None
    reason_name: str
    comment: str


class QueuedJson(TypedDict):
    """A question that needs staff; `context` holds the question before it in its dialogue."""

    id: int
    question: str
    context: list[str]
    refused: int
    disliked: int
    first: str
    last: str
    state: str
    state_name: str
    dislikes: list[DislikeJson]


class CaseJson(TypedDict):
    """A question with what the library answers to it now."""

    queued: QueuedJson
    answer: AnswerJson


class QueueJson(TypedDict):
    """A part of the queue, with the number of questions in each state and of answers to be looked at again."""

    questions: list[QueuedJson]
    counts: dict[str, int]
    stale: int


class QuoteJson(TypedDict):
    """Words chosen as evidence; `title` and `path` are null where the clause is gone."""

    clause_id: str
    document_id: str | None
    title: str | None
    path: str | None
    quote: str


class ReviewedJson(TypedDict):
    """An answer that staff wrote; `stale` says why it is withheld (需复核), null where it is given."""

    id: int
    question: str
    context: list[str]
    text: str
    evidence: list[QuoteJson]
    reviewer: str
    date: str
    stale: str | None


class ReviewsJson(TypedDict):
    """The reviewed answers, newest first."""

    reviewed: list[ReviewedJson]


def reviewed_json(shelved: Shelved, library: Library) -> ReviewedJson:
    """Return one reviewed answer."""
    one = shelved.reviewed
    return {
        "id": shelved.id,
        "question": one.question,
        "context": list(one.context),
        "text": one.text,
        "evidence": [_quote(quoted, library) for quoted in one.evidence],
        "reviewer": one.reviewer,
        "date": one.date.isoformat(),
        "stale": shelved.stale,
    }


def _quote(quoted: Quoted, library: Library) -> QuoteJson:
    clause = library.clause(quoted.clause_id)
    card = library.summary(clause.document_id) if clause else None
    return {
        "clause_id": quoted.clause_id,
        "document_id": clause.document_id if clause else None,
        "title": card.title if card else None,
        "path": clause.printed_path if clause else None,
        "quote": quoted.quote,
    }


def queue_json(questions: list[Queued], counts: dict[State, int], stale: int) -> QueueJson:
    """Return a part of the queue."""
    return {
        "questions": [queued_json(one) for one in questions],
        "counts": {str(state): count for state, count in counts.items()},
        "stale": stale,
    }


def queued_json(queued: Queued) -> QueuedJson:
    """Return one question of the queue."""
    return {
        "id": queued.id,
        "question": queued.text,
        "context": list(queued.before),
        "refused": queued.refused,
        "disliked": queued.disliked,
        "first": queued.first,
        "last": queued.last,
        "state": queued.state.value,
        "state_name": STATE_NAMES[queued.state],
        "dislikes": [_dislike(one) for one in queued.dislikes],
    }


def _dislike(dislike: Dislike) -> DislikeJson:
    return {
        "time": dislike.time,
        "reason": dislike.reason.value if dislike.reason else None,
        "reason_name": REASON_NAMES[dislike.reason] if dislike.reason else "",
        "comment": dislike.comment,
    }
