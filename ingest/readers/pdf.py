"""PDF files: every page's text layer as positioned lines and ruled tables, through PDFium alone.

Reading orders nothing: columns, furniture and paragraphs are the business of `ingest.layout`. A page without a
usable text layer is handed to the `ocr` hook, or stays unread and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from corpus.errors import (
    CorruptSourceError,
    EmptySourceError,
    EncryptedSourceError,
    ResourceLimitError,
    SourceNotFoundError,
)
from corpus.model import Box
from ingest.raw import RawFile, RawPage
from ingest.readers.pdf_characters import PRIVATE
from ingest.readers.pdf_glyphs import read_glyphs
from ingest.readers.pdf_lines import build_lines
from ingest.readers.pdf_pictures import Ocr, SeenPage, read_pictures
from ingest.readers.pdf_rules import read_drawing
from ingest.readers.pdf_tables import Grid, fill_tables, find_grids, lines_above
from ingest.readers.pdf_textpage import TooManyGlyphsError
from ingest.readers.stretches import cut, in_processes, page_workers

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 5_000
_STRETCH = 100  # pages read before the file is opened anew: 1,600 pages with fonts of their own take 550 MB otherwise
_LONG = 60  # pages from which on a file is worth several processes
_HEAD = 1024
_LOST_POINT = re.compile(r"[０-９][\s\ue000-\uf8ff]+[０-９]")
_SHOWN = 12


def read_pdf(path: Path, ocr: Ocr | None = None) -> RawFile:
    """Return the pages of a PDF in file order; pages that are pictures come from `ocr`, or stay unread without it.

    Raises SourceNotFoundError, EmptySourceError, EncryptedSourceError, CorruptSourceError or ResourceLimitError.
    """
    seen = _read_all(path)
    pages = read_pictures(path, seen, ocr)
    if not any(page.lines or page.tables or page.unread for page in pages):
        raise EmptySourceError(path.name, "没有可读的文字", advice="请确认文件内容，或换用有文字的版本")
    return RawFile("pdf", tuple(pages), tuple(state_doubts(pages)))


def render_page(path: Path, number: int, dpi: int = 200) -> Image:
    """Return page `number` (from 1) as an image: what OCR and the page viewer look at."""
    with _opened(path) as document, closing(document[number - 1]) as page:
        image: Image = page.render(scale=dpi / 72).to_pil()
        return image


@contextmanager
def _opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    _check(path)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _explained(path, str(error)) from error
    with closing(document):
        if len(document) == 0:
            raise CorruptSourceError(path.name, "PDF 里没有页面", advice="文件可能不完整，请重新获取")
        yield document


def _check(path: Path) -> None:
    if not path.is_file():
        raise SourceNotFoundError(path.name, "找不到这个文件", advice="请检查路径")
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise EmptySourceError(path.name, "文件是空的（0 字节）", advice="请重新下载或导出")
    if b"%PDF" not in head:
        raise CorruptSourceError(path.name, "内容不是 PDF，与扩展名不符", advice="请按真实格式改扩展名，或重新导出 PDF")


def _explained(path: Path, reason: str) -> EncryptedSourceError | CorruptSourceError:
    lowered = reason.lower()
    if "password" in lowered or "security" in lowered:
        return EncryptedSourceError(path.name, "PDF 已加密，需要密码才能打开", advice="请先解除密码保护，再重新导入")
    return CorruptSourceError(path.name, "PDF 已损坏或不完整，无法打开", advice="请重新下载，或用阅读器另存一份")


def _read_all(path: Path) -> list[SeenPage]:
    """Return all pages, those of a long file by several processes where that is allowed.

    The file is opened anew for every stretch, because PDFium keeps every font it has met.
    """
    with _opened(path) as document:
        total = len(document)
    if total > MAX_PAGES:
        raise ResourceLimitError(path.name, f"共 {total} 页，超过 {MAX_PAGES} 页上限", advice="请拆分后再导入")
    workers = page_workers() if total >= _LONG else 1
    stretches = cut(total, workers, _STRETCH)
    task = partial(_read_stretch, path)
    parts = in_processes(task, stretches, workers) if workers > 1 else map(task, stretches)
    return [page for part in parts for page in part]


def _read_stretch(path: Path, pages: range) -> list[SeenPage]:
    seen: list[SeenPage] = []
    with _opened(path) as document:
        above = _read_page(path, document, pages.start - 1, None)[1] if pages.start else None
        for index in pages:
            page, above = _read_page(path, document, index, above)
            seen.append(page)
    return seen


def _read_page(
    path: Path, document: pdfium.PdfDocument, index: int, above: Grid | None
) -> tuple[SeenPage, Grid | None]:
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise CorruptSourceError(path.name, "页面已损坏，无法读取", page=index + 1, advice="请重新获取文件") from error
    with closing(page):
        try:
            return _page(page, index + 1, above)
        except TooManyGlyphsError as error:
            raise ResourceLimitError(
                path.name, f"一页有 {error} 个字符，不是印刷页面", page=index + 1, advice="请去掉这一页再导入"
            ) from error


def _page(page: pdfium.PdfPage, number: int, above: Grid | None) -> tuple[SeenPage, Grid | None]:
    """Return the page with its pictures, and its last grid, which may go on overleaf."""
    glyphs, frame, objects = read_glyphs(page)
    drawing = read_drawing(page, frame, objects)
    grids = find_grids(drawing.rules)
    tables, free = fill_tables(grids, glyphs, above)
    lines = build_lines(glyphs.at(free))
    raw = RawPage(
        number=number,
        width=round(frame.width, 2),
        height=round(frame.height, 2),
        lines=tuple(lines),
        tables=tuple(replace(table, after=lines_above(table, lines)) for table in tables),
        characters=len(glyphs) - int(glyphs.blank.sum()),
    )
    pictures = tuple(Box(*sides) for sides in drawing.pictures)
    return SeenPage(raw, pictures), grids[-1] if grids else None


def state_doubts(pages: Sequence[RawPage]) -> Iterator[str]:
    """Yield, in Chinese, what of these pages could not be read for certain.

    `全年产值１ ２ 万亿元` may be 1.2 with its point lost: it is reported, never joined.
    """
    for page in pages:
        texts = [line.text for line in page.lines]
        texts += [cell for table in page.tables for row in table.rows for cell in row if cell]
        private = sum(len(PRIVATE.findall(text)) for text in texts)
        if private:
            yield f"第 {page.number} 页有 {private} 个私有字形，无法确认原字"
        for text in texts:
            if found := _LOST_POINT.search(text):
                around = text[max(0, found.start() - _SHOWN) : found.end() + _SHOWN]
                yield f"第 {page.number} 页全角数字之间有空隙或私有字形，可能是丢失的小数点，未自动合并：{around}"
        if any(line.tag == "hidden" for line in page.lines):
            yield f"第 {page.number} 页有不可见文字，未计入正文"
