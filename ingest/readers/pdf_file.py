"""PDF files with OCR where it is installed: what the registry calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.raw import RawFile
from ingest.readers.ocr import available_engine, install_advice, ocr_page
from ingest.readers.pdf import read_pdf


def read_pdf_file(path: Path) -> RawFile:
    """Return the pages of a PDF, scanned ones by OCR; without an OCR engine they stay unread and a warning says so."""
    raw = read_pdf(path, ocr=ocr_page if available_engine() else None)
    unread = [str(page.number) for page in raw.pages if page.method == "none"]
    if not unread:
        return raw
    warning = f"第 {'、'.join(unread[:20])} 页是图片，未能识别；{install_advice()}"
    return replace(raw, warnings=(*raw.warnings, warning))
