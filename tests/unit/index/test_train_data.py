"""Training pairs are kept back by whole passages, and nothing trained on repeats them."""

from __future__ import annotations

from zlib import crc32

import pytest

from index import train_data
from index.train_data import hold_out, read_own_questions

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
