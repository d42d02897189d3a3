"""JSON of the desk: queued questions, reviewed answers, statistics."""

from __future__ import annotations

from typing_extensions import TypedDict

from api.desk.queue import STATE_NAMES, Dislike, Queued, State
from api.feedback import REASON_NAMES


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


class QueueJson(TypedDict):
    """A part of the queue, with the number of questions in each state."""

    questions: list[QueuedJson]
    counts: dict[str, int]


def queue_json(questions: list[Queued], counts: dict[State, int]) -> QueueJson:
    """Return a part of the queue."""
    return {"questions": [queued_json(one) for one in questions], "counts": {str(key): counts[key] for key in counts}}


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
