"""Incentives of an invented document, with the conditions that bind them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.model import (
    Certificate,
    Clause,
    ClauseKind,
    Condition,
    Connective,
    Dates,
    Document,
    Incentive,
    Span,
    Status,
)
from ingest.flow import Flow
from ingest.incentives.extract import extract_incentives
from ingest.incentives.squeezed import squeeze
from ingest.structure.split import split_clauses

TEXT = """云河省澜州市支持企业创新若干措施
一、申报条件
（一）在澜州市行政区域内登记注册、具有独立法人资格；
（二）上一年度营业收入不低于1000万元的企业。
二、支持政策
（一）对首次认定的高新技术企业给予20万元奖励。
（二）加快建设国家智能检测示范平台（以下简称“平台”）。对入驻平台的中小企业，符合条件的按实际支出给予最高30%的补助，每家企业每年不超过50万元。（责任单位：市科技局）
（三）力争到2028年培育规上企业500家。
三、本措施自2026年1月1日起施行，有效期3年。
"""


def _extract(text: str = TEXT) -> tuple[Document, tuple[Incentive, ...]]:
    outline = split_clauses(Flow(text, (), (), ()), "d")
    dates = Dates(effective=dt.date(2026, 1, 1), expires=dt.date(2028, 12, 31))
    document = Document(
        "d", outline.title, (), None, dates, "云河省澜州市", Status.IN_FORCE, "措施", "d.txt", "txt", text, 1,
        (), (), (),
        Certificate(()),
    )  # fmt: skip
    return document, extract_incentives(document, outline.clauses, ())


def test_every_promise_is_found_and_the_goal_is_not() -> None:
    """Two gifts are promised; the number of firms to be grown is none of them."""
    document, found = _extract()
    quotes = [one.span.cut(document.text) for one in found if one.amounts]
    assert len(quotes) == 2
    assert not any("500家" in quote for quote in quotes)


def test_every_condition_is_verbatim() -> None:
    """Slicing the document by a condition's span gives its text."""
    document, found = _extract()
    tests = [test for one in found for test in one.condition.tests()]
    assert tests
    assert all(test.span.cut(document.text) == test.text for test in tests)


def test_conditions_of_a_separate_section_bind_every_promise() -> None:
    """申报条件 stands once and holds for both gifts."""
    _, found = _extract()
    for one in found:
        assert any(test.attribute == "revenue" and test.value == 10_000_000.0 for test in one.condition.tests())


def test_vague_gates_are_kept_not_dropped() -> None:
    """符合条件的 leaves its content open and must stay visible."""
    _, found = _extract()
    tests = [test for one in found if one.amounts for test in one.condition.tests()]
    assert any(test.attribute == "other" and "符合条件" in test.text for test in tests)


def test_the_validity_is_the_documents() -> None:
    """The last day is inclusive."""
    _, found = _extract()
    assert {(one.valid_from, one.valid_to) for one in found} == {(dt.date(2026, 1, 1), dt.date(2028, 12, 31))}


def test_ids_are_unique() -> None:
    """Two promises of one clause have two ids."""
    _, found = _extract()
    assert len({one.id for one in found}) == len(found)


def _tree(condition: Condition) -> str:
    if condition.test is not None:
        return condition.test.text
    return f"{condition.connective.value}({'；'.join(_tree(child) for child in condition.children)})"


def _of(text: str, words: str) -> Incentive:
    document, found = _extract(f"云河省支持产业若干措施\n{text}")
    return next(one for one in found if words in one.span.cut(document.text))


def test_tiers_of_one_promise_are_alternatives() -> None:
    """Who reaches one tier gets it; what stands before the tiers binds all of them."""
    one = _of("一、对药材种植企业，种植30亩以上的奖励1万元，种植80亩以上的奖励3万元。\n", "30亩")
    assert "any(种植30亩以上；种植80亩以上)" in _tree(one.condition)
    assert "药材种植企业" in [test.text for test in one.condition.tests()]


