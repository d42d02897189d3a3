"""The corrections of a library, in a table of its file: what is taken back stays as history."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from corpus.corrections import Aspect, Correction, digest_of
from corpus.model import Parse

SCHEMA = """
CREATE TABLE IF NOT EXISTS corrections (
    number INTEGER PRIMARY KEY AUTOINCREMENT, clause_id TEXT NOT NULL, document_id TEXT NOT NULL,
    aspect TEXT NOT NULL, withdrawn TEXT, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS corrections_clause ON corrections(clause_id, aspect);
CREATE INDEX IF NOT EXISTS corrections_document ON corrections(document_id, aspect);
"""
_COLUMNS = "number, clause_id, withdrawn, body"


class CorrectionBook:
    """The corrections of an open library; a transaction of the connection's owner surrounds what writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def active(self, aspect: Aspect, *, clause_id: str = "", document_id: str = "") -> tuple[Correction, ...]:
        """Return the newest correction of each clause that was not taken back: of a clause, a document, or of all."""
        where, values = "aspect = ? AND withdrawn IS NULL", [aspect.value]
        for column, value in (("clause_id", clause_id), ("document_id", document_id)):
            if value:
                where += f" AND {column} = ?"
                values.append(value)
        newest = {one.clause_id: one for one in self._rows(where, values)}
        return tuple(newest.values())

    def all(self) -> tuple[Correction, ...]:
        """Return every correction ever written, newest first."""
        return tuple(self._rows("1 ORDER BY number DESC", ()))

    def add(self, correction: Correction) -> Correction:
        """Write a correction down and return it with its number."""
        row = (correction.clause_id, correction.document_id, correction.aspect.value, _encode(correction))
        query = "INSERT INTO corrections (clause_id, document_id, aspect, body) VALUES (?, ?, ?, ?)"
        number = self._connection.execute(query, row).lastrowid
        return replace(correction, number=number or 0)

    def withdraw(self, number: int, at: dt.datetime) -> bool:
        """Take a correction back, so that the one before it holds again, or the parse; False where none holds."""
        query = "UPDATE corrections SET withdrawn = ? WHERE number = ? AND withdrawn IS NULL"
        return self._connection.execute(query, (at.isoformat(), number)).rowcount > 0

    def carry(self, old_id: str, parse: Parse) -> None:
        """Move the corrections of a document to the new edition of its file, where a clause has the same words."""
        clauses = {"/".join(clause.path): clause for clause in parse.clauses}
        for correction in [*self._rows("document_id = ?", (old_id,))]:
            clause = clauses.get(correction.clause_id.partition("/")[2])
            if clause is not None and digest_of(clause) == correction.digest:
                query = "UPDATE corrections SET clause_id = ?, document_id = ? WHERE number = ?"
                self._connection.execute(query, (clause.id, parse.document.id, correction.number))

    def _rows(self, where: str, values: Sequence[str | int]) -> Iterator[Correction]:
        query = f"SELECT {_COLUMNS} FROM corrections WHERE {where}"  # noqa: S608  constants only
        for number, clause_id, withdrawn, body in self._connection.execute(query, values):
            at = dt.datetime.fromisoformat(withdrawn) if withdrawn else None
            yield replace(_decode(body), number=number, clause_id=clause_id, withdrawn=at)


def _encode(correction: Correction) -> bytes:
    return msgspec.msgpack.encode(correction)


def _decode(body: bytes) -> Correction:
    return msgspec.msgpack.decode(body, type=Correction)
