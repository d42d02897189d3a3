"""Matching one firm against a library: verdicts, amounts, near misses and the next question."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.firm import Firm, firm_from_mapping
from corpus.library import Library
from corpus.model import Certificate, Dates, Document, Parse, Span, Status, Test
from ingest.flow import Flow
from ingest.incentives.condition_attributes import attribute_of
from ingest.incentives.extract import extract_incentives
from ingest.structure.split import split_clauses
from qa.incentives import Match, MatchReport, match_firm
from qa.matching import weigh
from qa.matching_facts import FirmFacts

DAY = dt.date(2026, 4, 1)
TEXT = """山西省支持企业发展若干措施
一、对上一年度营业收入不低于2000万元的制造业企业，给予10万元一次性奖励。
二、对获评专精特新“小巨人”的企业给予50万元奖励。
三、对实施技术改造的企业，按设备投资额的10%给予补助，最高不超过100万元。
"""


def _report(tmp_path: Path, firm: Firm, day: dt.date = DAY) -> MatchReport:
    outline = split_clauses(Flow(TEXT, (), (), ()), "d")
    dates = Dates(effective=dt.date(2026, 1, 1), expires=dt.date(2026, 12, 31))
    document = Document(
        "d", outline.title, (), None, dates, "山西省", Status.IN_FORCE, "措施", "d.txt", "txt", TEXT, 1, (), (), (),
        Certificate(()),
    )  # fmt: skip
    with Library.open(tmp_path) as library:
        library.add([Parse(document, outline.clauses, (), (), extract_incentives(document, outline.clauses, ()))])
        return match_firm(firm, library, date=day)


def _of(report: MatchReport, words: str) -> Match:
    return next(match for match in report.matches if words in match.quote)


def test_a_firm_that_meets_all_is_eligible_and_told_why(tmp_path: Path) -> None:
    """The reason states the firm's figure and the threshold."""
    firm = firm_from_mapping({"region": "山西省太原市", "industry": "机床制造", "revenue_wan": 3000})
    match = _of(_report(tmp_path, firm), "2000万元")
    assert match.verdict == "eligible"
    assert any("3000万元" in finding.why and "2000万元" in finding.why for finding in match.conditions)


def test_a_small_shortfall_is_a_near_miss(tmp_path: Path) -> None:
    """What is missing is said in the firm's own measure."""
    firm = firm_from_mapping({"region": "山西省太原市", "industry": "机床制造", "revenue_wan": 1800})
    report = _report(tmp_path, firm)
    assert [match.near for match in report.near_misses] == ["上年营业收入再增200万元即可"]


def test_an_unknown_title_leaves_the_incentive_possible_and_is_asked(tmp_path: Path) -> None:
    """Unknown is never a no; the question names what decides."""
    report = _report(
        tmp_path, firm_from_mapping({"region": "山西省太原市", "industry": "机床制造", "revenue_wan": 3000})
    )
    assert _of(report, "小巨人").verdict == "maybe"
    assert report.ask_next is not None
    assert report.ask_next.attribute in {"qualification", "activity"}


def test_another_region_and_another_day_rule_out(tmp_path: Path) -> None:
    """Place and validity bind every incentive of the document."""
    firm = firm_from_mapping({"region": "江苏省常州市", "qualifications": ["国家级专精特新小巨人企业"]})
    match = _of(_report(tmp_path, firm), "小巨人")
    assert match.verdict == "ineligible"
    assert any(finding.attribute == "region" and finding.verdict == "unmet" for finding in match.conditions)
    home = firm_from_mapping({"region": "山西省", "qualifications": ["国家级专精特新小巨人企业"]})
    assert _of(_report(tmp_path / "later", home, dt.date(2027, 1, 1)), "小巨人").verdict == "ineligible"


@pytest.mark.parametrize(
    ("invested", "value"),
    [("设备投资额600万元，实施技术改造", 600_000.0), ("设备投资额3000万元，实施技术改造", 1_000_000.0)],
)
def test_an_amount_is_computed_from_the_firms_figure_and_capped(tmp_path: Path, invested: str, value: float) -> None:
    """10 % of the investment, no more than the cap, with the formula in words."""
    firm = firm_from_mapping({"region": "山西省太原市", "activities": [invested]})
    estimate = _of(_report(tmp_path, firm), "技术改造").estimate
    assert estimate is not None
    assert estimate.value == value
    assert "10%×" in estimate.formula


@pytest.mark.parametrize(
    ("region", "verdict"),
    [("云河省澜州市", "met"), ("云河省松垣市", "unmet"), ("云河省", "unknown"), (None, "unknown")],
)
def test_a_city_that_no_list_holds_is_known_by_its_last_name(region: str | None, verdict: str) -> None:
    """澜州市 alone binds a firm in 云河省澜州市 and rules out one elsewhere."""
    test = Test("region", "in", "澜州市", "澜州市", Span(0, 3))
    assert weigh(test, FirmFacts(Firm(region=region), DAY)).verdict == verdict


