"""Titles and qualifications of firms, their spellings, and which implies which. Data: `qualifications.tsv`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from corpus.alternatives import either

_DATA = Path(__file__).with_name("qualifications.tsv")
_NOISE = re.compile(r"[“”\"'‘’\s（）()〔〕]")
_KEPT = 32_768  # why: the same conditions are read for firm after firm


def plain(text: str) -> str:
    """Return a title without quotation marks, brackets and blanks: `专精特新“小巨人”` gives 专精特新小巨人."""
    return _NOISE.sub("", text)


@lru_cache(_KEPT)
def titles_in(text: str) -> tuple[str, ...]:
    """Return the canonical titles that a text names, each once, the longest reading first.

    `省级“专精特新”中小企业或高新技术企业` gives 省级专精特新中小企业 and 国家高新技术企业.
    """
    rest, found = plain(text), list[str]()
    if not _any_spelling().search(rest):
        return ()
    for spelling, title in _spellings():
        if spelling in rest:
            rest = rest.replace(spelling, "\0")
            if title not in found:
                found.append(title)
    return tuple(found)


@cache
def implied_by(title: str) -> frozenset[str]:
    """Return the title and all that it implies: 小巨人 gives 专精特新中小企业 and 创新型中小企业 too."""
    found, queue = {title}, [title]
    while queue:
        for other in _implications().get(queue.pop(), ()):
            if other not in found:
                found.add(other)
                queue.append(other)
    return frozenset(found)


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    lines = (line for line in _DATA.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    rows = ((*line.split("\t"), "", "") for line in lines)
    return tuple((row[0], tuple(filter(None, row[1].split("/"))), tuple(row[2].split())) for row in rows)


@cache
def _any_spelling() -> re.Pattern[str]:
    return re.compile(either(re.escape(spelling) for spelling, _ in _spellings()))


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    pairs = {plain(spelling): title for title, others, _ in _rows() for spelling in (title, *others)}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


@cache
def _implications() -> dict[str, tuple[str, ...]]:
    return {title: implied for title, _, implied in _rows()}
