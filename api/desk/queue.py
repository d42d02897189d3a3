"""The questions that need staff: refused by the library, or answered to a reader's displeasure."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from api.desk.personal import without_personal
from api.desk.store import Store
from api.feedback import Reason
from qa.asked import needed, question_key

MOST = 20_000  # questions, about 10 MB; beyond it the open one asked least, and longest ago, gives way
_REMARKS = 10  # shown of one question, newest first


class State(StrEnum):
    """What became of a question; `absent` is dismissed because the library rightly does not hold it."""

    OPEN = "open"
    ANSWERED = "answered"
    ABSENT = "absent"
    IGNORED = "ignored"


STATE_NAMES = {State.OPEN: "待处理", State.ANSWERED: "已答复", State.ABSENT: "库内确无", State.IGNORED: "已忽略"}


@dataclass(frozen=True, slots=True)
class Dislike:
    """Why a reader did not like an answer; the reason is None where none was chosen."""

    time: str
    reason: Reason | None
    comment: str


@dataclass(frozen=True, slots=True)
class Queued:
    """A question with how often it was refused and disliked, first and last when; `before` is its dialogue."""

    id: int
    key: str
    text: str
    before: tuple[str, ...]
    refused: int
    disliked: int
    first: str
    last: str
    state: State
    dislikes: tuple[Dislike, ...] = ()


_FIELDS = "id, key, text, before, refused, disliked, first, last, state"
_ADD = """
INSERT INTO questions (key, text, before, refused, disliked, first, last, state)
VALUES (:key, :text, :before, :refused, :disliked, :now, :now, 'open')
ON CONFLICT (key) DO UPDATE SET
    refused = refused + :refused, disliked = disliked + :disliked, last = :now,
    state = CASE WHEN state = 'answered' THEN 'open' ELSE state END
RETURNING id
"""
_SHED = """
DELETE FROM questions WHERE id = (
    SELECT id FROM questions WHERE state = 'open' AND id <> ? ORDER BY refused + disliked, last LIMIT 1
) AND (SELECT COUNT(*) FROM questions) > ?
"""


class Queue:
    """The questions of one desk, one row for each that is the same (`qa.asked`); no asker is kept."""

    def __init__(self, store: Store, *, most: int = MOST) -> None:
        self._store = store
        self._most = most

    def add_refusal(self, question: str, context: Sequence[str] = ()) -> None:
        """Count a question that the library did not answer. Raises LibraryError."""
        with self._store.writing() as db:
            self._count(db, question, context, refused=1)

    def add_dislike(self, question: str, context: Sequence[str], reason: Reason | None, comment: str) -> None:
        """Count a question whose answer a reader found wrong, with what they said. Raises LibraryError."""
        with self._store.writing() as db:
            row = self._count(db, question, context, disliked=1)
            said = (row, _now(), reason or "", without_personal(comment))
            db.execute("INSERT INTO dislikes VALUES (?, ?, ?, ?)", said)

    def _count(
        self, db: sqlite3.Connection, question: str, context: Sequence[str], *, refused: int = 0, disliked: int = 0
    ) -> int:
        text, *before = (without_personal(one) for one in (question, *needed(question, context)))
        values = {
            "key": question_key(text, before),
            "text": text,
            "before": msgspec.json.encode(before).decode(),
            "refused": refused,
            "disliked": disliked,
            "now": _now(),
        }
        row = int(db.execute(_ADD, values).fetchall()[0][0])
        db.execute(_SHED, (row, self._most))
        return row

    def find(self, state: State | None = State.OPEN, *, limit: int = 100, offset: int = 0) -> list[Queued]:
        """Return the questions, those asked and disliked most often first, of all states where None is given."""
        where = "WHERE state = ? " if state else ""
        query = f"SELECT {_FIELDS} FROM questions {where}ORDER BY refused + disliked DESC, last DESC LIMIT ? OFFSET ?"  # noqa: S608  constants only
        found = self._store.rows(query, (*([state] if state else []), limit, offset))
        return [self._queued(row) for row in found]

    def counts(self) -> dict[State, int]:
        """Return how many questions there are in each state."""
        found = dict(self._store.rows("SELECT state, COUNT(*) FROM questions GROUP BY state"))
        return {state: found.get(state.value, 0) for state in State}

    def get(self, number: int) -> Queued | None:
        """Return one question with what readers said of its answers, None where there is none."""
        found = self._store.rows(f"SELECT {_FIELDS} FROM questions WHERE id = ?", (number,))  # noqa: S608  constants only
        return self._queued(found[0]) if found else None

    def settle(self, number: int, state: State) -> bool:
        """Put a question into a state; return False where there is none. Raises LibraryError."""
        with self._store.writing() as db:
            return bool(db.execute("UPDATE questions SET state = ? WHERE id = ?", (state, number)).rowcount)

    def settle_key(self, key: str, state: State) -> None:
        """Put the question of this key, where it is queued, into a state. Raises LibraryError."""
        with self._store.writing() as db:
            db.execute("UPDATE questions SET state = ? WHERE key = ?", (state, key))

    def _queued(self, row: tuple[Any, ...]) -> Queued:
        number, key, text, before, refused, disliked, first, last, state = row
        query = "SELECT time, reason, comment FROM dislikes WHERE question = ? ORDER BY time DESC, rowid DESC LIMIT ?"
        said = self._store.rows(query, (number, _REMARKS)) if disliked else []
        dislikes = tuple(Dislike(time, Reason(why) if why else None, comment) for time, why, comment in said)
        earlier = tuple(msgspec.json.decode(before))
        return Queued(number, key, text, earlier, refused, disliked, first, last, State(state), dislikes)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
