"""Finds clauses for a text: words, character pairs and vectors, fused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from corpus.evidence import Filter, Hit
from index.embed import Encoder
from index.filtering import Gate
from index.fuse import Weights, fuse
from index.lexical import Bm25
from index.tokens import pairs, words
from index.vectors import Vectors

_POOL = 200  # candidates per ranker: Recall@200 of each side is above .99 on the bench sets' training twins


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


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a search looks into; `keys`, `clause_ids` and `document_ids` run parallel by position."""

    keys: npt.NDArray[np.int64]
    clause_ids: Sequence[str]
    document_ids: Sequence[str]
    words: LexicalIndex
    pairs: LexicalIndex
    vectors: Vectors


class Searcher:
    """Searches fixed contents; build a new one when the library has changed (`index.snapshot.open_searcher`)."""

    def __init__(
        self,
        contents: Contents,
        encoder: Encoder,
        gate: Gate | None,
        weights: Weights | None = None,
    ) -> None:
        """`gate` says which documents and clauses a filter lets through; None where nobody filters."""
        self._contents = contents
        self._encoder = encoder
        self._gate = gate
        self._weights = asdict(weights or Weights())
        self._position = {int(key): position for position, key in enumerate(contents.keys)}

    def search(self, text: str, *, k: int = 10, where: Filter | None = None) -> tuple[Hit, ...]:
        """Return up to k hits, best first; equal scores in the order of the clauses."""
        mask = self._mask(self._gate, where) if self._gate and where and where != Filter() else None
        if not len(self._contents.keys) or not text.strip() or (mask is not None and not mask.any()):
            return ()
        scores = self._candidates(text, mask)
        fused = fuse(scores, self._weights)
        best = sorted(fused.items(), key=lambda item: (-item[1], item[0]))[:k]
        return tuple(self._hit(key, score, scores) for key, score in best if score > 0)

    def _mask(self, gate: Gate, where: Filter) -> npt.NDArray[np.bool_]:
        contents, documents, clauses = self._contents, gate.documents(where), gate.clauses(where)
        inside = (document in documents for document in contents.document_ids)
        if clauses is not None:
            named = (clause in clauses for clause in contents.clause_ids)
            inside = (one and other for one, other in zip(inside, named, strict=True))
        return np.fromiter(inside, np.bool_, len(contents.keys))

    def _candidates(self, text: str, mask: npt.NDArray[np.bool_] | None) -> dict[str, dict[int, float]]:
        """Return each ranker's scores of every clause that any ranker has among its best."""
        contents = self._contents
        lexical = {"words": contents.words.scores(text), "pairs": contents.pairs.scores(text)}
        if mask is not None:
            lexical = {name: np.where(mask, scores, 0) for name, scores in lexical.items()}
        query = self._encoder.encode([text])[0]
        allowed = contents.keys[mask] if mask is not None else None
        dense = contents.vectors.search(query, _POOL, allowed=allowed)
        pool = {key for key, _ in dense}.union(*(self._best(scores) for scores in lexical.values()))
        found: dict[str, dict[int, float]] = {
            name: {key: float(scores[self._position[key]]) for key in pool} for name, scores in lexical.items()
        }
        return {**found, "dense": contents.vectors.cosines(query, pool)}

    def _best(self, scores: npt.NDArray[np.float32]) -> set[int]:
        count = min(_POOL, len(scores))
        top = np.argpartition(-scores, count - 1)[:count]
        return {int(self._contents.keys[position]) for position in top if scores[position] > 0}

    def _hit(self, key: int, score: float, scores: Mapping[str, Mapping[int, float]]) -> Hit:
        position = self._position[key]
        parts = tuple((name, found.get(key, 0.0)) for name, found in sorted(scores.items()))
        return Hit(
            key, self._contents.clause_ids[position], self._contents.document_ids[position], score, "fused", parts
        )


def lexical_of(cut: str, vocabulary: Mapping[str, int], postings: Bm25) -> LexicalIndex:
    """Return the ranker that cuts texts the way its name says: `words` or `pairs`."""
    return LexicalIndex({"words": words, "pairs": pairs}[cut], vocabulary, postings)
