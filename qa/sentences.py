"""The sentences of a clause, each with its place in the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Clause, Span

# why: a bracket that names the bearers stands after the full stop as often as before it; it belongs to its sentence.
_END = re.compile(r"(?:[。！？；;\n])(?:[”’」』]|[（(〔][^（()）〔〕\n]{2,160}?[）)〕]。?)*|\n")
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span in the document and its words, verbatim."""

    span: Span
    text: str


def split_sentences(clause: Clause) -> tuple[Sentence, ...]:
    """Return the sentences of a clause in order; blank ones are left out.

    `给予奖励。（省财政厅负责）申报截止3月。` gives two, the first one with its bracket.
    """
    sentences, start = [], 0
    ends = [match.end() for match in _END.finditer(clause.text)]
    for end in (*ends, len(clause.text)):
        piece = clause.text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            tail = len(piece.rstrip())
            span = Span(clause.span.start + start + lead, clause.span.start + start + tail)
            sentences.append(Sentence(span, piece.strip()))
        start = end
    return tuple(sentences)


def squeeze(text: str) -> str:
    """Return the text without blanks: `补 贴标准` gives 补贴标准."""
    return _BLANK.sub("", text)
