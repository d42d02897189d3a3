"""Find departments that a question or sentence names, in whatever form: 药监局, 省药监局, 人行山西省分行."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.authority.departments import all_names, is_known, resolve, squash
from corpus.authority.regions import find_regions
from corpus.model import Span

_BRANCH = re.compile(
    r"(?:中国人民银行|人民银行|人行)[一-龥]{2,6}?(?:分行|中心支行|营业管理部)|国家税务总局[一-龥]{2,8}?税务局|"
    r"国家金融监督管理总局[一-龥]{2,4}?监管(?:局|分局)|国家外汇管理局[一-龥]{2,6}?分局"
)
_CITY_BRANCH = re.compile(r"(?:金融监管局|金融监管分局|证监局|银保监局|海关|税务局)")


@dataclass(frozen=True, slots=True)
class FoundDepartment:
    """A department named in a text: where, as written, and its full name."""

    span: Span
    name: str
    canonical: str


def find_departments(text: str, *, region: str | None = None) -> tuple[FoundDepartment, ...]:
    """Return the departments named in `text` from left to right, longest form first, none overlapping.

    `省药监局负责哪些工作` gives 省药监局 at `Span(0, 4)`; a place directly before it belongs to the name
    (杭州市经信局).
    `region` fills in bare levels as in `resolve`.
    """
    spans = [Span(*match.span()) for match in _BRANCH.finditer(text)]
    for end, form in _automaton().iter(text):
        span = _with_place(text, Span(end + 1 - len(form), end + 1))
        spans.append(span)
    spans.extend(_city_branches(text))
    found = (
        FoundDepartment(span, span.cut(text), resolve(span.cut(text), region=region) or "") for span in _apart(spans)
    )
    return tuple(one for one in found if one.canonical)


def _apart(spans: list[Span]) -> list[Span]:
    """Return the longest spans, then those that do not overlap them, in order."""
    chosen: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.start - one.end, one.start)):
        if all(span.end <= other.start or other.end <= span.start for other in chosen):
            chosen.append(span)
    return sorted(chosen)


def _with_place(text: str, span: Span) -> Span:
    """Return the span grown to the left over a place whose organ it is: 山西 + 省药监局, 杭州市 + 经信局."""
    for length in (9, 8, 7, 6, 5, 4, 3, 2):
        start = span.start - length
        if start < 0:
            continue
        piece = text[start : span.end]
        places = find_regions(text[start : span.start + 1])
        if places and places[0].span.start == 0 and places[0].span.end >= length and is_known(squash(piece)):
            return Span(start, span.end)
    return span


def _city_branches(text: str) -> list[Span]:
    """Return local offices that are named by their place alone: 浙江证监局, 贵阳海关, 北京市税务局."""
    spans = []
    for match in _CITY_BRANCH.finditer(text):
        for region in find_regions(text[max(0, match.start() - 8) : match.start()]):
            start = max(0, match.start() - 8) + region.span.start
            if max(0, match.start() - 8) + region.span.end == match.start() and start < match.start():
                spans.append(Span(start, match.end()))
    return spans


@cache
def _automaton() -> Any:  # noqa: ANN401  # pyahocorasick has no types
    import ahocorasick  # noqa: PLC0415  # loaded with the first question

    automaton = ahocorasick.Automaton()
    for form in all_names():
        automaton.add_word(form, form)
    automaton.make_automaton()
    return automaton
