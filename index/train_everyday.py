"""Sentences put into everyday words, and pairs of everyday wordings and official words, to learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, TypeVarTuple

import ahocorasick

from index.train_data import Pair

_Rest = TypeVarTuple("_Rest")
_SHARE = 0.6  # of the official words of a sentence that are replaced: what stays ties the sentence to its passage


def everyday_pairs(wordings: Mapping[str, Sequence[str]]) -> list[Pair]:
    """Return (everyday wording, official word) for each."""
    return [(said, word) for word, each in wordings.items() for said in each]


class Speaker:
    """Puts official sentences into everyday words: `失业人员申领补贴` may give `没活干的人去领补贴`."""

    def __init__(self, wordings: Mapping[str, Sequence[str]]) -> None:
        """`wordings` are the everyday wordings by official word."""
        self._wordings = wordings
        self._automaton: Any = ahocorasick.Automaton()
        for word in wordings:
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()

    def say(self, text: str, random: Random) -> str:
        """Return the text with some of its official words, the longest first, in everyday wordings."""
        parts, at = [], 0
        for end, word in self._automaton.iter_long(text):
            if random.random() < _SHARE:
                parts += [text[at : end + 1 - len(word)], random.choice(self._wordings[word])]
                at = end + 1
        return "".join([*parts, text[at:]])

    def speak(self, rows: Sequence[tuple[str, *_Rest]], random: Random) -> list[tuple[str, *_Rest]]:
        """Return the rows whose question, the first cell, says something in other words, so put."""
        spoken = [(self.say(row[0], random), *row[1:]) for row in rows]
        return [new for new, old in zip(spoken, rows, strict=True) if new[0] != old[0]]
