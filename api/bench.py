"""Benchmark runs that `wence eval … --out` wrote: listed, compared query by query, looked into."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import SourceNotFoundError

_DRAWS, _SEED = 1000, 7  # of the bootstrap, as eval draws them
_TOP = 10
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class BenchRun:
    """One run on disk; `id` is its path below the folder of runs, without suffix."""

    id: str
    path: Path
    report: Mapping[str, Any]

    @property
    def dataset(self) -> str:
        """Return the name of the test set."""
        return str(self.report["dataset"])

    def values(self, metric: str) -> dict[str, float]:
        """Return the metric by query, {} where the run has none of this name."""
        rows = self.report["queries"]
        return {str(row["id"]): float(row[metric]) for row in rows if metric in row}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on the queries that both answered: `rows` are (query, value of the first, of the second)."""

    rows: Sequence[tuple[str, float, float]]
    difference: float
    interval: tuple[float, float]
    wins: int
    losses: int
    ties: int


class RunShelf:
    """The folder of runs, read anew at each call: it is small, and runs come while the service stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def runs(self) -> tuple[BenchRun, ...]:
        """Return every run in the folder and in the folders inside it, by id; files that are none are left out."""
        if not self.folder.is_dir():
            return ()
        paths = sorted((*self.folder.glob("*.trec"), *self.folder.glob("*/*.trec")))
        found = (self._read(path) for path in paths)
        return tuple(run for run in found if run)

    def run(self, run_id: str) -> BenchRun:
        """Return the run. Raises SourceNotFoundError; an id is only ever looked up among those listed."""
        found = next((run for run in self.runs() if run.id == run_id), None)
        if found is None:
            raise SourceNotFoundError(run_id, "没有这次评测", advice="请刷新评测页，看看有哪些")
        return found

    def _read(self, trec: Path) -> BenchRun | None:
        try:
            report = json.loads(trec.with_suffix(".json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(report, dict) or not {"dataset", "system", "metrics", "queries"} <= report.keys():
            return None
        return BenchRun(trec.relative_to(self.folder).with_suffix("").as_posix(), trec, report)


def compare(first: BenchRun, second: BenchRun, metric: str) -> Comparison:
    """Return how the second run differs from the first, the greatest differences first.

    The interval is the 95 % bootstrap interval of the mean difference over queries, drawn in pairs.
    """
    ours, theirs = first.values(metric), second.values(metric)
    rows = [(query, value, theirs[query]) for query, value in ours.items() if query in theirs]
    differences = [after - before for _, before, after in rows]
    return Comparison(
        sorted(rows, key=lambda row: (-abs(row[2] - row[1]), row[0])),
        sum(differences) / max(1, len(differences)),
        _interval(differences),
        sum(one > _EPSILON for one in differences),
        sum(one < -_EPSILON for one in differences),
        sum(abs(one) <= _EPSILON for one in differences),
    )


def _interval(values: Sequence[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 0.0
    import numpy as np  # noqa: PLC0415  heavy

    draws = np.random.default_rng(_SEED).integers(0, len(values), (_DRAWS, len(values)))
    low, high = np.percentile(np.asarray(values)[draws].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def texts_of(run: BenchRun) -> Mapping[str, Any]:
    """Return the queries, grades and texts kept beside the run, empty where it was written without them."""
    try:
        kept = json.loads(run.path.with_suffix(".texts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    return {name: kept.get(name, {}) for name in ("queries", "relevant", "texts")}


def ranking_of(run: BenchRun, query: str, *, depth: int = _TOP) -> list[tuple[str, int, float]]:
    """Return (text id, rank, score) of the first texts of a query, in order."""
    with run.path.open(encoding="utf-8") as lines:
        rows = (line.split() for line in lines)
        found = [(row[2], int(row[3]), float(row[4])) for row in rows if len(row) >= 5 and row[0] == query]  # noqa: PLR2004  TREC has six columns
    return sorted(found, key=lambda row: row[1])[:depth]


def as_csv(run: BenchRun) -> bytes:
    """Return the figures of each query as CSV with a mark of UTF-8, which spreadsheets need for Chinese."""
    out = io.StringIO()
    rows = run.report["queries"]
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else ["id"], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def default_folder(library: Path) -> Path:
    """Return where runs lie when no setting says so: `runs` beside the library."""
    return library.resolve().parent / "runs"
