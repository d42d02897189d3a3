"""`python -m eval.matter FOLDER`: the department of a service matter, told by the matters nearest to its name.

Every matter of `items.jsonl` is left out in turn; the others are searched for its name, and the department of the
nearest (or the one that most of the nearest seven name, nearer ones counting more) is the answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceNotFoundError
from eval.retrieval import SYSTEMS
from index.contents import contents_of
from index.embed import load_encoder
from index.rerank import load_reranker
from index.search import Searcher

_NEAREST = 7


@dataclass(frozen=True, slots=True)
class Matter:
    """A service matter: its name, the text it is found by, the department in charge."""

    name: str
    text: str
    department: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of matters: nearest one right, weighted vote of seven right, the right one among the nearest five."""

    nearest: float
    vote: float
    among_five: float


def read_matters(folder: Path) -> list[Matter]:
    """Return the matters of `items.jsonl`. Raises SourceNotFoundError where there is none."""
    path = folder / "items.jsonl"
    if not path.is_file():
        raise SourceNotFoundError(str(folder), "缺少 items.jsonl", advice="请给出事项评测集的文件夹")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Matter(row["name"], _text(row), row["department"]) for row in rows]


def _text(row: dict[str, str | None]) -> str:
    parts = (row.get("name"), row.get("parent"), row.get("accept_standard"))
    return " ".join(dict.fromkeys(part for part in parts if part))


def evaluate(matters: Sequence[Matter], system: str) -> Accuracy:
    """Return how often a system's nearest matters tell the department, each matter left out of its own search."""
    encoder, reranker = load_encoder(), load_reranker()
    contents = contents_of({str(at): one.text for at, one in enumerate(matters)}, encoder, reranker)
    searcher = Searcher(contents, encoder, None, SYSTEMS[system], reranker if system == "hybrid" else None)
    right = [0, 0, 0]
    for at, matter in enumerate(matters):
        hits = [hit for hit in searcher.search(matter.name, k=_NEAREST + 1) if hit.clause_id != str(at)][:_NEAREST]
        named = [(matters[int(hit.clause_id)].department, hit.score) for hit in hits]
        answers = [name for name, _ in named]
        right[0] += answers[:1] == [matter.department]
        right[1] += _vote(named) == matter.department
        right[2] += matter.department in answers[:5]
    return Accuracy(*(count / max(1, len(matters)) for count in right))


def _vote(named: Sequence[tuple[str, float]]) -> str | None:
    marks: defaultdict[str, float] = defaultdict(float)
    for name, score in named:
        marks[name] += score
    return max(marks, key=lambda name: marks[name], default=None)


def main() -> None:
    """Read the command line and print one line a system."""
    parser = argparse.ArgumentParser(prog="python -m eval.matter", description="事项归口部门评测（留一法）")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--system", choices=sorted(SYSTEMS), action="append")
    chosen = parser.parse_args()
    matters = read_matters(chosen.folder)
    for system in chosen.system or SYSTEMS:
        found = evaluate(matters, system)
        sys.stdout.write(
            f"{system:7} 最近一项 {found.nearest:.3f}  七项加权 {found.vote:.3f}  前五项含 {found.among_five:.3f}"
            f"（{len(matters)} 项）\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
