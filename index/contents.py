"""Texts indexed in memory, the way the product indexes clauses: for benchmarks and for training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.embed import Encoder
from index.entries import Entry
from index.lexical import Bm25, no_postings
from index.rerank import Reranker
from index.search import Contents, LexicalIndex, lexical_of
from index.tokens import plain
from index.vectors import Vectors

_BATCH = 4096
_MANY = 100_000


def contents_of(texts: Mapping[str, str], encoder: Encoder, reranker: Reranker | None = None) -> Contents:
    """Return the texts by id, ready to be searched; cut for the reranker where there is one."""
    ids = list(texts)
    entries = [Entry(key, "", "", text) for key, text in enumerate(texts.values())]
    vectors = Vectors.empty(encoder.dimension)
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        keys = np.array([entry.key for entry in batch], np.int64)
        vectors.add(keys, encoder.encode([entry.prose for entry in batch]))
    keys = np.arange(len(entries), dtype=np.int64)
    cut = reranker.cut([plain(entry.whole) for entry in entries]) if reranker else None
    return Contents(keys, ids, ids, _lexical("words", entries), _lexical("pairs", entries), vectors, cut)


def _lexical(cut: str, entries: Sequence[Entry]) -> LexicalIndex:
    vocabulary: dict[str, int] = {}
    postings = no_postings()
    for start in range(0, len(entries), _MANY):  # why: the counts of a million entries at once would fill the memory
        batch = entries[start : start + _MANY]
        counts = [entry.word_counts() if cut == "words" else entry.pair_counts() for entry in batch]
        postings, _ = postings.add(counts, vocabulary)
    return lexical_of(cut, vocabulary, Bm25.build(postings))
