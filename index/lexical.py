"""BM25 over term lists, kept as arrays: a forward index that grows and shrinks, and postings made from it.

Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond"; the idf is Lucene's, never
negative. Terms of the title and headings count as often as their field weight says (a simple BM25F).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.sequences import places_of

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Forward:
    """Which terms stand in which entry, how often: three parallel arrays cut up by `starts` (n + 1 numbers)."""

    terms: Integers
    counts: Floats
    starts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self.starts) - 1

    def take(self, positions: npt.NDArray[np.int64]) -> Forward:
        """Return the entries at these positions, in this order."""
        where, starts = places_of(self.starts, positions)
        return Forward(self.terms[where], self.counts[where], starts)

    def extend(self, other: Forward) -> Forward:
        """Return these entries followed by the other's."""
        starts = np.concatenate((self.starts, other.starts[1:] + self.starts[-1]))
        return Forward(np.concatenate((self.terms, other.terms)), np.concatenate((self.counts, other.counts)), starts)


def empty_forward() -> Forward:
    """Return a forward index without entries."""
    return Forward(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(1, np.int64))


def count_terms(entries: Sequence[Mapping[str, float]], vocabulary: dict[str, int]) -> Forward:
    """Return the forward index of weighted term counts; terms not yet in `vocabulary` are added to it."""
    terms = [vocabulary.setdefault(term, len(vocabulary)) for entry in entries for term in entry]
    counts = [count for entry in entries for count in entry.values()]
    starts = np.concatenate(([0], np.cumsum([len(entry) for entry in entries], dtype=np.int64)))
    return Forward(np.array(terms, np.int32), np.array(counts, np.float32), starts.astype(np.int64))


class Bm25:
    """Scores every entry for a query; built from a forward index, ready to be stored as three arrays."""

    def __init__(self, starts: npt.NDArray[np.int64], entries: Integers, impacts: Floats, size: int) -> None:
        self.starts, self.entries, self.impacts, self.size = starts, entries, impacts, size

    @classmethod
    def build(cls, forward: Forward, vocabulary_size: int, *, k1: float = K1, b: float = B) -> Bm25:
        """Return the postings of the forward index with the BM25 weight of each posting worked out."""
        size = len(forward)
        rows = np.repeat(np.arange(size, dtype=np.int32), np.diff(forward.starts))
        lengths = np.add.reduceat(np.append(forward.counts, 0), forward.starts[:-1]) if size else np.zeros(0)
        lengths[np.diff(forward.starts) == 0] = 0
        norm = k1 * (1 - b + b * lengths / max(1e-9, float(lengths.mean()) if size else 1.0))
        order = np.argsort(forward.terms, kind="stable")
        frequency = np.bincount(forward.terms, minlength=vocabulary_size)
        idf = np.log1p((size - frequency + 0.5) / (frequency + 0.5))
        weights = forward.counts * (k1 + 1) / (forward.counts + norm[rows]) * idf[forward.terms]
        starts = np.concatenate(([0], np.cumsum(frequency)))
        return cls(starts, rows[order], weights[order].astype(np.float32), size)

    def rarity(self, term: int | None) -> float:
        """Return the idf of a term; of one that no entry has where it is None."""
        frequency = 0 if term is None else int(self.starts[term + 1] - self.starts[term])
        return math.log1p((self.size - frequency + 0.5) / (frequency + 0.5))

    def scores(self, query: Counter[int]) -> Floats:
        """Return the score of every entry for the query's term ids, float32 of shape (size,)."""
        total = np.zeros(self.size, np.float32)
        for term, count in query.items():
            start, end = self.starts[term], self.starts[term + 1]
            total[self.entries[start:end]] += count * self.impacts[start:end]
        return total
