"""Vectors in FAISS: the short way through many finds what the long way finds."""

import numpy as np
import pytest

from index import vectors
from index.embed import normalised
from index.vectors import Vectors


@pytest.fixture
def rows():
    """Return 400 vectors whose leading dimensions tell most, as a Matryoshka model's do."""
    fading = np.exp(-np.arange(256) / 40)
    return normalised((np.random.default_rng(5).normal(size=(400, 256)) * fading).astype(np.float32))


@pytest.fixture
def held(rows):
    """Return the vectors under keys of their own."""
    found = Vectors.empty(256)
    found.add(np.arange(1000, 1400), rows)
    return found


def test_two_looks_find_what_one_finds(held, rows, monkeypatch):
    """Nine of the ten nearest or more are the same, and the nearest always."""
    monkeypatch.setattr(vectors, "_LOOKED_AT", 60)
    exact = [held.search(row, 10).tolist() for row in rows[:50]]
    monkeypatch.setattr(vectors, "MANY", 100)
    twice = [held.search(row, 10).tolist() for row in rows[:50]]
    assert all(one[0] == other[0] for one, other in zip(exact, twice, strict=True))
    shared = [len(set(one) & set(other)) for one, other in zip(exact, twice, strict=True)]
    assert sum(shared) >= 9 * len(shared)


def test_what_was_added_or_removed_counts_at_once(held, rows, monkeypatch):
    """The rough copies follow the vectors, one by one."""
    monkeypatch.setattr(vectors, "MANY", 100)
    assert held.search(rows[7], 1).tolist() == [1007]
    held.remove(np.array([1003]))
    assert held.search(rows[300], 1).tolist() == [1300]
    held.remove(np.array([1007]))
    assert 1007 not in held.search(rows[7], 5)
    held.add(np.array([5]), rows[7:8])
    assert held.search(rows[7], 1).tolist() == [5]


def test_a_choice_of_keys_is_kept_to(held, rows, monkeypatch):
    """With allowed keys only those come back, however many vectors there are."""
    monkeypatch.setattr(vectors, "MANY", 100)
    allowed = np.array([1001, 1002])
    assert set(held.search(rows[7], 10, allowed=allowed).tolist()) == {1001, 1002}


def test_the_rough_copies_are_stored_and_read(held, rows, monkeypatch, tmp_path):
    """A search after reading finds the same; without its second file too."""
    monkeypatch.setattr(vectors, "MANY", 100)
    before = held.search(rows[7], 10).tolist()
    held.write(tmp_path / "vectors.faiss")
    assert Vectors.read(tmp_path / "vectors.faiss").search(rows[7], 10).tolist() == before
    (tmp_path / "vectors.rough").unlink()
    assert Vectors.read(tmp_path / "vectors.faiss").search(rows[7], 10).tolist()[0] == before[0]


def test_a_length_that_has_no_rough_copy_is_searched_exactly(monkeypatch):
    """Vectors whose length cannot be cut into fours are compared in full."""
    monkeypatch.setattr(vectors, "MANY", 10)
    rows = normalised(np.random.default_rng(1).normal(size=(50, 6)).astype(np.float32))
    found = Vectors.empty(6)
    found.add(np.arange(50), rows)
    assert found.search(rows[9], 1).tolist() == [9]
