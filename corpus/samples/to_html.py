"""Writes a sample as a saved government web page: menu, metadata table, body, site footer."""

from __future__ import annotations

from html import escape
from pathlib import Path

from corpus.samples.source import MARK, Sample

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_云河省政策文件库（虚构）</title>
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{date}">
</head>
<body>
<div class="nav"><a href="#">首页</a> <a href="#">政务公开</a> <a href="#">办事服务</a> <a href="#">互动交流</a></div>
<div class="crumbs">当前位置：首页 &gt; 政策文件库</div>
<table class="info">
<tr><td>发文机关</td><td>{issuer}</td><td>发文字号</td><td>{number}</td></tr>
<tr><td>成文日期</td><td>{date}</td><td>说明</td><td>{mark}</td></tr>
</table>
<h1>{title}</h1>
<div class="content">
{body}
</div>
<div class="footer">{mark} 主办单位：云河省政策文件库（虚构） 网站地图 联系我们</div>
</body>
</html>
"""


def write_html(sample: Sample, path: Path) -> None:
    """Write the sample as an HTML page to `path`."""
    body = "\n".join(_block(block) for block in sample.blocks)
    end = "\n".join(f'<p class="right">{escape(line)}</p>' for line in (*sample.issuers, sample.date))
    facts = {"title": sample.title, "issuer": "、".join(sample.issuers), "number": sample.number, "date": sample.date}
    shown = {name: escape(value) for name, value in facts.items()}
    path.write_text(_PAGE.format(**shown, mark=MARK, body=f"{body}\n{end}"), encoding="utf-8")


def _block(block: str | tuple[tuple[str, ...], ...]) -> str:
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>"
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block)
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"
