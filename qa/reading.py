"""Clauses made ready for comparison with questions, kept for the next question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from corpus.library import Library
from corpus.model import Clause
from qa.sentences import Sentence, fold, split_sentences
from qa.words import bigrams

_KEPT = 20_000
_LONGEST_LEAD = 240
_LONGEST_LABEL = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause without blanks: its text, the headings and list opening above it, its sentences, its character pairs.

    `label` is the short sentence that opens the clause like a heading (（十五）加强信用信息共享。), empty without one;
    `bearers` is how many bear it by its own words.
    """

    clause: Clause
    text: str
    heading: str
    pairs: frozenset[str]
    sentences: tuple[Sentence, ...]
    folded: tuple[str, ...]
    label: str
    bearers: int


def reader_of(library: Library) -> Callable[[int], Reading | None]:
    """Return a function from a clause's key to its reading, None where the clause is gone or blank."""

    @lru_cache(maxsize=_KEPT)
    def read(key: int) -> Reading | None:
        clause = library.clause_by_key(key)
        return _prepare(clause, library) if clause and clause.text.strip() else None

    return read


def opening_of(clause: Clause, library: Library) -> Clause | None:
    """Return the clause above an item, whose words open its list (有下列情形之一的，应当…报告：), None for no item."""
    return library.clause(f"{clause.document_id}/{'/'.join(clause.path[:-1])}") if clause.path[1:] else None


def _prepare(clause: Clause, library: Library) -> Reading:
    duties = library.responsibilities(clause_id=clause.id)
    sentences = split_sentences(clause)
    text = fold(clause.text)
    folded = tuple(fold(sentence.text) for sentence in sentences)
    above = opening_of(clause, library)
    opening = above.text if above and len(above.text) <= _LONGEST_LEAD else ""
    return Reading(
        clause=clause,
        text=text,
        heading=fold("".join(clause.heading) + opening),
        pairs=bigrams(text),
        sentences=sentences,
        folded=folded,
        label=_label(folded),
        bearers=len({duty.name for duty in duties if not duty.inherited_from}),
    )


def _label(sentences: tuple[str, ...]) -> str:
    return sentences[0] if len(sentences) > 1 and len(sentences[0]) <= _LONGEST_LABEL else ""
