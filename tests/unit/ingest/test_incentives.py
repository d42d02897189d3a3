"""Incentives of an invented document, with the conditions that bind them."""

from __future__ import annotations

import datetime as dt

from corpus.model import Certificate, Dates, Document, Incentive, Status
from ingest.flow import Flow
from ingest.incentives.extract import extract_incentives
from ingest.structure.split import split_clauses

TEXT = """云河省澜州市支持企业创新若干措施
一、申报条件
（一）在澜州市行政区域内登记注册、具有独立法人资格；
（二）上一年度营业收入不低于1000万元的企业。
二、支持政策
（一）对首次认定的高新技术企业给予20万元奖励。
（二）加快建设国家智能检测示范平台（以下简称“平台”）。对入驻平台的中小企业，符合条件的按实际支出给予最高30%的补助，每家企业每年不超过50万元。（责任单位：市科技局）
（三）力争到2028年培育规上企业500家。
三、本措施自2026年1月1日起施行，有效期3年。
"""


def _extract(text: str = TEXT) -> tuple[Document, tuple[Incentive, ...]]:
    outline = split_clauses(Flow(text, (), (), ()), "d")
    dates = Dates(effective=dt.date(2026, 1, 1), expires=dt.date(2028, 12, 31))
    document = Document(
        "d", outline.title, (), None, dates, "云河省澜州市", Status.IN_FORCE, "措施", "d.txt", "txt", text, 1,
        (), (), (),
        Certificate(()),
    )  # fmt: skip
    return document, extract_incentives(document, outline.clauses, ())


def test_every_promise_is_found_and_the_goal_is_not() -> None:
    """Two gifts are promised; the number of firms to be grown is none of them."""
    document, found = _extract()
    quotes = [one.span.cut(document.text) for one in found if one.amounts]
    assert len(quotes) == 2
    assert not any("500家" in quote for quote in quotes)


def test_every_condition_is_verbatim() -> None:
    """Slicing the document by a condition's span gives its text."""
    document, found = _extract()
    tests = [test for one in found for test in one.condition.tests()]
    assert tests
    assert all(test.span.cut(document.text) == test.text for test in tests)


def test_conditions_of_a_separate_section_bind_every_promise() -> None:
    """申报条件 stands once and holds for both gifts."""
    _, found = _extract()
    for one in found:
        assert any(test.attribute == "revenue" and test.value == 10_000_000.0 for test in one.condition.tests())


def test_vague_gates_are_kept_not_dropped() -> None:
    """符合条件的 leaves its content open and must stay visible."""
    _, found = _extract()
    tests = [test for one in found if one.amounts for test in one.condition.tests()]
    assert any(test.attribute == "other" and "符合条件" in test.text for test in tests)


def test_the_validity_is_the_documents() -> None:
    """The last day is inclusive."""
    _, found = _extract()
    assert {(one.valid_from, one.valid_to) for one in found} == {(dt.date(2026, 1, 1), dt.date(2028, 12, 31))}


def test_ids_are_unique() -> None:
    """Two promises of one clause have two ids."""
    _, found = _extract()
    assert len({one.id for one in found}) == len(found)
