"""A trade falls under the industry a policy names, or not, or it cannot be said."""

from __future__ import annotations

import pytest

from corpus.authority.industries import belongs, codes_of
from corpus.authority.qualifications import implied_by, titles_in


@pytest.mark.parametrize(
    ("firm", "named", "result"),
    [
        ("光伏电池制造", "新能源产业", True),
        ("光伏电池制造", "氢能企业", False),
        ("软件和信息技术服务业", "制造业企业", False),
        ("数控机床制造", "先进制造业企业", True),
        ("商务服务业", "养老服务机构", False),
        ("光伏电池制造", "战略性新兴产业", True),
        ("零售业", "战略性新兴产业", None),
    ],
)
def test_a_trade_belongs_to_the_broader_word(firm: str, named: str, result: bool | None) -> None:  # noqa: FBT001
    """Broader words of the policy cover narrower trades; vague ones stay undecided where not covered."""
    assert belongs(firm, named) is result


def test_codes_come_with_their_section() -> None:
    """A division brings its section."""
    assert codes_of("软件和信息技术服务业") >= {"65", "I"}


def test_titles_imply_lower_titles_but_not_their_neighbours() -> None:
    """小巨人 implies 专精特新; 链主 and 链核 do not imply each other."""
    assert "省级专精特新中小企业" in implied_by("国家级专精特新小巨人企业")
    assert "链核企业" not in implied_by("链主企业")


def test_the_longest_reading_of_a_title_wins() -> None:
    """专精特新“小巨人” is not read as 专精特新 too."""
    assert titles_in("国家级专精特新“小巨人”企业") == ("国家级专精特新小巨人企业",)
