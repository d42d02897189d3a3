"""Amounts promised in one sentence, told from the figures of its conditions."""

from __future__ import annotations

import pytest

from ingest.incentives.amounts import find_amounts
from ingest.incentives.squeezed import squeeze


def _read(sentence: str) -> list[tuple[object, str, str]]:
    return [(one.value, one.unit, one.relation) for one in find_amounts(squeeze(sentence).text)]


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("对示范车间给予20万元奖励。", [(200_000.0, "yuan", "fixed")]),
        ("按设备投资额的8%给予补助，最高不超过400万元。", [(8.0, "percent", "rate"), (4_000_000.0, "yuan", "max")]),
        ("对年营业收入1000万元以上的企业给予10万元奖励。", [(100_000.0, "yuan", "fixed")]),
        ("分别给予最高６０万元、３０万元奖励。", [(600_000.0, "yuan", "tier"), (300_000.0, "yuan", "tier")]),
        ("按投资额的5%—20%给予奖励。", [((5.0, 20.0), "percent", "range")]),
        (
            "给予每人每月800元补贴，补贴期限不超过6个月。",
            [(800.0, "yuan_per_person_month", "fixed"), (6.0, "months", "max")],
        ),
        ("给予100元/亩补助。", [(100.0, "yuan_per_mu", "fixed")]),
        ("对合同额不低于500万元的给予不超过3%的补贴。", [(3.0, "percent", "max")]),
        ("提供社区服务取得的收入，免征增值税。", [(100.0, "percent", "rate")]),
        ("补贴标准：6000元。", [(6000.0, "yuan", "fixed")]),
        (
            "省级按照不超过项目投资额30%的比例给予奖补，最高300万元。",
            [(30.0, "percent", "max"), (3_000_000.0, "yuan", "max")],
        ),
        ("按设备投资额给予6%~15%的奖励。", [((6.0, 15.0), "percent", "range")]),
        ("按照项目贷款额年化利率不低于2%给予贴息。", [(2.0, "percent", "min")]),
        ("单个企业租赁合同额不低于1000万元，按照5%给予补贴。", [(5.0, "percent", "rate")]),
        (
            "补贴标准按照省内高校500元/人，其他高校1000元/人。",
            [(500.0, "yuan_per_person", "fixed"), (1000.0, "yuan_per_person", "fixed")],
        ),
        (
            "加大生活补贴力度，其中博士不低于5万元/人，硕士不低于3万元/人。",
            [(50_000.0, "yuan_per_person", "min"), (30_000.0, "yuan_per_person", "min")],
        ),
        (
            "分别给予实际投资额30%、20%、10%的补助。",
            [(30.0, "percent", "tier"), (20.0, "percent", "tier"), (10.0, "percent", "tier")],
        ),
        ("在原有标准基础上，增加5万元的购房补贴。", [(50_000.0, "yuan", "fixed")]),
    ],
)
def test_the_promised_figures_are_read_and_those_of_conditions_left(sentence: str, amounts: list[object]) -> None:
    """A number counts where a giving word governs it; 以上 and 不低于 before the gift make it a condition."""
    assert _read(sentence) == amounts


def test_a_reference_rate_is_an_amount_without_a_number() -> None:
    """LPR as the ceiling of an interest subsidy is kept by name."""
    assert ("LPR", "percent", "max") in _read("给予不超过贷款市场报价利率（LPR）的贴息支持。")


def test_a_blank_between_digits_is_never_closed() -> None:
    """`1 2` may be a lost `1.2`; joining it to 12 would be wrong by a factor of ten."""
    assert squeeze("１ ２ 万亿元").text == "1 2万亿元"


def test_tiers_carry_the_labels_of_their_enumeration() -> None:
    """国家级、省级 stand in the order of the amounts."""
    found = find_amounts("对获评国家级、省级、市级示范平台的，分别给予80万元、30万元、20万元奖励。")
    assert [one.label[:3] for one in found] == ["国家级", "省级", "市级示"]
