"""The tables of the library's file, and what a row of them holds."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from corpus.correction_book import SCHEMA as _CORRECTIONS
from corpus.errors import LibraryError
from corpus.model import Document, Incentive, Measure, Parse, Responsibility

_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT NOT NULL, number TEXT, date TEXT, region TEXT,
    status TEXT NOT NULL, genre TEXT NOT NULL, format TEXT NOT NULL, pages INTEGER NOT NULL,
    clauses INTEGER NOT NULL, complete INTEGER NOT NULL, issuers TEXT NOT NULL, added TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_source ON documents(source);
CREATE TABLE IF NOT EXISTS clauses (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS clauses_document ON clauses(document_id, key);
CREATE TABLE IF NOT EXISTS tags (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    clause_id TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS tags_clause ON tags(clause_id, kind, position);
CREATE INDEX IF NOT EXISTS tags_document ON tags(document_id, kind, position);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT OR IGNORE INTO facts VALUES ('revision', 0);
"""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Summary:
    """The catalogue card of a stored document."""

    id: str
    source: str
    title: str
    number: str | None
    date: dt.date | None
    region: str | None
    status: str
    genre: str
    format: str
    pages: int
    clauses: int
    complete: bool
    issuers: tuple[str, ...]


CARD = "id, source, title, number, date, region, status, genre, format, pages, clauses, complete, issuers"


def connect(path: Path) -> sqlite3.Connection:
    """Return an open connection to the library's file, its tables made. Raises LibraryError for a newer one."""
    connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    with connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _SCHEMA_VERSION:
            raise LibraryError(f"政策库 {path} 由更新版本的问策写成", advice="请升级问策后再打开")
        connection.executescript(_SCHEMA + _CORRECTIONS)
        connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    return connection


def store(db: sqlite3.Connection, parse: Parse) -> None:
    """Write a parse into the tables; the caller commits."""
    document = parse.document
    db.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, datetime('now'), ?)",
        (*_card(document, len(parse.clauses)), encode(document)),
    )
    db.executemany(
        "INSERT INTO clauses (id, document_id, body) VALUES (?, ?, ?)",
        [(clause.id, document.id, encode(clause)) for clause in parse.clauses],
    )
    tagged: tuple[tuple[str, tuple[Responsibility | Measure | Incentive, ...]], ...] = (
        ("responsibility", parse.responsibilities),
        ("measure", parse.measures),
        ("incentive", parse.incentives),
    )
    for kind, tags in tagged:
        rows = [(document.id, tag.clause_id, kind, place, encode(tag)) for place, tag in enumerate(tags)]
        db.executemany("INSERT INTO tags VALUES (?, ?, ?, ?, ?)", rows)


def _card(document: Document, clauses: int) -> tuple[str | int | None, ...]:
    date = document.dates.best
    return (
        document.id,
        document.source,
        document.title,
        document.number,
        date.isoformat() if date else None,
        document.region,
        document.status.value,
        document.genre,
        document.format,
        document.page_count,
        clauses,
        int(document.certificate.complete),
        "\n".join(document.issuers),
    )


def summary_of(row: tuple[Any, ...]) -> Summary:
    """Return the card that a row of `CARD` holds."""
    card = dict(zip(CARD.split(", "), row, strict=True))
    card["date"] = dt.date.fromisoformat(card["date"]) if card["date"] else None
    card["issuers"] = tuple(card["issuers"].split("\n")) if card["issuers"] else ()
    return Summary(**{**card, "complete": bool(card["complete"])})


def bump(db: sqlite3.Connection) -> None:
    """Count one more change of the library."""
    db.execute("UPDATE facts SET value = value + 1 WHERE name = 'revision'")


def encode(value: object) -> bytes:
    """Return the body of a value."""
    return msgspec.msgpack.encode(value)


def decode(body: bytes, kind: type[T]) -> T:
    """Return what a body holds."""
    return msgspec.msgpack.decode(body, type=kind)
