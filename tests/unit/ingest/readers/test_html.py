from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ResourceLimitError
from ingest.layout.arrange import arrange
from ingest.raw import RawFile
from ingest.readers.html import MAX_DEPTH, read_html, tidy

PROSE = "<p>云河省支持中小企业技术改造，对符合条件的项目给予补助。</p><p>由省工业和信息化厅负责，省财政厅配合。</p>"
PAGE = f"""<html><head><title>若干措施的通知 - 云河省人民政府</title><meta name="PubDate" content="2031-05-06 10:00">
<script>var menu = "甲";</script></head><body><div class="header"><ul><li><a href="/">首页</a></li>
<li>无障碍</li></ul></div>
<div class="crumbs">当前位置：首页 &gt; 政策</div><table><tr><td>索引号：</td><td>0012/2031-3</td><td>发文机关：</td>
<td>云河省人民政府</td></tr><tr><td>文号：</td><td>云政发〔2031〕4号</td><td>成文日期：</td><td>2031年5月1日</td></tr></table>
<h1>若干措施的通知</h1><div class="TRS_Editor">{PROSE * 3}</div><div style="display:none">{PROSE}</div>
<div class="footer">主办：云河省人民政府办公厅</div></body></html>"""


def _read(folder: Path, text: str) -> RawFile:
    path = folder / "页.html"
    path.write_text(text, encoding="utf-8")
    return read_html(path)


def test_that_only_title_and_document_are_text(tmp_path: Path) -> None:
    """Menus, breadcrumbs, hidden copies and the imprint stay outside."""
    text = arrange(_read(tmp_path, PAGE)).text
    assert text.startswith("若干措施的通知\n云河省支持")
    assert text.count("省财政厅配合") == 3
    assert not any(word in text for word in ("首页", "当前位置", "主办", "索引号", "var menu"))


def test_that_the_metadata_table_gives_hints(tmp_path: Path) -> None:
    """Label and value stand in cells beside each other."""
    hints = dict(_read(tmp_path, PAGE).hints)
    assert hints["文号"] == "云政发〔2031〕4号"
    assert hints["发文机关"] == "云河省人民政府"
    assert hints["发布日期"].startswith("2031-05-06")


def test_that_no_character_of_the_page_is_lost(tmp_path: Path) -> None:
    """What is not text is furniture; only scripts and styles are neither."""
    raw = _read(tmp_path, PAGE)
    flow = arrange(raw)
    kept = flow.text + "".join(piece.text for piece in flow.furniture)
    assert len("".join(kept.split())) == raw.pages[0].characters


def test_that_merged_cells_keep_the_grid(tmp_path: Path) -> None:
    """A row under a merged cell has None in its place; a caption over all columns stands before the table."""
    table = (
        "<table><tr><td colspan=3>附件 任务分工表</td></tr><tr><th>序号</th><th>任务</th><th>单位</th></tr>"
        "<tr><td rowspan=2>1</td><td>技改</td><td>省工业和信息化厅</td></tr>"
        "<tr><td>贴息</td><td>省财政厅</td></tr></table>"
    )
    page = _read(tmp_path, f"<html><body><div class='zoom'>{PROSE * 3}{table}</div></body></html>").pages[0]
    assert page.tables[0].rows[2] == (None, "贴息", "省财政厅")
    assert page.lines[-1].text == "附件 任务分工表"


def test_that_a_table_around_the_whole_page_is_a_frame(tmp_path: Path) -> None:
    """Old pages lay out with tables."""
    raw = _read(tmp_path, f"<html><body><table><tr><td>{PROSE * 3}</td></tr></table></body></html>")
    assert raw.pages[0].tables == ()
    assert len(raw.pages[0].lines) == 6


def test_that_a_page_hidden_until_its_script_runs_is_read(tmp_path: Path) -> None:
    """Some sites hide the body and show it by script."""
    raw = _read(tmp_path, f"<html><body style='visibility: hidden'><div class='zoom'>{PROSE * 3}</div></body></html>")
    assert "省财政厅配合" in arrange(raw).text


def test_that_a_page_of_any_depth_ends_soon(tmp_path: Path) -> None:
    """Parsers take quadratic time on deep pages, so they are refused."""
    with pytest.raises(ResourceLimitError, match="嵌套"):
        _read(tmp_path, "<div>" * (MAX_DEPTH + 1) + PROSE)


def test_that_line_ends_of_the_source_are_no_blanks() -> None:
    """A browser shows a blank there, a printer would not."""
    assert tidy("  省财政厅\n   负责\xa0\xa0落实 AI\n应用\u3000") == "省财政厅负责 落实 AI 应用"
