"""Plain text and Markdown: one page of lines; Markdown's headings and pipe tables keep their meaning."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import CorruptSourceError, EmptySourceError
from ingest.raw import RawFile, RawLine, RawPage, RawTable

_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ENCODINGS = ("utf-8-sig", "gb18030")
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MAX_ODD = 0.02  # share of control characters above which a file is no text


def decode(path: Path) -> str:
    """Return the text of a file in UTF-8, GB18030 or UTF-16 with a mark. Raises CorruptSourceError for other bytes."""
    data = path.read_bytes()
    named = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    for encoding in (named,) if named else _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text):
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    raise CorruptSourceError(path.name, "编码无法识别，或不是文本", advice="请另存为 UTF-8 编码的文本后再导入")


def _reads_as_text(text: str) -> bool:
    odd = sum(character < " " and character not in "\t\n\r\f" for character in text)
    return odd <= _MAX_ODD * max(1, len(text))


def read_text(path: Path) -> RawFile:
    """Return a text file as one page with a line per non-blank line. Raises EmptySourceError where there is none."""
    lines = tuple(RawLine(line.rstrip()) for line in decode(path).split("\n") if line.strip())
    return RawFile("txt", (_page(path, lines, ()),))


def read_markdown(path: Path) -> RawFile:
    """Return a Markdown file as one page: headings tagged, pipe tables as tables, a blank line opens a paragraph."""
    lines: list[RawLine] = []
    tables: list[RawTable] = []
    rows: list[tuple[str | None, ...]] = []
    opens = True
    for line in [*decode(path).split("\n"), ""]:
        if line.lstrip().startswith("|"):
            rows += [] if _RULE.match(line) else [_cells(line)]
            continue
        if rows:
            tables.append(RawTable(tuple(rows), after=len(lines)))
            rows, opens = [], True
        if line.strip():
            lines.append(_markdown_line(line, opens=opens))
        opens = not line.strip() or bool(_HEADING.match(line))
    return RawFile("md", (_page(path, tuple(lines), tuple(tables)),))


def _markdown_line(line: str, *, opens: bool) -> RawLine:
    heading = _HEADING.match(line)
    text = _EMPHASIS.sub(r"\2", heading["text"] if heading else line.strip())
    return RawLine(text, tag="heading" if heading else "", paragraph=bool(heading) or opens)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_EMPHASIS.sub(r"\2", cell.strip()) for cell in line.strip().strip("|").split("|"))


def _page(path: Path, lines: tuple[RawLine, ...], tables: tuple[RawTable, ...]) -> RawPage:
    texts = [line.text for line in lines] + [cell or "" for table in tables for row in table.rows for cell in row]
    characters = sum(len("".join(text.split())) for text in texts)
    if not characters:
        raise EmptySourceError(path.name, "没有可读的文字", advice="请确认文件内容后再导入")
    return RawPage(1, 0.0, 0.0, lines, tables, characters=characters)
