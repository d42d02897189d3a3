from __future__ import annotations

import pytest

from corpus.evidence import Intent
from qa.cues import Want
from qa.question import read_question


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("海水淡化项目归哪个厅管？", Intent.DEPARTMENT),
        ("谁来给渔民发证", Intent.DEPARTMENT),
        ("冷库建设 责任单位", Intent.DEPARTMENT),
        ("码头改造是哪几家在牵头", Intent.DEPARTMENT),
        ("省商务厅负责哪些工作", Intent.DUTIES),
        ("建冷库能拿多少补贴", Intent.INCENTIVE),
        ("这份办法还有效吗", Intent.VALIDITY),
        ("两份办法有什么区别", Intent.COMPARE),
        ("明天天气怎么样", Intent.OFF_TOPIC),
        ("你好", Intent.CHAT),
        ("冷库的最小面积是多大", Intent.FACT),
    ],
)
def test_intents_are_read_from_the_asking_words(question: str, intent: Intent) -> None:
    """Colloquial, formal and keyword-only questions show what they want."""
    assert read_question(question).intent is intent


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("补多少钱", Want.AMOUNT),
        ("按什么比例补", Want.RATIO),
        ("几天内答复", Want.DEADLINE),
        ("怎么申请", Want.PROCEDURE),
        ("要带什么材料", Want.MATERIALS),
        ("联系电话", Want.CONTACT),
        ("什么是链主企业", Want.DEFINITION),
        ("哪些企业能申请", Want.SCOPE),
    ],
)
def test_the_kind_of_value_is_read(question: str, want: Want) -> None:
    """Each kind of value has its asking words."""
    assert want in read_question(question).wants


def test_region_year_and_document_are_read() -> None:
    """Places are named in full; target years are no document years."""
    question = read_question("杭州2024年那份《冷链方案》到2027年要建多少冷库")
    assert [region.full for region in question.regions] == ["浙江省杭州市"]
    assert question.years == (2024,)
    assert "冷链方案" in question.titles


def test_where_the_asker_lives_is_no_subject() -> None:
    """`我们是太原一家公司` says where the asker is."""
    assert read_question("我们是太原一家公司，想建冷库").regions[0].home


def test_everyday_words_bring_official_terms() -> None:
    """敲钟 brings 上市 along."""
    terms = {term.word: term.others for term in read_question("公司想去敲钟有奖吗").terms}
    assert any("上市" in others for others in terms.values())


def test_a_follow_up_takes_region_and_intent_from_before() -> None:
    """`那市级的呢` keeps the region and the intent of the question before it."""
    question = read_question("那市级的呢", context=["杭州国家级冷库归哪个局管？"])
    assert question.intent is Intent.DEPARTMENT
    assert question.regions[0].full == "浙江省杭州市"
    assert any(term.word == "冷库" for term in question.terms)


def test_the_firm_s_region_fills_in_for_a_missing_one() -> None:
    """A profile's region counts where the question names none."""
    assert read_question("建冷库有补贴吗", home="山西省").regions[0].full == "山西省"


def test_how_many_departments_are_asked_for() -> None:
    """`哪两个厅` expects two."""
    assert read_question("冷库归哪两个厅管").bearers == 2
