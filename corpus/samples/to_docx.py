"""Writes a sample as a Word document with a running head, headings and tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus.samples.source import MARK, Sample


def write_docx(sample: Sample, path: Path) -> None:
    """Write the sample as DOCX to `path`."""
    from docx import Document  # noqa: PLC0415  slow to import
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415  slow to import

    document = Document()
    document.core_properties.title, document.core_properties.author = sample.title, MARK
    document.sections[0].header.paragraphs[0].text = MARK
    document.add_paragraph(sample.title, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(sample.number).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in sample.blocks:
        _add(document, block)
    for line in (*sample.issuers, sample.date):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(path))


def _add(document: Any, block: str | tuple[tuple[str, ...], ...]) -> None:
    if isinstance(block, str):
        document.add_paragraph(block)
        return
    table = document.add_table(rows=len(block), cols=len(block[0]), style="Table Grid")
    for row, cells in zip(table.rows, block, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
