"""Which words give which role; read from `cues.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.model import Role

_FILE = Path(__file__).with_name("cues.tsv")


@dataclass(frozen=True, slots=True)
class Cue:
    """A role and where the words that give it begin and end in the string looked at."""

    role: Role
    start: int
    end: int


@cache
def _patterns(kind: str) -> tuple[tuple[Role, str], ...]:
    return tuple(_rows(kind))


def _rows(kind: str) -> Iterator[tuple[Role, str]]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and cells[1:2] == [kind]:
            yield Role(cells[0]), cells[2]


@cache
def _labels() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern)) for role, pattern in _patterns("label"))


@cache
def _tails() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern)) for role, pattern in _patterns("tail"))


@cache
def label_pattern() -> str:
    """Return one regular expression for all labels, without the colon."""
    return "(?:" + "|".join(f"(?:{pattern})" for _, pattern in _patterns("label")) + ")"


@lru_cache(maxsize=4096)
def role_of_label(label: str) -> Role | None:
    """Return the role of a label or table header: 牵头单位 → lead, a short 配合 → support, 完成时限 → None."""
    found = (role for form in (label, label + "单位") for role, pattern in _labels() if pattern.fullmatch(form))
    return next(found, None)


def find_tail(piece: str) -> Cue | None:
    """Return the cue at the end of a piece: `各市县按职责分工负责` → responsible, from 按 to the end."""
    for role, pattern in _tails():
        match = pattern.search(piece)
        if match and match.end() > match.start():
            return Cue(role, match.start(), match.end())
    return None
