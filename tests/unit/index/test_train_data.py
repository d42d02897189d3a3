"""Training pairs are kept back by whole passages, and nothing trained on repeats them."""

from __future__ import annotations

from zlib import crc32

import pytest

from index import train_data
from index.train_data import (
    MATTER,
    MATTER_ASKED,
    Matter,
    hold_out,
    matter_groups,
    read_matters,
    read_own_questions,
    siblings,
)

_FIRST = "澜州市对新建的共享中试平台按设备投入的两成给予补助。"
_SECOND = "云河省每年从专项资金中安排一部分支持县域物流节点建设。"


@pytest.fixture(autouse=True)
def _everything_is_kept_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_data, "HELD_OUT", {"questions": 1})


def test_a_passage_kept_back_is_trained_on_under_no_other_name() -> None:
    """Another source that repeats a sentence of a passage kept back loses that pair, and only that one."""
    groups = {
        "questions": [("平台能补多少", _FIRST)],
        "headings": [("补助", f"一、支持范围\n{_FIRST}"), ("物流", _SECOND)],
    }
    kept, back = hold_out(groups)
    assert back == {"questions": [("平台能补多少", _FIRST)]}
    assert kept == {"questions": [], "headings": [("物流", _SECOND)]}


def test_short_sentences_tie_no_passages_together() -> None:
    """A phrase that many texts share, such as 特此通知, keeps nothing back."""
    kept, _ = hold_out({"questions": [("何时起算", f"{_FIRST}特此通知。")], "titles": [("通知", "特此通知。")]})
    assert kept["titles"] == [("通知", "特此通知。")]


def test_our_own_questions_find_their_passage_by_its_checksum(tmp_path, monkeypatch) -> None:
    """A question belongs to the raw text with its checksum; one whose text is not there is left out."""
    monkeypatch.setattr(train_data, "_TRAINING", tmp_path)
    rows = [f"{crc32(_FIRST.encode()):08x}\tc\t建中试平台给补多少", "00000000\tk\t没有这段"]
    (tmp_path / "questions.tsv").write_text("# 说明\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert read_own_questions([_SECOND, _FIRST]) == [("建中试平台给补多少", _FIRST)]


_OPEN = Matter("冷库", "冷库备案（新申请）", "商务部门", "刚盖的冷库去哪登记", "库容一千立方米以上、首次投用的。")
_SHUT = Matter("冷库", "冷库备案（注销）", "商务部门", "冷库不用了怎么销号", "停止经营、货物已清空的。")
_ELSE = Matter("网箱", "深水网箱登记", "渔业部门", "海里的箱子登记不", "在核准海域投放的。")


def test_a_matter_teaches_by_name_and_by_question() -> None:
    """Its conditions are found by its name and by what people ask; the question also leads to the name."""
    groups = matter_groups([_OPEN])
    assert groups[MATTER] == [(_OPEN.name, _OPEN.conditions)]
    assert groups[MATTER_ASKED] == [(_OPEN.question, _OPEN.conditions)]
    assert groups["matters_named"] == [(_OPEN.question, "冷库备案（新申请） 商务部门")]


def test_matters_of_a_family_are_told_apart() -> None:
    """The conditions of the same family are rivals, those of another are not."""
    assert siblings([_OPEN, _SHUT, _ELSE]) == {
        _OPEN.conditions: (_SHUT.conditions,),
        _SHUT.conditions: (_OPEN.conditions,),
        _ELSE.conditions: (),
    }


def test_our_matters_are_well_formed() -> None:
    """Five filled columns each, no conditions twice."""
    matters = read_matters()
    assert len(matters) > 4_000
    assert len({one.conditions for one in matters}) == len(matters)
