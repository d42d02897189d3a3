"""Systems side by side: ours, a peer, a file from elsewhere; figures, differences, a page that needs no network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from corpus.errors import CorruptSourceError, SettingsError
from eval.__main__ import main
from eval.datasets import Dataset
from eval.mteb_model import WenceSearch
from eval.systems import Plan, read_run, run_all
from index.embed import SHIPPED

TEXTS = {
    "t1": "省科学技术厅负责中试平台认定。",
    "t2": "博士研究生每人每月领取租房补贴一千元。",
    "t3": "远洋船舶靠泊减免港口费用。",
    "t4": "<b>夜间照明</b>由市城市管理局治理。",
}
QUERIES = {"q1": "中试平台谁认定", "q2": "租房补贴多少", "q3": "船舶靠泊减免", "q4": "夜间照明<治理>"}
SET = Dataset("云河", TEXTS, QUERIES, {f"q{at}": {f"t{at}": 1} for at in range(1, 5)})
BAD_RUN = "q1 Q0 t2 1 3.5 外部\nq1 Q0 t1 2 1.5 外部\nq9 Q0 t1 1 1.0 外部\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the set as files, and a run from elsewhere that puts the wrong text first."""
    path = tmp_path / "云河"
    path.mkdir()
    (path / "corpus.tsv").write_text("".join(f"{one}\t{text}\n" for one, text in TEXTS.items()), encoding="utf-8")
    (path / "queries.tsv").write_text("".join(f"{one}\t{text}\n" for one, text in QUERIES.items()), encoding="utf-8")
    (path / "qrels.txt").write_text("".join(f"q{at} 0 t{at} 1\n" for at in range(1, 5)), encoding="utf-8")
    (path / "run.trec").write_text(BAD_RUN, encoding="utf-8")
    return path


def test_every_system_ranks_the_text_first_that_answers() -> None:
    """Ours and the peer; names as evaluators write them; times and costs are there."""
    runs = {made.system: made for made in run_all(SET, Plan(("bm25s", "bm25", "dense", "rerank")))}
    assert list(runs) == ["bm25s", "words", "dense", "hybrid"]
    for name in ("bm25s", "words", "hybrid"):
        assert [runs[name].rankings[query][0][0] for query in QUERIES] == list(TEXTS)
        assert runs[name].cost.milliseconds > 0
        assert runs[name].cost.build_seconds > 0


def test_several_models_run_the_vectors_of_each_and_the_words_once() -> None:
    """The model's name tells the systems apart."""
    plan = Plan(("words", "dense"), (None, str(SHIPPED)))
    assert [made.system for made in run_all(SET, plan)] == ["words", "dense", "dense@wence-static"]


def test_a_system_nobody_knows_is_named() -> None:
    """With the list of those there are."""
    with pytest.raises(SettingsError, match="elastic"):
        list(run_all(SET, Plan(("elastic",))))


def test_a_run_from_elsewhere_is_named_by_its_tag_or_as_asked(folder: Path) -> None:
    """Questions that the set does not have are left out."""
    assert read_run(SET, str(folder / "run.trec")).system == "外部"
    made = read_run(SET, f"别家={folder / 'run.trec'}")
    assert (made.system, made.rankings) == ("别家", {"q1": [("t2", 3.5), ("t1", 1.5)]})


@pytest.mark.parametrize(
    ("text", "said"), [("q1 Q0 t1 1 x 外部\n", "第 1 行"), ("q9 Q0 t1 1 1 外部\n", "没有一个问题")]
)
def test_a_run_that_does_not_fit_is_named(folder: Path, text: str, said: str) -> None:
    """The line that is wrong, or that nothing belongs to this set."""
    (folder / "run.trec").write_text(text, encoding="utf-8")
    with pytest.raises(CorruptSourceError, match=said):
        read_run(SET, str(folder / "run.trec"))


def test_the_command_compares_and_writes_a_page_that_loads_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Differences with p, the external run without times, every text escaped, no address in the page."""
    page = folder / "报告.html"
    words = ["--system", "words", "--system", "hybrid", "--run", f"别家={folder / 'run.trec'}", "--report", str(page)]
    assert main(["retrieval", str(folder), *words]) == 0
    out = capsys.readouterr().out
    assert "别家 比 words：nDCG@10 -0.842" in out
    assert "0 题胜 4 题负" in out
    html = page.read_text(encoding="utf-8")
    assert not re.search(r"https?:|<script|<link|@import|url\(", html)
    assert "夜间照明&lt;治理&gt;" in html
    assert html.count("<svg") == 2
    assert "检索评测报告" in html


def test_json_keeps_one_object_a_system(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads the lines finds nothing else there; measures are as asked."""
    assert main([str(folder), "--system", "words", "--system", "pairs", "--measure", "P@1", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["system"] for row in rows] == ["words", "pairs"]
    assert rows[0]["metrics"]["P@1"] == 1.0
    assert rows[0]["queries"][0] == {"id": "q1", "P@1": 1.0}


def test_a_baseline_that_did_not_run_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One Chinese line, exit 1."""
    assert main([str(folder), "--system", "words", "--baseline", "bm25s"]) == 1
    assert "bm25s" in capsys.readouterr().err


def test_the_wrapper_for_leaderboards_indexes_and_searches() -> None:
    """Rows as MTEB hands them over; a reranking task's candidates alone are kept."""
    model = WenceSearch()
    with pytest.raises(RuntimeError):
        model.search([], top_k=3)
    model.index([{"id": one, "title": "", "text": text} for one, text in TEXTS.items()], task_metadata=None)
    rows = [{"id": one, "text": text} for one, text in QUERIES.items()]
    found = model.search(rows, top_k=2, top_ranked=None, num_proc=None)
    assert [max(scores, key=scores.__getitem__) for scores in found.values()] == list(TEXTS)
    assert all(len(scores) <= 2 for scores in found.values())
    assert set(model.search(rows[:1], top_k=9, top_ranked={"q1": ["t1", "t3"]})["q1"]) <= {"t1", "t3"}
    with pytest.raises(ValueError, match="system"):
        WenceSearch("elastic")
