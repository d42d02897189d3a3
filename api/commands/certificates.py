"""The certificate of reading, as a table for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from api.schemas.documents import CertificateJson

_METHODS = {"text": "文字层", "ocr": "文字识别", "none": "无文字"}
_PAGES_SHOWN = 12


def show_certificate(out: Console, certificate: CertificateJson) -> None:
    """Print where the characters of each page went, the gaps and the warnings."""
    table = Table(title="阅读凭证", title_justify="left", box=None, header_style="dim", pad_edge=False)
    for name in ("页", "字数", "入条款", "版面附属", "未归属", "覆盖率", "方式"):
        table.add_column(name, justify="right" if name != "方式" else "left")
    pages = certificate["pages"]
    for page in pages[:_PAGES_SHOWN]:
        figures = (page["page"], page["characters"], page["assigned"], page["furniture"], page["unassigned"])
        method = _METHODS.get(page["method"], page["method"])
        table.add_row(*(str(figure) for figure in figures), f"{page['coverage']:.1%}", method)
    if len(pages) > _PAGES_SHOWN:
        table.add_row("…", *[""] * 5, f"共 {len(pages)} 页")
    out.print(table)
    for gap in certificate["gaps"]:
        out.print(f"编号中断：第 {gap['page']} 页，{gap['after']} 之后直接是 {gap['before']}", style="yellow")
    for warning in certificate["warnings"]:
        out.print(f"提示：{warning}", style="yellow", markup=False)
    out.print("结论：完整" if certificate["complete"] else "结论：不完整，请核对原文", style="bold")


def overview(rows: list[tuple[str, str, CertificateJson | None, str]]) -> Table:
    """Return one row per file: name, status, coverage of its certificate, what to know."""
    table = Table(title="入库结果", title_justify="left", header_style="dim", expand=False)
    for name in ("文件", "结果", "页", "字数", "覆盖率", "凭证", "说明"):
        table.add_column(name, justify="right" if name in ("页", "字数", "覆盖率") else "left", overflow="fold")
    for name, status, certificate, reason in rows:
        table.add_row(name, status, *_figures(certificate), reason)
    return table


def _figures(certificate: CertificateJson | None) -> tuple[str, str, str, str]:
    if certificate is None:
        return "", "", "", ""
    pages = certificate["pages"]
    characters = sum(page["characters"] for page in pages)
    covered = sum(page["assigned"] + page["furniture"] for page in pages)
    coverage = covered / characters if characters else 1.0
    return str(len(pages)), str(characters), f"{coverage:.1%}", "完整" if certificate["complete"] else "不完整"
