"""How a reading by OCR is held against the text layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.ocr_roundtrip import compare, table
from ingest.parsing import parse_file

TEXT = "云河省支持研发若干措施\n\n一、奖补政策\n（一）对企业给予奖励十万元。\n（二）对机构给予补助。\n"


@pytest.fixture
def parsed(tmp_path: Path):
    """Return a function that parses a text."""

    def parse(text: str):
        path = tmp_path / "措施.txt"
        path.write_text(text, encoding="utf-8")
        return parse_file(path)

    return parse


def test_one_wrong_character_and_a_lost_number_are_counted(parsed) -> None:
    """十 read as 千 is one error in the characters; （二） read as 二） loses one of three numbered clauses."""
    trip = compare(
        "甲.pdf", parsed(TEXT), parsed(TEXT.replace("十", "千").replace("（二）", "②)")), pages=1, seconds=2.0
    )
    assert trip.clauses == 3
    assert trip.found == pytest.approx(2 / 3)
    assert 1 - 4 / trip.characters <= trip.accuracy < 1


def test_the_last_row_weighs_by_size(parsed) -> None:
    """A document twice as long counts twice in the mean."""
    same = compare("甲|乙.pdf", parsed(TEXT), parsed(TEXT), pages=1, seconds=1.0)
    lines = list(table([same, same]))
    assert "甲\\|乙.pdf" in lines[2]
    assert lines[-1].startswith("| 全部 | 2 |")
    assert "100.00%" in lines[-1]
