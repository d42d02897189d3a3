"""JSON of what was asked and answered: counts only."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from typing_extensions import TypedDict

from api.desk.desk import Desk
from api.desk.queue import State
from api.desk.topics import topics
from corpus.evidence import AnswerStatus
from corpus.library import Library

_SHOWN = 10


class DayJson(TypedDict):
    """The answers of one day."""

    day: str
    answered: int
    refused: int
    clarify: int


class TopicJson(TypedDict):
    """A word that refused questions are about, and how often they were refused."""

    topic: str
    count: int


class UsedJson(TypedDict):
    """A document and how many questions it answered."""

    document_id: str
    title: str
    count: int


class StatisticsJson(TypedDict):
    """Every day since `since`, without gaps; topics and documents are of all time, most first."""

    since: str
    days: list[DayJson]
    answered: int
    refused: int
    topics: list[TopicJson]
    documents: list[UsedJson]
    queue: dict[str, int]
    reviewed: int
    stale: int


def statistics_json(desk: Desk, library: Library, today: dt.date, days: int) -> StatisticsJson:
    """Return the statistics of the last `days` days, today among them."""
    since = today - dt.timedelta(days=days - 1)
    rows = _days(desk, since, days)
    refused = [one for one in desk.queue.find(None, limit=1000) if one.state is not State.IGNORED]
    reviewed = list(desk.reviews.all(library))
    return {
        "since": since.isoformat(),
        "days": rows,
        "answered": sum(row["answered"] for row in rows),
        "refused": sum(row["refused"] for row in rows),
        "topics": [{"topic": word, "count": count} for word, count in topics(refused, _SHOWN)],
        "documents": _documents(desk, library),
        "queue": {str(state): count for state, count in desk.queue.counts().items()},
        "reviewed": len(reviewed),
        "stale": sum(one.stale is not None for one in reviewed),
    }


def _days(desk: Desk, since: dt.date, days: int) -> list[DayJson]:
    seen = desk.tally.days(since)
    rows: list[DayJson] = []
    for number in range(days):
        day = since + dt.timedelta(days=number)
        counts = seen.get(day, Counter())
        rows.append(
            {
                "day": day.isoformat(),
                "answered": counts[AnswerStatus.ANSWERED],
                "refused": counts[AnswerStatus.INSUFFICIENT],
                "clarify": counts[AnswerStatus.CLARIFY],
            }
        )
    return rows


def _documents(desk: Desk, library: Library) -> list[UsedJson]:
    """Return the documents that are still there."""
    titles = {card.id: card.title for card in library.summaries()}
    used = [(document, count) for document, count in desk.tally.documents().items() if document in titles]
    return [{"document_id": one, "title": titles[one], "count": count} for one, count in used[:_SHOWN]]
