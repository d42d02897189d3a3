"""A library that was damaged says how, is mended where that can be, and names what has to be read in again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.library import Library
from corpus.tables import encode
from tests.unit.corpus.test_library import parse


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return a library of three documents."""
    opened = Library.open(tmp_path)
    opened.add([parse(name, f"{name}.txt") for name in "abc"])
    return opened


def damage(library: Library, statement: str, *values: object) -> None:
    """Write into the file past the library."""
    with sqlite3.connect(library.folder / "library.db") as db:
        db.execute(statement, values)


def test_a_body_that_cannot_be_read_costs_one_document(library: Library) -> None:
    """The document is named, forgotten by repair, and its source told; the others stay."""
    damage(library, "UPDATE documents SET body = substr(body, 1, 9) WHERE id = 'b'")
    assert library.verify() == ("《题b》读不出来",)
    assert [card.source for card in library.repair()] == ["b.txt"]
    assert library.verify() == ()
    assert [card.id for card in library.summaries()] == ["a", "c"]
    assert library.parse("a") == parse("a", "a.txt")


def test_a_clause_that_is_gone_and_its_tags_are_noticed(library: Library) -> None:
    """The count of the card tells that a clause is missing; its tags belong to nothing."""
    damage(library, "DELETE FROM clauses WHERE document_id = 'c'")
    assert library.verify() == ("3 个标签没有所属条款", "《题c》应有 1 条条款，实有 0 条")
    assert [card.id for card in library.repair()] == ["c"]
    assert library.verify() == ()


def test_a_clause_with_other_words_than_its_document_is_noticed(library: Library) -> None:
    """Every clause must be a quotation of the stored text."""
    clause = library.clause("a/一")
    assert clause is not None
    changed = type(clause)(*(getattr(clause, name) for name in clause.__slots__[:6]), "省财政厅给予奖励。", *(
        getattr(clause, name) for name in clause.__slots__[7:]
    ))  # fmt: skip
    damage(library, "UPDATE clauses SET body = ? WHERE id = 'a/一'", encode(changed))
    assert library.verify() == ("《题a》的条款与原文对不上",)


def test_repairing_what_is_whole_changes_nothing(library: Library) -> None:
    """No document is lost."""
    assert library.repair() == ()
    assert [library.parse(name) for name in "abc"] == [parse(name, f"{name}.txt") for name in "abc"]


def test_a_file_beyond_repair_is_left_as_it_is(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage that stays is an error with the next step, and nothing has been forgotten."""
    damage(library, "UPDATE documents SET body = x'00' WHERE id = 'b'")
    from corpus import library as module  # noqa: PLC0415
    from corpus.soundness import Fault  # noqa: PLC0415

    monkeypatch.setattr(module, "find_faults", lambda _: iter((Fault("数据库损坏：页 7"), Fault("《题b》", "b"))))
    with pytest.raises(LibraryError, match="从备份恢复"):
        library.repair()
    assert len(library.summaries()) == 3
