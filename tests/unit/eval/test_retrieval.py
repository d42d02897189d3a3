"""A whole benchmark run on a set of three texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import SourceNotFoundError
from eval.__main__ import main
from eval.datasets import read_dataset

TEXTS = {"t1": "省科技厅负责中试平台认定。", "t2": "人才租房补贴每人每月一千元。", "t3": "船舶靠泊减免费用。"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a test set of three texts, two answerable queries and one without a relevant text."""
    rows = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in TEXTS.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    queries = {"q1": "中试平台谁认定", "q2": "租房补贴多少", "q3": "没有答案"}
    rows = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in queries.items()]
    (tmp_path / "queries.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tt1\t1\nq2\tt2\t1\n", encoding="utf-8")
    return tmp_path


def test_queries_without_a_relevant_text_are_left_out(folder: Path) -> None:
    """They could never be answered right, so they say nothing of a ranker."""
    assert set(read_dataset(folder).queries) == {"q1", "q2"}


def test_a_run_prints_figures_and_writes_rankings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two easy queries are both right; the TREC file holds the ranking."""
    assert main([str(folder), "--system", "hybrid", "--json", "--out", str(folder / "out")]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["metrics"]["nDCG@10"] == 1.0
    assert len(report["queries"]) == 2
    (trec,) = (folder / "out").glob("*.trec")
    assert trec.read_text(encoding="utf-8").startswith("q1 Q0 t1 1 ")


def test_a_folder_that_is_no_test_set_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One Chinese line, exit 1."""
    assert main([str(tmp_path)]) == 1
    assert "corpus.jsonl" in capsys.readouterr().err
    with pytest.raises(SourceNotFoundError):
        read_dataset(tmp_path)
