from __future__ import annotations

import pytest

from corpus.library import Library
from corpus.model import Clause, ClauseKind, Responsibility, Role, Span
from qa.departments import asked_role, nearest_group, of_role, same_department
from qa.duties import DutyBook
from qa.question import read_question

_TEXT = "建设冷库。（省商务厅负责）改造码头。（省交通厅牵头，省商务厅配合）"


def _clause(text: str = _TEXT, kind: ClauseKind = ClauseKind.CLAUSE) -> Clause:
    return Clause("d/一", "d", ("一",), "一", kind, (), text, Span(0, len(text)), 1)


def _duty(name: str, role: Role, at: int) -> Responsibility:
    return Responsibility("d/一", name, None, role, Span(at, at + len(name)))


_DUTIES = (
    _duty("省商务厅", Role.RESPONSIBLE, _TEXT.index("省商务厅")),
    _duty("省交通厅", Role.LEAD, _TEXT.index("省交通厅")),
)


def test_each_passage_has_its_own_annotation() -> None:
    """The bracket behind the sentence counts, and a name noted at its first mention counts in it too."""
    at = _TEXT.index("改造码头")
    group = nearest_group(_clause(), _DUTIES, Span(at, at + 5))
    assert {duty.name for duty in group} == {"省交通厅", "省商务厅"}
    assert {duty.name for duty in nearest_group(_clause(), _DUTIES, Span(0, 5))} == {"省商务厅"}


def test_a_name_with_brackets_of_its_own_does_not_end_the_annotation() -> None:
    """All of `〔责任单位：省市场监管局（省知识产权局）、省科技厅〕` bears the sentence before it."""
    text = "打造机器人服务站。引导企业强化服务。〔责任单位：省市场监管局（省知识产权局）、省科技厅〕"
    names = ("省市场监管局（省知识产权局）", "省科技厅")
    duties = [_duty(name, Role.RESPONSIBLE, text.index(name)) for name in names]
    group = nearest_group(_clause(text), duties, Span(0, 9))
    assert [duty.name for duty in group] == list(names)


def test_a_table_row_is_one_passage() -> None:
    """Lead and support columns of a row belong together."""
    row = _clause(kind=ClauseKind.TABLE_ROW)
    assert len(nearest_group(row, _DUTIES, Span(0, 5))) == 2


@pytest.mark.parametrize(
    ("question", "role"), [("谁牵头", Role.LEAD), ("哪个部门配合", Role.SUPPORT), ("归哪个厅管", None)]
)
def test_the_role_asked_for_is_read(question: str, role: Role | None) -> None:
    """牵头 and 配合 ask for one role."""
    assert asked_role(question) is role


def test_a_role_that_nobody_has_gives_all() -> None:
    """Asking who supports where nobody does still names the bearers."""
    assert len(of_role(_DUTIES, Role.SUPPORT)) == 2


def test_a_short_name_means_the_body_of_the_province() -> None:
    """省药监局 in a question is the body that the document names in full."""
    duty = Responsibility("d/一", "省药监局", "云河省药品监督管理局", Role.LEAD, Span(0, 4))
    assert same_department("药监局", "药品监督管理局", duty)
    assert not same_department("省商务厅", "省商务厅", duty)


def test_duties_of_another_region_stay_out(library: Library) -> None:
    """A document of another place than the one asked for is left out."""
    question = read_question("市民政局负责哪些工作")
    ids = {card.title[:3]: card.id for card in library.summaries()}
    book = DutyBook(library)
    assert len(book.of(question, {}, {})) == 2
    assert book.of(question, {}, {ids["澜州市"]: -1.0}) == ()
