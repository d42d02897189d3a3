"""How an embedding model wants questions and passages marked: its own prompts, else what its model card says.

A model that was trained with `query: ` before each question loses several points without it, and a folder that was
copied from elsewhere often lacks the file that would say so. Data: `marks.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("marks.tsv")
_QUERY, _PASSAGE = ("query", "search_query"), ("document", "passage", "corpus", "search_document")


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands before a question and before a passage."""

    query: str = ""
    passage: str = ""


def marks_of(model: str, prompts: Mapping[str, str]) -> Marks:
    """Return the marks of a model by its own prompts; where it has none, by the last part of its name.

    `marks_of("models/bge-small-zh-v1.5", {}).query` is `为这个句子生成表示以用于检索相关文章：`.
    """
    query, passage = (_first(prompts, names) for names in (_QUERY, _PASSAGE))
    if query or passage:
        return Marks(query, passage)
    name = re.split(r"[/\\]", model.rstrip("/\\"))[-1].lower()
    return next((marks for pattern, marks in _families() if pattern.search(name)), Marks())


def _first(prompts: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((prompts[name] for name in names if prompts.get(name)), "")


@cache
def _families() -> tuple[tuple[re.Pattern[str], Marks], ...]:
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    rows = (line.split("\t") for line in lines)
    return tuple((re.compile(row[0]), Marks(_spelt(row[1]), _spelt(row[2]))) for row in rows)


def _spelt(mark: str) -> str:
    return mark.replace("\\n", "\n").replace("␣", " ")
