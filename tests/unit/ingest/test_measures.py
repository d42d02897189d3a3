"""A clause is split into its actions. All sentences are invented."""

import pytest

from corpus.authority.instruments import classify, instruments, side_of
from corpus.model import Clause, ClauseKind, Span
from ingest.measures import tag_measures


def measures(text, kind=ClauseKind.CLAUSE):
    """Return the measures of one clause that begins at character 7 of its document."""
    clause = Clause("D/一", "D", ("一",), "一、", kind, (), text, Span(7, 7 + len(text)), 1)
    found = tag_measures(None, (clause,))
    assert all(one.span.shift(-7).cut(text).strip() == one.span.shift(-7).cut(text) for one in found)
    return found


def test_every_action_is_a_measure_with_its_own_words():
    """Two verbs give two measures; the annotation at the end belongs to none."""
    text = "（一）鼓励中小企业开展松果加工技术改造，给予最高50万元补助。（省财政厅负责）"
    first, second = measures(text)
    assert (first.verb, first.modality, first.instrument, first.beneficiaries) == (
        "鼓励", "encourage", "科技支持", ("中小企业",)
    )  # fmt: skip
    assert (second.verb, second.object, second.modality, second.instrument) == (
        "给予",
        "最高50万元补助",
        "must",
        "资金投入",
    )
    assert first.span.shift(-7).cut(text) == "鼓励中小企业开展松果加工技术改造"


@pytest.mark.parametrize(
    ("words", "verb", "modality"),
    [
        ("建立完善松果质量追溯机制。", "建立完善", "must"),
        ("探索建立松果银行。", "探索建立", "explore"),
        ("围绕松果深加工，积极引进龙头企业。", "引进", "must"),
        ("各县区政府要加强松果林防火。", "加强", "must"),
        ("支持高校培养松果人才。", "支持", "encourage"),
        ("不得擅自砍伐松果林。", "不得", "must"),
    ],
)
def test_the_verb_and_its_tense_are_read(words, verb, modality):
    """Two verbs in a row are one, adverbs and frames are passed over, a subject may stand before."""
    assert [(one.verb, one.modality) for one in measures(words)] == [(verb, modality)]


@pytest.mark.parametrize("kind", [ClauseKind.TITLE, ClauseKind.PREAMBLE, ClauseKind.CLOSING])
def test_titles_and_preambles_do_nothing(kind):
    """Only clauses that order something have measures."""
    assert measures("推进松果产业发展若干措施。", kind) == ()


@pytest.mark.parametrize(
    ("words", "instrument", "side"),
    [
        ("减免城镇土地使用税和企业所得税", "税收优惠", "环境面"),
        ("提供贷款贴息和融资担保", "金融支持", "环境面"),
        ("预留政府采购份额", "政府采购", "需求面"),
        ("建设松果博士后工作站培养人才", "人才培养", "供给面"),
        ("发放消费券促消费", "市场塑造", "需求面"),
        ("开好松果大会", "策略性措施", "环境面"),
    ],
)
def test_cue_words_show_the_instrument(words, instrument, side):
    """The taxonomy has three sides and a name for each kind."""
    assert classify(words) == instrument
    assert side_of(instrument) == side


def test_the_taxonomy_has_the_three_sides():
    """Supply, environment and demand."""
    assert {one.side for one in instruments()} == {"供给面", "环境面", "需求面"}
    assert side_of("没有") == ""
