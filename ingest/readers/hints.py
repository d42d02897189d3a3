"""Metadata that a file states of itself as name and value: `发文字号：云政发〔2031〕4号`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_PAIR = re.compile(r"^[\[【]?\s*([^：:\]】\s](?:[^：:\]】]{0,11}))[\]】]?\s*[：:]\s*(.*)$", re.DOTALL)
_LONGEST = 200  # characters of a value; longer ones are sentences


@cache
def hint_names() -> dict[str, str]:
    """Return name as printed -> name of the hint: `发文字号` -> `文号`."""
    lines = Path(__file__).with_name("hint_keys.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: hint for name, hint in rows}  # noqa: C416  mypy knows no two-element lists


def hint_name(label: str) -> str:
    """Return the hint that a label gives, "" for none: `发 文 机 关：` gives 发文机关."""
    return hint_names().get(re.sub(r"[\s：:\[\]【】\u3000]", "", label), "")


def read_pair(text: str) -> tuple[str, str] | None:
    """Return (hint, value) of a line that states metadata, None for any other line."""
    found = _PAIR.match(text.strip())
    if not found or len(found.group(2)) > _LONGEST:
        return None
    name = hint_name(found.group(1))
    return (name, found.group(2).strip()) if name else None


def first_of_each(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the pairs with a value, the first of each name only."""
    kept: dict[str, str] = {}
    for name, value in pairs:
        if value:
            kept.setdefault(name, value)
    return tuple(kept.items())
