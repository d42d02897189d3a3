"""A question with several readings gets them to choose from, with what was found; one with a clear reading does not."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.evidence import Answer, AnswerStatus
from corpus.library import Summary
from corpus.model import Clause, ClauseKind, Span
from qa.clarify import chosen, clarified, readings
from qa.question import read_question
from qa.ranking import Passage
from qa.sentences import split_sentences


def passage(region: str | None, title: str, score: float = 3.0, text: str = "") -> Passage:
    """Return a clause of a document of the region, judged."""
    words = text or f"{title}：对苔藓房租给予补贴。"
    clause = Clause(f"{title}/一", title, ("一",), "一、", ClauseKind.CLAUSE, (), words, Span(0, len(words)), 1)
    card = Summary(
        title, "a.txt", title, None, dt.date(2026, 1, 1), region, "现行有效", "办法", "txt", 1, 1,
        complete=True, issuers=(),
    )  # fmt: skip
    return Passage(clause, card, score, 1.0, split_sentences(clause)[0], {}, words)


TWO = (passage("云河省", "省办法"), passage("云河省澜州市", "市办法", 2.95), passage("云河省", "旧办法", 2.0))


def test_places_that_rule_the_same_matter_are_offered() -> None:
    """By the short name; what fits less is no reading."""
    assert readings(read_question("苔藓房租补贴多少"), TWO) == (
        "place",
        ("云河省的苔藓房租补贴多少", "澜州市的苔藓房租补贴多少"),
    )


def test_documents_are_offered_where_no_matter_is_named() -> None:
    """补贴多少 does not say for what."""
    assert readings(read_question("补贴多少"), TWO) == ("matter", ("《省办法》补贴多少", "《市办法》补贴多少"))


@pytest.mark.parametrize(
    "question", ["云河省苔藓房租补贴多少", "《省办法》补贴多少", "苔藓房租补贴由谁负责", "全国的苔藓房租补贴多少"]
)
def test_a_question_that_says_which_has_one_reading(question: str) -> None:
    """By place or document; a question for the bearer names the other places next to its answer."""
    assert readings(read_question(question, known_regions=["云河省"]), TWO)[1] == ()


def test_a_follow_up_and_twins_have_one_reading() -> None:
    """What was talked of before settles it; the same words in two places are one rule."""
    asked = read_question("补贴多少", context=["云河省的苔藓房租有补贴吗"])
    assert readings(asked, TWO)[1] == ()
    twins = [passage(place, place, text="对苔藓房租给予补贴。") for place in ("云河省", "云河省澜州市")]
    assert len(readings(read_question("苔藓房租补贴多少"), twins)[1]) == 1


def test_the_answer_keeps_what_was_found() -> None:
    """Its text follows the request to choose; a refusal stays one."""
    question = read_question("补贴多少")
    answer = Answer(question.text, question.intent, AnswerStatus.ANSWERED, "《省办法》一：「……」")
    open_answer = clarified(answer, question, TWO)
    assert (open_answer.status, len(open_answer.followups)) == (AnswerStatus.CLARIFY, 2)
    assert open_answer.text.endswith(answer.text)
    assert clarified(answer, read_question("苔藓房租由谁负责"), TWO) == answer


@pytest.mark.parametrize(
    ("words", "picked"), [("第二个", "乙"), ("2", "乙"), ("选一", "甲"), ("第三个", None), ("二手车呢", None)]
)
def test_a_reading_is_picked_by_its_number(words: str, picked: str | None) -> None:
    """As people say it; a number beyond the choices and other words pick nothing."""
    assert chosen(words, ("甲", "乙")) == picked
