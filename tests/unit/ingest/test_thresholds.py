"""Thresholds of conditions: the number in the attribute's own unit, and no other number of the sentence."""

from __future__ import annotations

import pytest

from ingest.incentives.condition_attributes import threshold_of


@pytest.mark.parametrize(
    ("text", "attribute", "wanted"),
    [
        ("研发费用占比不低于3%", "rd_ratio", (">=", 0.03)),
        ("股权占比超过50%，且交易额在1000万元以上", "investment", (">=", 10_000_000.0)),
        ("连续2年营业收入超过1亿元", "revenue", (">", 100_000_000.0)),
        ("成立满6个月", "registration", (">=", 0.5)),
        ("实到外资不低于500万美元", "investment", None),
        ("设备投资占总投资不低于30%", "investment", None),
        ("带动就业不少于20人", "employees", (">=", 20.0)),
    ],
)
def test_a_threshold_is_counted_in_the_unit_of_its_attribute(
    text: str, attribute: str, wanted: tuple[str, float] | None
) -> None:
    """A share, a year or foreign money beside it is not mistaken for the threshold."""
    assert threshold_of(text, attribute) == wanted
