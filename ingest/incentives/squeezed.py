"""A text without blanks and with half-width digits, and the way back to the characters it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from corpus.model import Span

_NARROW = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_TABLE = {chr(code): chr(code - 0xFEE0) for code in _NARROW} | dict(zip("％．／－﹪();", "%./-%（）；", strict=True))
_WIDE = re.compile(f"[{re.escape(''.join(_TABLE))}]")
_BLANK = re.compile(r"[^\S\n\t]")


_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff）”])\.")


_TORN = re.compile(
    r"(?:，[^。；！？：\n\t]*|[（“《][^）”》。；！？：\n\t]*)(?<=[\u4e00-\u9fff，、\d（“《])(?P<tear>\n)"
    r"(?=[\u4e00-\u9fff”》）])(?![一二三四五六七八九十]+[、.．]|第[一二三四五六七八九十\d]+[条章节])"
)
"""A line that breaks off in mid-sentence: a comma or open bracket, no closing mark, no label on the next line."""


@dataclass(frozen=True, slots=True)
class Squeezed:
    """`text` has no blanks but keeps line feeds and tabs; `at[i]` is where its character i stands in the original."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the range of the original that `text[start:end]` came from; `end` is greater than `start`."""
        return Span(self.at[start], self.at[end - 1] + 1)


@lru_cache(maxsize=4096)
def squeeze(text: str, offset: int = 0) -> Squeezed:
    """Return the text without blanks, digits and letters half-width, brackets full-width; `offset` shifts the way back.

    `给予最高 ３０％ 补助` gives `给予最高30%补助`. A blank between two digits stays, for `1 2` may be a lost `1.2`.
    A line feed inside a sentence goes: `对获评示范基地的，当年分` and `别奖励5万元` on the next line are one.
    """
    torn = {match.start("tear") for match in _TORN.finditer(text)} if "\n" in text else frozenset[int]()
    idle = torn.union(at for at in map(re.Match.start, _BLANK.finditer(text)) if not _parts_digits(text, at))
    kept = _ranges(sorted(idle), len(text))
    plain = "".join([text[start:end] for start, end in kept])
    narrow = _WIDE.sub(lambda match: _TABLE[match[0]], plain)
    narrow = _COMMA.sub("，", narrow) if "," in narrow else narrow
    narrow = _STOP.sub("。", narrow) if "." in narrow else narrow
    places = chain.from_iterable(range(start + offset, end + offset) for start, end in kept)
    return Squeezed(narrow, tuple(places))


def _ranges(idle: Sequence[int], end: int) -> list[tuple[int, int]]:
    """Return the ranges of a text of length `end` between its idle characters."""
    return [(one + 1, two) for one, two in pairwise((-1, *idle, end)) if one + 1 < two]


def _parts_digits(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at].isdigit() and text[at + 1 : at + 2].isdigit()