def test_a_tier_named_before_the_comma_is_an_alternative_too() -> None:
    """种植30亩以上的，奖励 is as good as 种植30亩以上的奖励."""
    one = _of("一、药材企业种植30亩以上的，奖励1万元，80亩以上的奖励3万元。\n", "30亩")
    assert any(child.connective is Connective.ANY for child in one.condition.children)


def test_a_further_gift_is_no_alternative() -> None:
    """再给予 comes on top, so both conditions stay demanded for the whole."""
    one = _of("一、对规上企业奖励10万元，并对其中研发投入500万元以上的再奖励20万元。\n", "500万元")
    assert not any(child.connective is Connective.ANY for child in one.condition.children)


@pytest.mark.parametrize("aside", ["（不含）", "（不含税）", "（不含税，下同）"])
def test_a_remark_on_a_figure_excludes_nobody(aside: str) -> None:
    """Only a bracket that names somebody excludes."""
    one = _of(f"一、对设备投资500万元{aside}以上的企业给予5%的补助。\n", "500万元")
    assert not any(test.operator == "not" for test in one.condition.tests())


def test_a_bracket_that_names_somebody_excludes_them() -> None:
    """The excluded trade stays excluded."""
    one = _of("一、对新投产的项目（不含矿产开采类项目）给予10万元奖励。\n", "新投产")
    assert any(test.operator == "not" and "矿产开采" in test.text for test in one.condition.tests())


def test_a_share_that_is_paid_is_no_condition() -> None:
    """The base and rate of a reward ask nothing of the firm."""
    one = _of("一、对外出施工的企业，按其对我市地方贡献的80%给予奖励。\n", "80%")
    assert not any("80%" in test.text for test in one.condition.tests())


def test_who_is_not_something_is_excluded_from_it() -> None:
    """非总部企业 is a firm that does not hold the title."""
    one = _of("一、对非总部型企业，给予租金补助每年5万元。\n", "非总部")
    assert any(test.operator == "not" and test.text.startswith("非总部") for test in one.condition.tests())


def test_a_capital_market_is_no_city_of_ours() -> None:
    """The characters 本市 inside 资本市场 name no place."""
    one = _of("一、对在各资本市场成功融资的企业给予30万元奖励。\n", "资本市场")
    assert not any(test.attribute == "region" and "资本市场" in test.text for test in one.condition.tests())


def test_a_policy_of_a_volume_binds_its_own_incentives_only() -> None:
    """What one policy of a collection excludes is not excluded from the next one."""
    text = "".join(
        f"{title}\n第一条对新设企业给予{sum_}万元奖励。\n第二条{who}企业不享受本政策。\n"
        for title, sum_, who in (
            ("澜州市促进工业发展若干政策", 7, "房地产"),
            ("澜州市促进商贸发展若干政策", 9, "娱乐业"),
        )
    )
    clauses = [
        Clause(
            f"d/{at}",
            "d",
            (title, f"第{at}条"),
            "",
            ClauseKind.ARTICLE,
            (title,),
            body,
            Span(start, start + len(body)),
            1,
        )
        for at, (title, body) in enumerate(_articles(text))
        for start in [text.index(body)]
    ]
    document = replace(_extract()[0], text=text, region=None)
    excluded = {
        one.span.cut(text)[-6:]: [test.text[3:] for test in one.condition.tests() if test.operator == "not"]
        for one in extract_incentives(document, clauses, ())
    }
    assert sorted(excluded.values()) == [["娱乐业企业"], ["房地产企业"]]


def _articles(text: str) -> Iterator[tuple[str, str]]:
    title = ""
    for line in text.splitlines():
        if line.startswith("第"):
            yield title, line
        else:
            title = line


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("对获评示范基地的，当年分\n别奖励5万元。", "对获评示范基地的，当年分别奖励5万元。"),
        ("对市级（百\n强工程）企业奖励5万元。", "对市级（百强工程）企业奖励5万元。"),
        ("一、支持企业上市\n对上市企业奖励5万元。", "一、支持企业上市\n对上市企业奖励5万元。"),
        ("奖励如下，\n二、其他", "奖励如下，\n二、其他"),
    ],
)
def test_a_line_that_breaks_off_in_mid_sentence_is_joined(text: str, wanted: str) -> None:
    """A heading and the label of the next item stay on lines of their own."""
    view = squeeze(text)
    assert view.text == wanted
    assert all(text[at] == char for at, char in zip(view.at, view.text, strict=True))


