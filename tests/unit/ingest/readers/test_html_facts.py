"""Facts that a page states in a table beside its text become hints; words of a site menu do not."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.html import read_html

PAGE = """<html><body>
<div class="nav"><a>首页</a> <a>来源</a> <a>政务公开</a> <a>名称</a> <a>互动交流</a></div>
<table><tr><td>发文机关</td><td>云河省水利厅</td><td>发文字号</td><td>云水发〔2031〕7号</td></tr>
<tr><td>成文日期</td><td>2031年3月4日</td><td>说明</td><td>虚构</td></tr></table>
<h1>云河省节水灌溉办法</h1>
<div class="content"><p>第一条 为节约用水，制定本办法。</p>
<p>第二条 灌溉用水实行总量控制，由水行政主管部门逐级下达年度计划。</p>
<p>第三条 鼓励采用喷灌、微灌，对新建高效节水灌溉工程，按投资额给予补助，具体办法另行制定。</p></div>
<div class="footer">版权所有 网站地图</div>
</body></html>"""


def test_a_table_above_the_text_gives_hints_and_the_menu_none(tmp_path: Path) -> None:
    """发文字号 and its value are a pair; 来源 in the menu is no fact."""
    path = tmp_path / "seite.html"
    path.write_text(PAGE, encoding="utf-8")
    hints = dict(read_html(path).hints)
    assert hints["文号"] == "云水发〔2031〕7号"
    assert hints["发文机关"] == "云河省水利厅"
    assert "来源" not in hints
