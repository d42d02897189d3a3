"""The sample files say what their sources say, and every one is read whole."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from corpus.model import ClauseKind, Parse
from corpus.samples.source import MARK, Sample, read_sample
from corpus.samples.to_html import write_html
from ingest.pipeline import parse_file

ROOM = Path(__file__).parents[2] / "corpus" / "samples"
SOURCES = sorted((ROOM / "sources").glob("*.md"))


@cache
def parsed(path: Path) -> tuple[Sample, Parse]:
    """Return a sample's source and what reading its built file gave."""
    sample = read_sample(path)
    return sample, parse_file(ROOM / "files" / f"{sample.name}.{sample.format}")


def squeeze(text: str) -> str:
    """Return the text without blanks."""
    return "".join(text.split())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_file_says_what_its_source_says(path: Path) -> None:
    """Title and number are read as written, and the reading is complete."""
    sample, parse = parsed(path)
    assert parse.document.title == sample.title
    assert parse.document.number == sample.number
    assert parse.document.certificate.complete


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_paragraph_and_cell_arrives_in_a_clause(path: Path) -> None:
    """Whatever the format did to it, the text of each source block stands whole in one clause."""
    sample, parse = parsed(path)
    texts = [squeeze(clause.text) for clause in parse.clauses]
    cells = [cell for block in sample.blocks if not isinstance(block, str) for row in block for cell in row]
    paragraphs = [block for block in sample.blocks if isinstance(block, str)]
    whole = "".join(texts)
    assert [cell for cell in cells if squeeze(cell) not in whole] == []
    assert [one for one in paragraphs if squeeze(one) not in whole] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_sample_is_marked_as_fictional(path: Path) -> None:
    """The mark is on the page, and is furniture, not policy."""
    _, parse = parsed(path)
    assert MARK in "".join(piece.text for piece in parse.document.furniture)
    assert MARK not in parse.document.text


def test_the_task_table_becomes_rows_over_two_pages() -> None:
    """Fifteen tasks, the repeated header dropped, each with its lead."""
    _, parse = parsed(next(path for path in SOURCES if path.stem.startswith("07")))
    rows = [clause for clause in parse.clauses if clause.kind is ClauseKind.TABLE_ROW]
    leads = {duty.clause_id for duty in parse.responsibilities if duty.role.value == "lead"}
    assert len(rows) == 15
    assert {row.id for row in rows} <= leads
    assert {row.page for row in rows} == {1, 2}


def test_the_built_page_is_the_source_built_again(tmp_path: Path) -> None:
    """Nobody edited a built HTML file by hand."""
    for path in SOURCES:
        sample = read_sample(path)
        if sample.format == "html":
            write_html(sample, tmp_path / "neu.html")
            assert (tmp_path / "neu.html").read_bytes() == (ROOM / "files" / f"{sample.name}.html").read_bytes()
