"""Blanks that mean nothing: files copied from a print keep a blank at every printed line's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.raw import RawFile, RawLine

_HAN = r"\u4e00-\u9fff，。；：、！？（）《》“”〔〕"
_GAP = re.compile(rf"(?<=[{_HAN}])(?<![条章节]) (?=[{_HAN}])")  # 第三条 and its text stay apart
_PROSE = re.compile(r"[，。；]")
_LONG = 40  # characters: shorter lines may be lists of names, parted by blanks
_DENSE = 150  # characters of prose to a gap: real blanks (two issuers in a cited title) are ten times as rare
_UNPLACED = frozenset(("html", "docx", "doc", "txt", "md"))


def close_gaps(raw: RawFile) -> RawFile:
    """Return the file without blanks between the Chinese characters of its sentences, where they are all over it.

    `推动战略新 兴产业发展，……` is `推动战略新兴产业发展，……`; a file with few such blanks means them and stays.
    """
    if raw.format not in _UNPLACED:
        return raw
    prose = [line.text for page in raw.pages for line in page.lines if _is_prose(line)]
    gaps = sum(len(_GAP.findall(text)) for text in prose)
    if gaps * _DENSE < sum(map(len, prose)) or not gaps:
        return raw
    return replace(raw, pages=tuple(replace(page, lines=_closed(page.lines)) for page in raw.pages))


def _closed(lines: Sequence[RawLine]) -> tuple[RawLine, ...]:
    return tuple(replace(line, text=_GAP.sub("", line.text)) if _is_prose(line) else line for line in lines)


def _is_prose(line: RawLine) -> bool:
    return not line.tag and len(line.text) >= _LONG and bool(_PROSE.search(line.text))
