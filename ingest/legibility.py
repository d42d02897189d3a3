"""Whether a text can be read at all: glyphs without meaning, and characters no Chinese text is made of."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_BROKEN = frozenset(("Co", "Cn", "Cs"))
_SYMBOLS = range(0xF000, 0xF100)  # where Word puts bullets and boxes of symbol fonts: signs, no lost words
_FEW = 3  # broken characters that a warning is enough for
_BROKEN_SHARE = 0.005  # of the letters: above it words are lost
_COMMON_SHARE = 0.9  # 53 official texts have .993 and more; texts decoded by a wrong table stay below .6
_ENOUGH = 80  # ideographs that allow a judgement
_LEVEL_ONE = (("gb2312", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7)))  # rows of the most used characters


@dataclass(frozen=True, slots=True)
class Legibility:
    """How readable a text is: `broken` characters of unknown meaning, whether it is `garbled`, and why in Chinese."""

    broken: int
    garbled: bool
    reason: str = ""


def judge(texts: Iterable[str]) -> Legibility:
    """Return how readable the texts are together.

    A text with one glyph of a private font has one broken character; a page of `锛屾敮鎸佷紒涓` is garbled, for
    its UTF-8 was read as GBK.
    """
    letters = broken = ideographs = common = western = 0
    for character, times in Counter("".join(texts)).items():
        letters += times * character.isalnum()
        western += times * ("\xa1" <= character <= "\xff")
        if is_broken(character):
            broken += times
        elif "\u4e00" <= character <= "\u9fff":
            ideographs += times
            common += times * is_common(character)
    if broken > _FEW and broken > _BROKEN_SHARE * (letters + broken):
        return Legibility(broken, garbled=True, reason=f"有 {broken} 个字符是乱码或私有字形，无法可靠阅读")
    if ideographs >= _ENOUGH and common < _COMMON_SHARE * ideographs:
        share = f"{1 - common / ideographs:.0%}"
        return Legibility(broken, garbled=True, reason=f"有 {share} 的汉字是生僻字，疑似编码或字体映射错误")
    if western >= _ENOUGH and western > ideographs:
        return Legibility(broken, garbled=True, reason=f"有 {western} 个西文变音字符，疑似中文编码被误读")
    return Legibility(broken, garbled=False, reason=f"有 {broken} 个字符无法确认原字" if broken else "")


@cache
def is_broken(character: str) -> bool:
    """Return whether a character has no meaning: private use (but for bullets), unassigned, or the replacement mark."""
    if character == "\ufffd":
        return True
    return unicodedata.category(character) in _BROKEN and ord(character) not in _SYMBOLS


@cache
def is_common(character: str) -> bool:
    """Return whether an ideograph is among the most used ones, simplified or traditional: 政 is, 鎸 is not."""
    return any(_first_byte(character, table) in rows for table, rows in _LEVEL_ONE)


def _first_byte(character: str, table: str) -> int:
    try:
        return character.encode(table)[0]
    except UnicodeEncodeError:
        return 0
