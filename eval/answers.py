"""Answers to gold questions, scored by type, and every released one checked again by the verifier.

Run `python -m eval.answers LIBRARY [GOLD.jsonl]`. A row of gold names the document (the beginning of its file's name)
and the printed path of the clause that answers, the departments and the strings that the text must hold. The exit
code is 1 where a released answer has a fault. `mutations` changes figures in real answers; none may pass.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.evidence import Answer, AnswerStatus
from corpus.library import Library
from index.embed import load_encoder
from index.snapshot import open_searcher
from qa.answer import Answerer
from qa.sentences import fold
from qa.verify import Fault, find_faults, release

_GOLD = Path(__file__).with_name("gold") / "qa_own.jsonl"
_SEED = "opinion"  # the files of the opinion that the gold calls SEED
_CITED = 5
_OF_DEPARTMENTS = frozenset({"department", "followup"})
_PLAIN = re.compile(r"[、第条/]")
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one question: whether it succeeded, was refused, and the faults of its text."""

    id: str
    kind: str
    success: bool
    refused: bool
    faults: tuple[Fault, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table by type; return 1 where a released answer does not pass the verifier."""
    parser = argparse.ArgumentParser(prog="python -m eval.answers", description="按标准答案给回答打分，逐条复核")
    parser.add_argument("library", type=Path, help="知识库的文件夹")
    parser.add_argument("gold", type=Path, nargs="?", default=_GOLD, help="标准答案（JSON Lines），默认用自带的题")
    chosen = parser.parse_args(arguments)
    if not chosen.library.is_dir():
        parser.error(f"找不到知识库 {chosen.library}；请先用 wence ingest 建立")
    rows = read_rows(chosen.gold)
    with Library.open(chosen.library) as library:
        verdicts = [judged(row, answer, sources(library)) for row, answer in answered(library, rows)]
    sys.stdout.writelines(f"{line}\n" for line in table(verdicts))
    return int(any(verdict.faults for verdict in verdicts))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def sources(library: Library) -> dict[str, str]:
    """Return the name of each document's file without its ending."""
    return {card.id: Path(card.source).stem for card in library.summaries()}


def answered(library: Library, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Answer]]:
    """Yield each row with the answer to its question."""
    answerer = Answerer(library, open_searcher(library, load_encoder(None)))
    for row in rows:
        yield row, answerer.ask(row["question"], context=row.get("context", ()))


def judged(row: Mapping[str, Any], answer: Answer, files: Mapping[str, str]) -> Verdict:
    """Return what came of the row: a department question needs exactly its departments and a right citation."""
    kind, refused = row["type"], answer.status is AnswerStatus.INSUFFICIENT
    said = all(fold(word) in fold(answer.text) for word in row["answer_must_contain"])
    if kind == "no_answer":
        success = refused
    elif kind == "false_premise":
        success = refused or said
    elif kind in _OF_DEPARTMENTS and row["departments"]:
        named = {fold(one.name) for one in answer.departments if not one.inherited}
        success = named == {fold(one) for one in row["departments"]} and is_cited(row, answer, files)
    else:
        success = said and is_cited(row, answer, files)
    return Verdict(row["id"], kind, success, refused, faults_of(answer))


def is_cited(row: Mapping[str, Any], answer: Answer, files: Mapping[str, str]) -> bool:
    """Return whether one of the first five citations is of a gold clause, one above or below it, or holds its words."""
    words = [*row["answer_must_contain"], *row["departments"]]
    for citation in answer.citations[:_CITED]:
        for gold in row["gold"]:
            name = _SEED if gold["doc"] == "SEED" else gold["doc"]
            if not files[citation.document_id].startswith(name):
                continue
            here, there = _PLAIN.sub("", citation.path), _PLAIN.sub("", gold["path"])
            if there and (here.startswith(there) or (here and there.startswith(here))):
                return True
            if words and all(_held(word, citation.clause_text) for word in words):
                return True
    return False


def _held(word: str, text: str) -> bool:
    """Return whether the text holds the word, or the name whose level is written once for a list (省A、B)."""
    return fold(word) in fold(text) or (len(word) > 1 and fold(word)[1:] in fold(text))


def faults_of(answer: Answer) -> tuple[Fault, ...]:
    """Return what a released text claims that its citations do not hold; nothing for refusals and greetings."""
    if answer.status is not AnswerStatus.ANSWERED:
        return ()
    return find_faults(answer.text, answer.citations, names=[one.name for one in answer.departments])


def mutations(answers: Sequence[Answer], *, count: int, seed: int = 7) -> Iterator[tuple[str, bool]]:
    """Yield `count` lines of answers with a figure that no citation holds, and whether the verifier kept each in."""
    rng = random.Random(seed)  # noqa: S311  no secret
    lines = [(line, one) for one in answers for line in one.text.splitlines() if _FIGURE.search(line)]
    for _ in range(count):
        line, answer = rng.choice(lines)
        quotes = "".join(f"{one.title}{one.path}{one.quote}" for one in answer.citations)
        wrong = next(figure for figure in iter(lambda: str(rng.randrange(1, 10**7)), "") if figure not in fold(quotes))
        spot = rng.choice(list(_FIGURE.finditer(line)))
        mutated = line[: spot.start()] + wrong + line[spot.end() :]
        yield mutated, not release([mutated], answer.citations, names=[one.name for one in answer.departments])


def table(verdicts: Sequence[Verdict]) -> list[str]:
    """Return a line for each type and one for all."""
    kinds: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        kinds[verdict.kind].append(verdict)
    lines = [_line(kind, rows) for kind, rows in sorted(kinds.items())]
    misses = "、".join(verdict.id for verdict in verdicts if not verdict.success)
    return [*lines, _line("全部", verdicts), f"未答对：{misses or '无'}"]


def _line(name: str, rows: Sequence[Verdict]) -> str:
    share = sum(row.success for row in rows) / len(rows)
    refused, faulty = sum(row.refused for row in rows), sum(bool(row.faults) for row in rows)
    return f"{name:14} {len(rows):4} 题  成功 {share:.3f}  拒答 {refused}  未过核对 {faulty}"


if __name__ == "__main__":
    sys.exit(main())