@pytest.mark.parametrize(
    ("words", "kind", "shares", "conditions"),
    [
        ("对符合条件的小微企业给予5万元补助", "grant", (), "other:符合条件的 size:小微企业"),
        (
            "凡在本市注册、具有独立法人资格、信用良好的中小企业，均可申请贴息，每年最高20万元",
            "interest_subsidy",
            (),
            "registration:在本市注册 registration:具有独立法人资格 credit:信用良好 size:中小企业",
        ),
        ("企业租用厂房的，前两年租金全免，第三年减半收取", "rent", (100.0, 50.0), "activity:企业租用厂房"),
        ("符合条件的光伏企业，自获利年度起，按照25%的法定税率减半征收企业所得税", "tax", (50.0,), "industry:光伏企业"),
        ("对采购首批次产品的企业，给予20万元奖励。失信企业除外", "reward", (), "credit:失信企业除外"),
        ("对首次认定为高新技术企业的，奖励30万元", "reward", (), "qualification:首次认定为高新技术企业"),
        ("对新迁入的企业总部，按实缴资本的2%给予落户奖励", "reward", (2.0,), ""),
        ("对30人以下的企业，失业保险费返还比例为60%", "fee_reduction", (60.0,), "employees:30人以下的企业"),
    ],
)
def test_a_promise_says_what_for_whom_and_not_for_whom(
    words: str, kind: str, shares: tuple[float, ...], conditions: str
) -> None:
    """Lists of traits part, vague gates keep what can be judged, waivers and rates of law are no conditions."""
    one = _of(f"一、{words}。\n", words[:6])
    assert tuple(amount.value for amount in one.amounts if amount.unit == "percent") == shares
    assert one.kind == kind
    found = [f"{test.attribute}:{test.text}" for test in one.condition.tests()]
    assert set(conditions.split()) <= set(found)
    assert not [test for test in found if re.search("前两年|第三年|获利", test)]


@pytest.mark.parametrize(
    ("words", "conditions"),
    [
        ("对省内建成的松果二级节点项目省级按照投资额的30%给予奖补", "省内建成的松果二级节点项目"),
        ("鼓励松果企业智能化改造，市、县级市（区）两级财政按照贷款额年化利率2%给予贴息", "松果企业智能化改造"),
        ("由个体工商户转为商贸企业的，在首进限奖励基础上增加5万元奖励", "由个体工商户转为商贸企业 在首进限奖励基础上"),
        ("企业首次在新三板挂牌一次性奖补10万元", "企业首次在新三板挂牌"),
        ("二是支持打造松果街区，对新建的松果商圈给予最高100万元资金支持", "打造松果街区 新建的松果商圈"),
        ("入选“十佳松果”的项目，给予项目申报主体最高不超过50万元的奖励", "入选“十佳松果”的项目"),
        ("对新引进青年人才加大生活补贴力度，其中博士不低于5万元/人，硕士不低于3万元/人", "新引进青年人才"),
        ("开通招工绿色通道，对录用毕业生的企业给予每人1000元补助", "录用毕业生的企业"),
    ],
)
def test_who_pays_and_how_it_is_dealt_out_are_no_conditions(words: str, conditions: str) -> None:
    """What the office does, whose money it is, and sums promised in the same words ask nothing of the firm."""
    one = _of(f"一、{words}。\n", words[:6])
    assert set(conditions.split()) == {test.text for test in one.condition.tests() if test.attribute != "region"}


def test_mixed_quotation_marks_do_not_swallow_the_next_promise() -> None:
    """“ closed by a straight mark ends there, so that the semicolon behind it parts two promises."""
    text = '一、优化“一超多专"体系，对新入选的平台给予100万元奖励；对新入选的车间给予20万元奖励。\n'
    _, found = _extract(text)
    assert [len(one.amounts) for one in found] == [1, 1]
