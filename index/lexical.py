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

    def add(self, entries: Sequence[Mapping[str, float]], vocabulary: dict[str, int]) -> tuple[Postings, Integers]:
        """Return the postings with these weighted term counts at the end, and the places of the new ones, ascending.

        New terms are added to `vocabulary`.
        """
        terms = np.array([vocabulary.setdefault(term, len(vocabulary)) for one in entries for term in one], np.int64)
        counts = np.array([count for one in entries for count in one.values()], np.float32)
        rows = np.repeat(np.arange(self.size, self.size + len(entries)), [len(one) for one in entries])
        order = np.argsort(terms, kind="stable")
        padding = np.full(len(vocabulary) + 1 - len(self.starts), self.starts[-1])
        old = np.concatenate((self.starts, padding))
        places = old[terms[order] + 1] + np.arange(len(terms))  # behind the term's old entries
        starts = old + np.concatenate(([0], np.cumsum(np.bincount(terms, minlength=len(vocabulary)))))
        grown = Postings(
            starts,
            _inserted(self.entries, places, rows[order]),
            _inserted(self.counts, places, counts[order]),
            self.size + len(entries),
        )
        return grown, places


def no_postings() -> Postings:
    """Return the postings of no entries."""
    return Postings(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32), 0)


def _inserted(old: npt.NDArray[Kind], places: Integers, added: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """Return an array that has `added` at these places and the old values, in their order, everywhere else."""
    result = np.empty(len(old) + len(added), old.dtype)
    result[places] = added
    if len(added) < _FEW:  # copying the stretches between them is several times faster than a mask over everything
        ends = (places - np.arange(len(places))).tolist()
        starts, shifts = [0, *ends], range(len(ends) + 1)
        for start, end, shift in zip(starts, [*ends, len(old)], shifts, strict=True):
            if start < end:
                result[start + shift : end + shift] = old[start:end]
        return result
    free = np.ones(len(result), np.bool_)
    free[places] = False
    result[free] = old
    return result


class Bm25:
    """Scores every entry for a query: postings, and how much each of them counts before its term's rarity does.

    The mean length of the entries is taken with two digits, so that a few new entries leave all the others' weights
    as they are; the order hardly feels it, for it moves the length of no entry by more than a twentieth.
    """

    def __init__(self, postings: Postings, impacts: Floats) -> None:
        self.postings, self.impacts = postings, impacts

    @classmethod
    def build(cls, postings: Postings) -> Bm25:
        """Return the postings with their weights worked out."""
        lengths = np.bincount(postings.entries, postings.counts, postings.size).astype(np.float32)
        weights = _norms(lengths, _mean_length(postings))[postings.entries]  # worked out in place: there are millions
        weights += postings.counts
        np.divide(postings.counts, weights, out=weights)
        return cls(postings, weights)

    def grow(
        self, stays: npt.NDArray[np.bool_], entries: Sequence[Mapping[str, float]], vocabulary: dict[str, int]
    ) -> Bm25:
        """Return the ranker of the entries that stay and these new ones; new terms are added to `vocabulary`."""
        postings, places = self.postings.keep(stays).add(entries, vocabulary)
        mean = _mean_length(postings)
        if not stays.all() or mean != _mean_length(self.postings):
            return Bm25.build(postings)
        lengths = np.array([sum(one.values()) for one in entries], np.float32)
        counts, owners = postings.counts[places], postings.entries[places] - self.postings.size
        return Bm25(postings, _inserted(self.impacts, places, counts / (_norms(lengths, mean)[owners] + counts)))

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
            weight = np.float32(count * (K1 + 1) * self.rarity(term))
            np.add.at(total, entries[start:end], weight * self.impacts[start:end])
        return total


def _mean_length(postings: Postings) -> float:
    """Return the mean of the entries' lengths with two digits, 1 where there are none."""
    mean = float(postings.counts.sum(dtype=np.float64)) / max(1, postings.size)
    return float(f"{mean:.2g}") if mean > 0 else 1.0


def _norms(lengths: Floats, mean: float) -> Floats:
    """Return what is added to the count of a term below the line, by entry: more for longer ones."""
    return np.asarray(K1 * (1 - B + B * lengths / np.float32(mean)), np.float32)
