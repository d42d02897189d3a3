"""Values are told by their kind, and a question's measure must be there."""

from __future__ import annotations

import pytest

from qa.cues import Want
from qa.values import asks_each, counter_missing, has_bare_number, holds


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (Want.COUNT, "最高分值为20分"),
        (Want.COUNT, "收集500例"),
        (Want.DEADLINE, "每季度至少联系一次"),
        (Want.DEADLINE, "每年3月底前"),
        (Want.AMOUNT, "每张床位补贴8000元"),
        (Want.RATIO, "按30%给予补贴"),
    ],
)
def test_a_value_is_found(want: Want, text: str) -> None:
    """Points, cases and frequencies are values as well."""
    assert holds(want, text)


def test_a_fraction_is_no_number_of_points() -> None:
    """三分之一 counts nothing in points."""
    assert not holds(Want.COUNT, "三分之一的渔船")


def test_a_measure_asked_for_must_be_there() -> None:
    """`多少例` needs a number of 例; a text without one does not answer."""
    assert counter_missing("一共收集多少例病人", ["收集病人数据。"])
    assert not counter_missing("一共收集多少例病人", ["收集病人数据300例。"])


def test_an_hour_asked_for_must_be_there() -> None:
    """`几点` needs a time of day, and a number of opinions is none."""
    assert counter_missing("食堂开到几点", ["每天供餐。"])
    assert not counter_missing("食堂开到几点", ["供餐到19时。"])


def test_a_mere_number_in_a_row_is_a_value() -> None:
    """Its column says of what kind; a number within words is none."""
    assert has_bare_number("海上风电项目\t3.23\t松垣县")
    assert not has_bare_number("年产1万台机器人项目\t松垣县")


def test_instalments_are_no_measure() -> None:
    """`分几次给` is answered by shares, `能用几次` by a number of times."""
    assert counter_missing("每天能用几次", ["扫码核验。"])
    assert not counter_missing("奖励分几次给", ["先给八成，再给两成。"])


def test_the_price_of_a_unit_is_told_from_a_total() -> None:
    """A total in a table's cell does not say what an hour costs."""
    assert asks_each("对外租机器人一小时收多少钱")
    assert not asks_each("这个项目总投资多少")
