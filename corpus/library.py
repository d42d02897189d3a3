"""The library: where parsed documents are kept, in one SQLite file of a folder that the user names.

Writes are transactions in write-ahead mode: a reader, or a process that was killed, sees the old or the new state,
never half of one. Every clause has a stable integer `key`, which the vector index uses as its id.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Self

from corpus.correction_book import CorrectionBook
from corpus.corrections import Aspect, Correction, duties_of, laid_over, measures_of
from corpus.errors import LibraryError
from corpus.model import Clause, Document, Incentive, Measure, Parse, Responsibility
from corpus.soundness import find_faults, mend
from corpus.tables import CARD, Summary, bump, connect, decode, encode, store, summary_of

__all__ = ["Library", "Summary"]
_HOPELESS = "修不好：请从备份恢复，或另建政策库重新读入原件"


class Library:
    """A folder with `library.db`; open it with `Library.open(folder)`, close it or use it in a `with` block."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._cards: tuple[int, tuple[Summary, ...]] = (-1, ())
        self.folder = folder
        self.corrections = CorrectionBook(connection)
        """What staff put right; write through `correct` and `withdraw_correction`."""

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> Library:
        """Return the library in `folder`; make it where `create` allows. Raises LibraryError if it is unusable."""
        path = folder / "library.db"
        if not create and not path.is_file():
            raise LibraryError(f"政策库 {folder} 还不存在", advice="请先运行 wence ingest 文件或文件夹")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = connect(path)
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
                same = (document.id, document.source)
                for (old_id,) in db.execute("SELECT id FROM documents WHERE id != ? AND source = ?", same).fetchall():
                    self.corrections.carry(old_id, parse)
                db.execute("DELETE FROM documents WHERE id = ? OR source = ?", same)
                store(db, parse)
            bump(db)

    def remove(self, document_ids: Iterable[str]) -> int:
        """Forget the documents and all that belongs to them; return how many there were."""
        with self._connection as db:
            rows = [(document_id,) for document_id in document_ids]
            count = db.executemany("DELETE FROM documents WHERE id = ?", rows).rowcount
            bump(db)
        return count

    def correct(self, correction: Correction) -> Correction:
        """Let a correction hold from now on; return it with its number. The caller has checked it."""
        with self._connection as db:
            written = self.corrections.add(correction)
            bump(db)
        return written

    def withdraw_correction(self, number: int) -> bool:
        """Take a correction back; return False where none of this number holds."""
        with self._connection as db:
            done = self.corrections.withdraw(number, dt.datetime.now(dt.UTC))
            bump(db)
        return done

    @property
    def revision(self) -> int:
        """Return a number that grows with every change; an index built at the same revision is fresh."""
        return int(self._connection.execute("SELECT value FROM facts WHERE name = 'revision'").fetchone()[0])

    def summaries(self) -> tuple[Summary, ...]:
        """Return the catalogue, by title; read once per revision, since every question asks for it."""
        revision = self.revision
        if self._cards[0] == revision:
            return self._cards[1]
        rows = self._connection.execute(f"SELECT {CARD} FROM documents ORDER BY title, id")  # noqa: S608  constant
        self._cards = (revision, tuple(summary_of(row) for row in rows))
        return self._cards[1]

    def summary(self, document_id: str) -> Summary | None:
        """Return one catalogue card, None where there is no such document."""
        query = f"SELECT {CARD} FROM documents WHERE id = ?"  # noqa: S608  constant
        row = self._connection.execute(query, (document_id,)).fetchone()
        return summary_of(row) if row else None

    def documents_with(self, words: str) -> frozenset[str]:
        """Return the ids of the documents that have these very words in a clause."""
        query = "SELECT DISTINCT document_id FROM clauses WHERE instr(body, CAST(? AS BLOB)) > 0"
        return frozenset(document_id for (document_id,) in self._connection.execute(query, (words,)))

    def document(self, document_id: str) -> Document:
        """Return a whole document. Raises LibraryError where there is none."""
        row = self._connection.execute("SELECT body FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise LibraryError(f"政策库里没有编号为 {document_id} 的文件", advice="用 wence library list 查看已有文件")
        return decode(row[0], Document)

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        """Return the clauses of a document in order."""
        rows = self._connection.execute("SELECT body FROM clauses WHERE document_id = ? ORDER BY key", (document_id,))
        return tuple(decode(body, Clause) for (body,) in rows)

    def keyed_clauses(self, *, after: int = 0) -> Iterator[tuple[int, Clause]]:
        """Yield (key, clause) of every stored clause whose key is greater than `after`, by key."""
        for key, body in self._connection.execute("SELECT key, body FROM clauses WHERE key > ? ORDER BY key", (after,)):
            yield key, decode(body, Clause)

    def keys(self) -> frozenset[int]:
        """Return the keys of all stored clauses."""
        return frozenset(key for (key,) in self._connection.execute("SELECT key FROM clauses"))

    def clause(self, clause_id: str) -> Clause | None:
        """Return one clause, None where there is none."""
        row = self._connection.execute("SELECT body FROM clauses WHERE id = ?", (clause_id,)).fetchone()
        return decode(row[0], Clause) if row else None

    def clause_by_key(self, key: int) -> Clause | None:
        """Return the clause with this key, None where it was removed."""
        row = self._connection.execute("SELECT body FROM clauses WHERE key = ?", (key,)).fetchone()
        return decode(row[0], Clause) if row else None

    def responsibilities(
        self, *, clause_id: str = "", document_id: str = "", corrected: bool = True
    ) -> tuple[Responsibility, ...]:
        """Return the duties of a clause, of a document, or of all where neither is named.

        Corrections of staff are laid over them unless `corrected` is false: then they are as parsed.
        """
        tags = tuple(decode(body, Responsibility) for body in self._tags("responsibility", clause_id, document_id))
        for one, clause in self._holding(Aspect.DEPARTMENTS, clause_id, document_id) if corrected else ():
            own = [tag for tag in tags if tag.clause_id == clause.id]
            tags = laid_over(tags, clause.id, duties_of(one, clause, own, self._region(clause)))
        return tags

    def measures(self, *, clause_id: str = "", document_id: str = "", corrected: bool = True) -> tuple[Measure, ...]:
        """Return the measures of a clause, of a document, or of all where neither is named; `corrected` as above."""
        tags = tuple(decode(body, Measure) for body in self._tags("measure", clause_id, document_id))
        for one, clause in self._holding(Aspect.MEASURES, clause_id, document_id) if corrected else ():
            own = [tag for tag in tags if tag.clause_id == clause.id]
            tags = laid_over(tags, clause.id, measures_of(one, clause, own))
        return tags

    def incentives(self, *, clause_id: str = "", document_id: str = "") -> tuple[Incentive, ...]:
        """Return the incentives of a clause, of a document, or of all where neither is named.

        Where staff corrected who bears the clause, its incentives name those departments.
        """
        tags = tuple(decode(body, Incentive) for body in self._tags("incentive", clause_id, document_id))
        bearers = {
            clause.id: tuple(
                dict.fromkeys(duty.canonical or duty.name for duty in self.responsibilities(clause_id=clause.id))
            )
            for _, clause in self._holding(Aspect.DEPARTMENTS, clause_id, document_id)
        }
        if not bearers:
            return tags
        return tuple(
            replace(tag, departments=bearers[tag.clause_id]) if tag.clause_id in bearers else tag for tag in tags
        )

    def parse(self, document_id: str) -> Parse:
        """Return all that is stored of a document: equal to what was added, with the corrections of staff."""
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

    def move_sources(self, old: Path, new: Path) -> int:
        """Note that the files below the folder `old` now lie below `new`; return how many there are."""
        moved = 0
        with self._connection as db:
            for card in self.summaries():
                if not Path(card.source).is_relative_to(old):
                    continue
                source = str(new / Path(card.source).relative_to(old))
                body = encode(replace(self.document(card.id), source=source))
                db.execute("UPDATE documents SET source = ?, body = ? WHERE id = ?", (source, body, card.id))
                moved += 1
        return moved

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the stored data, in Chinese; empty when all is well."""
        return tuple(fault.words for fault in find_faults(self._connection))

    def repair(self) -> tuple[Summary, ...]:
        """Mend what is wrong with the stored data; return the cards of the documents that had to be forgotten.

        Raises LibraryError where the file itself stays damaged; nothing has been forgotten then.
        """
        try:
            with self._connection as db:
                mend(db)
                faults = tuple(find_faults(db))
                if broken := [fault.words for fault in faults if fault.document_id is None]:
                    raise LibraryError(broken[0], advice=_HOPELESS)
                gone = tuple(card for fault in faults if (card := self.summary(fault.document_id or "")))
                db.executemany("DELETE FROM documents WHERE id = ?", [(card.id,) for card in gone])
                bump(db)
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"数据库损坏（{error}）", advice="修不好：请从备份恢复，或另建政策库重新读入原件"
            ) from error
        return gone

    def _holding(self, aspect: Aspect, clause_id: str, document_id: str) -> Iterator[tuple[Correction, Clause]]:
        """Yield the corrections whose clause still has the words that staff saw, with it."""
        for correction in self.corrections.active(aspect, clause_id=clause_id, document_id=document_id):
            clause = self.clause(correction.clause_id)
            if clause is not None and correction.fits(clause):
                yield correction, clause

    def _region(self, clause: Clause) -> str | None:
        card = self.summary(clause.document_id)
        return card.region if card else None

    def _tags(self, kind: str, clause_id: str, document_id: str) -> Iterator[bytes]:
        where, values = "kind = ?", [kind]
        for column, value in (("clause_id", clause_id), ("document_id", document_id)):
            if value:
                where += f" AND {column} = ?"
                values.append(value)
        query = f"SELECT body FROM tags WHERE {where} ORDER BY document_id, position"  # noqa: S608  constants only
        return (body for (body,) in self._connection.execute(query, values))
