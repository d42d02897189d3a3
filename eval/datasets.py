"""Retrieval test sets in BEIR's layout: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` in one folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceNotFoundError


@dataclass(frozen=True, slots=True)
class Dataset:
    """Texts by id, queries by id, and for each query the relevant texts with their grade."""

    name: str
    corpus: Mapping[str, str]
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def read_dataset(folder: Path) -> Dataset:
    """Return the set in `folder`; queries without a relevant text are left out. Raises SourceNotFoundError."""
    missing = [name for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv") if not (folder / name).is_file()]
    if missing:
        raise SourceNotFoundError(str(folder), f"缺少 {'、'.join(missing)}", advice="评测集需为 BEIR 目录格式")
    relevant = _relevant(folder / "qrels.tsv")
    queries = {row["id"]: row["text"] for row in _rows(folder / "queries.jsonl") if row["id"] in relevant}
    corpus = {row["id"]: row["text"] for row in _rows(folder / "corpus.jsonl")}
    return Dataset(folder.name, corpus, queries, relevant)


def _relevant(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, text, grade = line.split("\t")
        if int(grade) > 0:
            found.setdefault(query, {})[text] = int(grade)
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield {"id": str(row.get("id", row.get("_id"))), "text": row["text"]}