def _weighed(attribute: str, operator: str, value: str | float | None, text: str, firm: dict[str, object]) -> str:
    test = Test(attribute, operator, value, text, Span(0, len(text)))
    return weigh(test, FirmFacts(firm_from_mapping(firm), DAY)).verdict


@pytest.mark.parametrize(
    ("deed", "verdict"), [("设备投资1200万元", "met"), ("设备购置300万元", "unmet"), ("项目总投资3000万元", "unknown")]
)
def test_one_quantity_is_not_judged_by_another(deed: str, verdict: str) -> None:
    """A project's total says nothing of what was spent on equipment."""
    assert _weighed("investment", ">=", 5e6, "设备投资500万元以上", {"activities": [deed]}) == verdict


def test_a_title_of_a_rank_is_not_held_by_a_deed_without_it() -> None:
    """Who runs some pilot base does not thereby hold the national title; the list of titles decides."""
    firm = {"qualifications": ["市级中试基地"], "activities": ["运营中试基地1个"]}
    assert _weighed("qualification", "is", "国家低空经济中试基地", "国家低空经济中试基地", firm) == "unmet"


def test_what_another_must_consent_to_is_not_met_by_asking() -> None:
    """A request is no consent."""
    text = "经数据主管单位同意"
    asked = {"activities": ["向数据主管单位提出申请"]}
    agreed = {"activities": ["数据主管单位已同意开放"]}
    assert (_weighed("activity", "is", text, text, asked), _weighed("activity", "is", text, text, agreed)) == (
        "unknown",
        "met",
    )


def test_a_field_that_government_determines_is_for_government_to_confirm() -> None:
    """The words name no trade that could be compared."""
    text = "市委、市政府确定支持的制造业重点领域"
    assert _weighed("industry", "in", None, text, {"industry": "机床制造"}) == "unknown"


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"industry": "机床制造", "qualifications": ["高新技术企业"]}, "unmet"),
        ({"industry": "机床制造"}, "unknown"),
        ({"industry": "机床制造", "qualifications": ["平台建设运营公司"]}, "met"),
        ({"industry": "机床制造", "qualifications": [], "activities": ["担任建设运营公司"]}, "unknown"),
    ],
)
def test_a_body_that_the_firm_is_not_is_unmet_only_where_its_titles_are_known(
    known: dict[str, object], verdict: str
) -> None:
    """A noun like 建设运营公司 names what a firm is, so a complete list of titles decides."""
    assert _weighed("activity", "is", "建设运营公司", "建设运营公司", known) == verdict


@pytest.mark.parametrize(
    ("attribute", "operator", "value", "text", "firm", "verdict"),
    [
        (
            "employees",
            ">=",
            100.0,
            "职工100人以上或营业收入2000万元以上",
            {"employees": 60, "revenue_wan": 3000},
            "met",
        ),
        ("employees", ">=", 100.0, "职工100人以上或营业收入2000万元以上", {"employees": 60}, "unknown"),
        (
            "employees",
            ">=",
            100.0,
            "职工100人以上或营业收入2000万元以上",
            {"employees": 60, "revenue_wan": 30},
            "unmet",
        ),
        ("employees", ">=", 20.0, "职工20人以上300人以下", {"employees": 400}, "unmet"),
        ("employees", ">=", 20.0, "职工20人以上300人以下", {"employees": 40}, "met"),
        ("revenue", ">=", 1e7, "营业收入1000万元以上至5000万元以下、5000万元以上", {"revenue_wan": 9000}, "met"),
        ("employees", ">=", 8.0, "参与加工的农户在8人以上", {"employees": 400}, "unknown"),
        ("revenue", ">=", 1e7, "单品种销售收入1000万元以上", {"revenue_wan": 9000}, "unknown"),
    ],
)
def test_every_threshold_of_a_condition_counts(  # noqa: PLR0913, PLR0917  a table
    attribute: str, operator: str, value: float, text: str, firm: dict[str, object], verdict: str
) -> None:
    """One of two is enough, a range has two ends, and other people's figures are not the firm's."""
    assert _weighed(attribute, operator, value, text, firm) == verdict


def test_good_standing_is_no_award_for_it() -> None:
    """A title on credit management is a title."""
    assert attribute_of("首次获得省级信用管理示范企业") == "qualification"
    assert attribute_of("信用状况良好") == "credit"


def test_a_size_does_not_meet_the_deed_beside_it() -> None:
    """A small firm that is not known to buy cloud services may or may not get the subsidy for it."""
    text, small = "购买云服务的小型、微型企业", {"size": "小型"}
    assert _weighed("size", "is", text, text, small) == "unknown"
    assert _weighed("size", "is", text, text, {**small, "activities": ["购买云服务"]}) == "met"
    assert _weighed("size", "is", text, text, {"size": "大型", "activities": ["购买云服务"]}) == "unmet"
