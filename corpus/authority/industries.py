"""Industries: GB/T 4754-2017 sections and divisions, and the industry-chain words of policies mapped to them.

Data: `industry_classes.tsv` (codes and names) and `industry_words.tsv` (word → broader words or codes).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from corpus.alternatives import either

_CLASSES = Path(__file__).with_name("industry_classes.tsv")
_WORDS = Path(__file__).with_name("industry_words.tsv")
_KEPT = 32_768  # why: the same conditions are read for firm after firm
_CODE = re.compile(r"(?<![0-9A-Za-z])([A-T]?\d{2}|[A-T])(?![0-9A-Za-z])")
_TAIL = re.compile(r"(?:产业链?|行业|领域|类|企业|项目|相关|等)+$")


def codes_of(text: str) -> frozenset[str]:
    """Return the GB/T 4754 codes (divisions and their sections) that a firm's industry text names or implies.

    `光伏电池及组件制造` gives 38 and C; `软件和信息技术服务业` gives 65 and I; `65` gives the same.
    """
    tags = tags_of(text)
    return frozenset(tag for tag in tags if _is_code(tag))


@lru_cache(_KEPT)
def tags_of(text: str) -> frozenset[str]:
    """Return every industry word and code that a text falls under, the broader ones included.

    `光伏电池及组件制造` gives 光伏, 新能源, 战略性新兴产业, 38, C, 制造业.
    """
    found = {word for word in _table() if word in text}
    found |= {code for code, name in classes().items() if len(name) > 1 and name.rstrip("业") in text}
    found |= {code[-2:] if code[-1].isdigit() else code for code in _CODE.findall(text)}
    # why: "制造" closes the name of nearly every manufacturing trade, whatever is made
    if text.endswith("制造") or "制造（" in text or "加工业" in text:
        found.add("C")
    return _closed(found)


@lru_cache(_KEPT)
def names(text: str) -> tuple[str, ...]:
    """Return the industry words that a text names, the longest first, then as they stand: `氢能相关企业` gives 氢能."""
    if not _any_name().search(text):
        return ()
    hits = [word for word in _table() if word in text]
    hits += [name for name in classes().values() if len(name) > _SHORTEST and name in text]
    longest = sorted(set(hits), key=lambda one: (-len(one), text.index(one), one))  # a set has no order of its own
    return tuple(word for at, word in enumerate(longest) if not any(word in other for other in longest[:at]))


@cache
def _any_name() -> re.Pattern[str]:
    """Return what finds out whether a text names any industry: one look for five hundred, as most texts name none."""
    long = (name for name in classes().values() if len(name) > _SHORTEST)
    return re.compile(either(map(re.escape, (*_table(), *long))))


@cache
def words() -> tuple[str, ...]:
    """Return the industry-chain words, longest first."""
    return tuple(sorted(_table(), key=len, reverse=True))


_SHORTEST = 2


@lru_cache(_KEPT)
def belongs(firm_industry: str, named: str) -> bool | None:
    """Return whether a firm of `firm_industry` belongs to the industry a policy names; None where it is undecided.

    A trade that falls under the word belongs (光伏 → 新能源); one that the word might be a part of is undecided
    (装备制造 → 机器人); any other does not.
    """
    core = _TAIL.sub("", named) or named
    if core in firm_industry:
        return True
    wanted = tags_of(core)
    own = tags_of(firm_industry)
    heads = [*(names(core) or names(named)), *_CODE.findall(core)]
    if not heads:
        return None
    if any(_under(own, head) for head in heads):
        return True
    if not own or any(word in _VAGUE for word in heads) or own <= wanted - set(heads):
        return None
    return False


_VAGUE = frozenset(("战略性新兴产业", "战新产业", "高精尖产业", "高精尖", "数字经济", "未来产业"))


def _under(own: frozenset[str], head: str) -> bool:
    code = head[-2:] if head[-1].isdigit() else head
    return head in own or code in own or bool(_codes_named(head) & own)


def _codes_named(head: str) -> frozenset[str]:
    return frozenset(code for code, name in classes().items() if name == head)


@cache
def classes() -> dict[str, str]:
    """Return the name of every section and division by its code: `65` is 软件和信息技术服务业."""
    rows = (line.split("\t") for line in _lines(_CLASSES))
    return {row[0]: row[1] for row in rows}


@cache
def section_of(division: str) -> str:
    """Return the section letter of a two-digit division: `65` gives I."""
    section = ""
    for code in classes():
        if code.isalpha():
            section = code
        elif code == division:
            return section
    return ""


def _closed(found: set[str]) -> frozenset[str]:
    table, queue = _table(), list(found)
    while queue:
        for broader in (*table.get(queue[-1], ()), *_above(queue.pop())):
            if broader and broader not in found:
                found.add(broader)
                queue.append(broader)
    return frozenset(found)


def _above(tag: str) -> tuple[str, ...]:
    if tag.isdigit():
        return (section_of(tag),)
    return ("制造业", "先进制造业") if tag == "C" else ()


def _is_code(tag: str) -> bool:
    return tag.isdigit() or (len(tag) == 1 and tag.isascii())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _lines(_WORDS):
        words, _, broader = line.partition("\t")
        same = words.split("/")
        for word in same:
            table[word] = (*broader.split(), *(other for other in same if other != word))
    return table


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
