"""Everyday words and the official terms they stand for: 敲钟 is 上市, 厂子 is 企业.

Data: `lexicon.tsv` beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import ahocorasick

from corpus.model import Span

_DATA = Path(__file__).with_name("lexicon.tsv")


@dataclass(frozen=True, slots=True)
class EverydayWord:
    """An everyday word found in a text, and the official terms for it."""

    span: Span
    word: str
    official: tuple[str, ...]


def find_everyday_words(text: str) -> tuple[EverydayWord, ...]:
    """Return the everyday words in `text`, also one inside another, by their ends from left to right.

    `银行不肯贷怎么办` gives 贷 with 贷款, and 银行不肯贷 with 融资难, 融资担保, 转贷服务.
    """
    found = (
        EverydayWord(Span(end + 1 - len(word), end + 1), word, official)
        for end, (word, official) in _automaton().iter(text)
    )
    return tuple(found)


@cache
def _automaton() -> Any:  # noqa: ANN401  pyahocorasick is untyped
    automaton = ahocorasick.Automaton()
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            word, official = line.split("\t")
            automaton.add_word(word, (word, tuple(official.split(","))))
    automaton.make_automaton()
    return automaton
