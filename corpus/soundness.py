"""Is what the library stores still whole: the file, the rows, and the words that every clause quotes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from corpus.model import Clause, Document
from corpus.tables import decode

_LOST_CLAUSES = "clauses WHERE document_id NOT IN (SELECT id FROM documents)"
_LOST_TAGS = "tags WHERE clause_id NOT IN (SELECT id FROM clauses)"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in Chinese; `document_id` names the document that has to be read in again."""

    words: str
    document_id: str | None = None


def find_faults(db: sqlite3.Connection) -> Iterator[Fault]:
    """Yield what is wrong with the stored data: damage of the file first, then rows, then documents."""
    yield from (Fault(f"数据库损坏：{row[0]}") for row in db.execute("PRAGMA integrity_check") if row[0] != "ok")
    for rows, words in ((_LOST_CLAUSES, "个条款没有所属文件"), (_LOST_TAGS, "个标签没有所属条款")):
        if lost := db.execute(f"SELECT COUNT(*) FROM {rows}").fetchone()[0]:  # noqa: S608  constants
            yield Fault(f"{lost} {words}")
    documents = db.execute("SELECT id, title, clauses, body FROM documents ORDER BY title, id").fetchall()
    for document_id, title, count, body in documents:
        if reason := _trouble(db, document_id, count, body):
            yield Fault(f"《{title}》{reason}", document_id)


def mend(db: sqlite3.Connection) -> None:
    """Rebuild what can be rebuilt and forget the rows that belong to nothing; the caller commits."""
    db.execute("REINDEX")
    for rows in (_LOST_CLAUSES, _LOST_TAGS):
        db.execute(f"DELETE FROM {rows}")  # noqa: S608  constants


def _trouble(db: sqlite3.Connection, document_id: str, count: int, body: bytes) -> str:
    try:
        text = decode(body, Document).text
        rows = db.execute("SELECT body FROM clauses WHERE document_id = ?", (document_id,)).fetchall()
        clauses = [decode(row, Clause) for (row,) in rows]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "读不出来"
    if len(clauses) != count:
        return f"应有 {count} 条条款，实有 {len(clauses)} 条"
    return "" if all(clause.span.cut(text) == clause.text for clause in clauses) else "的条款与原文对不上"
