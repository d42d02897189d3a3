"""The sentences of a clause, each with its place in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Clause, Span

# why: a table cell ends with a tab; a western full stop ends a sentence only before Chinese or a bracket, so that `0.5`
# and `www.a.cn` stay whole.
_END = re.compile(r"[。！？；;\n\t]|\.(?=\s*(?:[\u4e00-\u9fff（(〔]|$))")
_CLOSERS = "”’」』"
_OPEN, _CLOSE = "（(〔【", "）)〕】"
_LONGEST_BRACKET = 400
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span in the document and its words, verbatim."""

    span: Span
    text: str


def split_sentences(clause: Clause) -> tuple[Sentence, ...]:
    """Return the sentences of a clause in order; blank ones are left out.

    `给予奖励。（省财政厅负责）申报截止3月。` gives two, the first one with its bracket: a bracket that names the
    bearers stands after the full stop as often as before it.
    """
    return tuple(_sentence(clause, start, end) for start, end in _pieces(clause.text) if clause.text[start:end].strip())


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        found = _END.search(text, start)
        end = _with_brackets(text, found.end()) if found else len(text)
        yield start, end
        start = end


def _with_brackets(text: str, at: int) -> int:
    """Return the end of the sentence with the closing marks and brackets that directly follow its full stop."""
    end = at
    while at < len(text):
        if text[at] in _CLOSERS:
            at = end = at + 1
        elif text[at] in " \t":
            at += 1
        elif text[at] in _OPEN and (close := _closing(text, at)):
            at = end = close
        elif text[at] in "。." and end == at and text[at - 1] in _CLOSE:
            at = end = at + 1
        else:
            break
    return end


def _closing(text: str, at: int) -> int | None:
    """Return the end of the bracket that opens at `at`, None where it closes late or is a mere number （一）."""
    depth = 0
    for place in range(at, min(len(text), at + _LONGEST_BRACKET)):
        depth += (text[place] in _OPEN) - (text[place] in _CLOSE)
        if depth == 0:
            return place + 1 if place - at > 3 else None  # noqa: PLR2004  （十一） is a label
    return None


def _sentence(clause: Clause, start: int, end: int) -> Sentence:
    piece = clause.text[start:end]
    lead, tail = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    span = Span(clause.span.start + start + lead, clause.span.start + start + tail)
    return Sentence(span, piece.strip())


def squeeze(text: str) -> str:
    """Return the text without blanks: `补 贴标准` gives 补贴标准."""
    return _BLANK.sub("", text)


_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()} | {0xFF05: ord("%")}


def fold(text: str) -> str:
    """Return the text without blanks, its full-width figures and letters as common ones: `２０ 万元` gives 20万元."""
    return squeeze(text).translate(_WIDE)
