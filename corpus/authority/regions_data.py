"""The administrative divisions as data: codes, names, short names and full names, with the tables that find them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("regions.tsv")
_ABBREVIATIONS = Path(__file__).with_name("region_abbreviations.tsv")

_PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|"
    "满族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|塔吉克族?|"
    "怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春族|普米族|(?<!内)蒙古|各族|回|"
    "俄罗斯族"
)
_ENDING = re.compile(rf"(?:{_PEOPLES})*(?:自治[州区县旗]|特别行政区|地区|林区|特区|[省市盟县区旗])$")


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division; `short` is its name without rank (太原), `full` the name from the province down."""

    code: str
    name: str
    short: str
    full: str

    @property
    def level(self) -> str:
        """Return `province`, `city` or `county`."""
        if self.code.endswith("0000"):
            return "province"
        return "city" if self.code.endswith("00") else "county"


@cache
def divisions_by_name() -> dict[str, tuple[Division, ...]]:
    """Return divisions by name, and provinces and cities by short name too (a county's short name is too weak)."""
    table: defaultdict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        table[division.name].append(division)
        if division.level != "county" and division.short != division.name:
            table[division.short].append(division)
    return {name: tuple(found) for name, found in table.items()}


@cache
def by_county_short() -> dict[str, tuple[Division, ...]]:
    """Return counties by short name (天河), which is too weak for running text."""
    table: defaultdict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        if division.level == "county":
            table[division.short].append(division)
    return {name: tuple(found) for name, found in table.items()}


@cache
def by_full() -> dict[str, Division]:
    """Return divisions by full name (广东省广州市天河区)."""
    return {division.full: division for division in divisions()}


@cache
def by_code() -> dict[str, Division]:
    """Return divisions by code (440106)."""
    return {division.code: division for division in divisions()}


@cache
def divisions_below() -> dict[str, tuple[Division, ...]]:
    """Return, for the full name of a province or city, every division at any depth below it."""
    table: defaultdict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        for code in {division.code[:2] + "0000", division.code[:4] + "00"} - {division.code}:
            if code in by_code():
                table[by_code()[code].full].append(division)
    return {full: tuple(found) for full, found in table.items()}


@cache
def divisions() -> tuple[Division, ...]:
    """Return every division of the data, in the order of the codes."""
    rows = dict(_rows(_DATA))
    return tuple(Division(code, name, _shorten(name), _full_name(code, rows)) for code, name in rows.items())


@cache
def abbreviations() -> dict[str, str]:
    """Return the full name by the letter that opens a document number (浙 → 浙江省)."""
    return dict(_rows(_ABBREVIATIONS))


def _rows(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(first, second) for first, second in pairs]


def _shorten(name: str) -> str:
    """Return the name without rank and peoples: 延边朝鲜族自治州 → 延边; a one-character rest keeps its rank (忠县)."""
    short = _ENDING.sub("", name)
    return short if len(short) > 1 else name


def _full_name(code: str, rows: dict[str, str]) -> str:
    codes = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return "".join(rows[one] for one in codes if one in rows)
