"""The reviewed answers of one desk, one for each question that is the same (`qa.asked`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from api.desk.store import Store
from corpus.evidence import Answer
from corpus.library import Library
from qa.asked import needed, question_key
from qa.reviewed import Reviewed, answer_of, why_stale


@dataclass(frozen=True, slots=True)
class Shelved:
    """A reviewed answer with its number; `stale` says why it is withheld, None where it is given."""

    id: int
    reviewed: Reviewed
    stale: str | None


class ReviewBook:
    """What staff answered; a later answer to the same question takes the place of the earlier."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, reviewed: Reviewed) -> int:
        """Keep the answer and return its number. Raises LibraryError."""
        query = "INSERT INTO reviewed (key, body) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body"
        values = (question_key(reviewed.question, reviewed.context), msgspec.json.encode(reviewed))
        with self._store.writing() as db:
            return int(db.execute(f"{query} RETURNING id", values).fetchall()[0][0])

    def withdraw(self, number: int) -> Reviewed | None:
        """Forget an answer and return it, None where there is none. Raises LibraryError."""
        with self._store.writing() as db:
            found = db.execute("DELETE FROM reviewed WHERE id = ? RETURNING body", (number,)).fetchall()
        return _decoded(found[0][0]) if found else None

    def all(self, library: Library) -> Iterator[Shelved]:
        """Yield the answers, newest first, each with what is wrong with its evidence by now."""
        for number, body in self._store.rows("SELECT id, body FROM reviewed ORDER BY id DESC"):
            reviewed = _decoded(body)
            yield Shelved(number, reviewed, why_stale(reviewed, library))

    def count_stale(self, library: Library) -> int:
        """Return how many answers are withheld."""
        return sum(one.stale is not None for one in self.all(library))

    def answer(self, question: str, context: Sequence[str], library: Library) -> Answer | None:
        """Return the answer that staff gave to this question, None where there is none or it is withheld."""
        keys = [question_key(question), question_key(question, context)]
        found = dict(self._store.rows("SELECT key, body FROM reviewed WHERE key IN (?, ?)", keys))
        body = found.get(question_key(question, needed(question, context))) if found else None
        reviewed = _decoded(body) if body else None
        if reviewed is None or why_stale(reviewed, library):
            return None
        return answer_of(reviewed, library)


def _decoded(body: bytes) -> Reviewed:
    return msgspec.json.decode(body, type=Reviewed)
