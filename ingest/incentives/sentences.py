"""Sentences and comma phrases of a squeezed clause, brackets and quotation marks never torn apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

_STOPS = "。！？；\n\t"
_OPEN, _CLOSE = "（〔“《【", "）〕”》】"
_LONGEST_BRACKET = 240


class Sentence(NamedTuple):
    """A range of a squeezed clause, its closing mark included; `linked` where a semicolon stands before it."""

    start: int
    end: int
    linked: bool = False


@lru_cache(maxsize=4096)
def cut_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a squeezed text; a semicolon ends one too, as promises are listed with it.

    `对甲奖1万元；对乙奖2万元。` gives two, the second linked.
    """
    found: list[Sentence] = []
    start = 0
    for at in _stops(text, _STOPS):
        if text[start : at + 1].strip("。；\n\t ！？"):
            found.append(Sentence(start, at + 1, start > 0 and text[start - 1] == "；"))
        start = at + 1
    if text[start:].strip():
        found.append(Sentence(start, len(text), start > 0 and text[start - 1] == "；"))
    return tuple(found)


def cut_phrases(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges between the commas and colons of `text[start:end]`, marks included.

    A 、 that opens another 对…给予 is as good as a comma: 对甲奖1万元、对乙奖2万元 gives two.
    """
    cuts = [start, *(at + 1 for at in _commas(text, start, end)), end]
    return tuple((one, two) for one, two in pairwise(cuts) if text[one:two].strip("，。；：\n\t "))


def _commas(text: str, start: int, end: int) -> Iterator[int]:
    for at in (start + one for one in _stops(text[start:end], "，：、")):
        if text[at] != "、" or _ANOTHER.match(text, at + 1, end):
            yield at


_ANOTHER = re.compile(r"对[^，。；、]{2,30}(?:给予|予以|奖励|补助)")


def _stops(text: str, marks: str) -> list[int]:
    found, stack = list[int](), list[int]()
    for mark in _marks(marks).finditer(text):
        at, char = mark.start(), mark[0]
        if char in _OPEN:
            stack.append(at)
        elif char in _CLOSE:
            if stack:
                stack.pop()
        elif char == '"':  # closes “ where a file mixes its quotation marks
            if stack and text[stack[-1]] == "“":
                stack.pop()
        elif not stack or char in "\n\t" or at - stack[-1] > _LONGEST_BRACKET:
            stack.clear()
            found.append(at)
    return found


@cache
def _marks(marks: str) -> re.Pattern[str]:
    return re.compile(f'[{_OPEN}{_CLOSE}"{marks}]')
