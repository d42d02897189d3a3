"""Remarks are appended, bounded, and survive a cut-off line."""

import pytest

from api.feedback import FILE_NAME, FeedbackBook, Remark
from corpus.errors import LibraryError


def a_remark(comment):
    """Return a remark with this comment."""
    return Remark("2026-05-01T00:00:00+00:00", "谁管苔藓？", "answered", "up", comment)


def test_the_newest_remark_comes_first_and_a_torn_line_is_passed_over(tmp_path):
    """What a crash left half written hides no other remark."""
    book = FeedbackBook(tmp_path)
    assert book.latest(5) == []
    book.add(a_remark("一\n二"))
    with (tmp_path / FILE_NAME).open("ab") as file:
        file.write(b'{"time": "2026\n')
    book.add(a_remark("三"))
    assert [one.comment for one in book.latest(5)] == ["三", "一\n二"]
    assert len(book.latest(1)) == 1


def test_a_full_book_takes_no_more(tmp_path):
    """The file never grows beyond its limit, and the reader is told."""
    book = FeedbackBook(tmp_path, limit=300)
    book.add(a_remark("短"))
    with pytest.raises(LibraryError, match="反馈已满"):
        book.add(a_remark("长" * 100))
    assert (tmp_path / FILE_NAME).stat().st_size <= 300
