"""How a benefit is applied for: until when, with which papers, whom to call."""

from __future__ import annotations

import pytest

from corpus.model import Clause, ClauseKind, Span
from ingest.incentives.amounts import find_amounts
from ingest.incentives.applying import Applying, find_applying, for_promise
from ingest.incentives.torn_rows import read_passages


def _found(*rows: tuple[str, str]) -> tuple[Applying, ...]:
    text, clauses = "", []
    for path, words in rows:
        parts, span = tuple(path.split("/")), Span(len(text), len(text) + len(words))
        clauses.append(Clause(f"d/{path}", "d", parts, parts[-1], ClauseKind.CLAUSE, parts[:-1], words, span, 1))
        text += words
    return find_applying(read_passages(clauses), text)


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("企业应于每年5月1日至6月15日通过平台申报。", "每年5月1日至6月15日"),
        ("申请单位于每年7月底前向市商务局提出申请。", "每年7月底前"),
        ("申报时间为2027年3月1日至2027年3月20日，逾期不候。", "2027年3月1日至2027年3月20日"),
        ("本项奖励常年受理。", "常年受理"),
        ("自收到申请之日起7个工作日内完成审核。", ""),
        ("市财政局于每年9月底前提出预算安排。", ""),
        ("工程在2027年6月底前完工。", ""),
    ],
)
def test_the_window_is_the_applicants_not_the_offices(sentence: str, window: str) -> None:
    """Days on which offices act or works end are no window."""
    found = _found(("一", sentence))
    assert (found[0].window if found else "") == window


@pytest.mark.parametrize(
    ("sentence", "papers"),
    [
        ("企业应提交申请表、营业执照和上年审计报告。", ("申请表", "营业执照", "上年审计报告")),
        ("提交购销合同、发票等材料，由县级部门初审。", ("购销合同", "发票")),
        ("平台提供咨询、培训、法律服务。", ()),
    ],
)
def test_papers_are_listed_one_by_one(sentence: str, papers: tuple[str, ...]) -> None:
    """Services that are provided are no papers."""
    found = _found(("一", sentence))
    assert (found[0].materials if found else ()) == papers


def test_papers_may_be_items_below() -> None:
    """A lead with a colon opens a list of papers."""
    found = _found(("一", "申请人须提交以下材料：\n"), ("一/1", "1.身份证明；\n"), ("一/2", "2.租房合同，一式两份；\n"))
    assert found[0].materials == ("身份证明", "租房合同")


def test_a_telephone_for_complaints_is_no_contact() -> None:
    """Only a number to ask at counts."""
    assert (
        _found(("一", "咨询电话：0990-7654321（市商务局外贸科）。"))[0].contact
        == "咨询电话：0990-7654321（市商务局外贸科）"
    )
    assert not _found(("一", "监督举报电话：0990-7654322。"))


def test_a_statement_binds_the_part_that_promises() -> None:
    """Inside a promising section it binds that section; in a section of its own it binds all."""
    found = _found(("一/1", "提交采购合同、发票。"), ("三", "咨询电话：0990-7654321。"))
    promising = frozenset((("一", "1"), ("二", "1")))
    assert for_promise(found, "", ("一", "1"), promising).materials == ("采购合同", "发票")
    other = for_promise(found, "", ("二", "1"), promising)
    assert other.materials == ()
    assert other.contact == "咨询电话：0990-7654321"


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("每年安排3000万元发放数字消费券", "pool"),
        ("财政每年安排2亿元专项资金支持企业", "pool"),
        ("对获奖项目每年安排50万元专项资金", "fixed"),
        ("给予一次性奖励30万元", "fixed"),
    ],
)
def test_what_a_programme_spends_is_not_what_a_firm_gets(sentence: str, relation: str) -> None:
    """A pool is told from a sum for one firm."""
    assert [one.relation for one in find_amounts(sentence)] == [relation]
