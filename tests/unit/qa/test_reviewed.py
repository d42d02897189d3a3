"""What staff write is held to the evidence they chose, and withheld when that evidence changes."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReviewError
from corpus.evidence import AnswerStatus, Intent
from corpus.model import Clause, ClauseKind, Role, Span, Status
from qa.reviewed import answer_of, figures, locate, review, why_stale

DAY = dt.date(2026, 5, 6)
QUESTION = "深水网箱补助由谁负责，补多少？"
QUOTE = "对新建网箱每只补助3万元，单户最高不超过60万元。"
BEARERS = "（省农业农村厅、省财政厅按职责分工负责"


def clause_with(library, words):
    """Return the clause that holds the words."""
    return next(clause for _, clause in library.keyed_clauses() if words in clause.text)


@pytest.fixture
def write(library):
    """Return a function that reviews an answer on the clause of the cages."""
    cages = clause_with(library, QUOTE).id

    def run(text, quotes=(QUOTE,)):
        chosen = [(cages, quote) for quote in quotes]
        return review(library, QUESTION, text, chosen, reviewer="坐席一号", date=DAY, context=["先问", "再问"])

    return run


def test_a_proven_answer_is_given_with_its_evidence(write, library):
    """Its words are staff's own; quotes, places and the departments it names come from the library."""
    reviewed = write("每只网箱补助3万元，最高60万元，由省农业农村厅、省财政厅负责。", [QUOTE, BEARERS])
    answer = answer_of(reviewed, library)
    assert (answer.status, answer.reviewed_on, answer.intent) == (AnswerStatus.ANSWERED, DAY, Intent.DEPARTMENT)
    assert [citation.quote for citation in answer.citations] == [QUOTE, BEARERS]
    document = library.document(answer.citations[0].document_id)
    assert [citation.span.cut(document.text) for citation in answer.citations] == [QUOTE, BEARERS]
    assert [(one.name, one.role) for one in answer.departments] == [
        ("省农业农村厅", Role.RESPONSIBLE),
        ("省财政厅", Role.RESPONSIBLE),
    ]
    assert (reviewed.context, why_stale(reviewed, library)) == ((), None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("每只补助8万元。", "数字“8”"),
        ("2027年起每只补助3万元。", "日期“2027年”"),
        ("补助3万元，找省水利厅。", "部门“省水利厅”"),
        ("补助3万元，找省财政厅。", "部门“省财政厅”"),
        ("文件说“每只补助三万”。", "引文"),
        ("按《网箱条例》每只补助3万元。", "文件名"),
    ],
)
def test_what_the_chosen_words_do_not_hold_is_refused(write, text, said):
    """A department of the same clause does not count while its words were not chosen."""
    with pytest.raises(ReviewError, match=said):
        write(text)


def test_words_must_stand_in_their_clause(write, library):
    """Changed words, and clauses that are not there, are refused by name."""
    with pytest.raises(ReviewError, match="不在所选条款里"):
        write("每只补助3万元。", ["对新建网箱每只补助5万元"])
    with pytest.raises(ReviewError, match="库内没有条款"):
        review(library, QUESTION, "可以。", [("无/一", QUOTE)], reviewer="甲", date=DAY)


def test_changed_evidence_withholds_the_answer(write, library):
    """Another text of the clause, an expired document, a removed one: each has its reason."""
    reviewed = write("每只网箱补助3万元。")
    parse = library.parse(clause_with(library, QUOTE).document_id)
    expired = replace(parse, document=replace(parse.document, status=Status.EXPIRED))
    library.add([expired])
    assert "已失效" in why_stale(reviewed, library)
    assert why_stale(write("每只网箱补助3万元。"), library) is None  # reviewed by somebody who saw that
    first = replace(parse.clauses[0], text=parse.clauses[0].text.replace("3万元", "4万元"))
    library.add([replace(parse, clauses=(first, *parse.clauses[1:]))])
    assert "已经变动" in why_stale(reviewed, library)
    library.remove([parse.document.id])
    assert "不在库内" in why_stale(reviewed, library)


def test_figures_keep_their_units():
    """What a test question demands of an answer."""
    assert figures("按20%补，最高150万元，10个工作日内办，共150万元") == ("20%", "150万元", "10个")


@given(st.lists(st.sampled_from("补助三万元 \n\t　"), min_size=1).map("".join), st.data())
def test_blanks_do_not_hide_words(text, data):
    """Any words of a clause are found in it, whatever blanks were lost or added on the way."""
    clause = Clause("甲/一", "甲", ("一",), "一", ClauseKind.CLAUSE, (), text, Span(100, 100 + len(text)), 1)
    start = data.draw(st.integers(0, len(text)))
    words = "".join(text[start : data.draw(st.integers(start, len(text)))].split())
    found = locate(clause, " ".join(words))
    assert (found is None) == (not words)
    if found:
        assert "".join(found.shift(-100).cut(text).split()) == words
