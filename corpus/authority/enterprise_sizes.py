"""The size class of a firm (大型、中型、小型、微型) by 工信部联企业〔2011〕300号. Data: `enterprise_sizes.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.authority.industries import codes_of

LARGE, MEDIUM, SMALL, MICRO = "大型", "中型", "小型", "微型"
SIZES = (LARGE, MEDIUM, SMALL, MICRO)
_DATA = Path(__file__).with_name("enterprise_sizes.tsv")
_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Rule:
    """The lower bounds of 大型, 中型 and 小型 for one trade and one measure (persons, or 万元)."""

    trade: str
    codes: tuple[str, ...]
    measure: str
    floors: tuple[float, float, float]


def possible_sizes(
    industry: str, *, employees: float | None = None, revenue: float | None = None, assets: float | None = None
) -> frozenset[str]:
    """Return the size classes that the known figures leave open (money in yuan).

    A manufacturer with 60 employees and unknown revenue may be 小型 or 微型: 大型, 中型 and 小型 need every measure.
    """
    known = {"employees": employees, "revenue": revenue, "assets": assets}
    rules = rules_for(industry)
    if not rules:
        return frozenset(SIZES)
    best, complete = 0, True
    for rule in rules:
        value = known[rule.measure]
        if value is None:
            complete = False
            continue
        scaled = value if rule.measure == "employees" else value / _WAN
        best = max(best, next((at for at, floor in enumerate(rule.floors) if scaled >= floor), len(rule.floors)))
    return frozenset((SIZES[best],)) if complete else frozenset(SIZES[best:])


def rules_for(industry: str) -> tuple[Rule, ...]:
    """Return the measures that decide for the trade; none where the industry is unknown.

    `软件和信息技术服务业` is judged by employees and revenue; a trade that the rule does not list, by employees.
    """
    codes = codes_of(industry)
    own = tuple(rule for rule in _rules() if codes & set(rule.codes))
    first = own[0].trade if own else "其他未列明行业"
    return tuple(rule for rule in _rules() if rule.trade == first) if codes else ()


def normalize_size(text: str) -> str | None:
    """Return the size class that a text names: `中型企业` gives 中型, None where it names none or several."""
    found = [size for size in SIZES if size in text or f"{size[0]}企" in text or size[0] == text]
    return found[0] if len(found) == 1 else None


@cache
def _rules() -> tuple[Rule, ...]:
    rows = [line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return tuple(
        Rule(row[0], tuple(row[1].split()), row[2], (float(row[3]), float(row[4]), float(row[5]))) for row in rows
    )
