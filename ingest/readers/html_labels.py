"""What the lines of a web page are beside its text: the title over it, and its metadata as name and value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.raw import RawLine
from ingest.readers.hints import hint_name, read_pair
from ingest.readers.html_names import names

_METAS = {
    "articletitle": "标题",
    "og:title": "标题",
    "pubdate": "发布日期",
    "publishdate": "发布日期",
    "issuer": "发文机关",
    "doc_number": "文号",
    "index_number": "索引号",
    "contentsource": "来源",
    "url": "链接",
}
_HEAD_LINES = 25  # of the document's block: metadata stands above the text
_SHORTEST_TITLE = 6

Hints = list[tuple[str, str]]


def meta_hints(metas: Sequence[tuple[str, str]]) -> Hints:
    """Return the hints of the page's own meta elements."""
    return [(_METAS[name.lower()], value) for name, value in metas if name.lower() in _METAS]


def label_lines(lines: Sequence[RawLine], titles: Sequence[str]) -> tuple[list[RawLine], Hints]:
    """Return the lines with `metadata` and one `title` tagged, and the hints that the metadata lines give.

    `titles` are what the page says its title is; `索引号：` and the line after it, `0123/2031-00045`, are one pair.
    """
    labelled = list(lines)
    hints: Hints = []
    for index, line in enumerate(lines):
        if line.tag in {"", "menu", "metadata"} and (found := _pair_at(lines, index)):
            pair, count = found
            if line.tag or _is_above_text(lines, index):
                hints.append(pair)
                for place in range(index, index + count):
                    labelled[place] = replace(lines[place], tag="metadata")
    labelled = [replace(line, tag="menu") if line.text in names("button") else line for line in labelled]
    _tag_title(labelled, titles)
    return labelled, hints


def _pair_at(lines: Sequence[RawLine], index: int) -> tuple[tuple[str, str], int] | None:
    """Return the pair that a line states, alone or with the next one as its value, and how many lines that is."""
    line = lines[index]
    if pair := read_pair(line.text):
        if pair[1]:
            return pair, 1
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None or following.tag != line.tag or read_pair(following.text) or len(following.text) > 80:  # noqa: PLR2004
            return pair, 1
        return ((pair[0], following.text), 2) if _fits(pair[0], following.text) else (pair, 1)
    if line.tag in {"metadata", "menu"} and (name := hint_name(line.text)) and index + 1 < len(lines):
        value = lines[index + 1]
        sure = line.tag == "metadata" or _is_telling(name, value.text)
        if value.tag == line.tag and sure and not hint_name(value.text):
            return (name, value.text), 2
    return None


def _is_telling(name: str, value: str) -> bool:
    """Return whether a value outside the document can only be one of this name: menus hold words like 来源 too."""
    telling = {"文号": r"\d\s*号$", "发文机关": r"(?:政府|厅|局|委|委员会|办公[厅室]|部|院|署|中心)$"}
    pattern = telling.get(name, r"^\d{4}\s*[年./-]\s*\d{1,2}" if name.endswith("日期") else "")
    return bool(pattern and re.search(pattern, value.strip()))


def _fits(name: str, value: str) -> bool:
    """Return whether a value can be one of this name: a day has digits, a validity speaks of force."""
    if name.endswith("日期"):
        return any(character.isdigit() for character in value)
    return name != "有效性" or bool(re.search("效|废止|终止", value))


def _is_above_text(lines: Sequence[RawLine], index: int) -> bool:
    """Return whether only short lines of the document stand above: then a pair is metadata, not a sentence."""
    above = [line.text for line in lines[:index] if line.tag in {"", "heading"}]
    return len(above) < _HEAD_LINES and not any(re.search(r"[。；]", text) for text in above)


def _tag_title(lines: list[RawLine], titles: Sequence[str]) -> None:
    """Tag the line that is the title, if none in the document says it: the last such line above the text."""
    wanted = [_squeeze(title) for title in titles if len(title) >= _SHORTEST_TITLE]
    text = next((index for index, line in enumerate(lines) if line.tag in {"", "heading"}), len(lines))
    inside = [index for index in range(text, len(lines)) if lines[index].tag in {"", "heading"}][:6]
    for index in [*inside, *range(text - 1, -1, -1)]:
        line = lines[index]
        squeezed = _squeeze(line.text)
        if len(squeezed) >= _SHORTEST_TITLE and line.tag in {"", "heading", "menu"} and squeezed in wanted:
            lines[index] = replace(line, tag="title")
            return


def _squeeze(text: str) -> str:
    return "".join(text.split())
