"""`python -m eval.scale TEXTS --clauses 100000`: the index under many clauses, beside bm25s, tantivy and rank_bm25.

The clauses are recombined: each is a few sentences drawn from different texts of the given files, so that no two are
alike and the words stay as frequent as in real policy. The queries are sentences of the same texts.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random

import numpy as np

from eval.datasets import Dataset
from eval.memory import resident_mib
from eval.retrieval import build_contents
from index.embed import load_encoder
from index.rerank import load_reranker
from index.search import Searcher
from index.tokens import words

_SENTENCE = re.compile(r"[^。；！？\n]{10,90}[。；！？]")
_SENTENCES_A_CLAUSE = (1, 2, 3, 4)
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Figures:
    """One system's figures: seconds to build, resident memory it added in MiB, milliseconds a query."""

    system: str
    clauses: int
    build_seconds: float
    memory_mib: float
    p50_ms: float
    p99_ms: float
    queries_a_second: float


def recombine(sentences: Sequence[str], size: int, random: Random) -> dict[str, str]:
    """Return `size` clauses by id, each of one to four sentences drawn at random."""
    draws = (random.choices(sentences, k=random.choice(_SENTENCES_A_CLAUSE)) for _ in range(size))
    return {str(number): "".join(drawn) for number, drawn in enumerate(draws)}


def measure(system: str, clauses: int, build: Callable[[], Callable[[str], object]], queries: Sequence[str]) -> Figures:
    """Return the figures of one system; `build` returns what answers a query. The first query is not counted."""
    before, begun = resident_mib(), time.perf_counter()
    search = build()
    built, memory = time.perf_counter() - begun, resident_mib() - before
    search(queries[0])
    taken = np.array([_timed(search, query) for query in queries[1:]])
    p50, p99 = np.percentile(taken, (50, 99))
    rounded = (round(float(one), 2) for one in (built, memory, p50, p99, 1000 / taken.mean()))
    return Figures(system, clauses, *rounded)


def _timed(search: Callable[[str], object], query: str) -> float:
    begun = time.perf_counter()
    search(query)
    return 1000 * (time.perf_counter() - begun)


def _wence(corpus: dict[str, str]) -> Callable[[str], object]:
    encoder = load_encoder()
    contents = build_contents(Dataset("scale", corpus, {}, {}), encoder)
    searcher = Searcher(contents, encoder, None, reranker=load_reranker())
    return lambda query: searcher.search(query, k=10)


def _bm25s(corpus: dict[str, str]) -> Callable[[str], object]:
    import bm25s  # noqa: PLC0415  an extra of the evaluation

    index = bm25s.BM25()
    index.index([words(text) for text in corpus.values()], show_progress=False)
    return lambda query: index.retrieve([words(query)], k=10, show_progress=False)


def _tantivy(corpus: dict[str, str]) -> Callable[[str], object]:
    import tantivy  # noqa: PLC0415  an extra of the evaluation

    schema = tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace").build()
    index = tantivy.Index(schema)
    writer = index.writer(200_000_000, 1)
    for text in corpus.values():
        writer.add_document(tantivy.Document(text=" ".join(words(text))))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> object:
        terms = (tantivy.Query.term_query(schema, "text", word) for word in dict.fromkeys(words(query)))
        return searcher.search(tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms]), 10)

    return search


def _rank_bm25(corpus: dict[str, str]) -> Callable[[str], object]:
    """Return what many home-made systems are: rank_bm25 over words beside a flat FAISS index, the sums of both."""
    import faiss  # noqa: PLC0415  heavy
    import rank_bm25  # noqa: PLC0415  an extra of the evaluation

    encoder = load_encoder()
    lexical = rank_bm25.BM25Okapi([words(text) for text in corpus.values()])
    flat = faiss.IndexFlatIP(encoder.dimension)
    texts = list(corpus.values())
    for start in range(0, len(texts), _BATCH):
        flat.add(encoder.encode(texts[start : start + _BATCH]))

    def search(query: str) -> object:
        scores = lexical.get_scores(words(query))
        cosines, places = flat.search(encoder.encode_query(query)[None, :], 100)
        scores /= max(1e-9, scores.max())
        scores[places[0]] += cosines[0]
        return np.argsort(-scores)[:10]

    return search


def sentences_of(files: Sequence[Path]) -> list[str]:
    """Return the distinct sentences of 10 to 90 characters in the files, in their order."""
    found = (one for file in files for one in _SENTENCE.findall(file.read_text(encoding="utf-8")))
    return list(dict.fromkeys(found))


SYSTEMS: Mapping[str, Callable[[dict[str, str]], Callable[[str], object]]] = {
    "bm25s": _bm25s,
    "tantivy": _tantivy,
    "rank_bm25+flat": _rank_bm25,
    "hybrid": _wence,
}


def main() -> None:
    """Read the command line, measure each system, print one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="+", help="plain text or JSON Lines files to recombine")
    parser.add_argument("--clauses", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--system", choices=list(SYSTEMS), action="append", help="one or more; all where none is named")
    chosen = parser.parse_args()
    random = Random(7)  # noqa: S311  reproducible, not secret
    sentences = sentences_of(chosen.texts)
    corpus = recombine(sentences, chosen.clauses, random)
    queries = random.sample(sentences, min(len(sentences), chosen.queries + 1))
    for system in chosen.system or SYSTEMS:
        build = SYSTEMS[system]
        figures = measure(system, chosen.clauses, partial(build, corpus), queries)
        sys.stdout.write(json.dumps(asdict(figures), ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
