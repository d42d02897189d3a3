"""A place of its own goes before its province; a place without a document is told so; odd counters are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.evidence import AnswerStatus
from corpus.library import Library
from corpus.model import Role
from qa.answer import Answerer
from qa.cues import Want, read_wants
from qa.question import AskedRegion
from qa.values import counter_missing, holds, number_missing
from qa.words import content_words
from tests.unit.qa.conftest import CountingSearcher, make_parse

_TEXT = "建设海岛算力驿站。支持海岛建设算力驿站，（{0}负责）"


@pytest.fixture
def answerer(tmp_path: Path) -> Answerer:
    """Return an answerer over one matter that a province and its town both rule."""
    library = Library.open(tmp_path / "library")
    opinion = make_parse(
        "云河省海岛算力意见", "云河省",
        [("一", "统筹海岛算力驿站建设任务。（省数据局负责）", (("省数据局", Role.RESPONSIBLE),))],
    )  # fmt: skip
    plan = make_parse(
        "澜州市工作要点", "云河省澜州市",
        [("三", _TEXT.format("市数据局"), (("市数据局", Role.RESPONSIBLE),))],
    )  # fmt: skip
    library.add([opinion, plan])
    return Answerer(library, CountingSearcher(library))


def test_the_towns_own_bureau_is_named_where_the_town_is_asked(answerer: Answerer) -> None:
    """The province's opinion says nearly the same; who asks for 澜州 gets 澜州's bureau."""
    answer = answerer.ask("云河省澜州市海岛算力驿站由哪个部门负责")
    assert [one.name for one in answer.departments] == ["市数据局"]


def test_the_provinces_bureau_is_named_where_the_province_is_asked(answerer: Answerer) -> None:
    """The other way round."""
    answer = answerer.ask("云河省海岛算力驿站建设任务由哪个部门负责")
    assert [one.name for one in answer.departments] == ["省数据局"]


def test_a_town_in_the_citys_document_is_found_where_it_is_named(tmp_path: Path) -> None:
    """Who asks for a county gets the clause of its city that names it, before the one that only has the words."""
    library = Library.open(tmp_path / "library")
    rows = [
        ("一", "支持各地建设海岛算力驿站。（市科技局负责）", (("市科技局", Role.RESPONSIBLE),)),
        ("二", "加快乐清海岛算力驿站建设。（市数据局负责）", (("市数据局", Role.RESPONSIBLE),)),
    ]
    library.add([make_parse("温州市工作要点", "浙江省温州市", rows)])
    answer = Answerer(library, CountingSearcher(library)).ask("温州乐清海岛算力驿站由哪个部门负责")
    assert [one.name for one in answer.departments] == ["市数据局"]


def test_that_a_province_is_not_answered_by_the_office_of_a_town(tmp_path: Path) -> None:
    """Of two clauses that fit alike, the one borne by the province's own office answers for the province."""
    library = Library.open(tmp_path / "library")
    rows = [
        ("一", "海岛算力驿站项目示例。（温州市数据局负责）", (("温州市数据局", Role.RESPONSIBLE),)),
        ("二", "海岛算力驿站项目建设。（省数据局负责）", (("省数据局", Role.RESPONSIBLE),)),
    ]
    library.add([make_parse("浙江省工作要点", "浙江省", rows)])
    answer = Answerer(library, CountingSearcher(library)).ask("浙江海岛算力驿站项目哪个部门负责")
    assert [one.name for one in answer.departments] == ["省数据局"]


def test_the_sentence_that_names_the_place_is_quoted(tmp_path: Path) -> None:
    """Of a national list of regions, the sentence with the province asked about answers."""
    library = Library.open(tmp_path / "library")
    text = "将全国划分为海岛算力驿站区域。其中，东部海岛算力驿站包括山东、浙江，西部包括四川、云南。各区域要协同。"
    library.add([make_parse("海岛算力驿站意见", "全国", [("一", text, ())])])
    answer = Answerer(library, CountingSearcher(library)).ask("海岛算力驿站里山东算哪个区域")
    assert "东部海岛算力驿站包括山东" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("text", "named"),
    [("推动乐清物联传感园", True), ("温州乐清项目", True), ("温州项目", False), ("乐于助人", False)],
)
def test_a_place_is_named_in_full_or_by_its_last_step(text: str, named: bool) -> None:  # noqa: FBT001  a parameter
    """温州乐清 is named where a text says 乐清."""
    assert AskedRegion("浙江省温州市乐清市", "温州乐清").is_named_in(text) is named


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("床位费一个月多少", "设置床位30张", True),
        ("床位费一个月多少", "每张床位每月收取1200元", False),
        ("门票要涨到几块", "推动文物数字化", True),
        ("补贴多少钱", "按投资额的30%给予补贴", False),
        ("补贴多少钱", "拖拉机\t3000\t台", False),
        ("联系电话是多少", "公布咨询投诉举报电话", True),
        ("联系电话是多少", "咨询电话：0570-3012345", False),
        ("电话找哪个部门要", "公布咨询电话", False),
    ],
)
def test_money_and_telephone_numbers_must_stand_in_the_text(question: str, text: str, missing: bool) -> None:  # noqa: FBT001  a parameter
    """A text that counts beds says no price, one that says who tells the number says no number."""
    assert number_missing(question, [text]) is missing


def test_an_odd_counter_must_stand_in_the_text() -> None:
    """`打几针` is not answered by a form that only names the vaccine, `几家` may be answered by 3户."""
    assert counter_missing("疫苗打几针", ["疫苗接种史：有、无"])
    assert not counter_missing("疫苗打几针", ["全程接种三针"])
    assert not counter_missing("要建几家", ["建设3户"])


def test_an_age_is_asked_for_and_recognised() -> None:
    """`多大年纪` wants an age; 1个 is none."""
    assert Want.AGE in read_wants("多大年纪以内可以")
    assert holds(Want.AGE, "18至45周岁")
    assert not holds(Want.AGE, "每推荐1个企业")


def test_words_that_tell_are_kept_and_glued_verbs_cut() -> None:
    """青年 and 重复 say what a clause is about; `做算力` is about 算力."""
    assert "青年" in content_words("支持青年创业")
    assert "重复" in content_words("能重复拿奖励吗")
    assert "算力" in content_words("AI方案做算力")


def test_a_question_where_nobody_is_named_as_lead_gets_the_bearers(answerer: Answerer) -> None:
    """`哪个局牵头` over an annotation without 牵头 names its bearers."""
    answer = answerer.ask("云河省澜州市海岛算力驿站哪个局牵头")
    assert answer.status is AnswerStatus.ANSWERED
    assert [one.name for one in answer.departments] == ["市数据局"]
