"""Lays a sample out as an official A4 document: red head, title, body in 宋体, ruled tables, page numbers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from corpus.samples.source import MARK, Sample

_FONTS = {
    "Song": "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
    "Kai": "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf",
}
_MARGIN = 74  # points; GB/T 9704-2012 asks for 28 mm at the binding edge
_WIDTHS = {"序号": 0.4, "重点任务": 1, "工作举措": 2.6, "完成时限": 1}


def write_pdf(sample: Sample, path: Path) -> None:
    """Write the sample as PDF to `path`. Raises OSError where a font is not installed."""
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415  a build-time library

    _register_fonts()
    layout = SimpleDocTemplate(
        str(path), leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=80, bottomMargin=76, invariant=1
    )
    layout.title, layout.author = sample.title, MARK
    furniture = partial(_draw_furniture)
    layout.build(_story(sample), onFirstPage=furniture, onLaterPages=furniture)


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415  a build-time library
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415  a build-time library

    for name, file in _FONTS.items():
        pdfmetrics.registerFont(TTFont(name, file))


def _draw_furniture(canvas: Any, layout: Any) -> None:
    canvas.saveState()
    canvas.setFont("Song", 10.5)
    canvas.drawCentredString(297, 800, MARK)
    canvas.drawCentredString(297, 44, f"— {layout.page} —")
    canvas.restoreState()


def _story(sample: Sample) -> list[Any]:
    from reportlab.platypus import Paragraph, Spacer  # noqa: PLC0415  a build-time library

    style = _styles()
    story: list[Any] = []
    if sample.head:
        story += [Paragraph(sample.head, style["head"]), Spacer(1, 10)]
    story += [Paragraph(sample.number, style["number"]), Paragraph(sample.title, style["title"])]
    if sample.addressee:
        story.append(Paragraph(sample.addressee, style["plain"]))
    for block in sample.blocks:
        story.append(Paragraph(block, style["body"]) if isinstance(block, str) else _table(block, style["cell"]))
    signature = [Paragraph(issuer, style["signature"]) for issuer in sample.issuers]
    return [*story, Spacer(1, 24), *signature, Paragraph(sample.date, style["signature"])]


def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415  a build-time library

    base = {"fontName": "Song", "fontSize": 15, "leading": 26, "wordWrap": "CJK"}
    return {
        "head": ParagraphStyle(
            "head", **{**base, "fontName": "Kai", "fontSize": 26, "leading": 40}, alignment=1, textColor="#c00000"
        ),
        "number": ParagraphStyle("number", **base, alignment=1, spaceAfter=14),
        "title": ParagraphStyle(
            "title", **{**base, "fontName": "Kai", "fontSize": 20, "leading": 32}, alignment=1, spaceAfter=18
        ),
        "plain": ParagraphStyle("plain", **base),
        "body": ParagraphStyle("body", **base, firstLineIndent=30),
        "signature": ParagraphStyle("signature", **base, alignment=2, rightIndent=30),
        "cell": ParagraphStyle("cell", **{**base, "fontSize": 10.5, "leading": 15}),
    }


def _table(rows: tuple[tuple[str, ...], ...], style: Any) -> Any:
    from reportlab.platypus import Paragraph, Table  # noqa: PLC0415  a build-time library

    shares = [_WIDTHS.get(name, 1.2) for name in rows[0]]
    room = 595 - 2 * _MARGIN
    widths = [room * share / sum(shares) for share in shares]
    cells = [[Paragraph(cell, style) for cell in row] for row in rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.6, "#000000"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(cells, colWidths=widths, style=grid, repeatRows=1, spaceBefore=8, spaceAfter=8)
