"""Renderings of one real document read the same; every labelled row of a real table is a row with its header."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.authority.departments import squash
from corpus.model import ClauseKind, Parse
from eval.extraction import find_document
from eval.parity import compare, compare_part
from ingest.parsing import parse_file
from ingest.readers.ocr import available_engine

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(("one", "two"), [("B28", "B29"), ("B32", "B31")])
def test_pdf_and_word_of_one_document_read_the_same(shared: Path, one: str, two: str) -> None:
    """At least 99.5 % of the characters, and the same clauses."""
    first, second = (parse_file(find_document(name, shared / "docs")) for name in (one, two))
    parity = compare(first, second, (one, two))
    assert parity.equal >= 0.995
    assert parity.apart == ()


@pytest.mark.parametrize("name", ["opinion_newspaper.pdf", "opinion_newspaper.txt"])
def test_the_opinion_s_prints_read_the_same(shared: Path, name: str) -> None:
    """The newspaper alone has a closing line, 下转."""
    folder = shared / "docs" / "opinion"
    parity = compare(parse_file(folder / "opinion_official.pdf"), parse_file(folder / name), ("official", name))
    assert parity.equal >= 0.995
    assert parity.apart == (("落款",),)


def test_the_opinion_s_scan_reads_like_its_text(shared: Path) -> None:
    """The first four pages, by RapidOCR; Tesseract reads .79 of this skewed, speckled scan."""
    if available_engine() != "rapidocr":
        pytest.skip("RapidOCR is not installed: pip install 'wence[ocr]'")
    folder = shared / "docs" / "opinion"
    truth, scan = (parse_file(folder / name) for name in ("opinion_official.pdf", "opinion_scan_first4pages.pdf"))
    parity = compare_part(truth, scan, ("official", "scan"))
    assert parity.equal >= 0.98
    assert parity.apart == ()


def _rows(shared: Path, name: str) -> list[dict[str, str]]:
    lines = (shared / "gold" / "departments_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for line in lines if (row := json.loads(line))["doc"] == name and row["kind"] == "table"]


@pytest.mark.parametrize("name", ["B07", "B17"])
def test_labelled_rows_are_table_rows_with_their_header(shared: Path, name: str) -> None:
    """Each snippet stands in a clause of kind table_row, inside a table whose columns are named."""
    parse = parse_file(find_document(name, shared / "docs"))
    rows = _rows(shared, name)
    assert rows
    for row in rows:
        assert _header_of(row["snippet"], parse), row["path"]


def _header_of(snippet: str, parse: Parse) -> tuple[str, ...]:
    wanted = squash(snippet)
    for clause in parse.clauses:
        if clause.kind is ClauseKind.TABLE_ROW and wanted in squash(clause.text):
            tables = [one for one in parse.document.tables if one.span.start <= clause.span.start < one.span.end]
            return tuple(filter(None, tables[0].header)) if tables else ()
    return ()
