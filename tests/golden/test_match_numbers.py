"""Every number on a match card stands in the quote, in the profile, or in a formula over the two.

Run on the documents beside the checkout that are quick to read, and on the samples.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.firm import Firm, firm_from_mapping, load_firm
from corpus.library import Library
from eval.matching import draw_firms
from ingest.incentives.squeezed import squeeze
from ingest.pipeline import parse_file
from qa.incentives import Match, match_firm
from qa.matching_facts import FirmFacts
from qa.matching_numbers import show

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_QUICK = (".html", ".md", ".txt", ".docx")
_CHINESE = (("减半", 50.0), ("全额", 100.0), ("免", 100.0), ("1:1", 100.0))


def _numbers(text: str) -> set[float]:
    return {float(one) for one in _NUMBER.findall(squeeze(text).text)}


def _firms() -> tuple[Firm, ...]:
    owners = [load_firm(path) for path in sorted((SAMPLES / "firms").glob("*.toml"))]
    told = {"name": "虚构公司", "as_of": "2026-04-01", "activities": ["设备投资1200万元", "研发费用增长15%"]}
    regions = (
        "浙江省温州市鹿城区",
        "广东省广州市天河区",
        "吉林省通化市柳河县",
        "贵州省贵阳市",
        "山西省太原市",
        "北京市海淀区",
    )
    local = [firm_from_mapping({**told, "region": region, "revenue_wan": 7300, "employees": 130}) for region in regions]
    return (*owners, *local, *draw_firms(3))


def _known(firm: Firm, day: dt.date) -> set[float]:
    """Return the numbers that the profile gives: as they are, and in the units of a card."""
    facts = FirmFacts(firm, day)
    figures = [show(value, name) for name in ("revenue", "rd_ratio") if (value := getattr(firm, name)) is not None]
    ages = [show(facts.age, unit) for unit in ("age", "months")] if facts.age is not None else []
    told = (*firm.activities, *firm.plans, *(firm.qualifications or ()), *(firm.awards or ()), firm.industry or "")
    return _numbers(f"{' '.join((*figures, *ages, *told))} {firm.employees} {firm.registered} {day}")


def _unfounded(match: Match, known: set[float]) -> Iterator[str]:
    """Yield the sentences of a card with a number that neither its quotes nor the profile hold."""
    quote = _numbers(match.quote) | {number for word, number in _CHINESE if word in match.quote}
    for one in match.conditions:
        if _numbers(one.why) - _numbers(one.text) - quote - known:
            yield f"{one.text}｜{one.why}"
    if match.estimate:
        factors, _, result = match.estimate.formula.partition("=")
        if _numbers(factors) - quote - known or (result and "×" not in factors):
            yield f"{match.quote}｜{match.estimate.formula}"


def _check(library: Library) -> int:
    cards = 0
    for firm in _firms():
        report = match_firm(firm, library)
        known = _known(firm, report.date)
        for match in report.matches:
            cards += 1
            assert list(_unfounded(match, known)) == []
    return cards


def test_every_number_of_the_samples_cards_is_founded(tmp_path: Path) -> None:
    """Thresholds, ages and estimates are quoted, told or computed in sight."""
    with Library.open(tmp_path) as library:
        library.add(parse_file(path) for path in sorted((SAMPLES / "files").glob("*.*")) if path.suffix in _QUICK)
        assert _check(library) > 0


@pytest.mark.shared
@pytest.mark.slow
def test_every_number_of_real_documents_cards_is_founded(shared: Path, tmp_path: Path) -> None:
    """The same on the real documents."""
    with Library.open(tmp_path) as library:
        library.add(parse_file(path) for path in sorted((shared / "docs").rglob("*.*")) if path.suffix in _QUICK)
        assert _check(library) > 0
