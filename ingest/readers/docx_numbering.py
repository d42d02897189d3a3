"""Automatic numbers of a Word document, which are printed but not in its text: `word/numbering.xml` counted out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand")
)
_LEGAL = frozenset(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"))
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLES = 20  # ① to ⑳ stand in one block
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: `pattern` is e.g. `（%1）` or `%1.%2`."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document; `label` counts on with every call, so call it once per paragraph, in order."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    _counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, number_id: str, depth: int) -> str:
        """Return the printed number of the next paragraph of a list: `（二）` after `（一）`; "" for a bullet."""
        kind = self.lists.get(number_id, number_id)
        level = self._level(number_id, depth)
        if level is None:
            return ""
        counts = self._counts[kind]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda mark: self._figure(number_id, int(mark[1]) - 1, level), level.pattern)

    def _figure(self, number_id: str, depth: int, printed: Level) -> str:
        level = self._level(number_id, depth) or Level()
        kind = self.lists.get(number_id, number_id)
        count = self._counts[kind].setdefault(depth, level.start)
        return spell(count, "decimal" if printed.legal else level.form)

    def _level(self, number_id: str, depth: int) -> Level | None:
        own = self.levels.get((f"num:{number_id}", depth))
        return own or self.levels.get((self.lists.get(number_id, ""), depth))


def read_numbering(root: _Element | None) -> Numbering:
    """Return the lists that `word/numbering.xml` defines; without the part there are none."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(f"{W}abstractNum"):
        _read_levels(abstract, abstract.get(f"{W}abstractNumId", ""), numbering)
    for number in root.iter(f"{W}num"):
        number_id = number.get(f"{W}numId", "")
        numbering.lists[number_id] = value_of(number, "abstractNumId") or ""
        for override in number.iter(f"{W}lvlOverride"):
            _read_levels(override, f"num:{number_id}", numbering)
    return numbering


def _read_levels(parent: _Element, key: str, numbering: Numbering) -> None:
    for level in parent.iter(f"{W}lvl"):
        depth = int(level.get(f"{W}ilvl") or 0)
        form = value_of(level, "numFmt") or "decimal"
        pattern = "" if form in {"bullet", "none"} else value_of(level, "lvlText") or ""
        legal = level.find(f"{W}isLgl") is not None
        numbering.levels[key, depth] = Level(form, pattern, _whole(value_of(level, "start"), 1), legal)


def value_of(element: _Element | None, child: str) -> str | None:
    """Return the `w:val` of a child of a Word element, None where there is none."""
    found = element.find(f"{W}{child}") if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.lstrip("-").isdecimal() else default


def spell(count: int, form: str) -> str:
    """Return a count as a list prints it: `spell(12, "chineseCounting") == "十二"`."""
    spelled: dict[str, str] = {
        "upperLetter": _letters(count),
        "lowerLetter": _letters(count).lower(),
        "upperRoman": _roman(count).upper(),
        "lowerRoman": _roman(count),
        "decimalFullWidth": str(count).translate(_WIDE),
        "decimalZero": f"{count:02d}",
        "ideographTraditional": _STEMS[(count - 1) % len(_STEMS)],
        "ideographZodiac": _BRANCHES[(count - 1) % len(_BRANCHES)],
    }
    if form in _CHINESE:
        return chinese(count)
    if form in _LEGAL:
        return chinese(count, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= _CIRCLES:
        return chr(0x2460 + count - 1)
    return spelled.get(form, str(count))


def chinese(count: int, digits: str = "〇一二三四五六七八九", units: str = "十百千") -> str:
    """Return a whole number below 10,000 in Chinese: 12 is 十二, 105 is 一百零五."""
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = count // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + (units[place - 1] if place else "")
        zero = not digit
    if text.startswith(digits[1] + units[0]) and digits[1] == "一":
        text = text[1:]
    return text or digits[0]


def _letters(count: int) -> str:
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while count >= value:
            text, count = text + sign, count - value
    return text
