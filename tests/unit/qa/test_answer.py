from __future__ import annotations

import pytest

from corpus.evidence import AnswerStatus, Intent
from corpus.library import Library
from corpus.model import Role
from qa.answer import Answerer
from qa.verify import find_faults


def _own(answer):
    return [one.name for one in answer.departments if not one.inherited]


def test_a_department_question_names_the_bearers_of_the_clause(answerer: Answerer) -> None:
    """The bearers of the best clause are named with their roles, verbatim evidence first."""
    answer = answerer.ask("海带育苗基地由哪个部门负责？")
    assert answer.status is AnswerStatus.ANSWERED
    assert _own(answer) == ["省科技厅", "省农业农村厅"]
    assert "牵头单位：省科技厅" in answer.text
    assert answer.citations[0].path == "一、（二）"


def test_inherited_bearers_stand_apart(answerer: Answerer) -> None:
    """Bearers by the document-wide rule are marked inherited and cited from the clause that declares the rule."""
    answer = answerer.ask("海带育苗基地由哪个部门负责？")
    inherited = [one for one in answer.departments if one.inherited]
    assert [(one.name, one.role) for one in inherited] == [("各市", Role.IMPLEMENT)]
    assert answer.citations[inherited[0].citation].path == "一、（一）"


def test_asking_who_leads_gives_the_leader_alone(answerer: Answerer) -> None:
    """`谁牵头` asks for one role."""
    assert _own(answerer.ask("海带育苗基地是谁牵头？")) == ["省科技厅"]


def test_a_clause_without_bearers_says_so(answerer: Answerer) -> None:
    """No department is invented where the clause names none."""
    answer = answerer.ask("渔船保险由哪个部门负责？")
    assert _own(answer) == []
    assert "未标注责任单位" in answer.text


def test_duties_of_a_department_list_its_clauses(answerer: Answerer) -> None:
    """The reverse question lists every clause that the department bears."""
    answer = answerer.ask("市民政局负责哪些工作？")
    assert answer.intent is Intent.DUTIES
    assert {citation.path for citation in answer.citations} == {"一", "二"}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云河省深水网箱一只补多少钱，封顶多少？", "60万元"),
        ("长者食堂每餐补多少钱", "4元"),
        ("渔船出险后多久内要交材料", "10个工作日"),
    ],
)
def test_fact_answers_hold_the_value(answerer: Answerer, question: str, value: str) -> None:
    """The text of a fact answer quotes the sentence with the value."""
    answer = answerer.ask(question)
    assert answer.status is AnswerStatus.ANSWERED
    assert value in answer.text


@pytest.mark.parametrize(
    "question",
    ["火星移民补贴怎么申请", "重庆深水网箱补贴多少", "推荐几家好吃的面馆", "海带出口退税税率是多少"],
)
def test_what_the_library_does_not_hold_is_refused(answerer: Answerer, question: str) -> None:
    """Another region, an unknown matter and small talk get no invented answer."""
    assert answerer.ask(question).status is AnswerStatus.INSUFFICIENT


def test_a_follow_up_keeps_the_topic(answerer: Answerer) -> None:
    """`那由谁负责` asks about the matter before it."""
    answer = answerer.ask("那由谁负责呢", context=["澜州市长者食堂每餐补多少钱？"])
    assert _own(answer) == ["市民政局", "市商务局"]


def test_a_wrong_figure_is_answered_by_the_sentence(answerer: Answerer) -> None:
    """A false premise meets the verbatim sentence with the right figure."""
    answer = answerer.ask("意见说要建海带育苗基地20个以上，对吧？")
    assert answer.status is AnswerStatus.INSUFFICIENT or "5个以上" in answer.text


def test_every_released_answer_passes_the_verifier(answerer: Answerer) -> None:
    """What the answer says stands in its citations."""
    for question in ("海带育苗基地由哪个部门负责？", "长者食堂每餐补多少钱", "市民政局负责哪些工作？"):
        answer = answerer.ask(question)
        names = [one.name for one in answer.departments]
        assert not find_faults(answer.text, answer.citations, names=names)


def test_quotes_are_verbatim(answerer: Answerer, library: Library) -> None:
    """Every quote is its span of the document's text."""
    answer = answerer.ask("海带育苗基地由哪个部门负责？")
    for citation in answer.citations:
        assert citation.quote == citation.span.cut(library.document(citation.document_id).text)
