"""`wence ask`: answer one question, or a file of questions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.output import console, print_json
from api.schemas.answers import AnswerJson, answer_json
from api.wiring import Engine
from corpus.errors import SourceError, SourceNotFoundError

if TYPE_CHECKING:
    from corpus.firm import Firm


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a batch: `id` comes back with the answer, `context` are the earlier questions of the dialogue."""

    id: str | int | None
    question: str
    context: tuple[str, ...] = ()
    firm: Firm | None = None


def run(engine: Engine, question: str, *, context: Sequence[str], firm: Firm | None, as_json: bool) -> int:
    """Print the answer to one question; return 0 also where the library does not know it."""
    answer = answer_json(engine.ask(question, context=tuple(context), firm=firm))
    if as_json:
        print_json(answer)
    else:
        _show(answer)
    return 0


def run_batch(engine: Engine, file: Path, *, as_json: bool) -> int:
    """Print the answer to every line of a JSON-lines file, each with the line's id, in the order of the file."""
    questions = tuple(read_batch(file))
    for asked in questions:
        answer = answer_json(engine.ask(asked.question, context=asked.context, firm=asked.firm))
        if as_json:
            print_json({"id": asked.id, **answer})
        else:
            _show(answer)
    return 0


def read_batch(file: Path) -> Iterator[Asked]:
    """Yield the questions of a file of JSON lines `{id, question, context?, firm?}`; "-" is standard input.

    Raises SourceError naming the line that cannot be understood.
    """
    for number, line in enumerate(_lines(file), 1):
        if line.strip():
            yield _asked(line, f"{file} 第 {number} 行")


def _lines(file: Path) -> list[str]:
    if str(file) == "-":
        return sys.stdin.read().split("\n")
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise SourceNotFoundError(str(file), "没有这个问题文件", advice="请检查路径") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(file), "问题文件读不了", advice="应为 UTF-8 编码的 JSON 行文件") from error


def _asked(line: str, place: str) -> Asked:
    advice = '每行应为 {"id": …, "question": "…"}，可另有 context（字符串列表）和 firm'
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise SourceError(place, "不是 JSON", advice=advice) from error
    question = row.get("question") if isinstance(row, dict) else None
    context = (row.get("context") or ()) if isinstance(row, dict) else ()
    if not isinstance(question, str) or not all(isinstance(earlier, str) for earlier in context):
        raise SourceError(place, "缺少 question，或 context 不是字符串列表", advice=advice)
    return Asked(row.get("id"), question, tuple(context), _firm(row.get("firm")))


def _firm(value: object) -> Firm | None:
    from corpus.firm import firm_from_mapping, load_firm

    if not value:
        return None
    return firm_from_mapping(value) if isinstance(value, dict) else load_firm(Path(str(value)))


def _show(answer: AnswerJson) -> None:
    from api.commands.answers import show_answer

    show_answer(console(), answer)
