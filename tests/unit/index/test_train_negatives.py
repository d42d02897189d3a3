"""Hard negatives share words with the question and are no answer to it."""

from random import Random

from index import train_negatives
from index.train_data import MATTER, Matter
from index.train_negatives import mine_negatives

_SAY = "第{}家松果厂对设备给予补贴，标准另行公布，由第{}科办理。"


def test_a_negative_is_another_passage_of_the_source():
    """Each pair gets passages that hold the question's words, never its own answer nor another answer to it."""
    pairs = [(f"第{n}家松果厂设备补贴", _SAY.format(n, n)) for n in range(40)]
    pairs.append((pairs[0][0], _SAY.format(0, 99)))
    found = mine_negatives({"wence_questions": pairs}, Random(1))  # noqa: S311  reproducible, not secret
    assert set(found) == set(pairs)
    for (question, passage), rivals in found.items():
        assert 0 < len(rivals) <= 6
        assert passage not in rivals
        assert not {other for asked, other in pairs if asked == question} & set(rivals)


def test_a_small_source_has_none():
    """Too few passages to rank: every one of them might be an answer."""
    random = Random(1)  # noqa: S311  reproducible, not secret
    assert mine_negatives({"wence_questions": [("松果补贴", "给予补贴。")]}, random) == {}


def test_the_siblings_of_a_matter_are_its_negatives(monkeypatch):
    """However few matters there are: who asks to close a cold store is not shown how to open one."""
    opened = Matter("冷库", "冷库备案（新申请）", "商务部门", "新冷库去哪登记", "首次投用的。")
    closed = Matter("冷库", "冷库备案（注销）", "商务部门", "冷库不用了怎么销号", "停止经营的。")
    monkeypatch.setattr(train_negatives, "read_matters", lambda: [opened, closed])
    pair = (closed.name, closed.conditions)
    random = Random(1)  # noqa: S311  reproducible, not secret
    assert mine_negatives({MATTER: [pair]}, random) == {pair: (opened.conditions,)}
