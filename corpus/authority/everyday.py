"""What people say for the words of laws and policies: 利息国家帮着出 for 贴息, 没活干 for 失业.

Data: `everyday.tsv` beside this file, written for this project by going through the words that stand most often in
laws and policies. Wider and looser than the lexicon (`corpus.authority.lexicon`): a wording may stand for several
words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import ahocorasick

_DATA = Path(__file__).with_name("everyday.tsv")
_LEAST = 2  # characters: a single one stands for too much


@cache
def everyday_wordings() -> dict[str, tuple[str, ...]]:
    """Return the everyday wordings by official word: 贴息 gives 利息国家帮着出, 补利息 and more."""
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: tuple(wordings.split("、")) for word, wordings in rows}


def find_wordings(text: str) -> dict[str, tuple[str, ...]]:
    """Return the everyday wordings in `text`, the longest where they overlap, each with the official words for it.

    `丢了工作还能领钱吗` gives 丢了工作 with 失业.
    """
    return {wording: official for _, (wording, official) in _automaton().iter_long(text)}


@cache
def _automaton() -> Any:  # noqa: ANN401  pyahocorasick is untyped
    official: dict[str, list[str]] = {}
    for word, wordings in everyday_wordings().items():
        for wording in wordings:
            official.setdefault(wording, []).append(word)
    automaton = ahocorasick.Automaton()
    for wording, words in official.items():
        if len(wording) >= _LEAST:
            automaton.add_word(wording, (wording, tuple(words)))
    automaton.make_automaton()
    return automaton
