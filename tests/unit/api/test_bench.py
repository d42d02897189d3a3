"""Runs on disk: listed, compared, never a file outside their folder."""

import json

import pytest

from api.bench import RunShelf, as_csv, compare, default_folder, ranking_of, texts_of
from api.schemas.benches import query_json
from corpus.errors import SourceNotFoundError


def make(folder, system, values, trec="q1 Q0 t1 1 2.0 x\nq1 Q0 t2 2 1.0 x\n"):
    """Write an invented run."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{"id": name, "nDCG@10": value} for name, value in values.items()]
    report = {"dataset": "苔藓", "system": system, "metrics": {"nDCG@10": 0.5}, "queries": rows}
    (folder / f"苔藓-{system}.json").write_text(json.dumps(report), encoding="utf-8")
    (folder / f"苔藓-{system}.trec").write_text(trec, encoding="utf-8")


def test_runs_are_found_in_the_folder_and_one_below_and_rubbish_is_left_out(tmp_path):
    """A TREC file without its report, or with a broken one, is no run."""
    make(tmp_path, "a", {"q1": 1.0})
    make(tmp_path / "春", "b", {"q1": 0.5})
    (tmp_path / "lone.trec").write_text("", encoding="utf-8")
    (tmp_path / "odd.trec").write_text("", encoding="utf-8")
    (tmp_path / "odd.json").write_text("[]", encoding="utf-8")
    assert [run.id for run in RunShelf(tmp_path).runs()] == ["春/苔藓-b", "苔藓-a"]
    assert RunShelf(tmp_path / "nothing").runs() == ()


@pytest.mark.parametrize("run_id", ["../secret", "/etc/passwd", "苔藓-b", ""])
def test_a_run_is_only_looked_up_never_opened_by_its_name(tmp_path, run_id):
    """What is not listed is not there, wherever its name points."""
    make(tmp_path / "runs", "a", {"q1": 1.0})
    make(tmp_path, "secret", {"q1": 1.0})
    with pytest.raises(SourceNotFoundError):
        RunShelf(tmp_path / "runs").run(run_id)


def test_a_comparison_counts_by_hand(tmp_path):
    """Three queries in both: one better, one worse, one the same; a query of one run alone does not count."""
    make(tmp_path, "a", {"q1": 0.2, "q2": 0.9, "q3": 0.5, "q4": 1.0})
    make(tmp_path, "b", {"q1": 1.0, "q2": 0.5, "q3": 0.5})
    shelf = RunShelf(tmp_path)
    made = compare(shelf.run("苔藓-a"), shelf.run("苔藓-b"), "nDCG@10")
    assert (made.wins, made.losses, made.ties) == (1, 1, 1)
    assert made.difference == pytest.approx((0.8 - 0.4) / 3)
    assert [query for query, _, _ in made.rows] == ["q1", "q2", "q3"]
    assert made.interval[0] <= made.difference <= made.interval[1]
    assert compare(shelf.run("苔藓-a"), shelf.run("苔藓-b"), "no such").rows == []


def test_a_query_shows_grades_and_what_was_missed(tmp_path):
    """t2 is relevant and ranked second; t9 is relevant and was not found."""
    make(tmp_path, "a", {"q1": 0.2})
    kept = {
        "queries": {"q1": "谁管苔藓"},
        "relevant": {"q1": {"t2": 2, "t9": 1}},
        "texts": {"t2": "市林业局管", "t9": "另"},
    }
    (tmp_path / "苔藓-a.texts.json").write_text(json.dumps(kept), encoding="utf-8")
    run = RunShelf(tmp_path).run("苔藓-a")
    row = query_json("q1", [run])
    assert (row["text"], row["relevant"]) == ("谁管苔藓", 2)
    assert [(one["id"], one["grade"], one["text"]) for one in row["runs"][0]["passages"]] == [
        ("t1", 0, ""),
        ("t2", 2, "市林业局管"),
    ]
    assert [one["id"] for one in row["runs"][0]["missed"]] == ["t9"]
    assert ranking_of(run, "q1", depth=1) == [("t1", 1, 2.0)]


def test_a_run_without_texts_is_shown_all_the_same(tmp_path):
    """Runs written by earlier versions kept no texts."""
    make(tmp_path, "a", {"q1": 0.2})
    run = RunShelf(tmp_path).run("苔藓-a")
    assert texts_of(run) == {"queries": {}, "relevant": {}, "texts": {}}
    assert query_json("q1", [run])["runs"][0]["metrics"] == {"nDCG@10": 0.2}


def test_the_table_opens_in_a_spreadsheet(tmp_path):
    """UTF-8 with its mark, a head and a row for each query."""
    make(tmp_path, "a", {"q1": 0.2, "q2": 1.0})
    body = as_csv(RunShelf(tmp_path).run("苔藓-a"))
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.decode("utf-8-sig").splitlines() == ["id,nDCG@10", "q1,0.2", "q2,1.0"]


def test_runs_lie_beside_the_library_unless_set(tmp_path):
    """`library` and `runs` are neighbours."""
    assert default_folder(tmp_path / "library") == tmp_path / "runs"
