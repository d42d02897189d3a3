"""The file of the desk, `desk.db` in the library's folder: opened when first needed, written in transactions.

It is a file of its own because the library is made anew from the documents, and what people wrote is not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from corpus.errors import LibraryError

FILE_NAME = "desk.db"
_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, text TEXT NOT NULL, before TEXT NOT NULL,
    refused INTEGER NOT NULL, disliked INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, state TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS dislikes (
    question INTEGER NOT NULL REFERENCES questions(id) ON DELETE CASCADE,
    time TEXT NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS dislikes_question ON dislikes(question, time);
CREATE TABLE IF NOT EXISTS days (
    day TEXT NOT NULL, status TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, status)
);
CREATE TABLE IF NOT EXISTS uses (document TEXT PRIMARY KEY, count INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS reviewed (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, body BLOB NOT NULL
);
"""
_PATIENCE = 5.0  # seconds to wait for another process that writes


class Store:
    """The tables of the desk; safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction: all of it is kept, or nothing. Raises LibraryError."""
        with self._lock:
            try:
                with self._opened() as connection:
                    connection.execute("BEGIN IMMEDIATE")  # why: what is read before it is written must still hold
                    yield connection
            except (OSError, sqlite3.Error) as error:
                raise LibraryError(f"坐席数据没有存下来（{error}）", advice="请检查政策库文件夹是否可写") from error

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, none where nothing was ever written. Raises LibraryError."""
        with self._lock:
            if self._connection is None and not self._path.exists():
                return []
            try:
                return self._opened().execute(query, values).fetchall()
            except (OSError, sqlite3.Error) as error:
                raise LibraryError(f"坐席数据读不到（{error}）", advice="请检查权限，或从备份恢复") from error

    def backup(self, target: Path) -> bool:
        """Write a consistent copy to `target`; return False where there is nothing to copy. Raises LibraryError."""
        with self._lock:
            if self._connection is None and not self._path.exists():
                return False
            try:
                with sqlite3.connect(target) as copy:
                    self._opened().backup(copy)
                copy.close()
            except (OSError, sqlite3.Error) as error:
                raise LibraryError(f"坐席数据没有备份（{error}）", advice="请检查目标文件夹是否可写") from error
            return True

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = _connect(self._path)
        return self._connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA user_version").fetchone()[0] > _SCHEMA_VERSION:
        connection.close()
        raise LibraryError(f"{path} 由更新版本的问策写成", advice="请升级问策后再打开")
    connection.executescript(_SCHEMA)
    connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    return connection
