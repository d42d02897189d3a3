"""`python -m eval.matter FOLDER`: the department of a service matter, told by the matters nearest to it.

Every matter of `items.jsonl` is left out in turn; the others are searched for its name, or for its whole record, and
the department of the nearest (or the one that most of the nearest seven name, nearer ones counting more) is the answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from corpus.errors import SourceNotFoundError
from eval.retrieval import SYSTEMS, judge_of
from index.contents import contents_of
from index.embed import load_encoder
from index.rerank import load_reranker
from index.search import Searcher

_NEAREST = 7
_LOOKED_AT = 40  # matters found, from which those of another level are dropped
_TEXT = ("name", "parent", "accept_standard")
_RECORD = (*_TEXT, "materials", "theme", "level")
ASKED = {"name": "按名称", "record": "按整条"}


@dataclass(frozen=True, slots=True)
class Matter:
    """A service matter: name, the text it is found by, all that is published of it but who handles it."""

    name: str
    text: str
    record: str
    department: str
    level: str


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
    return [
        Matter(row["name"], _text(row, _TEXT), _text(row, _RECORD), row["department"], row.get("level") or "")
        for row in rows
    ]


def _text(row: Mapping[str, str | list[str] | None], fields: Sequence[str]) -> str:
    parts = ("、".join(value) if isinstance(value, list) else value for value in map(row.get, fields))
    return " ".join(dict.fromkeys(part for part in parts if part))


def evaluate(matters: Sequence[Matter], system: str, asked: str) -> Accuracy:
    """Return how often a system's nearest matters tell the department, each matter left out of its own search.

    `asked` by "name": the name alone is looked up in name, parent and conditions. By "record": all that is published
    of a matter except who handles it is looked up in the same of the others of its level (省级, 市级).
    """
    encoder, record = load_encoder(), asked == "record"
    texts = {str(at): one.record if record else one.text for at, one in enumerate(matters)}
    contents = contents_of(texts, encoder, load_reranker())
    searcher = Searcher(contents, encoder, None, SYSTEMS[system], judge_of(system, encoder))
    right = [0, 0, 0]
    for at, matter in enumerate(matters):
        hits = searcher.search(matter.record if record else matter.name, k=_LOOKED_AT)
        others = [(matters[int(hit.clause_id)], hit.score) for hit in hits if hit.clause_id != str(at)]
        kept = [(one.department, score) for one, score in others if not record or one.level == matter.level]
        answers = [name for name, _ in kept[:_NEAREST]]
        right[0] += answers[:1] == [matter.department]
        right[1] += _vote(kept[:_NEAREST]) == matter.department
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
    parser.add_argument("--by", choices=sorted(ASKED), action="append", help="按名称问，或按整条事项问（同级之内）")
    chosen = parser.parse_args()
    matters = read_matters(chosen.folder)
    for asked, system in product(chosen.by or ASKED, chosen.system or SYSTEMS):
        found = evaluate(matters, system, asked)
        figures = f"最近一项 {found.nearest:.3f}  七项加权 {found.vote:.3f}  前五项含 {found.among_five:.3f}"
        sys.stdout.write(f"{ASKED[asked]} {system:7} {figures}（{len(matters)} 项）\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
