"""Extraction is scored per document and pattern, and misses are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import SourceNotFoundError
from eval.__main__ import main
from eval.extraction import evaluate, find_document

TEXT = """云河省关于发展远洋渔业的意见
一、夯实基础
（一）建设远洋渔港，完善补给设施。（省农业农村厅、省财政厅按职责分工负责）
（二）更新远洋渔船，给予资金支持。（省财政厅负责）
"""


def row(snippet: str, *names: str, role: str = "responsible") -> dict[str, object]:
    """Return an invented label row."""
    departments = [{"name": name, "role": role} for name in names]
    return {"doc": "Y1", "kind": "bracket", "path": "一、（一）", "snippet": snippet, "departments": departments}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one invented document."""
    (tmp_path / "Y1_远洋渔业.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_right_rows_are_exact(folder: Path) -> None:
    """All names with their roles, none too many."""
    report = evaluate([row("完善补给设施", "省农业农村厅", "省财政厅")], folder)
    assert (report.total.precision, report.total.recall, report.total.exact) == (1.0, 1.0, 1.0)
    assert report.misses == []


def test_a_missed_a_surplus_and_a_wrong_role_are_told_apart(folder: Path) -> None:
    """One labelled body is not in the text, one extracted is not in the label, one role differs."""
    rows = [row("完善补给设施", "省农业农村厅", "省水利厅"), row("给予资金支持", "省财政厅", role="lead")]
    report = evaluate(rows, folder)
    assert report.misses[0].missed == ("省水利厅",)
    assert report.misses[0].extra == ("省财政厅",)
    assert len(report.misses[1].wrong_role) == 1
    assert report.patterns["bracket"].counts["rows"] == 2


def test_the_command_prints_every_group_and_miss(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`wence eval extraction` is this call."""
    gold = folder / "gold.jsonl"
    gold.write_text(json.dumps(row("完善补给设施", "省水利厅"), ensure_ascii=False), encoding="utf-8")
    assert main(["extraction", str(gold), "--documents", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "Y1" in printed
    assert "漏 省水利厅" in printed


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The message says which and how to point to it."""
    with pytest.raises(SourceNotFoundError, match="Z9"):
        find_document("Z9", tmp_path)
