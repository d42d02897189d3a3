from __future__ import annotations

from pathlib import Path

from ingest.layout.arrange import arrange
from ingest.raw import RawFile
from ingest.readers.text import read_text


def _read(folder: Path, text: str, name: str = "意见.txt") -> RawFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_text(path)


def test_that_opening_pairs_become_hints_and_no_text(tmp_path: Path) -> None:
    """Collections put the metadata above the document."""
    raw = _read(tmp_path, "标题：云河省若干措施\n发文字号：云政发〔2031〕4号\n\n各市人民政府：\n正文。\n")
    assert dict(raw.hints) == {"标题": "云河省若干措施", "文号": "云政发〔2031〕4号"}
    assert arrange(raw).text == "各市人民政府：\n正文。\n"


def test_that_a_single_pair_may_be_a_sentence(tmp_path: Path) -> None:
    """One line with a colon is no block of metadata."""
    raw = _read(tmp_path, "来源：本文由三部分组成。\n一、总体要求\n")
    assert raw.hints == ()


def test_that_a_line_broken_inside_a_bracket_is_whole_again(tmp_path: Path) -> None:
    """Extracted text breaks before digits of another font."""
    raw = _read(tmp_path, "云政发〔\n            2031〕4号\n正文。\n")
    assert raw.pages[0].lines[0].text == "云政发〔2031〕4号"


def test_that_loosely_set_text_closes_up(tmp_path: Path) -> None:
    """A file with a blank after every letter says nothing by its blanks."""
    raw = _read(tmp_path, "支 持 民 营 企 业 发 展\n优 化 营 商 环 境\n张三 李四\n")
    assert [line.text for line in raw.pages[0].lines] == ["支持民营企业发展", "优化营商环境", "张三李四"]


def test_that_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    """Text extracted from a PDF keeps its pages."""
    assert len(_read(tmp_path, "第一页。\f第二页。\f").pages) == 2


def test_that_markdown_headings_and_tables_are_seen(tmp_path: Path) -> None:
    """The marks go, the words stay."""
    text = "# 云河省若干措施\n\n## 一、**支持**研发\n\n甲\n乙\n\n- 第一项\n- 第二项\n\n"
    text += "|事项|单位|\n|---|---|\n|研发|省科技厅|\n"
    page = _read(tmp_path, text, "措施.md").pages[0]
    assert [(line.text, line.tag) for line in page.lines[:2]] == [
        ("云河省若干措施", "title"),
        ("一、支持研发", "heading"),
    ]
    assert page.tables[0].rows == (("事项", "单位"), ("研发", "省科技厅"))
    assert page.tables[0].after == 6
    assert [line.paragraph for line in page.lines[2:]] == [True, False, True, True]
