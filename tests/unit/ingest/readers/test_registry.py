from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorruptSourceError, UnsupportedFormatError
from ingest.readers.registry import READERS, is_readable, read
from ingest.readers.sniff import sniff

TEXT = "云河省关于支持中小企业的若干措施\n一、加大财政支持\n"


def test_that_every_reader_of_the_registry_can_be_loaded() -> None:
    """A misspelled module or function would show only when a file of that kind comes."""
    assert all(callable(reader.load()) for reader in READERS)


def test_that_no_two_readers_claim_one_suffix() -> None:
    """The registry is data: a suffix leads to one reader."""
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_that_a_web_page_called_doc_is_read_as_what_it_is(tmp_path: Path) -> None:
    """Offices export pages under Word's suffix; a warning says so."""
    path = tmp_path / "通知.doc"
    path.write_text(f"<html><body><p>{TEXT * 3}</p></body></html>", encoding="utf-8")
    raw = read(path)
    assert raw.format == "html"
    assert "实际内容是网页" in raw.warnings[0]


def test_that_a_picture_called_pdf_is_named_for_what_it_is(tmp_path: Path) -> None:
    """The suffix is not trusted."""
    path = tmp_path / "意见.pdf"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    with pytest.raises(CorruptSourceError, match="实际是JPEG 图片"):
        read(path)


def test_that_an_unknown_format_says_which_ones_are_read(tmp_path: Path) -> None:
    """The next step is in the message."""
    path = tmp_path / "表.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le"))
    with pytest.raises(UnsupportedFormatError, match="另存为 PDF"):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_that_text_is_text_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    """UTF-16 without a byte order mark shows by where its zero bytes stand."""
    path = tmp_path / "意见.txt"
    path.write_bytes((TEXT * 20).encode(encoding))
    assert sniff(path).key == "txt"
    assert read(path).pages[0].lines[0].text == "云河省关于支持中小企业的若干措施"


def test_that_lock_files_of_office_programs_are_not_picked_up() -> None:
    """Word leaves `~$…docx` beside an open document."""
    assert not is_readable(Path("~$意见.docx"))
    assert is_readable(Path("意见.DOCX"))
