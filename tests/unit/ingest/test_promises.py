"""What a clause promises, and what only sounds like it."""

from __future__ import annotations

import pytest

from ingest.incentives.promises import find_promises


def _quotes(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_promises(text)]


def test_a_list_with_semicolons_is_one_promise_each() -> None:
    """Each branch with its own amount stands alone."""
    assert len(_quotes("对主板上市企业奖励300万元；对挂牌企业奖励50万元。")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "力争到2027年培育上市企业10家，产值突破500亿元。",
        "本办法所称平台，是指由政府认定的公共服务机构。",
        "弄虚作假骗取资金的，追回已拨付的补贴。",
        "本政策与其他政策存在交叉的，按照就高不重复原则执行。",
        "全市现有企业210家，实现营业收入128亿元。",
        "为加快产业发展，进一步支持企业创新，制定本办法。",
        "鼓励企业做大做强",
    ],
)
def test_goals_definitions_penalties_and_rules_promise_nothing(text: str) -> None:
    """They may hold figures and words of support, but nobody gets anything by them."""
    assert _quotes(text) == []


def test_support_in_words_is_a_promise_without_amount() -> None:
    """Qualitative support counts, and two kinds of it in one sentence are two promises."""
    found = find_promises("保障企业用能需求，通过盘活存量土地等方式，保障企业建设用地。")
    assert [one.kind for one in found] == ["energy", "land"]


def test_a_promise_in_general_words_joins_the_sentence_with_its_amount() -> None:
    """The general sentence and the exact one promise the same gift."""
    text = "支持企业积极开展跨境并购，补齐关键技术短板，给予并购方企业资金支持。按照交易额的5%给予并购方企业资金支持。"
    assert _quotes(text) == [text]


def test_a_bare_heading_is_no_promise() -> None:
    """The opening words of a clause only name what follows."""
    assert _quotes("鼓励科技创新。对首次认定的实验室给予30万元奖励。") == ["对首次认定的实验室给予30万元奖励。"]
