from __future__ import annotations

import pytest

from corpus.evidence import Intent
from qa.cover import held
from qa.cues import Want
from qa.question import read_question


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("海水淡化项目归哪个厅管？", Intent.DEPARTMENT),
        ("谁来给渔民发证", Intent.DEPARTMENT),
        ("冷库建设 责任单位", Intent.DEPARTMENT),
        ("冷库 专家智库 组建单位", Intent.DEPARTMENT),
        ("冷库项目 指导部门", Intent.DEPARTMENT),
        ("冷库 编制 事业单位", Intent.FACT),
        ("码头改造是哪几家在牵头", Intent.DEPARTMENT),
        ("省商务厅负责哪些工作", Intent.DUTIES),
        ("建冷库能拿多少补贴", Intent.INCENTIVE),
        ("这份办法还有效吗", Intent.VALIDITY),
        ("两份办法有什么区别", Intent.COMPARE),
        ("行业主管部门没定规则，地方能自己搞吗", Intent.FACT),
        ("明天天气怎么样", Intent.OFF_TOPIC),
        ("有什么好看的电影", Intent.OFF_TOPIC),
        ("拍电影有补贴吗", Intent.INCENTIVE),
        ("游戏出海哪个部门负责", Intent.DEPARTMENT),
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
        ("一个月发多少津贴", Want.AMOUNT),
        ("学费要交多少", Want.AMOUNT),
        ("加几分", Want.COUNT),
        ("场地有多大", Want.COUNT),
        ("上哪儿查结果", Want.PROCEDURE),
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


def test_an_official_term_replaces_the_part_that_is_everyday() -> None:
    """工资标准 is 工资条件 at most, and never 条件 alone."""
    terms = {term.word: term.others for term in read_question("渔民的工资标准是多少").terms}
    assert "条件" not in terms["工资标准"]


def test_what_only_asks_is_no_content() -> None:
    """能不能, 多少钱 and 百分之几 say nothing about the matter; a mere guess at a word says little."""
    assert [term.word for term in read_question("冷库能不能补贴多少钱").terms] == ["冷库", "补贴"]
    guessed, known = read_question("渔船建得大").terms, read_question("渔船").terms
    assert max(term.weight for term in guessed if term.word != "渔船") < known[0].weight


def test_words_that_ask_are_no_title() -> None:
    """要点 may end a document's name, but not here; what points at a document is no part of its name."""
    assert read_question("抵押能不能少要点").titles == ()
    assert read_question("国务院那份促渔业的意见几天内要落实").titles == ("促渔业的",)


def test_where_a_firm_comes_from_is_no_place_asked_for() -> None:
    """香港企业 in 天河 is asked of 天河."""
    regions = read_question("天河区给香港企业减多少税", known_regions=["广东省广州市天河区"]).regions
    assert [one.full for one in regions] == ["广东省广州市天河区"]
    assert [one.full for one in read_question("香港的渔业补贴").regions] == ["香港特别行政区"]


def test_everyday_wordings_bring_words_that_they_may_stand_for() -> None:
    """敬老院 may be what a policy calls 养老机构: looked for, but held for less than the word itself."""
    terms = read_question("敬老院多一张床给多少").terms
    term = next(term for term in terms if "养老机构" in (*term.others, *term.loose))
    assert term.word == "敬老院"
    assert held(term, "养老机构每张床位补助") < held(term, "敬老院每张床位补助") == 1.0
    assert "养老机构" in read_question("敬老院多一张床给多少").expanded
