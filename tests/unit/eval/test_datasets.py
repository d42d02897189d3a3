"""Test sets come as BEIR, C-MTEB or TREC lay them out; what is wrong is named with its line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from corpus.errors import CorruptSourceError, SourceNotFoundError
from eval.datasets import Dataset, read_dataset

TEXT = "省科技厅负责中试平台认定。"
WANTED = ({"t1": f"认定办法\n{TEXT}", "t2": "租房补贴。"}, {"q1": "谁认定"}, {"q1": {"t1": 2}})


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files; a name that ends in .gz is packed."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return folder


def parts(dataset: Dataset) -> tuple[object, ...]:
    """Return texts, questions and grades."""
    return dataset.corpus, dataset.queries, dataset.relevant


def test_beir(tmp_path: Path) -> None:
    """Ids with an underscore, titles, grades in a folder of their own with a head line."""
    corpus = (
        f'{{"_id": "t1", "title": "认定办法", "text": "{TEXT}"}}\n{{"_id": "t2", "title": "", "text": "租房补贴。"}}\n'
    )
    queries = '{"_id": "q1", "text": "谁认定"}\n{"_id": "q2", "text": "没有答案"}\n'
    grades = "query-id\tcorpus-id\tscore\nq1\tt1\t2\nq1\tt2\t0\n"
    files = {"corpus.jsonl": corpus, "queries.jsonl": queries, "qrels/test.tsv": grades}
    assert parts(read_dataset(write(tmp_path, files))) == WANTED


def test_c_mteb_packed(tmp_path: Path) -> None:
    """JSON Lines throughout, packed."""
    corpus = f'{{"id": "t1", "text": "认定办法\\n{TEXT}"}}\n{{"id": "t2", "text": "租房补贴。"}}\n'
    grades = '{"qid": "q1", "pid": "t1", "score": 2}\n'
    files = {"corpus.jsonl.gz": corpus, "queries.jsonl.gz": '{"id": "q1", "text": "谁认定"}\n', "qrels.jsonl": grades}
    assert parts(read_dataset(write(tmp_path, files))) == WANTED


def test_trec(tmp_path: Path) -> None:
    """Tables of id and text, grades in four columns without a head line."""
    files = {
        "collection.tsv": f"t1\t认定办法 {TEXT}\nt2\t租房补贴。\n",
        "topics.tsv": "q1\t谁认定\n",
        "qrels.txt": "q1 0 t1 2\nq1 0 t2 0\n",
    }
    corpus, queries, relevant = parts(read_dataset(write(tmp_path, files)))
    assert corpus == {"t1": f"认定办法 {TEXT}", "t2": "租房补贴。"}
    assert (queries, relevant) == WANTED[1:]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("corpus.tsv", "t1\t甲\nt2\n", "corpus.tsv：第 2 行"),
        ("qrels.txt", "q1 0 t1 1\nq1 t1\n", "qrels.txt：第 2 行"),
        ("queries.tsv", "q9\t谁认定\n", "没有一个问题"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    """The file and the line, and where the formats are described."""
    files = {"corpus.tsv": "t1\t甲\n", "queries.tsv": "q1\t谁认定\n", "qrels.txt": "q1 0 t1 1\n", name: text}
    with pytest.raises(CorruptSourceError, match=said):
        read_dataset(write(tmp_path, files))


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    """A file in another encoding is said so, and no traceback."""
    write(tmp_path, {"queries.tsv": "q1\t谁认定\n", "qrels.txt": "q1 0 t1 1\n"})
    (tmp_path / "corpus.tsv").write_bytes("t1\t甲\n".encode("gb18030"))
    with pytest.raises(CorruptSourceError, match="UTF-8"):
        read_dataset(tmp_path)


def test_all_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    """Nobody wants to be told one file at a time."""
    with pytest.raises(SourceNotFoundError, match=r"文本.*问题.*标注"):
        read_dataset(tmp_path)
