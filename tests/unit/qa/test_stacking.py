"""Benefits of one document that do not add up are grouped by the document's own words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from corpus.firm import firm_from_mapping
from corpus.library import Library
from corpus.model import Certificate, Dates, Document, Parse, Status
from ingest.flow import Flow
from ingest.incentives.extract import extract_incentives
from ingest.structure.split import split_clauses
from qa.incentives import MatchReport, match_firm

PROMISES = """山西省支持外贸发展若干措施
一、对参加境外展会的企业，给予5万元补助。
二、对出口的企业，给予10万元奖励。
"""
RULE = "三、同一企业按就高不重复原则享受。\n"


def _report(folder: Path, text: str) -> MatchReport:
    outline = split_clauses(Flow(text, (), (), ()), "d")
    document = Document(
        "d", outline.title, (), None, Dates(), "山西省", Status.IN_FORCE, "措施", "d", "txt", text, 1, (), (), (),
        Certificate(()),
    )  # fmt: skip
    firm = firm_from_mapping({"region": "山西省太原市", "activities": ["出口", "参加境外展会"]})
    with Library.open(folder) as library:
        library.add([Parse(document, outline.clauses, (), (), extract_incentives(document, outline.clauses, ()))])
        return match_firm(firm, library, date=dt.date(2026, 4, 1))


def test_a_rule_against_adding_up_groups_what_is_within_reach(tmp_path: Path) -> None:
    """Both benefits carry the rule's verbatim words."""
    groups = {match.group for match in _report(tmp_path, PROMISES + RULE).matches}
    assert groups == {"三、同一企业按就高不重复原则享受"}


def test_without_a_rule_nothing_is_grouped(tmp_path: Path) -> None:
    """No words, no group."""
    assert {match.group for match in _report(tmp_path, PROMISES).matches} == {""}
