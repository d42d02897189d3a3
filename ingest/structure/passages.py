"""One numbered item may hold several passages, each closed by its own annotation: they become clauses of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.model import Clause, ClauseKind, Line, Span
from ingest.flow import Flow
from ingest.responsibility.finding import find_annotations
from ingest.responsibility.prose import find_prose_duties

_CLOSING = re.compile(r"[\s）)〕】\]]*[。；;.]?[ \t\u3000]*")
_LEAST = 12  # why: shorter rests are remarks (下转 B2 版), not passages
_WHOLE = frozenset({ClauseKind.TITLE, ClauseKind.TABLE_ROW, ClauseKind.CLOSING})


def split_passages(flow: Flow, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses, those with several annotated passages cut behind each annotation.

    `（一）甲事。（省教育厅负责）乙事。（省财政厅负责）` stays （一） up to 省教育厅负责）; the rest is its passage 段2.
    """
    starts = [line.span.start for line in flow.lines]
    return tuple(piece for clause in clauses for piece in _pieces(flow, clause, starts))


def _pieces(flow: Flow, clause: Clause, starts: Sequence[int]) -> Iterator[Clause]:
    cuts = [] if clause.kind in _WHOLE else list(_cuts(clause.text)) or list(_duty_paragraphs(clause))
    if not cuts:
        yield clause
        return
    for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(clause.text)], strict=True), 1):
        span = _trimmed(clause.text, start, end).shift(clause.span.start)
        yield _piece(flow, clause, number, span, starts)


def _piece(flow: Flow, clause: Clause, number: int, span: Span, starts: Sequence[int]) -> Clause:
    part = _ordinal(number) if clause.kind is ClauseKind.ARTICLE else f"段{number}"
    path = clause.path if number == 1 else (*clause.path, part)
    return Clause(
        f"{clause.document_id}/{'/'.join(path)}",
        clause.document_id,
        path,
        clause.label if number == 1 else "",
        clause.kind if number == 1 else ClauseKind.PARAGRAPH,
        clause.heading if number == 1 else (*clause.heading, *_lead(clause)),
        span.cut(flow.text),
        span,
        _page(flow.lines, starts, span.start) if number > 1 else clause.page,
    )


def _cuts(text: str) -> Iterator[int]:
    """Yield where a passage ends: behind an annotation that more text follows, annotated too or a new paragraph."""
    annotations = find_annotations(text, 0)
    for number, one in enumerate(annotations):
        end = _CLOSING.match(text, one.span.end).end()  # type: ignore[union-attr]  # it matches the empty string
        following = annotations[number + 1].span.start if number + 1 < len(annotations) else None
        rest = text[end:following]
        fresh = "\n" in text[one.span.end : end] or rest.lstrip(" \u3000\t")[:1] == "\n"
        if _length(rest) >= _LEAST and (following is not None or fresh):
            yield end


def _duty_paragraphs(clause: Clause) -> Iterator[int]:
    """Yield where the paragraphs (款) of an article begin, if several of them give duties to different bodies."""
    if clause.kind is not ClauseKind.ARTICLE or "\n" not in clause.text:
        return
    begins = [0, *(match.end() for match in re.finditer(r"\n+", clause.text))]
    ends = [*begins[1:], len(clause.text)]
    paragraphs = [clause.text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    duties = [bool(find_prose_duties(words, 0, musts=False)) for words in paragraphs]
    if sum(duties) > 1:
        yield from (begin for begin, end in zip(begins[1:], ends[1:], strict=True) if clause.text[begin:end].strip())


def _ordinal(number: int) -> str:
    """Return the name of an article's paragraph: 2 → 第二款."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return f"第{(digits[tens] if tens > 1 else '') + '十' if tens else ''}{digits[ones] if ones or not tens else ''}款"


def _length(text: str) -> int:
    return sum(map(len, text.split()))


def _lead(clause: Clause) -> tuple[str, ...]:
    """Return the heading that a clause's passages share: its label and first sentence, if that is short."""
    first = re.split(r"[。\n]", clause.text, maxsplit=1)[0].strip()
    return (first,) if clause.label and len(first) <= _LONGEST_LEAD else ()


_LONGEST_LEAD = 40


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _page(lines: Sequence[Line], starts: Sequence[int], at: int) -> int | None:
    index = bisect_right(starts, at) - 1
    return lines[index].page if index >= 0 else None
