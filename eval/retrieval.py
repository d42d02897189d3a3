"""Asks rankers every question of a test set and judges what they return: quality, speed and memory side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from eval.datasets import Dataset
from eval.metrics import MEASURES, chance, interval, measured
from index.contents import contents_of
from index.embed import SHIPPED, Encoder, StaticEncoder
from index.fuse import Weights
from index.rerank import LateInteraction, load_reranker
from index.search import Contents, Judge, Searcher

DEPTH = 100
Ranking = Sequence[tuple[str, float]]
# vector: one vector a text. dense: that, then the vectors of single tokens (the shipped model alone has them). hybrid
# is what the product ships: the rankers fused, the best put in order once more
SYSTEMS: Mapping[str, Weights] = {
    "words": Weights(1, 0, 0),
    "pairs": Weights(0, 1, 0),
    "vector": Weights(0, 0, 1),
    "dense": Weights(0, 0, 1),
    "fused": Weights(),
    "hybrid": Weights(),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a system takes: milliseconds a question (mean, 50th and 99th percentile), seconds to build, MiB it added."""

    milliseconds: float = 0.0
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    build_seconds: float = 0.0
    memory_mib: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """One system's rankings of a test set, and what they cost (all 0 for a run that came as a file)."""

    dataset: str
    system: str
    rankings: Mapping[str, Ranking]
    cost: Cost = field(default_factory=Cost)


@dataclass(frozen=True, slots=True)
class Report:
    """Means over all queries, their confidence intervals, and each query's own figures."""

    dataset: str
    system: str
    metrics: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    queries: Sequence[Mapping[str, float | str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a system is from the baseline in one measure: mean over queries, 95 % interval, p, who won how often."""

    system: str
    baseline: str
    metric: str
    mean: float
    interval: tuple[float, float]
    p: float
    wins: int
    losses: int


def build_contents(dataset: Dataset, encoder: Encoder) -> Contents:
    """Return the set's texts indexed as the product indexes clauses."""
    return contents_of(dataset.corpus, encoder, load_reranker())


def ranker_of(
    contents: Contents, encoder: Encoder, system: str, judge: Judge | None = None
) -> Callable[[str], Ranking]:
    """Return what ranks the texts for a question the way a system of SYSTEMS does; `judge` replaces the reranker."""
    searcher = Searcher(contents, encoder, None, SYSTEMS[system], judge or judge_of(system, encoder))
    return lambda text: [(hit.clause_id, hit.score) for hit in searcher.search(text, k=DEPTH)]


def judge_of(system: str, encoder: Encoder) -> Judge | None:
    """Return what puts a system's best candidates in order once more, None where nothing does."""
    if system == "hybrid":
        return load_reranker()
    own = isinstance(encoder, StaticEncoder) and encoder.folder == SHIPPED
    return LateInteraction(load_reranker()) if system == "dense" and own else None


def run(dataset: Dataset, contents: Contents, encoder: Encoder, system: str) -> Run:
    """Return the rankings of every query to a depth of 100."""
    return ask_all(dataset, system, ranker_of(contents, encoder, system))


def ask_all(dataset: Dataset, system: str, rank: Callable[[str], Ranking], built: Cost | None = None) -> Run:
    """Return the run of a ranker over all questions, each timed; `built` is what building it took."""
    cost, rankings, taken = built or Cost(), {}, []
    for query, text in dataset.queries.items():
        begun = time.perf_counter()
        rankings[query] = rank(text)
        taken.append(1000 * (time.perf_counter() - begun))
    p50, p99 = (float(one) for one in np.percentile(taken, (50, 99))) if taken else (0.0, 0.0)
    mean = sum(taken) / max(1, len(taken))
    return Run(dataset.name, system, rankings, Cost(mean, p50, p99, cost.build_seconds, cost.memory_mib))


def judge(dataset: Dataset, made: Run, names: Sequence[str] = MEASURES) -> Report:
    """Return the figures of a run in these measures."""
    queries = list(dataset.queries)
    rows = measured(made.rankings, dataset.relevant, queries, names)
    columns = {name: [rows[query][name] for query in queries] for name in names}
    means = {name: sum(values) / max(1, len(values)) for name, values in columns.items()}
    intervals = {name: interval(values) for name, values in columns.items()}
    each: list[dict[str, float | str]] = [{"id": query, **rows[query]} for query in queries]
    return Report(made.dataset, made.system, {**means, **asdict(made.cost)}, intervals, each)


def differences(reports: Sequence[Report], baseline: str, metric: str) -> Iterable[Difference]:
    """Yield how every other report differs from the baseline's, query by query."""
    base = next(one for one in reports if one.system == baseline)
    before = {str(row["id"]): float(row[metric]) for row in base.queries}
    for report in reports:
        if report is base:
            continue
        values = [float(row[metric]) - before[str(row["id"])] for row in report.queries]
        mean = sum(values) / max(1, len(values))
        wins, losses = sum(value > 0 for value in values), sum(value < 0 for value in values)
        yield Difference(report.system, baseline, metric, mean, interval(values), chance(values), wins, losses)


def as_json(report: Report) -> dict[str, object]:
    """Return the report in the shape of the command contract: dataset, system, metrics, queries."""
    return asdict(report)
