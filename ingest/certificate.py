"""The certificate of reading: for every page, where each non-blank character went."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.model import Certificate, Line, PageRecord, Span
from ingest.flow import Flow
from ingest.legibility import Legibility, judge
from ingest.raw import RawFile, RawPage
from ingest.structure.outline import Outline

_UNSURE = 0.8  # an OCR confidence below which a page should be compared with the original


_ONCE_TEXT = frozenset(("contents", "running_head", "page_number"))


def certify(raw: RawFile, flow: Flow, outline: Outline) -> Certificate:
    """Return the proof of reading; `complete` is false as soon as anything is unread, unassigned or elsewhere."""
    unassigned = _uncovered(flow.text, [clause.span for clause in outline.clauses])
    assigned = _count_by_page(flow, [clause.span for clause in outline.clauses])
    left = _count_by_page(flow, unassigned)
    furniture = Counter[int]()
    for piece in flow.furniture:
        furniture[piece.page] += solid(piece.text)
    pages = tuple(_record(page, assigned, furniture, left) for page in raw.pages)
    legible = judge([flow.text, *(piece.text for piece in flow.furniture if piece.reason in _ONCE_TEXT)])
    torn = _is_torn(outline)
    own = _own_warnings(legible, pages) + ([_TORN.format(len(outline.gaps))] if torn else [])
    warnings = tuple(dict.fromkeys((*flow.warnings, *outline.warnings, *own)))
    unread = any(_is_unread(page) for page in pages)
    complete = not (unassigned or outline.continues or legible.garbled or torn or unread)
    return Certificate(pages, outline.gaps, warnings, unassigned, complete)


_TORN = "编号有 {} 处中断，原件本身可能缺页或缺字，请对照出处"
_MANY_GAPS = 5
_GAP_SHARE = 0.1  # of the clauses


def _is_torn(outline: Outline) -> bool:
    """Return whether the numbering breaks so often that the file itself must lack parts (an excerpt, a torn copy)."""
    gaps = len(outline.gaps)
    return gaps >= _MANY_GAPS and gaps >= _GAP_SHARE * len(outline.clauses)


def solid(text: str) -> int:
    """Return how many non-blank characters a text has: `solid("一 二") == 2`."""
    return sum(map(len, text.split()))


def _record(page: RawPage, assigned: Counter[int], furniture: Counter[int], left: Counter[int]) -> PageRecord:
    number = page.number
    seen = assigned[number] + furniture[number] + left[number]
    lost = max(0, page.characters - seen)
    return PageRecord(
        page=number,
        characters=max(page.characters, seen),
        assigned=assigned[number],
        furniture=furniture[number],
        unassigned=left[number] + lost,
        unread=page.unread,
        method=page.method,
        confidence=page.confidence,
    )


def _is_unread(page: PageRecord) -> bool:
    return bool(page.unread or page.unassigned)


def _own_warnings(legible: Legibility, pages: Sequence[PageRecord]) -> list[str]:
    unread = [str(page.page) for page in pages if page.unread]
    lost = [str(page.page) for page in pages if page.unassigned]
    unsure = [str(page.page) for page in pages if page.confidence is not None and page.confidence < _UNSURE]
    found = []
    if unread:
        found.append(f"第 {_brief(unread)} 页有未能识别的内容")
    if lost:
        characters = sum(page.unassigned for page in pages)
        found.append(f"第 {_brief(lost)} 页有 {characters} 个字未归入任何条款")
    if unsure:
        found.append(f"第 {_brief(unsure)} 页文字识别可信度低，请对照原文")
    if legible.reason:
        advice = "；请换用可复制文字的版本" if legible.garbled else ""
        found.append(legible.reason + advice)
    return found


def _brief(numbers: Sequence[str], most: int = 12) -> str:
    return "、".join(numbers[:most]) + (f" 等 {len(numbers)} " if len(numbers) > most else "")


def _uncovered(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the ranges of the text between the spans that hold a non-blank character."""
    found, position = [], 0
    for span in [*sorted(spans), Span(len(text), len(text))]:
        if text[position : span.start].strip():
            found.append(Span(position, span.start))
        position = max(position, span.end)
    return tuple(found)


def _count_by_page(flow: Flow, spans: Sequence[Span]) -> Counter[int]:
    """Return the number of non-blank characters of the spans on each page."""
    counts = Counter[int]()
    ordered = sorted(flow.lines, key=lambda line: line.span)
    starts = [line.span.start for line in ordered]
    for span in spans:
        for line in _lines_of(span, ordered, starts):
            piece = flow.text[max(span.start, line.span.start) : min(span.end, line.span.end)]
            counts[line.page] += solid(piece)
    return counts


def _lines_of(span: Span, lines: Sequence[Line], starts: Sequence[int]) -> Iterable[Line]:
    index = max(0, bisect_right(starts, span.start) - 1)
    while index < len(lines) and starts[index] < span.end:
        if lines[index].span.end > span.start:
            yield lines[index]
        index += 1
