"""The library returns what was put in, replaces, forgets, and says what is wrong in Chinese."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.library import Library
from corpus.model import (
    Certificate,
    Clause,
    ClauseKind,
    Condition,
    Connective,
    Dates,
    Document,
    Incentive,
    Measure,
    PageRecord,
    Parse,
    Responsibility,
    Role,
    Span,
    Status,
    Test,
)

TEXT = "省财政厅对注册地在云河省的企业给予补助。"


def parse(name: str, source: str) -> Parse:
    """Return an invented parse with one clause and one tag of each kind."""
    document = Document(
        name, f"题{name}", ("云河省财政厅",), None, Dates(), "云河省", Status.IN_FORCE, "意见", source, "txt", TEXT, 1,
        (), (), (), Certificate((PageRecord(1, 20, 20),)),
    )  # fmt: skip
    whole, clause_id = Span(0, len(TEXT)), f"{name}/一"
    clause = Clause(clause_id, name, ("一",), "一、", ClauseKind.CLAUSE, ("总则",), TEXT, whole, 1)
    test = Test("region", "in", ("云河省",), "注册地在云河省", Span(5, 12))
    condition = Condition(Connective.ALL, (Condition(Connective.TEST, test=test),))
    return Parse(
        document,
        (clause,),
        (Responsibility(clause_id, "省财政厅", "云河省财政厅", Role.LEAD, Span(0, 4)),),
        (Measure(clause_id, whole, "给予", "补助", "资金投入"),),
        (Incentive(f"{clause_id}#1", clause_id, whole, "grant", (), "企业", condition),),
    )


def test_what_is_added_comes_back_equal(tmp_path: Path) -> None:
    """A parse survives the round trip through the file, also after reopening."""
    with Library.open(tmp_path) as library:
        library.add([parse("a", "a.txt")])
    with Library.open(tmp_path, create=False) as library:
        assert library.parse("a") == parse("a", "a.txt")
        assert library.verify() == ()


def test_a_new_version_of_a_source_replaces_the_old(tmp_path: Path) -> None:
    """The same source with other bytes takes the place of the old document, clauses and tags included."""
    with Library.open(tmp_path) as library:
        library.add([parse("a", "a.txt")])
        library.add([parse("b", "a.txt")])
        assert [card.id for card in library.summaries()] == ["b"]
        assert library.clause("a/一") is None
        assert len(library.responsibilities()) == 1


def test_clause_keys_are_never_used_twice(tmp_path: Path) -> None:
    """A key of a removed clause stays free, so a stale vector can never point at another clause."""
    with Library.open(tmp_path) as library:
        library.add([parse("a", "a.txt")])
        old = library.keys()
        library.remove(["a"])
        library.add([parse("b", "b.txt")])
        assert not old & library.keys()


def test_every_change_moves_the_revision(tmp_path: Path) -> None:
    """An index can tell from the revision alone that it is stale."""
    with Library.open(tmp_path) as library:
        before = library.revision
        library.add([parse("a", "a.txt")])
        assert library.revision > before


def test_a_failed_batch_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    """One unstorable parse rolls the whole batch back."""
    broken = parse("b", "b.txt")
    broken = dataclasses.replace(broken, clauses=(broken.clauses[0], broken.clauses[0]))
    with Library.open(tmp_path) as library:
        library.add([parse("a", "a.txt")])
        with pytest.raises(sqlite3.IntegrityError):
            library.add([parse("c", "c.txt"), broken])
        assert [card.id for card in library.summaries()] == ["a"]


def test_a_missing_library_says_what_to_do(tmp_path: Path) -> None:
    """The message names the folder and the command that makes it."""
    with pytest.raises(LibraryError, match="wence ingest"):
        Library.open(tmp_path / "nirgends", create=False)


def test_a_damaged_file_is_reported_not_overwritten(tmp_path: Path) -> None:
    """A file that is no database raises LibraryError and stays as it is."""
    path = tmp_path / "library.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match="打不开"):
        Library.open(tmp_path)
    assert path.read_bytes().startswith(b"not a database")


def test_a_backup_opens_as_a_library(tmp_path: Path) -> None:
    """The copy holds the same documents."""
    (tmp_path / "copy").mkdir()
    with Library.open(tmp_path / "lib") as library:
        library.add([parse("a", "a.txt")])
        library.backup(tmp_path / "copy" / "library.db")
    with Library.open(tmp_path / "copy") as copy:
        assert copy.parse("a") == parse("a", "a.txt")
