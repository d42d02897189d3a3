"""A profile is read from a question in plain words."""

from __future__ import annotations

import datetime as dt

from qa.firm_words import firm_from_words, says_something


def test_place_trade_people_and_plan_are_read() -> None:
    """What the asker says is taken, the rest stays unknown."""
    firm = firm_from_words("我们是太原的光伏企业，60 人，想上技改，有什么补贴？")
    assert (firm.region, firm.industry, firm.employees, firm.plans) == ("山西省太原市", "光伏", 60, ("上技改",))
    assert firm.revenue is None
    assert firm.qualifications is None


def test_figures_and_titles_are_read() -> None:
    """万 and % are turned into yuan and ratios; a title is held, a wished-for one is not."""
    firm = firm_from_words(
        "公司成立3年，去年营收2300万，研发投入占26%，是高新技术企业，打算申报专精特新", today=dt.date(2026, 4, 1)
    )
    assert firm.revenue == 23_000_000.0
    assert firm.rd_ratio == 0.26
    assert firm.registered == dt.date(2023, 4, 1)
    assert "国家高新技术企业" in firm.activities
    assert not any("专精特新" in deed for deed in firm.activities)


def test_a_question_without_a_firm_says_nothing() -> None:
    """A general question must not be taken for a profile."""
    assert not says_something(firm_from_words("政策什么时候到期？"))
