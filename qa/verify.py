"""No sentence leaves unless every number, day, department and quotation in it stands in the cited words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.authority.departments_find import find_departments
from corpus.evidence import Citation
from qa.sentences import fold

_NUMBER = re.compile(r"\d+(?:[.,，]\d+)*(?:\s*[%％‰])?")
_DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?")
_CHINESE_NUMBER = re.compile(
    r"(?:百分之[〇零一二三四五六七八九十百点]+|[〇零一二两三四五六七八九十百千万亿]{1,9}(?=[个家项年月日天元倍人户亩吨成]|周岁|工作日|分之))"
)
_QUOTATION = re.compile(r"「([^」]+)」|“([^“”]{2,})”")
_TITLE = re.compile(r"《([^《》]+)》")
_LEVELS = "省市区县州全各"


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim of the text that the cited words do not hold; `kind` is number, date, department, quotation or title."""

    kind: str
    claim: str


def find_faults(text: str, citations: Sequence[Citation], *, names: Iterable[str] = ()) -> tuple[Fault, ...]:
    """Return the claims in `text` that no citation supports, empty when all are supported.

    `最高奖励100万元` with a quote that says 10万元 gives a number fault 100. Titles and paths of the citations may be
    named freely. `names` are the departments of the answer; they are checked wherever the text uses them.
    """
    sources = fold("\n".join(citation.quote for citation in citations))
    plain = _without_cards(fold(text), citations)
    faults = [Fault("title", one) for one in _TITLE.findall(plain) if one not in sources]
    faults += [Fault("quotation", quote) for quote in _quotations(plain) if quote not in sources]
    faults += [Fault("date", date) for date in _DATE.findall(plain) if date not in sources]
    faults += [Fault("number", number) for number in _numbers(plain) - _numbers(sources)]
    faults += [Fault("number", number) for number in _CHINESE_NUMBER.findall(plain) if number not in sources]
    faults += [Fault("department", name) for name in _departments(plain, names) if not _named(name, sources)]
    return tuple(faults)


def _quotations(text: str) -> list[str]:
    return [outer or inner for outer, inner in _QUOTATION.findall(text)]


def _numbers(text: str) -> set[str]:
    return {fold(number).rstrip(",，") for number in _NUMBER.findall(text)}


def _departments(text: str, names: Iterable[str]) -> list[str]:
    given = [fold(name) for name in names if fold(name) in text]
    rest = text
    for name in sorted(given, key=len, reverse=True):
        rest = rest.replace(name, "　")
    return given + [one.name for one in find_departments(rest)]


def _named(name: str, sources: str) -> bool:
    """Return whether the words name the department; its level may be written once for a whole list (省A、B)."""
    return name in sources or (name[:1] in _LEVELS and name[1:] in sources)


def _without_cards(text: str, citations: Sequence[Citation]) -> str:
    cards = {f"《{fold(citation.title)}》" for citation in citations}
    placed = {f"《{fold(citation.title)}》{fold(citation.path)}：" for citation in citations}
    for card in (*sorted(placed, key=len, reverse=True), *cards):
        text = text.replace(card, "　")
    return text


def release(lines: Sequence[str], citations: Sequence[Citation], *, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the lines whose every claim is supported; the others stay in."""
    kept = tuple(names)
    return tuple(line for line in lines if not find_faults(line, citations, names=kept))
