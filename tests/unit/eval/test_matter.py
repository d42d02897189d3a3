"""The department of a matter is told by its neighbours, never by itself."""

import json

import pytest

from corpus.errors import SourceNotFoundError
from eval.matter import evaluate, read_matters

ROWS = [
    ("松果加工厂食品生产许可", "云河省市场监督管理局"),
    ("松果饮料厂食品生产许可变更", "云河省市场监督管理局"),
    ("幼儿园教师资格认定", "云河省教育厅"),
    ("小学教师资格认定", "云河省教育厅"),
    ("渔船检验", "云河省农业农村厅"),
]


def test_a_matter_alone_of_its_kind_is_not_told(tmp_path):
    """Four of five have a neighbour of their department; the ship has none and may not find itself."""
    lines = [json.dumps({"name": name, "department": department}) for name, department in ROWS]
    (tmp_path / "items.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = evaluate(read_matters(tmp_path), "words")
    assert (found.nearest, found.among_five) == (0.8, 0.8)


def test_a_folder_without_matters_is_named(tmp_path):
    """The message says which file is missing."""
    with pytest.raises(SourceNotFoundError, match=r"items\.jsonl"):
        read_matters(tmp_path)
