"""Clauses made ready for comparison with questions, kept for the next question."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

from corpus.authority.regions import find_regions
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
    `bearers` is how many bear it by its own words, `local` the places that all of them are named after, none where one
    is named without a place.
    """

    clause: Clause
    text: str
    heading: str
    pairs: frozenset[str]
    sentences: tuple[Sentence, ...]
    folded: tuple[str, ...]
    label: str
    bearers: int
    local: frozenset[str]


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
    names = {one.name for one in library.responsibilities(clause_id=clause.id) if not one.inherited_from}
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
        bearers=len(names),
        local=_places(names),
    )


def _places(names: Collection[str]) -> frozenset[str]:
    """Return the places at the head of these names: 瑞安市人民政府, 温州市数据局; none unless every name has one."""
    found = [next((one.full for one in find_regions(name) if one.span.start == 0), None) for name in names]
    return frozenset(place for place in found if place) if all(found) else frozenset()


def _label(sentences: tuple[str, ...]) -> str:
    return sentences[0] if len(sentences) > 1 and len(sentences[0]) <= _LONGEST_LABEL else ""
