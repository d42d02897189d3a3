"""A table of firms becomes a table of matches."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from corpus.errors import ProfileError
from qa.batch import COLUMNS, read_firms, write_matches

TABLE = (
    "企业,地区,人数,营业收入（万元）,资质\n"
    "甲公司（虚构）,云河省澜州市,48,1600,科技型中小企业、高新技术企业\n"
    ",,,,\n乙公司（虚构）,,,,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_in_either_encoding_is_read_row_by_row(tmp_path: Path, encoding: str) -> None:
    """Money in 万元 becomes yuan, empty cells stay unknown, empty rows are no firms."""
    path = tmp_path / "企业.csv"
    path.write_text(TABLE, encoding=encoding)
    first, second = read_firms(path)
    assert (first.region, first.employees, first.revenue) == ("云河省澜州市", 48, 16_000_000.0)
    assert first.qualifications == ("科技型中小企业", "高新技术企业")
    assert (second.name, second.region, second.qualifications) == ("乙公司（虚构）", None, None)


def test_a_sheet_with_dates_is_read(tmp_path: Path) -> None:
    """A spreadsheet's own dates and numbers are taken as they are."""
    book = Workbook()
    book.active.append(["name", "成立日期", "研发占比"])
    book.active.append(["丙公司（虚构）", dt.datetime(2019, 5, 6), 0.04])  # noqa: DTZ001  a cell has no zone
    book.save(tmp_path / "f.xlsx")
    (firm,) = read_firms(tmp_path / "f.xlsx")
    assert (firm.registered, firm.rd_ratio) == (dt.date(2019, 5, 6), 0.04)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", "甲,乙\n1,2\n"), ("b.csv", ""), ("c.txt", "x"), ("d.xlsx", "no"), ("e.csv", "企业,人数\n甲,几个\n")],
)
def test_a_table_that_cannot_be_understood_is_refused_with_advice(tmp_path: Path, name: str, text: str) -> None:
    """The error names the file."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=name):
        read_firms(tmp_path / name)


def test_no_cell_of_the_result_is_a_formula(tmp_path: Path) -> None:
    """Words that begin with = stay words."""
    row = ("=1+1", *([""] * (len(COLUMNS) - 1)))
    assert write_matches([row], tmp_path / "o.xlsx") == 1
    sheet = load_workbook(tmp_path / "o.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_a_link_leads_to_the_promising_words_in_the_reader(tmp_path: Path) -> None:
    """The address names document, clause and characters, and the cell can be clicked."""
    address = "http://policy.example/#/document/d?clause=d%2F%E4%B8%80&start=3&end=9&page=2"
    row = (*([""] * (len(COLUMNS) - 1)), address)
    write_matches([row], tmp_path / "o.xlsx")
    cell = load_workbook(tmp_path / "o.xlsx").worksheets[0].cell(2, len(COLUMNS))
    assert (cell.value, cell.hyperlink.target) == (address, address)
