"""What a promise sounds like and which kind of benefit it names. Data: `promise_words.tsv`, `incentive_kinds.tsv`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("promise_words.tsv")
_KINDS = Path(__file__).with_name("incentive_kinds.tsv")


def says(words: str, strength: str) -> bool:
    """Return whether words sound like a promise of this strength (clear, weak) or like none (not)."""
    return _any_of(strength).search(words) is not None


@cache
def kind_of(words: str) -> str:
    """Return the kind of benefit that the words promise: `给予贷款贴息支持` gives interest_subsidy."""
    return next((kind for kind, pattern in _kind_patterns() if pattern.search(words)), "other")


@cache
def patterns(strength: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a strength in the order of the file."""
    rows = (line.split("\t", 1) for line in _rows(_WORDS))
    return tuple(re.compile(pattern) for name, pattern in rows if name == strength)


@cache
def _any_of(strength: str) -> re.Pattern[str]:
    """Return one pattern for all of a strength: one look through the words instead of twenty."""
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns(strength)))


@cache
def _kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in (line.split("\t", 1) for line in _rows(_KINDS)))


def _rows(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
