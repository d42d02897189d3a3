"""The tables of organs beside this file, read once: central organs, generic local organs, bodies with their own name.

The `.tsv` files say in their heads what their columns mean and where they come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_SHORT_SUFFIX = {"委员会": ("委员会", "委"), "办公室": ("办公室", "办")}


@dataclass(frozen=True, slots=True)
class Change:
    """An institutional change (机构改革): what became of an organ, in which year, on what basis."""

    former: str
    successor: str
    year: int
    basis: str


@dataclass(frozen=True, slots=True)
class Template:
    """A local organ whose form repeats its level: `{x}纪委{x}监委`; `levels` is a subset of `pcd`, empty for all."""

    full: str
    levels: str


def read_rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of every row of a table beside this file; comment lines and blank lines are left out."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def _cell(row: list[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _forms(row: list[str], column: int = 1) -> list[str]:
    return [form for form in _cell(row, column).split("|") if form]


@cache
def central_organs() -> Mapping[str, str]:
    """Return form → full name of the central organs: 国家发展改革委 → 国家发展和改革委员会."""
    table: dict[str, str] = {}
    for row in read_rows("departments_central.tsv"):
        for form in (row[0], *_forms(row)):
            table.setdefault(form, row[0])
    return table


@cache
def generic_organs() -> Mapping[str, str]:
    """Return form → full form of the organs a place has, without the place: 工信厅 → 工业和信息化厅."""
    table: dict[str, str] = {}
    for row in read_rows("departments_stems.tsv"):
        stems = [row[0], *_forms(row, 2)]
        for suffix in row[1].split(" "):
            for stem in stems:
                for short in _SHORT_SUFFIX.get(suffix, (suffix,)):
                    table.setdefault(stem + short, row[0] + suffix)
    return table


@cache
def organ_stems() -> frozenset[str]:
    """Return what stands before 部门 and 机关: 民政, 发展改革, 人力资源社会保障."""
    long = {stem for row in read_rows("departments_stems.tsv") for stem in (row[0], *_forms(row, 2))}
    party = {"网信", "组织", "宣传", "统战", "编制", "税务", "残联", "科协"}
    return frozenset(stem for stem in long if len(stem) > 1) | party


@cache
def templates() -> Mapping[str, tuple[Template, ...]]:
    """Return form → templates with the level as `{x}`: `{x}委网信办` → `{x}委网络安全和信息化委员会办公室`."""
    table: dict[str, list[Template]] = {}
    for row in read_rows("departments_whole.tsv"):
        template = Template(row[0], _cell(row, 2).replace(" ", ""))
        for form in (row[0], *_forms(row)):
            table.setdefault(form, []).append(template)
    return {form: tuple(found) for form, found in table.items()}


@cache
def named_bodies() -> Mapping[str, str]:
    """Return form → full name of the bodies that have a name of their own: 中关村管委会 → 中关村科技园区管理委员会."""
    return {form: row[0] for row in read_rows("departments_named.tsv") for form in (row[0], *_forms(row))}


@cache
def branches() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the forms of central agencies' local offices and what they stand for: 人行X分行 → 中国人民银行X分行."""
    return tuple((re.compile(row[0]), row[1]) for row in read_rows("departments_branches.tsv"))


@cache
def changes() -> tuple[Change, ...]:
    """Return the institutional changes, central and local; a former organ stands without its place."""
    local = [Change(row[0], row[1], int(row[2]), _cell(row, 3)) for row in read_rows("departments_changes.tsv")]
    central = [
        Change(row[0], row[4], int(row[3]), "党和国家机构改革方案")
        for row in read_rows("departments_central.tsv")
        if _cell(row, 3) and _cell(row, 4)
    ]
    return (*local, *central)
