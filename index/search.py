"""Finds clauses for a text: words, character pairs and vectors, fused; what is named outright comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.evidence import Filter, Hit
from index.embed import Encoder
from index.exact import documents_named, places_of, positions_named, read_names
from index.filtering import Gate
from index.fuse import Weights, fuse
from index.lexical import Bm25
from index.rerank import DEPTH, Asked, Cut, Reranker
from index.tokens import pairs, plain, words
from index.vectors import Vectors

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

_POOL = 200  # candidates per ranker; R@100 of the fused list is .94 to 1.00 (docs/research/retrieval.md)
_BLOCK = 128  # scores that are looked through together
_LEAST = float(np.finfo(np.float32).tiny)  # a score above nothing


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """One lexical ranker: how a text is cut, the number of each term, the postings."""

    cut: Callable[[str], list[str]]
    vocabulary: Mapping[str, int]
    postings: Bm25

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """Return the BM25 score of every entry, by position."""
        known = (self.vocabulary.get(term) for term in self.cut(text))
        return self.postings.scores(Counter(term for term in known if term is not None))

    def rarity(self, term: str) -> float:
        """Return the idf of a term as cut, also of one that no entry has."""
        return self.postings.rarity(self.vocabulary.get(term))


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a search looks into; `keys`, `clause_ids` and `document_ids` run parallel by position.

    `cut` holds the texts for the reranker, None where there is none.
    """

    keys: npt.NDArray[np.int64]
    clause_ids: Sequence[str]
    document_ids: Sequence[str]
    words: LexicalIndex
    pairs: LexicalIndex
    vectors: Vectors
    cut: Cut | None = None


class Judge(Protocol):
    """Puts candidates in order once more, the best `depth` of them."""

    depth: int

    def scores(self, asked: Asked, texts: Cut, found: Mapping[str, Floats]) -> Floats:
        """Return one score from 0 to 1 for each text; `found` are the rankers' scores of the same texts."""


@dataclass(frozen=True, slots=True)
class _Exact:
    """What a text names outright, found in the contents."""

    documents: frozenset[str] = frozenset()
    positions: frozenset[int] = frozenset()


