"""Counts of what was asked, by day, and of the documents that answered: no question, no asker."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from api.desk.store import Store
from corpus.evidence import Answer, AnswerStatus

_DAY = "INSERT INTO days VALUES (?, ?, 1) ON CONFLICT (day, status) DO UPDATE SET count = count + 1"
_USE = "INSERT INTO uses VALUES (?, 1) ON CONFLICT (document) DO UPDATE SET count = count + 1"


class Tally:
    """The counts of one desk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self, answer: Answer, *, today: dt.date | None = None) -> None:
        """Count one answer under its day, and its first document where it answered. Raises LibraryError.

        Only the first document counts: it gave the answer, the others are near.
        """
        day = today or dt.datetime.now(dt.UTC).astimezone().date()
        with self._store.writing() as db:
            db.execute(_DAY, (day.isoformat(), answer.status))
            if answer.status is AnswerStatus.ANSWERED and answer.citations:
                db.execute(_USE, (answer.citations[0].document_id,))

    def days(self, since: dt.date) -> dict[dt.date, Counter[str]]:
        """Return how many answers of each status each day saw, oldest first."""
        found: dict[dt.date, Counter[str]] = {}
        query = "SELECT day, status, count FROM days WHERE day >= ? ORDER BY day"
        for day, status, count in self._store.rows(query, (since.isoformat(),)):
            found.setdefault(dt.date.fromisoformat(day), Counter())[status] = count
        return found

    def documents(self) -> dict[str, int]:
        """Return how often each document answered, most often first."""
        return dict(self._store.rows("SELECT document, count FROM uses ORDER BY count DESC, document"))
