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
    found = evaluate(read_matters(tmp_path), "words", "name")
    assert (found.nearest, found.among_five) == (0.8, 0.8)


def test_a_whole_record_is_compared_within_its_level(tmp_path):
    """Two matters of one name, the city's and the province's: only the whole record tells them apart."""
    levels = {"市级": "澜州市水务局", "省级": "云河省水利厅"}
    rows = [
        {"name": f"{river}取水许可", "department": department, "level": level, "materials": [f"{river}水量说明"]}
        for level, department in levels.items()
        for river in ("苔河", "松河")
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "items.jsonl").write_text("\n".join(lines), encoding="utf-8")
    matters = read_matters(tmp_path)
    assert evaluate(matters, "words", "name").nearest == 0  # the twin of the other level is nearer by name
    assert evaluate(matters, "words", "record").nearest == 1


def test_a_folder_without_matters_is_named(tmp_path):
    """The message says which file is missing."""
    with pytest.raises(SourceNotFoundError, match=r"items\.jsonl"):
        read_matters(tmp_path)
