"""Reads a sample's source: a front matter of `key: value` lines, then one paragraph, or one table row, a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MARK = "示例（虚构）"


@dataclass(frozen=True, slots=True)
class Sample:
    """A fictional policy document: what it says of itself, and its paragraphs and table rows in order.

    A block is a paragraph (`str`) or a whole table (`tuple` of rows, the first of them the header).
    """

    name: str
    title: str
    number: str
    issuers: tuple[str, ...]
    date: str
    head: str
    addressee: str
    format: str
    blocks: tuple[str | tuple[tuple[str, ...], ...], ...]


def read_sample(path: Path) -> Sample:
    """Return the sample written in `path`; raises KeyError where its front matter lacks a field."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in front.strip().splitlines())
    return Sample(
        name=path.stem,
        title=facts["title"],
        number=facts["number"],
        issuers=tuple(facts["issuer"].split("、")),
        date=facts["date"],
        head=facts.get("head", ""),
        addressee=facts.get("addressee", ""),
        format=facts["format"],
        blocks=_blocks(body),
    )


def _blocks(body: str) -> tuple[str | tuple[tuple[str, ...], ...], ...]:
    blocks: list[str | tuple[tuple[str, ...], ...]] = []
    rows: list[tuple[str, ...]] = []
    for line in [*body.strip().splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(tuple(rows))
            rows = []
        if line:
            blocks.append(line)
    return tuple(blocks)
