"""Markdown: headings, paragraphs and pipe tables; its marks are taken off, its words kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.raw import RawFile, RawLine, RawPage, RawTable
from ingest.readers.hints import first_of_each, hint_name

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_BAR = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
_ITEM = re.compile(r"^\s{0,8}[-*+]\s+")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>", re.DOTALL)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANT = re.compile(r"(?<![*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def is_markdown(text: str) -> bool:
    """Return whether a text is marked up: it has a heading `# 一、总体要求` or the rule of a pipe table."""
    lines = text.split("\n")
    return any(_HEADING.match(line) for line in lines) or any(
        _RULE.match(line) and "|" in line and _ROW.match(above) for above, line in pairwise(lines)
    )


def read_markdown(text: str, warnings: tuple[str, ...] = ()) -> RawFile:
    """Return one page: `## 一、要求` as a heading, lines up to a blank one as a paragraph, pipe tables as tables."""
    hints, body = _front_matter(text)
    lines, tables = _read_blocks(body)
    front = [RawLine(f"{name}：{value}", tag="metadata", paragraph=True) for name, value in hints]
    shifted = [RawTable(table.rows, table.after + len(front)) for table in tables]
    known = [(hint_name(name) or name, value) for name, value in hints]
    page = RawPage(1, 0.0, 0.0, (*front, *lines), tuple(shifted), characters=_count((*front, *lines), tables))
    return RawFile("md", (page,), warnings, first_of_each(known))


def _count(lines: Sequence[RawLine], tables: Sequence[RawTable]) -> int:
    cells = [cell or "" for table in tables for row in table.rows for cell in row]
    return sum(len("".join(text.split())) for text in (*(line.text for line in lines), *cells))


def _front_matter(text: str) -> tuple[list[tuple[str, str]], str]:
    found = _FRONT.match(text)
    if not found:
        return [], text
    pairs = [line.split(":", 1) for line in found.group(1).split("\n") if ":" in line and not line.startswith(" ")]
    return [(name.strip(), value.strip().strip("\"'")) for name, value in pairs if value.strip()], text[found.end() :]


@dataclass(slots=True)
class _Blocks:
    """Lines and tables of a page as they are met; `opens` is true where the next line begins a paragraph."""

    lines: list[RawLine] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    opens: bool = True

    def add(self, text: str, tag: str = "", *, opens: bool = False) -> None:
        bold = bool(re.fullmatch(r"\s*(\*\*|__).+\1\s*", text))
        if words := clean(text):
            self.lines.append(RawLine(words, bold=bold, tag=tag, paragraph=self.opens or opens or bool(tag)))
            self.opens = bool(tag) or text.endswith("  ")


def _read_blocks(text: str) -> tuple[list[RawLine], list[RawTable]]:
    blocks = _Blocks()
    for block in _split_blocks(text):
        if isinstance(block, list):
            blocks.tables.append(RawTable(_square(block), len(blocks.lines)))
            blocks.opens = True
        elif not block.strip() or _BAR.match(block) or _FENCE.match(block):
            blocks.opens = True
        elif heading := _HEADING.match(block):
            blocks.add(heading.group(2), "title" if len(heading.group(1)) == 1 and not blocks.lines else "heading")
        else:
            text = _QUOTE.sub("", block)
            blocks.add(_ITEM.sub("", text), opens=bool(_ITEM.match(text)))
    return blocks.lines, blocks.tables


def _split_blocks(text: str) -> Iterator[str | list[list[str]]]:
    """Yield single lines, and pipe tables as lists of rows."""
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        if _ROW.match(lines[index]) and index + 1 < len(lines) and _RULE.match(lines[index + 1]):
            rows = [_cells(lines[index])]
            index += 2
            while index < len(lines) and _ROW.match(lines[index]):
                rows.append(_cells(lines[index]))
                index += 1
            yield rows
        else:
            yield lines[index]
            index += 1


def _cells(line: str) -> list[str]:
    return [clean(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _square(rows: Sequence[Sequence[str]]) -> tuple[tuple[str | None, ...], ...]:
    width = max(len(row) for row in rows)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def clean(text: str) -> str:
    """Return the words without Markdown's marks: `**省财政厅**[链接](a)` gives 省财政厅链接."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    text = _TAG.sub(lambda tag: " " if tag[0].lower().startswith("<br") else "", text)
    text = _SLANT.sub(r"\1", _BOLD.sub(r"\2", text)).replace("`", "")
    return _ESCAPE.sub(r"\1", text).strip()
