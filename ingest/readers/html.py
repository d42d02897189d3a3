"""Saved web pages: the document as paragraphs and tables, everything around it tagged as menu or metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import ResourceLimitError
from ingest.raw import RawFile, RawLine, RawPage, RawTable
from ingest.readers.encoding import decode
from ingest.readers.grid import split_captions
from ingest.readers.hints import first_of_each, hint_name, read_pair
from ingest.readers.html_labels import label_lines, meta_hints
from ingest.readers.html_main import find_main
from ingest.readers.html_table import is_data_table, read_grid, rows_of
from ingest.readers.html_tree import Element, Piece, Tree, parse_tree

_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
_BROKEN_LINE = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*(?=[{_CJK}])")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\xad]")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NESTING = re.compile(r"<(/?)(?:div|span|table|section|article|[uo]l|font|b|i|em|strong|center|a)\b", re.IGNORECASE)
MAX_DEPTH = 2_000  # a page of a publishing system reaches 40; parsers take quadratic time on deep ones
_MIN_PAIRS = 3
_SITE = re.compile(r"\s*(?:[-_—|–]|——).*$")


def read_html(path: Path) -> RawFile:
    """Return a web page as one page of paragraphs: the document plain, all else tagged `menu`, `metadata`, `hidden`.

    Raises ResourceLimitError for a page that nests deeper than any real one.
    """
    text, warnings = decode(path.read_bytes())
    if deepest(text) > MAX_DEPTH:
        raise ResourceLimitError(path.name, f"网页嵌套超过 {MAX_DEPTH} 层", advice="请用浏览器另存后再导入")
    tree = parse_tree(text)
    if not tree.elements:
        return RawFile("html", (RawPage(1, 0.0, 0.0, ()),), warnings)
    writer = _Writer(tree, find_main(tree))
    writer.write()
    metas = meta_hints(tree.metas)
    titles = [value for name, value in metas if name == "标题"] + [tree.title, _SITE.sub("", tree.title)]
    lines, hints = label_lines(writer.lines, titles)
    characters = sum(solid(piece.text) for piece in tree.pieces)
    page = RawPage(1, 0.0, 0.0, tuple(lines), tuple(writer.tables), characters=characters)
    return RawFile("html", (page,), warnings, first_of_each([*hints, *metas]))


def deepest(text: str) -> int:
    """Return how deep the elements of a page nest, closed ones regarded."""
    depth = most = 0
    for tag in _NESTING.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        most = max(most, depth)
    return most


def solid(text: str) -> int:
    """Return how many characters of the text can be seen."""
    return len("".join(_INVISIBLE.sub("", text).split()))


def tidy(text: str) -> str:
    """Return a paragraph without the blanks and line ends of its source: ` 省厅&nbsp;  印发` gives `省厅 印发`."""
    closed = _BROKEN_LINE.sub("", _INVISIBLE.sub("", text))
    return _BLANKS.sub(" ", closed).strip(" \u3000")


@dataclass(slots=True)
class _Writer:
    """Writes the pieces of a tree as lines and tables; `main` is the element of the document."""

    tree: Tree
    main: int
    lines: list[RawLine] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)

    def write(self) -> None:
        """Write all pieces in document order."""
        pieces, index = self.tree.pieces, 0
        grids = {i for i, one in enumerate(self.tree.elements) if one.tag == "table" and self._is_grid(i)}
        while index < len(pieces):
            table = self.tree.elements[pieces[index].element].table
            if table in grids:
                self._write_table(table)
                index = self.tree.elements[table].pieces[1]
                continue
            end = self._end_of_paragraph(index)
            self._write_line(pieces[index:end])
            index = end

    def _is_grid(self, table: int) -> bool:
        """Return whether a table is written as one: data in the document, or a block of metadata anywhere."""
        if self.tree.elements[table].hidden or not is_data_table(self.tree, table, self.read_cell):
            return False
        return self.tree.holds(self.main, table) or self._states_metadata(table)

    def _end_of_paragraph(self, index: int) -> int:
        """Return the index after the pieces that stand in one block without a line break."""
        pieces = self.tree.pieces
        block = self.tree.elements[pieces[index].element].block
        end = index + 1
        while end < len(pieces) and pieces[end - 1].text != "\n":
            if self.tree.elements[pieces[end].element].block != block:
                break
            end += 1
        return end

    def _write_line(self, pieces: Sequence[Piece]) -> None:
        text = tidy("".join(piece.text for piece in pieces))
        if not text:
            return
        elements = [self.tree.elements[piece.element] for piece in pieces if piece.text.strip()]
        tag = self._tag(pieces[0].element, elements[0])
        bold = all(one.bold for one in elements)
        self.lines.append(RawLine(text, bold=bold, tag=tag, paragraph=True))

    def _tag(self, index: int, element: Element) -> str:
        if element.hidden:
            return "hidden"
        if not self.tree.holds(self.main, index):
            return "menu"
        return "heading" if self.tree.elements[element.block].tag in _HEADINGS else ""

    def read_cell(self, cell: int) -> str:
        """Return the paragraphs of a cell, one a line."""
        return "\n".join(self._paragraphs(cell))

    def _paragraphs(self, cell: int) -> Iterator[str]:
        run: list[str] = []
        block = cell
        for piece in self.tree.pieces_in(cell):
            here = self.tree.elements[piece.element].block
            if here != block or piece.text == "\n":
                yield from filter(None, (tidy("".join(run)),))
                run, block = [], here
            run.append(piece.text)
        yield from filter(None, (tidy("".join(run)),))

    def _states_metadata(self, table: int) -> bool:
        cells = [self.read_cell(cell) for row in rows_of(self.tree, table) for cell in row]
        labels = sum(bool(hint_name(text)) or read_pair(text) is not None for text in cells)
        return labels >= _MIN_PAIRS and 2 * labels >= len([text for text in cells if text]) - 1

    def _write_table(self, table: int) -> None:
        grid = read_grid(self.tree, table, self.read_cell)
        if not any(cell for row in grid for cell in row):
            return
        if self._states_metadata(table):
            cells = [cell.replace("\n", " ") for row in grid for cell in row if cell]
            self.lines += [RawLine(cell, tag="metadata", paragraph=True) for cell in cells]
        else:
            captions, rows = split_captions(grid)
            self.lines += [RawLine(caption, paragraph=True) for caption in captions]
            self.tables.append(RawTable(rows, len(self.lines)))
