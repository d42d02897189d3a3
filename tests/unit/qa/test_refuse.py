from __future__ import annotations

import pytest

from corpus.evidence import AnswerStatus
from qa.answer import Answerer


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("重庆深水网箱补贴多少", "没有重庆的文件"),
        ("太原老年助餐由哪个部门负责", "没有太原的文件"),
        ("推荐几家好吃的面馆", "与政策无关"),
        ("海带出口退税税率是多少", "没有"),
    ],
)
def test_a_refusal_says_why(answerer: Answerer, question: str, word: str) -> None:
    """The reason names what is missing."""
    answer = answerer.ask(question)
    assert answer.status is AnswerStatus.INSUFFICIENT
    assert word in answer.text


def test_a_refusal_offers_what_is_near(answerer: Answerer) -> None:
    """The nearest clause is cited, so that the asker can judge."""
    answer = answerer.ask("重庆深水网箱补贴多少")
    assert answer.citations
    assert "现有的地方文件" in answer.text


def test_the_thing_whose_value_is_asked_must_be_there(answerer: Answerer) -> None:
    """A clause about beds does not answer what parking costs there."""
    assert answerer.ask("澜州市养老机构的停车费一个月多少").status is AnswerStatus.INSUFFICIENT


def test_the_title_alone_does_not_answer(answerer: Answerer) -> None:
    """The right document is found, but no clause of it says a word of parrots."""
    assert answerer.ask("澜州市养老服务若干措施里鹦鹉能进门吗").status is AnswerStatus.INSUFFICIENT


@pytest.mark.parametrize("question", ["云河省深水网箱补助招不招保安", "云河省新建深水网箱能申请公积金吗"])
def test_a_thing_asked_for_by_yes_or_no_must_be_spoken_of(answerer: Answerer, question: str) -> None:
    """The clause on cages is near, but of guards and housing funds it says nothing."""
    assert answerer.ask(question).status is AnswerStatus.INSUFFICIENT


def test_a_yes_or_no_that_the_clause_speaks_of_is_answered(answerer: Answerer) -> None:
    """Whether new cages are paid for stands in the clause."""
    assert answerer.ask("云河省新建深水网箱能拿补助吗").status is AnswerStatus.ANSWERED


def test_a_date_that_stands_in_another_clause_does_not_answer(answerer: Answerer) -> None:
    """The clause on kelp speaks of the base and gives no date; the ten days of the insurance are no answer to it."""
    asked = answerer.ask("云河省海带育苗基地什么时候建成")
    assert asked.status is AnswerStatus.INSUFFICIENT
    assert "没有写明所问的数值或期限" in asked.text
    assert answerer.ask("云河省渔船保险出险后几天内提交材料").status is AnswerStatus.ANSWERED


@pytest.mark.parametrize("question", ["澜州市长者食堂的门票要交多少", "澜州市长者食堂每月要交多少服务费"])
def test_a_fee_that_no_clause_names_is_no_other_sum(answerer: Answerer, question: str) -> None:
    """The four yuan a meal are a subsidy and no fee."""
    assert answerer.ask(question).status is AnswerStatus.INSUFFICIENT


def test_a_fee_that_the_clause_names_is_answered(answerer: Answerer) -> None:
    """What share of the premium is paid stands in the clause."""
    answer = answerer.ask("云河省渔船保险的保费补贴多少")
    assert answer.status is AnswerStatus.ANSWERED
    assert "30%" in answer.text


def test_a_deed_may_be_said_in_other_words(answerer: Answerer) -> None:
    """搭进去 stands in no clause, but what is asked for is the cage and the money."""
    assert answerer.ask("云河省新建深水网箱补助能搭进去吗").status is AnswerStatus.ANSWERED
