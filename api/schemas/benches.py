"""JSON of benchmark runs: the list, a comparison, one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import TypedDict

from api.bench import BenchRun, Comparison, ranking_of, texts_of


class BenchRunJson(TypedDict):
    """One run with its means and their 95 % intervals."""

    id: str
    folder: str
    dataset: str
    system: str
    metrics: dict[str, float]
    intervals: dict[str, list[float]]
    queries: int
    written: str


class BenchJson(TypedDict):
    """All runs; `folder` is the name of the folder where they are looked for."""

    folder: str
    runs: list[BenchRunJson]


class BenchRowJson(TypedDict):
    """A query in two runs."""

    id: str
    text: str
    first: float
    second: float


class ComparisonJson(TypedDict):
    """Two runs side by side; `total` counts all queries, `rows` are the part asked for."""

    metric: str
    difference: float
    interval: list[float]
    wins: int
    losses: int
    ties: int
    total: int
    rows: list[BenchRowJson]


class PassageJson(TypedDict):
    """A ranked text; `grade` is its relevance, 0 where it is not relevant."""

    id: str
    rank: int
    score: float
    grade: int
    text: str


class QueryRunJson(TypedDict):
    """What one run found for a query; `missed` are the relevant texts that it did not rank among the first."""

    id: str
    metrics: dict[str, float]
    passages: list[PassageJson]
    missed: list[PassageJson]


class BenchQueryJson(TypedDict):
    """One query in several runs."""

    id: str
    text: str
    relevant: int
    runs: list[QueryRunJson]


def bench_json(folder: str, runs: Sequence[BenchRun]) -> BenchJson:
    """Return the list of runs."""
    return {"folder": folder, "runs": [_run_json(run) for run in runs]}


def _run_json(run: BenchRun) -> BenchRunJson:
    report = run.report
    written = dt.datetime.fromtimestamp(run.path.stat().st_mtime, tz=dt.UTC)
    return {
        "id": run.id,
        "folder": run.id.rpartition("/")[0],
        "dataset": run.dataset,
        "system": str(report["system"]),
        "metrics": dict(report["metrics"]),
        "intervals": {name: list(bounds) for name, bounds in report.get("intervals", {}).items()},
        "queries": len(report["queries"]),
        "written": written.isoformat(timespec="seconds"),
    }


def comparison_json(made: Comparison, metric: str, queries: Mapping[str, str], part: slice) -> ComparisonJson:
    """Return a comparison with the words of its queries."""
    return {
        "metric": metric,
        "difference": made.difference,
        "interval": list(made.interval),
        "wins": made.wins,
        "losses": made.losses,
        "ties": made.ties,
        "total": len(made.rows),
        "rows": [
            {"id": query, "text": queries.get(query, ""), "first": before, "second": after}
            for query, before, after in made.rows[part]
        ],
    }


def query_json(query: str, runs: Sequence[BenchRun]) -> BenchQueryJson:
    """Return what each run found for the query."""
    kept = [texts_of(run) for run in runs]
    text = next((one["queries"][query] for one in kept if query in one["queries"]), "")
    relevant: Mapping[str, int] = next((one["relevant"][query] for one in kept if query in one["relevant"]), {})
    texts = {name: words for one in kept for name, words in one["texts"].items()}
    return {
        "id": query,
        "text": text,
        "relevant": len(relevant),
        "runs": [_query_run(run, query, relevant, texts) for run in runs],
    }


def _query_run(run: BenchRun, query: str, relevant: Mapping[str, int], texts: Mapping[str, str]) -> QueryRunJson:
    ranked = ranking_of(run, query)
    first = {name for name, _, _ in ranked}
    row: Mapping[str, Any] = next((one for one in run.report["queries"] if str(one["id"]) == query), {})
    return {
        "id": run.id,
        "metrics": {name: float(value) for name, value in row.items() if name != "id"},
        "passages": [_passage(name, rank, score, relevant, texts) for name, rank, score in ranked],
        "missed": [_passage(name, 0, 0.0, relevant, texts) for name in relevant if name not in first],
    }


def _passage(name: str, rank: int, score: float, relevant: Mapping[str, int], texts: Mapping[str, str]) -> PassageJson:
    return {"id": name, "rank": rank, "score": score, "grade": relevant.get(name, 0), "text": texts.get(name, "")}
