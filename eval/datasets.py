"""Retrieval test sets on disk: the layouts of BEIR and C-MTEB (JSON Lines) and of TREC (tables).

Texts: `corpus.jsonl` (`_id` or `id`, `title`, `text`) or `corpus.tsv`, `collection.tsv` (id, text). Questions:
`queries.jsonl` or `queries.tsv`, `topics.tsv`. Grades: `qrels.tsv`, `qrels/test.tsv`, `qrels.jsonl` (BEIR, C-MTEB) or
`qrels.txt` (TREC: query, 0, text, grade). JSON Lines and tables may be packed (`.gz`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorruptSourceError, SourceNotFoundError

_TEXTS = ("corpus.jsonl", "corpus.tsv", "collection.tsv", "collection.jsonl")
_QUERIES = ("queries.jsonl", "queries.tsv", "topics.tsv", "topics.jsonl")
_GRADES = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv", "qrels.jsonl", "qrels/test.jsonl", "qrels.txt", "qrels.trec")
_IDS = {"text": ("_id", "id", "docid", "pid"), "query": ("_id", "id", "qid")}
_GRADE_COLUMNS = (("query-id", "qid"), ("corpus-id", "pid", "docid"), ("score", "grade", "label"))
_TREC_COLUMNS = 4
_ADVICE = "格式见 docs/evaluation.md：BEIR、C-MTEB 或 TREC"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Texts by id, queries by id, and for each query the relevant texts with their grade."""

    name: str
    corpus: Mapping[str, str]
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def read_dataset(folder: Path) -> Dataset:
    """Return the set in `folder`; queries without a relevant text are left out.

    Raises SourceNotFoundError where a part is missing, CorruptSourceError naming the file and line that is wrong.
    """
    wanted = {"文本": _TEXTS, "问题": _QUERIES, "标注": _GRADES}
    files = {part: _found(folder, names) for part, names in wanted.items()}
    missing = [f"{part}（{names[0]}）" for part, names in wanted.items() if files[part] is None]
    texts, questions, grades = files.values()
    if texts is None or questions is None or grades is None:
        raise SourceNotFoundError(str(folder), f"缺少{'、'.join(missing)}", advice=_ADVICE)
    relevant = _relevant(grades)
    queries = {query: text for query, text in _texts(questions, _IDS["query"]) if query in relevant}
    if not queries:
        raise CorruptSourceError(str(folder), "没有一个问题有标注的相关文本", advice="请核对问题与标注的编号")
    return Dataset(folder.resolve().name, dict(_texts(texts, _IDS["text"])), queries, relevant)


def _found(folder: Path, names: tuple[str, ...]) -> Path | None:
    paths = (folder / f"{name}{packed}" for name in names for packed in ("", ".gz"))
    return next((path for path in paths if path.is_file()), None)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank with their numbers, from a packed file too. Raises CorruptSourceError."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorruptSourceError(str(path), f"读不出来（{error}）", advice="文件应为 UTF-8 文本") from error


def _is_table(path: Path) -> bool:
    return ".jsonl" not in path.name


def _texts(path: Path, ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield id and text; a title stands before its text."""
    for number, line in read_lines(path):
        try:
            if _is_table(path):
                name, text = line.split("\t", 1)
                row: Mapping[str, object] = {"id": name, "text": text}
            else:
                row = json.loads(line)
            name = str(next(row[key] for key in ids if key in row))
            title, text = str(row.get("title") or ""), str(row["text"])
        except (ValueError, LookupError, StopIteration, AttributeError, TypeError) as error:
            raise _broken(path, number, "应有编号和 text") from error
        yield name, text if not title or text.startswith(title) else f"{title}\n{text}"


def _relevant(path: Path) -> dict[str, dict[str, int]]:
    """Return the texts of each query that have a grade above 0; a first line of names is passed over."""
    found: dict[str, dict[str, int]] = {}
    for number, line in read_lines(path):
        try:
            query, text, grade = _grade(line, table=_is_table(path))
        except (ValueError, LookupError, StopIteration, AttributeError, TypeError) as error:
            if number == 1 and _is_table(path):
                continue
            raise _broken(path, number, "应有问题编号、文本编号和等级") from error
        if grade > 0:
            found.setdefault(query, {})[text] = grade
    return found


def _grade(line: str, *, table: bool) -> tuple[str, str, int]:
    if not table:
        row = json.loads(line)
        query, text, grade = (next(row[key] for key in keys if key in row) for keys in _GRADE_COLUMNS)
        return str(query), str(text), int(grade)
    cells = line.split("\t") if "\t" in line else line.split()
    if len(cells) >= _TREC_COLUMNS:
        cells = [cells[0], cells[2], cells[3]]
    return cells[0], cells[1], int(cells[2])


def _broken(path: Path, number: int, expected: str) -> CorruptSourceError:
    return CorruptSourceError(str(path), f"第 {number} 行读不出来：{expected}", advice=_ADVICE)
