"""Runs our rankers over a test set: each alone and all fused, in the configuration that the product ships."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from eval.datasets import Dataset
from eval.metrics import interval, ndcg, recall, reciprocal_rank
from index.contents import contents_of
from index.embed import Encoder
from index.fuse import Weights
from index.rerank import load_reranker
from index.search import Contents, Searcher

_DEPTH = 100
# the last is what the product ships: the rankers fused, the best put in order once more
SYSTEMS: Mapping[str, Weights] = {
    "words": Weights(1, 0, 0),
    "pairs": Weights(0, 1, 0),
    "dense": Weights(0, 0, 1),
    "fused": Weights(),
    "hybrid": Weights(),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One system's rankings of a test set, and how long a query took on average in milliseconds."""

    dataset: str
    system: str
    rankings: Mapping[str, Sequence[tuple[str, float]]]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """Means over all queries, their confidence intervals, and each query's own figures."""

    dataset: str
    system: str
    metrics: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    queries: Sequence[Mapping[str, float | str]]


def build_contents(dataset: Dataset, encoder: Encoder) -> Contents:
    """Return the set's texts indexed as the product indexes clauses."""
    return contents_of(dataset.corpus, encoder, load_reranker())


def run(dataset: Dataset, contents: Contents, encoder: Encoder, system: str) -> Run:
    """Return the rankings of every query to a depth of 100."""
    reranker = load_reranker() if system == "hybrid" else None
    searcher = Searcher(contents, encoder, None, SYSTEMS[system], reranker)
    begun = time.perf_counter()
    rankings = {
        query: [(hit.clause_id, hit.score) for hit in searcher.search(text, k=_DEPTH)]
        for query, text in dataset.queries.items()
    }
    seconds = time.perf_counter() - begun
    return Run(dataset.name, system, rankings, 1000 * seconds / max(1, len(rankings)))


def judge(dataset: Dataset, made: Run) -> Report:
    """Return the figures of a run: nDCG@10, R@10, R@100, MRR@10."""
    rows = [_judge_query(query, made, dataset.relevant[query]) for query in dataset.queries]
    names = ("nDCG@10", "R@10", "R@100", "MRR@10")
    columns = {name: [float(row[name]) for row in rows] for name in names}
    means = {name: sum(values) / max(1, len(values)) for name, values in columns.items()}
    intervals = {name: interval(values) for name, values in columns.items()}
    return Report(made.dataset, made.system, {**means, "milliseconds": made.milliseconds}, intervals, rows)


def _judge_query(query: str, made: Run, relevant: Mapping[str, int]) -> dict[str, float | str]:
    ranking = [text for text, _ in made.rankings.get(query, ())]
    return {
        "id": query,
        "nDCG@10": ndcg(ranking, relevant, 10),
        "R@10": recall(ranking, relevant, 10),
        "R@100": recall(ranking, relevant, 100),
        "MRR@10": reciprocal_rank(ranking, relevant, 10),
    }


def as_json(report: Report) -> dict[str, object]:
    """Return the report in the shape of the command contract: dataset, system, metrics, queries."""
    return asdict(report)
