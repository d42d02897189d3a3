"""Scores extracted departments against labels read by hand: per document, per pattern, with every miss.

A label row names a document, a snippet of the clause, and the departments with roles (fields: the gold's own README).
The clause that holds the snippet is the shortest one that does; a name counts when it is written the same, or has the
same full official name.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.authority.departments import resolve, squash
from corpus.errors import SourceNotFoundError
from corpus.model import Clause, ClauseKind, Parse, Responsibility
from ingest.pipeline import parse_file

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Miss:
    """A row that is not exactly right: what was missed, what is too much, whose role is wrong."""

    document: str
    path: str
    found: bool
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    wrong_role: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Counts of one group of rows, and the figures they make."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Return the share of the extracted names that are right, 1.0 where none was extracted."""
        named = self.counts["right"] + self.counts["extra"]
        return self.counts["right"] / named if named else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the labelled names that were extracted."""
        return self.counts["right"] / max(1, self.counts["labelled"])

    @property
    def exact(self) -> float:
        """Return the share of rows with all names and roles right and none too many."""
        return self.counts["exact"] / max(1, self.counts["rows"])

    def line(self, name: str) -> str:
        """Return the group's figures as one line."""
        both = self.precision + self.recall
        harmonic = 2 * self.precision * self.recall / both if both else 0.0
        return (
            f"{name:10} 行 {self.counts['rows']:4}  完全正确 {self.exact:.3f}  "
            f"准确率 {self.precision:.3f}  召回率 {self.recall:.3f}  F1 {harmonic:.3f}"
        )


@dataclass(frozen=True, slots=True)
class ExtractionReport:
    """Tallies by document and by pattern (bracket, table, prose …), over all, and the misses."""

    documents: Mapping[str, Tally]
    patterns: Mapping[str, Tally]
    total: Tally
    misses: Sequence[Miss]


def evaluate(rows: Iterable[Row], folder: Path) -> ExtractionReport:
    """Parse every labelled document under `folder` and score it. Raises SourceNotFoundError where one is absent."""
    documents: dict[str, Tally] = defaultdict(Tally)
    patterns: dict[str, Tally] = defaultdict(Tally)
    total, misses, parses = Tally(), [], dict[str, Parse]()
    for row in rows:
        name = row["doc"]
        if name not in parses:
            parses[name] = parse_file(find_document(name, folder))
        counts, miss = _judge(row, parses[name])
        for tally in (documents[name], patterns[row["kind"]], total):
            tally.counts.update(counts)
        misses += [miss] if miss else []
    return ExtractionReport(dict(documents), dict(patterns), total, misses)


def read_rows(path: Path) -> list[Row]:
    """Return the label rows of a JSON Lines file. Raises SourceNotFoundError where there is none."""
    if not path.is_file():
        raise SourceNotFoundError(str(path), "没有这个标注文件", advice="请给出 JSON Lines 格式的标注文件")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def find_document(name: str, folder: Path) -> Path:
    """Return the file whose name is `name`, or begins with `name_`.

    The label sets call the opinion that the project grew from SEED; it stands as plain text in the folder `opinion`.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    wanted = (path for path in files if path.stem == name or path.name.startswith(f"{name}_"))
    texts = (path for path in files if name == "SEED" and path.suffix == ".txt" and path.parent.name == "opinion")
    found = next(wanted, None) or next(texts, None)
    if found is None:
        raise SourceNotFoundError(
            str(folder), f"找不到标注所指的文件 {name}", advice="用 --documents 指定文件所在的文件夹"
        )
    return found


def _judge(row: Row, parse: Parse) -> tuple[Counter[str], Miss | None]:
    clause = _clause_of(row, parse.clauses)
    duties = [duty for duty in parse.responsibilities if clause is not None and duty.clause_id == clause.id]
    own = [duty for duty in duties if duty.inherited_from is None]
    labelled = {_key(one["name"]): one for one in row["departments"]}
    allowed = {_key(_name(one)) for one in (*row.get("optional", ()), *row.get("inherited", ()))}
    parts = {_key(part): _key(one["name"]) for one in row["departments"] for part in one.get("parts", ())}
    right, wrong_role, extra = set[str](), set[str](), list[str]()
    for duty in own:
        key = next((parts.get(form, form) for form in _forms(duty) if parts.get(form, form) in labelled), None)
        if key is not None:
            right.add(key)
            roles = {labelled[key]["role"], labelled[key].get("alt_role")}
            wrong_role |= set() if duty.role.value in roles else {key}
        elif not _forms(duty) & allowed:
            extra.append(duty.name)
    missed = tuple(one["name"] for key, one in labelled.items() if key not in right)
    exact = not missed and not extra and not wrong_role
    counts = Counter(rows=1, labelled=len(labelled), right=len(right), extra=len(extra), exact=int(exact))
    miss = Miss(row["doc"], row["path"], clause is not None, missed, tuple(extra), tuple(sorted(wrong_role)))
    return counts, None if exact else miss


def _clause_of(row: Row, clauses: Sequence[Clause]) -> Clause | None:
    snippet = squash(row["snippet"])
    holding = [clause for clause in clauses if snippet in squash(clause.text)]
    is_row = row["kind"] == "table"
    preferred = [clause for clause in holding if (clause.kind is ClauseKind.TABLE_ROW) == is_row]
    return min(preferred or holding, key=lambda clause: len(clause.text), default=None)


def _name(one: str | Row) -> str:
    return one if isinstance(one, str) else str(one["name"])


def _key(name: str) -> str:
    return resolve(name) or squash(name)


def _forms(duty: Responsibility) -> set[str]:
    return {_key(duty.name), squash(duty.name), squash(duty.canonical or duty.name)}
