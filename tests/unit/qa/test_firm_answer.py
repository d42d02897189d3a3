"""A question that tells of a firm is answered with what the firm can have."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.model import Certificate, Dates, Document, Parse, Status
from ingest.flow import Flow
from ingest.incentives.extract import extract_incentives
from ingest.structure.split import split_clauses
from qa.firm_answer import asks_for_matches, best_matches, say_profile
from qa.firm_words import firm_from_words

TEXT = """山西省支持制造业发展若干措施
一、省财政每年安排5000万元专项资金支持企业发展。
二、对上一年度营业收入不低于1000万元的企业，给予10万元奖励。
三、对实施技术改造的企业，按设备投资额的10%给予补助，最高不超过100万元。
"""


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("我们是太原的光伏企业，60人，想上技改，有什么补贴？", True),
        ("我司是太原一家软件公司，年营收2000万，能享受哪些政策？", True),
        ("招用高校毕业生有什么补贴？", False),
        ("我们是太原的光伏企业，想去上市，找哪个部门？", False),
        ("光伏企业有哪些支持？", False),
    ],
)
def test_only_a_firm_that_tells_of_itself_is_matched(question: str, asks: bool) -> None:  # noqa: FBT001  a case
    """A question on one matter is answered from the clauses."""
    assert asks_for_matches(question, firm_from_words(question)) is asks


def test_the_plan_comes_first_and_a_budget_is_not_offered(tmp_path: Path) -> None:
    """技改 was asked for; the programme's 5000万元 is nobody's."""
    outline = split_clauses(Flow(TEXT, (), (), ()), "d")
    document = Document(
        "d", outline.title, (), None, Dates(), "山西省", Status.IN_FORCE, "措施", "d", "txt", TEXT, 1, (), (), (),
        Certificate(()),
    )  # fmt: skip
    firm = firm_from_words("我们是太原的光伏企业，60人，年营收3000万，想上技改，有什么补贴？")
    with Library.open(tmp_path) as library:
        library.add([Parse(document, outline.clauses, (), (), extract_incentives(document, outline.clauses, ()))])
        quotes = [match.quote for match in best_matches(firm, library)]
    assert "技术改造" in quotes[0]
    assert not any("5000万元" in quote for quote in quotes)


def test_the_kind_asked_for_comes_first_and_localities_are_left_out(tmp_path: Path) -> None:
    """Who asks for 贴息 sees it before a larger reward; a gift to cities is no firm's."""
    text = (
        "山西省支持制造业发展若干措施\n一、对上一年度营业收入不低于1000万元的企业，给予100万元奖励。\n"
        "二、对营业收入不低于1000万元的企业，给予不超过2%的贷款贴息。\n三、对成效明显的市（州）给予200万元奖励。\n"
    )
    outline = split_clauses(Flow(text, (), (), ()), "d")
    document = Document(
        "d", outline.title, (), None, Dates(), "山西省", Status.IN_FORCE, "措施", "d", "txt", text, 1, (), (), (),
        Certificate(()),
    )  # fmt: skip
    question = "我们是太原的光伏企业，60人，年营收3000万，有哪些贴息可以享受？"
    with Library.open(tmp_path) as library:
        library.add([Parse(document, outline.clauses, (), (), extract_incentives(document, outline.clauses, ()))])
        quotes = [match.quote for match in best_matches(firm_from_words(question), library, question)]
    assert "贴息" in quotes[0]
    assert not any("200万元" in quote for quote in quotes)


def test_the_profile_is_read_back() -> None:
    """The asker sees what was understood, and can correct it."""
    firm = firm_from_words("我们是云河的光伏企业，60人，想上技改", today=dt.date(2026, 4, 1), known=("云河省",))
    assert say_profile(firm) == "按您的描述：地区云河省，行业光伏，职工60人，计划上技改；不对请更正。"
