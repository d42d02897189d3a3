"""BM25 over term lists, kept as arrays: postings that grow and shrink without being sorted anew.

Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond"; the idf is Lucene's, never
negative. Terms of the title and headings count as often as their field weight says (a simple BM25F).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

_FEW = 20_000
K1 = 1.2
B = 0.75
Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Postings:
    """In which entries a term stands, and how often: two parallel arrays cut up by `starts` (terms + 1 numbers).

    The entries of a term ascend; `size` counts all entries, also those without a term. Entries have 64 bits, because
    numpy would convert narrower ones at every search, which takes as long as the search.
    """

    starts: Integers
    entries: Integers
    counts: Floats
    size: int

    def keep(self, stays: npt.NDArray[np.bool_]) -> Postings:
        """Return the postings of the entries that stay, renumbered without gaps."""
        if stays.all():
            return self
        chosen = stays[self.entries]
        places = np.cumsum(stays) - 1
        before = np.concatenate(([0], np.cumsum(chosen)))
        entries = places[self.entries[chosen]]
        return Postings(before[self.starts], entries, self.counts[chosen], int(stays.sum()))

    def add(self, entries: Sequence[Mapping[str, float]], vocabulary: dict[str, int]) -> Postings:
        """Return the postings with these weighted term counts at the end; new terms are added to `vocabulary`."""
        terms = np.array([vocabulary.setdefault(term, len(vocabulary)) for one in entries for term in one], np.int64)
        counts = np.array([count for one in entries for count in one.values()], np.float32)
        rows = np.repeat(np.arange(self.size, self.size + len(entries)), [len(one) for one in entries])
        order = np.argsort(terms, kind="stable")
        padding = np.full(len(vocabulary) + 1 - len(self.starts), self.starts[-1])
        old = np.concatenate((self.starts, padding))
        places = old[terms[order] + 1] + np.arange(len(terms))  # behind the term's old entries
        starts = old + np.concatenate(([0], np.cumsum(np.bincount(terms, minlength=len(vocabulary)))))
        return Postings(
            starts,
            _inserted(self.entries, places, rows[order]),
            _inserted(self.counts, places, counts[order]),
            self.size + len(entries),
        )


def no_postings() -> Postings:
    """Return the postings of no entries."""
    return Postings(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32), 0)


def _inserted(old: npt.NDArray[Kind], places: Integers, added: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """Return an array that has `added` at these places and the old values, in their order, everywhere else."""
    if len(added) < _FEW:  # copying the stretches between them is several times faster than a mask over everything
        stretches = np.split(old, places - np.arange(len(places)))
        single = added[:, None]
        return np.concatenate([part for pair in zip(stretches, single, strict=False) for part in pair] + stretches[-1:])
    result = np.empty(len(old) + len(added), old.dtype)
    free = np.ones(len(result), np.bool_)
    free[places] = False
    result[places] = added
    result[free] = old
    return result


class Bm25:
    """Scores every entry for a query: postings, and the BM25 weight of each of them."""

    def __init__(self, postings: Postings, impacts: Floats) -> None:
        self.postings, self.impacts = postings, impacts

    @classmethod
    def build(cls, postings: Postings, *, k1: float = K1, b: float = B) -> Bm25:
        """Return the postings with their weights worked out."""
        size, counts = postings.size, postings.counts
        lengths = np.bincount(postings.entries, counts, size).astype(np.float32)
        norm = k1 * (1 - b + b * lengths / max(1e-9, float(lengths.mean()) if size else 1.0))
        frequency = np.diff(postings.starts)
        idf = np.log1p((size - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        weights = norm.astype(np.float32)[postings.entries]  # worked out in place: there are millions
        weights += counts
        np.divide(counts, weights, out=weights)
        weights *= np.repeat(idf * np.float32(k1 + 1), frequency)
        return cls(postings, weights)

    def rarity(self, term: int | None) -> float:
        """Return the idf of a term; of one that no entry has where it is None."""
        starts, size = self.postings.starts, self.postings.size
        frequency = 0 if term is None else int(starts[term + 1] - starts[term])
        return math.log1p((size - frequency + 0.5) / (frequency + 0.5))

    def scores(self, query: Counter[int]) -> Floats:
        """Return the score of every entry for the query's term ids, float32 of shape (size,)."""
        starts, entries = self.postings.starts, self.postings.entries
        total = np.zeros(self.postings.size, np.float32)
        for term, count in query.items():
            start, end = starts[term], starts[term + 1]
            total[entries[start:end]] += count * self.impacts[start:end]
        return total
