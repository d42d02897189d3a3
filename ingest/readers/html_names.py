"""The names that web pages give their parts, from `html_names.tsv`."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def names(kind: str) -> frozenset[str]:
    """Return the names of a kind: `main` and `aside` are parts of class and id, `block` and `silent` are tags."""
    lines = Path(__file__).with_name("html_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return frozenset(name for one, name in rows if one == kind)
