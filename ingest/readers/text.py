"""Plain text and Markdown files: lines as they stand, headings and pipe tables where Markdown marks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ingest.raw import RawFile, RawLine, RawPage
from ingest.readers.encoding import decode
from ingest.readers.hints import first_of_each, read_pair
from ingest.readers.markdown import is_markdown, read_markdown

_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b")
_CJK = r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’«»—…"
_SET_APART = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
_SPACED = re.compile(rf"(?:[{_CJK}] ){{4,}}")
_SPACED_SHARE = 0.03  # of the lines: above it the file was set with loose letters, and its blanks mean nothing
_OPEN = tuple("（(〔［[【《«“")
_HEAD_LINES = 12


def read_text(path: Path) -> RawFile:
    """Return the lines of a text file, a page per form feed; Markdown where its marks are found.

    Opening lines such as `发文字号：云政发〔2031〕4号` become hints and are tagged `metadata`.
    """
    text, warnings = decode(path.read_bytes())
    text = _BREAKS.sub("\n", text.replace("\ufeff", "")).replace("\x00", "")
    if is_markdown(text):
        return read_markdown(text, warnings)
    pages = [_page(lines, number) for number, lines in enumerate(_pages(text), 1)]
    hints = [pair for line in pages[0].lines if line.tag == "metadata" and (pair := read_pair(line.text))]
    return RawFile("txt", tuple(pages), warnings, first_of_each(hints))


def _pages(text: str) -> list[list[str]]:
    pages = [_joined(page.split("\n")) for page in text.rstrip("\f\n ").split("\f")]
    lines = [line for page in pages for line in page]
    spaced = sum(bool(_SPACED.search(line)) for line in lines)
    if spaced <= _SPACED_SHARE * len(lines):
        return pages
    return [[_SET_APART.sub("", line) for line in page] for page in pages]


def _joined(lines: Sequence[str]) -> list[str]:
    """Return the lines that hold something; one that ends in an open bracket goes on in the next.

    `["云政发〔", "", "      2031〕4号"]` gives `["云政发〔2031〕4号"]`.
    """
    joined: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        if joined and joined[-1].endswith(_OPEN):
            joined[-1] += line.strip()
        else:
            joined.append(line.rstrip())
    return joined


def _page(lines: Sequence[str], number: int) -> RawPage:
    head = _count_metadata(lines) if number == 1 else 0
    raw = tuple(RawLine(line, tag="metadata" if index < head else "") for index, line in enumerate(lines))
    return RawPage(number, 0.0, 0.0, raw, characters=sum(len("".join(line.split())) for line in lines))


def _count_metadata(lines: Sequence[str]) -> int:
    """Return how many lines at the top state metadata; a single one may be a sentence and counts for nothing."""
    count = 0
    for line in lines[:_HEAD_LINES]:
        if read_pair(line) is None:
            break
        count += 1
    return count if count > 1 else 0
