"""Runs on disk: the ranking as TREC knows it, the figures per query, and the texts for whoever looks into them.

`<dataset>-<system>.trec` (query Q0 text rank score tag), `.json` (the report) and `.texts.json`: the queries, the
grades of their relevant texts, and the beginnings of the texts that were ranked high or are relevant.
"""

from __future__ import annotations

import json
from pathlib import Path

from eval.datasets import Dataset
from eval.retrieval import Report, Run, as_json

_SHOWN = 10  # ranks whose text is kept
_BEGINNING = 300  # characters of a text that tell what it is


def write_run(out: Path, made: Run, report: Report, dataset: Dataset) -> None:
    """Write the three files of a run into the folder, which is made where it is not there."""
    out.mkdir(parents=True, exist_ok=True)
    stem = f"{made.dataset}-{made.system}".replace("/", "_")
    (out / f"{stem}.trec").write_text("".join(_lines(made)), encoding="utf-8")
    _write(out / f"{stem}.json", as_json(report))
    _write(out / f"{stem}.texts.json", _texts(made, dataset))


def _lines(made: Run) -> list[str]:
    return [
        f"{query} Q0 {text} {rank} {score:.6f} wence-{made.system}\n"
        for query, ranking in made.rankings.items()
        for rank, (text, score) in enumerate(ranking, start=1)
    ]


def _texts(made: Run, dataset: Dataset) -> dict[str, object]:
    ranked = {text for ranking in made.rankings.values() for text, _ in ranking[:_SHOWN]}
    relevant = {text for grades in dataset.relevant.values() for text in grades}
    kept = (ranked | relevant) & dataset.corpus.keys()
    return {
        "queries": dict(dataset.queries),
        "relevant": {query: dict(dataset.relevant[query]) for query in dataset.queries},
        "texts": {text: dataset.corpus[text][:_BEGINNING] for text in sorted(kept)},
    }


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