class Searcher:
    """Searches fixed contents; build a new one when the library has changed (`index.snapshot.open_searcher`)."""

    def __init__(
        self,
        contents: Contents,
        encoder: Encoder,
        gate: Gate | None,
        weights: Weights | None = None,
        reranker: Judge | None = None,
    ) -> None:
        """`gate` says which documents and clauses a filter lets through; None where nobody filters.

        The reranker needs contents that are cut for it.
        """
        self._contents = contents
        self._encoder = encoder
        self._gate = gate
        self._weights = asdict(weights or Weights())
        self._reranker = reranker
        self._order = np.argsort(contents.keys, kind="stable")

    def search(self, text: str, *, k: int = 10, where: Filter | None = None, closely: bool = True) -> tuple[Hit, ...]:
        """Return up to k hits, best first; equal scores in the order of the clauses.

        `closely` puts the best in order once more; who judges candidates by other marks spares the time.
        """
        mask = self._mask(self._gate, where) if self._gate and where and where != Filter() else None
        if not len(self._contents.keys) or not text.strip() or (mask is not None and not mask.any()):
            return ()
        named = self._named(text)
        pool, scores = self._candidates(text, mask, named)
        bonus = _bonus(named, pool, self._contents)
        fused = fuse(scores, self._weights)
        total = bonus + (self._ordered(text, pool, scores, fused, bonus) if closely else fused)
        best = np.lexsort((self._contents.keys[pool], -total))[:k]
        return tuple(self._hit(at, pool, float(total[at]), scores, named) for at in best if total[at] > 0)

    def _ordered(
        self, text: str, pool: Positions, scores: Mapping[str, Floats], fused: Floats, bonus: Floats
    ) -> Floats:
        """Return scores from 0 to 1: the best by fusion are judged again and stand above all the others."""
        if self._reranker is None or self._contents.cut is None:
            return fused
        best = np.lexsort((self._contents.keys[pool], -fused - bonus))[: self._reranker.depth]
        asked = Asked(plain(text), words(text), self._contents.words.rarity, self._contents.pairs.rarity)
        again = self._reranker.scores(
            asked, self._contents.cut.take(pool[best]), {name: found[best] for name, found in scores.items()}
        )
        final = fused * float(again.min())
        final[best] = again
        return np.asarray(final, np.float32)

    def features(self, text: str) -> tuple[Positions, Floats]:
        """Return the positions of the candidates that are judged again, and their features (see `index.rerank`)."""
        if not isinstance(self._reranker, Reranker) or self._contents.cut is None:
            raise ValueError("features need a reranker and contents cut for it")
        pool, scores = self._candidates(text, None, _Exact())
        best = np.lexsort((self._contents.keys[pool], -fuse(scores, self._weights)))[:DEPTH]
        asked = Asked(plain(text), words(text), self._contents.words.rarity, self._contents.pairs.rarity)
        texts = self._contents.cut.take(pool[best])
        return pool[best], self._reranker.features(asked, texts, {name: found[best] for name, found in scores.items()})

    def _mask(self, gate: Gate, where: Filter) -> npt.NDArray[np.bool_]:
        names, codes = self._documents
        documents, clauses = gate.documents(where), gate.clauses(where)
        inside = np.array([name in documents for name in names], np.bool_)[codes]
        if clauses is not None:
            inside &= np.array([clause in clauses for clause in self._contents.clause_ids], np.bool_)
        return inside

    @cached_property
    def _documents(self) -> tuple[list[str], npt.NDArray[np.int64]]:
        """Return the documents' ids once each, and for every clause the place of its document among them."""
        places: dict[str, int] = {}
        codes = [places.setdefault(document, len(places)) for document in self._contents.document_ids]
        return list(places), np.array(codes, np.int64)

    def _named(self, text: str) -> _Exact:
        """Return the documents and positions that the text names outright."""
        names = read_names(text)
        if not names or self._gate is None:
            return _Exact()
        documents = documents_named(names, self._gate.library.summaries())
        return _Exact(documents, positions_named(names, documents, self._contents.clause_ids, self._places))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return places_of(self._contents.clause_ids)

    def _candidates(
        self, text: str, mask: npt.NDArray[np.bool_] | None, named: _Exact
    ) -> tuple[Positions, dict[str, Floats]]:
        """Return the positions that any ranker has among its best, ascending, and each ranker's scores of them."""
        contents = self._contents
        lexical = {"words": contents.words.scores(text), "pairs": contents.pairs.scores(text)}
        if mask is not None:
            lexical = {name: np.where(mask, scores, 0) for name, scores in lexical.items()}
        query = self._encoder.encode_query(text)
        allowed = contents.keys[mask] if mask is not None else None
        dense = contents.vectors.search(query, _POOL, allowed=allowed)
        parts = [best_positions(scores) for scores in lexical.values()]
        exact = [one for one in named.positions if mask is None or mask[one]]
        pool = np.unique(np.concatenate((self._positions(dense), np.array(exact, np.int64), *parts)))
        found = {name: scores[pool] for name, scores in lexical.items()}
        return pool, {**found, "dense": contents.vectors.cosines(query, contents.keys[pool])}

    def _positions(self, keys: npt.NDArray[np.int64]) -> Positions:
        places = np.searchsorted(self._contents.keys, keys, sorter=self._order)
        return self._order[places]

    def _hit(self, at: int, pool: Positions, score: float, scores: Mapping[str, Floats], named: _Exact) -> Hit:
        contents, position = self._contents, int(pool[at])
        parts = tuple((name, float(found[at])) for name, found in sorted(scores.items()))
        clause, document = contents.clause_ids[position], contents.document_ids[position]
        ranker = "exact" if document in named.documents or position in named.positions else "fused"
        return Hit(int(contents.keys[position]), clause, document, score, ranker, parts)


def best_positions(scores: Floats) -> Positions:
    """Return the positions of the best scores above 0, in no order."""
    chosen = np.flatnonzero(scores >= max(_floor(scores), _LEAST))
    if len(chosen) <= _POOL:
        return chosen
    return chosen[np.argpartition(-scores[chosen], _POOL - 1)[:_POOL]]


def _floor(scores: Floats) -> float:
    """Return a score that at least as many reach as are wanted: the best of so many blocks do.

    Sorting a million scores takes ten times as long as looking for the best of each block.
    """
    blocks = len(scores) // _BLOCK
    if blocks < 2 * _POOL:
        return 0.0
    best = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
    return float(np.partition(best, blocks - _POOL)[blocks - _POOL])


def _bonus(named: _Exact, pool: Positions, contents: Contents) -> Floats:
    """Return what a candidate gets for being named: more than the rankers together can give, twice for both."""
    bonus = np.zeros(len(pool), np.float32)
    if named.documents or named.positions:
        for at, position in enumerate(pool.tolist()):
            bonus[at] = (contents.document_ids[position] in named.documents) + (position in named.positions)
    return bonus


def lexical_of(cut: str, vocabulary: Mapping[str, int], postings: Bm25) -> LexicalIndex:
    """Return the ranker that cuts texts the way its name says: `words` or `pairs`."""
    return LexicalIndex({"words": words, "pairs": pairs}[cut], vocabulary, postings)
