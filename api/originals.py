"""The original file of a stored document, and pictures of its pages."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Protocol

from corpus.errors import SourceNotFoundError

_SCALE = 2.0  # pixels per point: 144 dpi, sharp on a phone, ~150 KB a page
_LONGEST = 2400  # pixels; a newspaper page would otherwise be 30 megapixels
_PAGES_KEPT = 48
_COLOURS, _OCTREE = 64, 2  # why: 37 ms and 132 KB for a full page of text; median cut took 157 ms for 156 KB
_pdfium = Lock()  # PDFium is not made for threads


class Stored(Protocol):
    """What is needed of a document: its id is a hash of the file's bytes."""

    @property
    def id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the bytes."""

    @property
    def source(self) -> str:
        """The path it was read from."""

    @property
    def format(self) -> str:
        """`pdf`, `docx` …."""


def original(document: Stored) -> Path:
    """Return the file, unchanged since it was read. Raises SourceNotFoundError."""
    path = Path(document.source)
    if not path.is_file():
        raise SourceNotFoundError(path.name, "原文件已不在原处", advice="请放回原处，或重新运行 wence ingest")
    if _digest(path, path.stat().st_mtime_ns) != document.id:
        raise SourceNotFoundError(path.name, "原文件已被改动，与库内的不是同一份", advice="请重新运行 wence ingest")
    return path


def has_original(document: Stored) -> bool:
    """Return whether the unchanged file is still there."""
    try:
        original(document)
    except (SourceNotFoundError, OSError):
        return False
    return True


def page_size(document: Stored, page: int) -> tuple[float, float]:
    """Return width and height of a page of a PDF, in points. Raises SourceNotFoundError where there is no such page."""
    import pypdfium2  # noqa: PLC0415  heavy

    path = original(document)
    if document.format != "pdf":
        raise _no_page(path, page)
    with _pdfium, pypdfium2.PdfDocument(path) as pdf:
        if not 1 <= page <= len(pdf):
            raise _no_page(path, page)
        width, height = pdf.get_page_size(page - 1)
        return float(width), float(height)


def page_sizes(document: Stored) -> tuple[tuple[float, float], ...]:
    """Return width and height of every page of a PDF in points, () where there are no pictures of pages."""
    import pypdfium2  # noqa: PLC0415  heavy

    if document.format != "pdf":
        return ()
    path = original(document)
    with _pdfium, pypdfium2.PdfDocument(path) as pdf:
        return tuple(pdf.get_page_size(number) for number in range(len(pdf)))


def page_image(document: Stored, page: int) -> bytes:
    """Return a page of a PDF as a PNG picture. Raises SourceNotFoundError where there is no such page."""
    path = original(document)
    if document.format != "pdf" or page < 1:
        raise _no_page(path, page)
    return _render(path, document.id, page)


@lru_cache(maxsize=_PAGES_KEPT)
def _render(path: Path, _document_id: str, page: int) -> bytes:
    import pypdfium2  # noqa: PLC0415  heavy

    with _pdfium, pypdfium2.PdfDocument(path) as pdf:
        if page > len(pdf):
            raise _no_page(path, page)
        sheet = pdf[page - 1]
        scale = min(_SCALE, _LONGEST / max(sheet.get_size()))
        picture = sheet.render(scale=scale).to_pil()
    buffer = io.BytesIO()
    picture.quantize(_COLOURS, method=_OCTREE).save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


@lru_cache(maxsize=1024)
def _digest(path: Path, _modified: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _no_page(path: Path, page: int) -> SourceNotFoundError:
    return SourceNotFoundError(path.name, f"没有第 {page} 页的图像", advice="只有 PDF 文件有页面图像")
