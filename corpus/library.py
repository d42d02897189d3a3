"""The library: where parsed documents are kept, in one SQLite file of a folder that the user names.

Writes are transactions in write-ahead mode: a reader, or a process that was killed, sees the old or the new state,
never half of one. Every clause has a stable integer `key`, which the vector index uses as its id.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec

from corpus.errors import LibraryError
from corpus.model import Clause, Document, Incentive, Measure, Parse, Responsibility

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


_CARD = "id, source, title, number, date, region, status, genre, format, pages, clauses, complete, issuers"


class Library:
    """A folder with `library.db`; open it with `Library.open(folder)`, close it or use it in a `with` block."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self.folder = folder

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> Library:
        """Return the library in `folder`; make it where `create` allows. Raises LibraryError if it is unusable."""
        path = folder / "library.db"
        if not create and not path.is_file():
            raise LibraryError(f"政策库 {folder} 还不存在", advice="请先运行 wence ingest 文件或文件夹")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = _connect(path)
        except (OSError, sqlite3.DatabaseError) as error:
            raise LibraryError(f"政策库 {path} 打不开（{error}）", advice="请检查权限，或从备份恢复") from error
        return cls(connection, folder)

    def close(self) -> None:
        """Close the file; further calls fail."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the library itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def add(self, parses: Iterable[Parse]) -> None:
        """Store the parses in one transaction; each replaces what was stored under its id or its source."""
        with self._connection as db:
            for parse in parses:
                document = parse.document
                db.execute("DELETE FROM documents WHERE id = ? OR source = ?", (document.id, document.source))
                _store(db, parse)
            _bump(db)

    def remove(self, document_ids: Iterable[str]) -> int:
        """Forget the documents and all that belongs to them; return how many there were."""
        with self._connection as db:
            rows = [(document_id,) for document_id in document_ids]
            count = db.executemany("DELETE FROM documents WHERE id = ?", rows).rowcount
            _bump(db)
        return count

    @property
    def revision(self) -> int:
        """Return a number that grows with every change; an index built at the same revision is fresh."""
        return int(self._connection.execute("SELECT value FROM facts WHERE name = 'revision'").fetchone()[0])

    def summaries(self) -> tuple[Summary, ...]:
        """Return the catalogue, by title."""
        rows = self._connection.execute(f"SELECT {_CARD} FROM documents ORDER BY title, id")  # noqa: S608  constant
        return tuple(_summary(row) for row in rows)

    def summary(self, document_id: str) -> Summary | None:
        """Return one catalogue card, None where there is no such document."""
        query = f"SELECT {_CARD} FROM documents WHERE id = ?"  # noqa: S608  constant
        row = self._connection.execute(query, (document_id,)).fetchone()
        return _summary(row) if row else None

    def documents_with(self, words: str) -> frozenset[str]:
        """Return the ids of the documents that have these very words in a clause."""
        query = "SELECT DISTINCT document_id FROM clauses WHERE instr(body, CAST(? AS BLOB)) > 0"
        return frozenset(document_id for (document_id,) in self._connection.execute(query, (words,)))

    def document(self, document_id: str) -> Document:
        """Return a whole document. Raises LibraryError where there is none."""
        row = self._connection.execute("SELECT body FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise LibraryError(f"政策库里没有编号为 {document_id} 的文件", advice="用 wence library list 查看已有文件")
        return _decode(row[0], Document)

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        """Return the clauses of a document in order."""
        rows = self._connection.execute("SELECT body FROM clauses WHERE document_id = ? ORDER BY key", (document_id,))
        return tuple(_decode(body, Clause) for (body,) in rows)

    def keyed_clauses(self, *, after: int = 0) -> Iterator[tuple[int, Clause]]:
        """Yield (key, clause) of every stored clause whose key is greater than `after`, by key."""
        for key, body in self._connection.execute("SELECT key, body FROM clauses WHERE key > ? ORDER BY key", (after,)):
            yield key, _decode(body, Clause)

    def keys(self) -> frozenset[int]:
        """Return the keys of all stored clauses."""
        return frozenset(key for (key,) in self._connection.execute("SELECT key FROM clauses"))

    def clause(self, clause_id: str) -> Clause | None:
        """Return one clause, None where there is none."""
        row = self._connection.execute("SELECT body FROM clauses WHERE id = ?", (clause_id,)).fetchone()
        return _decode(row[0], Clause) if row else None

    def clause_by_key(self, key: int) -> Clause | None:
        """Return the clause with this key, None where it was removed."""
        row = self._connection.execute("SELECT body FROM clauses WHERE key = ?", (key,)).fetchone()
        return _decode(row[0], Clause) if row else None

    def responsibilities(self, *, clause_id: str = "", document_id: str = "") -> tuple[Responsibility, ...]:
        """Return the duties of a clause, of a document, or of all where neither is named."""
        return tuple(_decode(body, Responsibility) for body in self._tags("responsibility", clause_id, document_id))

    def measures(self, *, clause_id: str = "", document_id: str = "") -> tuple[Measure, ...]:
        """Return the measures of a clause, of a document, or of all where neither is named."""
        return tuple(_decode(body, Measure) for body in self._tags("measure", clause_id, document_id))

    def incentives(self, *, clause_id: str = "", document_id: str = "") -> tuple[Incentive, ...]:
        """Return the incentives of a clause, of a document, or of all where neither is named."""
        return tuple(_decode(body, Incentive) for body in self._tags("incentive", clause_id, document_id))

    def parse(self, document_id: str) -> Parse:
        """Return all that is stored of a document, equal to what was added."""
        return Parse(
            self.document(document_id),
            self.clauses(document_id),
            self.responsibilities(document_id=document_id),
            self.measures(document_id=document_id),
            self.incentives(document_id=document_id),
        )

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the library file to `target`, also while others use it."""
        with sqlite3.connect(target) as copy:
            self._connection.backup(copy)

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the stored data, in Chinese; empty when all is well."""
        damage = [row[0] for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        orphans = "SELECT COUNT(*) FROM clauses WHERE document_id NOT IN (SELECT id FROM documents)"
        lost = self._connection.execute(orphans).fetchone()[0]
        return (*(f"数据库损坏：{line}" for line in damage), *((f"{lost} 个条款没有所属文件",) if lost else ()))

    def _tags(self, kind: str, clause_id: str, document_id: str) -> Iterator[bytes]:
        where, values = "kind = ?", [kind]
        for column, value in (("clause_id", clause_id), ("document_id", document_id)):
            if value:
                where += f" AND {column} = ?"
                values.append(value)
        query = f"SELECT body FROM tags WHERE {where} ORDER BY document_id, position"  # noqa: S608  constants only
        return (body for (body,) in self._connection.execute(query, values))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    with connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _SCHEMA_VERSION:
            raise LibraryError(f"政策库 {path} 由更新版本的问策写成", advice="请升级问策后再打开")
        connection.executescript(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    return connection


def _store(db: sqlite3.Connection, parse: Parse) -> None:
    document = parse.document
    db.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, datetime('now'), ?)",
        (*_card(document, len(parse.clauses)), _encode(document)),
    )
    db.executemany(
        "INSERT INTO clauses (id, document_id, body) VALUES (?, ?, ?)",
        [(clause.id, document.id, _encode(clause)) for clause in parse.clauses],
    )
    tagged: tuple[tuple[str, tuple[Responsibility | Measure | Incentive, ...]], ...] = (
        ("responsibility", parse.responsibilities),
        ("measure", parse.measures),
        ("incentive", parse.incentives),
    )
    for kind, tags in tagged:
        rows = [(document.id, tag.clause_id, kind, place, _encode(tag)) for place, tag in enumerate(tags)]
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


def _summary(row: tuple[Any, ...]) -> Summary:
    card = dict(zip(_CARD.split(", "), row, strict=True))
    card["date"] = dt.date.fromisoformat(card["date"]) if card["date"] else None
    card["issuers"] = tuple(card["issuers"].split("\n")) if card["issuers"] else ()
    return Summary(**{**card, "complete": bool(card["complete"])})


def _bump(db: sqlite3.Connection) -> None:
    db.execute("UPDATE facts SET value = value + 1 WHERE name = 'revision'")


def _encode(value: object) -> bytes:
    return msgspec.msgpack.encode(value)


def _decode(body: bytes, kind: type[T]) -> T:
    return msgspec.msgpack.decode(body, type=kind)
