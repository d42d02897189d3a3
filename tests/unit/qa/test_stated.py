"""The value asked for is shown where it stands in another sentence than the words."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.library import Summary
from corpus.model import Clause, ClauseKind, Span
from qa.question import read_question
from qa.ranking import Passage
from qa.sentences import split_sentences
from qa.stated import stated_value

TEXT = "建设苔藓枢纽，部署培育架和调度系统。周期三年。总投资5亿元，其中设备3亿元。占地900亩。"


def passage() -> Passage:
    """Return a clause of four sentences, judged."""
    clause = Clause("a/一", "a", ("一",), "一、", ClauseKind.CLAUSE, (), TEXT, Span(10, 10 + len(TEXT)), 1)
    card = Summary(
        "a", "a.txt", "苔藓方案", None, dt.date(2026, 1, 1), None, "现行有效", "方案", "txt", 1, 1,
        complete=True, issuers=(),
    )  # fmt: skip
    return Passage(clause, card, 1.0, 1.0, split_sentences(clause)[0], {}, TEXT)


@pytest.mark.parametrize(
    ("question", "words"),
    [("苔藓枢纽总共投多少钱？", "总投资5亿元，其中设备3亿元。"), ("苔藓枢纽要建几年？", "周期三年。")],
)
def test_the_sentence_with_the_wanted_kind_of_value_is_found(question: str, words: str) -> None:
    """Money for money, years for years."""
    found = stated_value(read_question(question), passage(), split_sentences(passage().clause)[0].span)
    assert found is not None
    assert found.quote == words


def test_nothing_is_added_where_a_value_is_shown_or_none_is_wanted() -> None:
    """Nor where the clause has none of the kind."""
    sentences = split_sentences(passage().clause)
    assert stated_value(read_question("苔藓枢纽总共投多少钱？"), passage(), sentences[2].span) is None
    assert stated_value(read_question("苔藓枢纽怎么建？"), passage(), sentences[0].span) is None
    assert stated_value(read_question("苔藓枢纽的电话是多少？"), passage(), sentences[0].span) is None


def test_of_two_kinds_wanted_the_one_not_shown_is_added() -> None:
    """The years are shown and the money is asked for as well."""
    sentences = split_sentences(passage().clause)
    years = next(one for one in sentences if "三年" in one.text)
    found = stated_value(read_question("苔藓枢纽要建几年，总共投多少钱？"), passage(), years.span)
    assert found is not None
    assert "5亿元" in found.quote
