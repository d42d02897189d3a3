"""Word documents (DOCX): the body in order with automatic numbers, tables, text boxes and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.raw import RawFile, RawLine, RawPage, RawTable
from ingest.readers.container import Container, open_container
from ingest.readers.docx_numbering import Numbering, W, read_numbering
from ingest.readers.docx_paragraph import CHOICE, FALLBACK, read_words, skipped
from ingest.readers.docx_styles import Styles, read_styles
from ingest.readers.grid import solid, split_captions, square

if TYPE_CHECKING:
    from lxml.etree import _Element

_BODY = "word/document.xml"
_FURNITURE = ("word/header", "word/footer")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_NO_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def read_docx(path: Path) -> RawFile:
    """Return the paragraphs and tables of a Word document on one page, for it has no pages before it is printed.

    Automatic numbers are written out (`一、`), headers and footers are tagged `running_head`, deleted text is left out.
    Raises CorruptSourceError, EncryptedSourceError or ResourceLimitError.
    """
    with open_container(path) as container:
        writer = _Writer(read_styles(container.xml_or_none("word/styles.xml")), _numbers(container))
        body = container.xml(_BODY)
        writer.write_blocks(body)
        for name in _NOTES:
            writer.write_notes(container.xml_or_none(name))
        for name in container.names:
            if name.startswith(_FURNITURE) and name.endswith(".xml"):
                writer.write_furniture(container.xml(name))
    warnings = (f"文档里有 {writer.pictures} 张图片，图中文字未读取",) if writer.pictures else ()
    return RawFile("docx", (_page(writer, body),), warnings)


def _numbers(container: Container) -> Numbering:
    return read_numbering(container.xml_or_none("word/numbering.xml"))


def _page(writer: _Writer, body: _Element) -> RawPage:
    """Return the page; its characters are counted in the file itself, so that nothing is dropped unseen."""
    written = sum(len("".join(line.text.split())) for line in writer.lines)
    written += sum(solid(table.rows) for table in writer.tables)
    held = sum(len("".join((text.text or "").split())) for text in body.iter(f"{W}t") if not skipped(text))
    return RawPage(1, 0.0, 0.0, tuple(writer.lines), tuple(writer.tables), characters=max(written, held))


@dataclass(slots=True)
class _Writer:
    """Writes the blocks of a document as lines and tables."""

    styles: Styles
    numbering: Numbering
    lines: list[RawLine] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    pictures: int = 0

    def write_blocks(self, parent: _Element) -> None:
        """Write the paragraphs and tables below an element, in order."""
        for block in blocks_in(parent):
            if block.tag == f"{W}tbl":
                self._write_table(block)
            else:
                self._write_paragraph(block)

    def write_notes(self, root: _Element | None) -> None:
        """Write foot- or endnotes after the body, each as a paragraph."""
        if root is not None:
            for note in root:
                if note.get(f"{W}type") not in _NO_NOTES:
                    self.write_blocks(note)

    def write_furniture(self, root: _Element) -> None:
        """Write a header or footer; one that says the same as another is left out."""
        texts = [words.text for block in blocks_in(root) for words in [read_words(block)]]
        known = {line.text for line in self.lines if line.tag == "running_head"}
        fresh = (text for text in texts if text and text not in known)
        self.lines += [RawLine(text, tag="running_head", paragraph=True) for text in fresh]

    def _write_paragraph(self, block: _Element) -> None:
        style = self.styles.of(block)
        words = read_words(block)
        self.pictures += words.pictures
        label = self._label(block) if words.text.strip() else ""
        for index, text in enumerate(words.text.split("\n")):
            if text.strip():
                numbered = (label if index == 0 else "") + text.strip()
                tag = "hidden" if words.hidden else style.tag
                size, bold = words.size or style.size, words.bold or style.bold
                self.lines.append(RawLine(numbered, None, size, bold, tag, paragraph=True))
        for box in words.boxes:
            self.write_blocks(box)

    def _label(self, block: _Element) -> str:
        number = self.styles.number_of(block)
        return self.numbering.label(*number) if number else ""

    def _write_table(self, table: _Element) -> None:
        rows = list(self._rows(table))
        if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004  one column is a frame around paragraphs
            for cell in _cells_in(table):
                self.write_blocks(cell)
            return
        captions, grid = split_captions(square(rows))
        self.lines += [RawLine(caption, paragraph=True) for caption in captions]
        if solid(grid):
            self.tables.append(RawTable(grid, len(self.lines)))

    def _rows(self, table: _Element) -> Iterator[list[str | None]]:
        for row in _children(table, "tr"):
            cells: list[str | None] = []
            for cell in _children(row, "tc"):
                properties = cell.find(f"{W}tcPr")
                merged = properties.find(f"{W}vMerge") if properties is not None else None
                covered = merged is not None and merged.get(f"{W}val", "continue") == "continue"
                cells.append(None if covered else self._cell_text(cell))
                cells += [None] * (_columns(properties) - 1)
            yield cells

    def _cell_text(self, cell: _Element) -> str:
        lines = []
        for block in blocks_in(cell):
            paragraphs = [block] if block.tag == f"{W}p" else block.iter(f"{W}p")
            for paragraph in paragraphs:
                text = read_words(paragraph).text.strip()
                lines += [self._label(paragraph) + text] if text else []
        return "\n".join(lines)


def blocks_in(parent: _Element) -> Iterator[_Element]:
    """Yield the paragraphs and tables below an element that are not inside one another, in order."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in {f"{W}p", f"{W}tbl"}:
            yield element
        elif element.tag == CHOICE or (element.tag != FALLBACK and not skipped(element)):
            stack.extend(reversed(element))


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield rows of a table or cells of a row, also those wrapped in content controls."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            stack.extend(reversed(element))


def _cells_in(table: _Element) -> Iterator[_Element]:
    return (cell for row in _children(table, "tr") for cell in _children(row, "tc"))


def _columns(properties: _Element | None) -> int:
    span = properties.find(f"{W}gridSpan") if properties is not None else None
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return max(1, min(200, int(value))) if value.isdecimal() else 1
