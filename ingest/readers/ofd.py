"""OFD files (GB/T 33190): the texts and rules of every page at their places, tables where rules form a grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from corpus.errors import CorruptSourceError, ResourceLimitError
from ingest.raw import RawFile, RawLine, RawPage, RawTable
from ingest.readers.container import Container, open_container
from ingest.readers.glyphs import Glyphs
from ingest.readers.ofd_drawing import POINTS, Drawing, read_box, read_layer
from ingest.readers.pdf_characters import is_private
from ingest.readers.pdf_lines import build_lines
from ingest.readers.pdf_tables import fill_tables, find_grids

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PAGES = 5_000
_A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres
_PICTURE_SHARE = 0.5  # of the page: a page so covered by a picture and without text is a scan
_FEW = 60


def read_ofd(path: Path) -> RawFile:
    """Return the pages of an OFD file; characters of private fonts stay as they are and are reported.

    Raises CorruptSourceError, EncryptedSourceError or ResourceLimitError.
    """
    with open_container(path) as container:
        book = _open_book(path, container)
        if len(book.pages) > MAX_PAGES:
            message = f"共 {len(book.pages)} 页，超过 {MAX_PAGES} 页上限"
            raise ResourceLimitError(path.name, message, advice="请拆分后再导入")
        pages = tuple(_read_page(container, book, number) for number in range(1, len(book.pages) + 1))
    return RawFile("ofd", pages, tuple(_warnings(pages)))


@dataclass(frozen=True, slots=True)
class _Book:
    """Where the parts of an OFD document lie: its pages (id, name), templates and annotations by page id."""

    pages: tuple[tuple[str, str], ...]
    templates: dict[str, str]
    annotations: dict[str, str]
    box: tuple[float, float, float, float]


def _open_book(path: Path, container: Container) -> _Book:
    root = container.xml("OFD.xml")
    location = next((_text(one) for one in root.iter("{*}DocRoot")), "")
    name = _resolve("", location)
    if name not in container.names:
        raise CorruptSourceError(path.name, "OFD 里找不到正文", advice="请用原软件另存一份")
    document = container.xml(name)
    pages = tuple(
        (page.get("ID", ""), _resolve(name, page.get("BaseLoc", "")))
        for pages in document.iter("{*}Pages")
        for page in pages.iter("{*}Page")
    )
    templates = {one.get("ID", ""): _resolve(name, one.get("BaseLoc", "")) for one in document.iter("{*}TemplatePage")}
    box = next((read_box(_text(one)) for one in document.iter("{*}PhysicalBox")), None) or _A4
    if not pages:
        raise CorruptSourceError(path.name, "OFD 里没有页面", advice="文件可能不完整，请重新获取")
    return _Book(pages, templates, dict(_annotations(container, document, name)), box)


def _annotations(container: Container, document: _Element, name: str) -> Iterator[tuple[str, str]]:
    for listed in document.iter("{*}Annotations"):
        part = _resolve(name, _text(listed))
        root = container.xml_or_none(part)
        for page in root.iter("{*}Page") if root is not None else ():
            yield page.get("PageID", ""), _resolve(part, next((_text(one) for one in page.iter("{*}FileLoc")), ""))


def _resolve(base: str, location: str) -> str:
    """Return the name of a part that another one refers to: `Doc_0/Document.xml` and `Pages/a.xml` give both joined."""
    if location.startswith("/"):
        return normpath(location).lstrip("/")
    return normpath(join(dirname(base), location))


def _text(element: _Element) -> str:
    return (element.text or "").strip()


def _read_page(container: Container, book: _Book, number: int) -> RawPage:
    page_id, name = book.pages[number - 1]
    root = container.xml_or_none(name)
    if root is None:
        width, height = book.box[2] * POINTS, book.box[3] * POINTS
        return RawPage(number, width, height, (), method="none", unread=1)
    box = next((read_box(_text(one)) for one in root.iter("{*}PhysicalBox")), None) or book.box
    drawing = Drawing()
    for template in root.iter("{*}Template"):
        part = container.xml_or_none(book.templates.get(template.get("TemplateID", ""), ""))
        if part is not None:
            read_layer(part, box, drawing)
    read_layer(root, box, drawing)
    return _page(number, box, drawing, _marks(container, book.annotations.get(page_id, ""), box))


def _marks(container: Container, name: str, box: tuple[float, float, float, float]) -> list[RawLine]:
    """Return the texts of a page's annotations: stamps and watermarks laid over it."""
    root = container.xml_or_none(name)
    if root is None:
        return []
    drawing = Drawing()
    read_layer(root, box, drawing)
    return [replace(line, tag="watermark") for line in build_lines(Glyphs.of(drawing.glyphs))]


def _page(number: int, box: tuple[float, float, float, float], drawing: Drawing, marks: list[RawLine]) -> RawPage:
    glyphs = Glyphs.of(drawing.glyphs)
    tables, free = fill_tables(find_grids(drawing.rules), glyphs)
    lines = build_lines(glyphs.at(free))
    width, height = box[2] * POINTS, box[3] * POINTS
    inked = sum(len(glyph.text.strip()) for glyph in drawing.glyphs)
    scanned = inked < _FEW and drawing.covered >= _PICTURE_SHARE * width * height
    return RawPage(
        number,
        round(width, 2),
        round(height, 2),
        (*lines, *marks),
        tuple(replace(table, after=_lines_above(table, lines)) for table in tables),
        method="none" if scanned else "text",
        unread=int(scanned),
        characters=inked + sum(len("".join(line.text.split())) for line in marks),
    )


def _lines_above(table: RawTable, lines: list[RawLine]) -> int:
    top = table.box.top if table.box else 0.0
    return sum(line.box is not None and line.box.top <= top for line in lines)


def _warnings(pages: tuple[RawPage, ...]) -> Iterator[str]:
    for page in pages:
        texts = [line.text for line in page.lines]
        texts += [cell for table in page.tables for row in table.rows for cell in row if cell]
        if private := sum(is_private(character) for text in texts for character in text):
            yield f"第 {page.number} 页有 {private} 个私有字形，无法确认原字"
        if page.unread:
            yield f"第 {page.number} 页是图片，未能读出文字"
