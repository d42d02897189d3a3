"""Invented objects for the tests of the doors."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.evidence import Answer, AnswerStatus, Citation, Intent, NamedDepartment
from corpus.model import (
    Amount,
    Box,
    Certificate,
    Clause,
    ClauseKind,
    Condition,
    Connective,
    Dates,
    Document,
    Incentive,
    Measure,
    PageRecord,
    Parse,
    Responsibility,
    Role,
    Span,
    Status,
    Test,
)

TEXT = "（一）支持苔藓育种。对注册在云河省的企业给予最高20万元补助。（省林草局牵头，省财政厅配合）"
ID = "00112233445566ff"


@pytest.fixture
def answer() -> Answer:
    """Return an invented answer with one citation."""
    citation = Citation(
        ID, "云河省苔藓产业若干措施", None, None, Status.IN_FORCE, f"{ID}/二/（一）", "二、（一）", 1,
        ((1, Box(10.04, 20, 30.25, 40)),), "省林草局牵头", TEXT, span_of("省林草局牵头"),
    )  # fmt: skip
    department = NamedDepartment("省林草局", "云河省林业和草原局", Role.LEAD, inherited=False, citation=0)
    return Answer(
        "谁管苔藓？", Intent.DEPARTMENT, AnswerStatus.ANSWERED, "省林草局牵头。", (department,), (), (citation,)
    )


def span_of(words: str) -> Span:
    """Return where the words stand in the invented text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def parse() -> Parse:
    """Return a document of one clause with one tag of each kind."""
    clause_id = f"{ID}/二/（一）"
    span = Span(0, len(TEXT))
    clause = Clause(clause_id, ID, ("二", "（一）"), "（一）", ClauseKind.CLAUSE, ("二、重点任务",), TEXT, span, 1)
    document = Document(
        id=ID, title="云河省苔藓产业若干措施", issuers=("云河省人民政府",), number=None,
        dates=Dates(written=dt.date(2026, 3, 1), expires=dt.date(2027, 12, 31)), region="云河省",
        status=Status.IN_FORCE, genre="若干措施", source="/无/苔藓.txt", format="txt", text=TEXT, page_count=1,
        lines=(), tables=(), furniture=(),
        certificate=Certificate((PageRecord(1, len(TEXT), len(TEXT)),)),
    )  # fmt: skip
    duties = (
        Responsibility(clause_id, "省林草局", "云河省林业和草原局", Role.LEAD, span_of("省林草局牵头")),
        Responsibility(clause_id, "省财政厅", None, Role.SUPPORT, span_of("省财政厅配合"), inherited_from=f"{ID}/一"),
    )
    test = Test("region", "is", "云河省", "注册在云河省", span_of("注册在云河省"))
    condition = Condition(Connective.ALL, (Condition(Connective.TEST, test=test),))
    amount = Amount(200_000.0, "yuan", "max", "最高20万元", span_of("最高20万元"))
    incentive = Incentive(
        f"{clause_id}#1", clause_id, span_of("给予最高20万元补助"), "grant", (amount,), "企业", condition
    )
    measure = Measure(clause_id, span_of("支持苔藓育种"), "支持", "苔藓育种", "财政支持")
    return Parse(document, (clause,), duties, (measure,), (incentive,))
