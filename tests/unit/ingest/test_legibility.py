from __future__ import annotations

from ingest.legibility import is_broken, is_common, judge

TEXT = "支持企业技术改造，对符合条件的给予补助，最高不超过五百万元。由省财政厅、省工业和信息化厅负责落实。" * 4


def test_that_an_official_text_is_legible() -> None:
    """Ordinary prose has neither broken nor rare characters."""
    assert judge([TEXT]) == judge([])


def test_that_a_few_private_glyphs_are_reported_but_do_not_spoil_a_text() -> None:
    """One glyph of a private font is a warning with its count."""
    seen = judge([TEXT, "\ue11e"])
    assert (seen.broken, seen.garbled) == (1, False)
    assert "1 个字符" in seen.reason


def test_that_many_private_glyphs_make_a_text_garbled() -> None:
    """Words are lost where half of a page is private glyphs."""
    assert judge([TEXT[:100] + "\ue11e" * 50]).garbled


def test_that_bullets_of_symbol_fonts_are_no_lost_words() -> None:
    """Word keeps its bullets between U+F000 and U+F0FF."""
    assert not is_broken("\uf0b7")
    assert is_broken("\ufffd")


def test_that_utf8_read_as_gbk_is_garbled() -> None:
    """The wrong table gives rare ideographs only."""
    assert judge([TEXT.encode().decode("gb18030", errors="ignore")]).garbled


def test_that_gbk_read_as_latin_is_garbled() -> None:
    """The wrong table gives accented letters and no ideograph."""
    assert judge([TEXT.encode("gb18030").decode("latin-1")]).garbled


def test_that_traditional_characters_are_common_too() -> None:
    """Documents of Hong Kong and Macau are legible."""
    assert is_common("業")
    assert is_common("业")
    assert not is_common("鎸")
