"""The clauses that fit a question, best first: found by the searcher, judged again sentence by sentence.

The searcher finds candidates; here every candidate gets marks (words covered in its best sentence, in the whole clause
and its headings, the searcher's rank, the document's fitness, the kind of value it holds) and one weighted score.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from corpus.evidence import Filter, Hit, Intent
from corpus.library import Library, Summary
from corpus.model import Clause, ClauseKind
from qa.catalogue import Catalogue, Route
from qa.question import Question, Term
from qa.sentences import Sentence, fold, split_sentences
from qa.values import value_fit
from qa.words import bigrams, partial_cover

_CANDIDATES = 80
_ROUTED = 60
_SYNONYM = 0.8
_RRF = 20
_LIKELY = 0.4
_TITLED = 0.7
_VALUE_HERE = 0.25
_LONGEST_LEAD = 240

# The weights of the marks; chosen on the development questions, see docs/research.
WEIGHTS = {
    "sentence": 1.0,
    "clause": 1.0,
    "heading": 0.35,
    "pairs": 0.8,
    "found": 0.5,
    "route": 0.45,
    "value": 0.25,
    "borne": 0.45,
    "short": -0.25,
}


class Searcher(Protocol):
    """What is needed of the index: clauses for a text, best first."""

    def search(self, text: str, *, k: int = 10, where: Filter | None = None) -> tuple[Hit, ...]:
        """Return the best `k` clauses for the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause made ready for comparison: squeezed text, headings, sentences, character pairs."""

    clause: Clause
    text: str
    heading: str
    pairs: frozenset[str]
    sentences: tuple[Sentence, ...]
    folded: tuple[str, ...]
    borne: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause judged for a question: score, share of the question's words covered, best sentence, the single marks.

    `context` is all that may hold a word of the question: title, headings and text without blanks.
    """

    clause: Clause
    card: Summary
    score: float
    coverage: float
    best: Sentence
    marks: dict[str, float]
    context: str


class Ranker:
    """Finds and judges clauses; keeps readings of recent clauses."""

    def __init__(self, library: Library, searcher: Searcher, catalogue: Catalogue) -> None:
        self._library = library
        self._searcher = searcher
        self._catalogue = catalogue
        self._read = lru_cache(maxsize=20_000)(self._prepare)

    def rank(
        self, question: Question, *, where: Filter | None = None, favour: Sequence[str] = ()
    ) -> tuple[Passage, ...]:
        """Return the passages for the question, best first; `favour` names documents of the talk so far."""
        routes = self._catalogue.routes(question)
        found = self._find(question, routes, where)
        readings = [(reading, rank) for key, rank in found.items() if (reading := self._read(key)) is not None]
        if not readings:
            return ()
        terms = weigh_here(question.terms, [reading.text + reading.heading for reading, _ in readings])
        self._titles = {card.id: fold(card.title) for card in self._catalogue.cards.values()}
        judged = [self._judge(question, terms, reading, rank, routes, favour) for reading, rank in readings]
        return tuple(sorted(judged, key=lambda passage: (-passage.score, passage.clause.id)))

    def _find(self, question: Question, routes: dict[str, Route], where: Filter | None) -> dict[int, float]:
        """Return the candidates' keys with their fused rank, 1.0 for a clause first in every list."""
        queries = list(dict.fromkeys((question.matter, question.expanded, question.text)))
        lists = [self._searcher.search(query, k=_CANDIDATES, where=where) for query in queries]
        chosen = _likely(routes, where)
        if chosen:
            narrow = replace(where or Filter(), documents=chosen)
            lists += [self._searcher.search(query, k=_ROUTED, where=narrow) for query in queries[:2]]
        return _fuse(lists)

    def _prepare(self, key: int) -> Reading | None:
        clause = self._library.clause_by_key(key)
        if clause is None or not clause.text.strip():
            return None
        sentences = split_sentences(clause)
        text = fold(clause.text)
        folded = tuple(fold(sentence.text) for sentence in sentences)
        heading = fold("".join(clause.heading) + self._lead(clause))
        borne = bool(self._library.responsibilities(clause_id=clause.id))
        return Reading(clause, text, heading, bigrams(text), sentences, folded, borne)

    def _lead(self, clause: Clause) -> str:
        """Return the words above an item that open its list (有下列情形之一的，应当…报告：), empty where too long."""
        above = self._library.clause(f"{clause.document_id}/{'/'.join(clause.path[:-1])}") if clause.path[1:] else None
        return above.text if above and len(above.text) <= _LONGEST_LEAD else ""

    def _judge(  # noqa: PLR0913, PLR0917  the marks need all of these
        self,
        question: Question,
        terms: Sequence[Term],
        reading: Reading,
        rank: float,
        routes: dict[str, Route],
        favour: Sequence[str],
    ) -> Passage:
        card = self._catalogue.cards[reading.clause.document_id]
        route = routes[card.id]
        title = self._titles[card.id]
        sentence, best = _best_sentence(question, terms, reading, title)
        marks = {
            "sentence": sentence,
            "clause": cover(terms, reading.text, title),
            "heading": cover(terms, reading.heading, title),
            "pairs": _pair_cover(question, reading),
            "found": rank,
            "route": route.score + 0.5 * (card.id in favour),
            "value": value_fit(question.wants, reading.text) if question.wants else 0.0,
            "borne": float(question.intent is Intent.DEPARTMENT and reading.borne),
            "short": float(reading.clause.kind in _FRAMES or len(reading.text) < 15),  # noqa: PLR2004  a mere heading
        }
        score = sum(WEIGHTS[name] * mark for name, mark in marks.items())
        context = title + reading.heading + reading.text
        plain = {"plain": cover(terms, fold(best.text), title), "title": route.title, "region": route.reach}
        return Passage(reading.clause, card, score, cover(terms, context), best, marks | plain, context)


_FRAMES = frozenset({ClauseKind.TITLE, ClauseKind.CHAPTER, ClauseKind.CLOSING})


def cover(terms: Sequence[Term], text: str, title: str = "") -> float:
    """Return the weighted share of the terms that the text holds, 0 to 1; an official term for a word counts 0.8.

    What the document's title says, all its clauses are about: it counts 0.7 even where the clause does not repeat it.
    """
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0
    return sum(term.weight * max(held(term, text), _TITLED * held(term, title)) for term in terms) / total


def held(term: Term, text: str) -> float:
    """Return how far the text holds the term, 0 to 1: its word, 0.8 for an official term for it, less for a part."""
    exact = partial_cover(term.word, text)
    if exact == 1.0:
        return exact
    return max(exact, *(_SYNONYM * (other in text) for other in term.others)) if term.others else exact


def weigh_here(terms: Sequence[Term], texts: Sequence[str]) -> tuple[Term, ...]:
    """Return the terms with what all candidates share made light: 产业链 says nothing where every clause has it."""
    scale = math.log(len(texts) + 1)
    weighed = []
    for term in terms:
        holders = sum(held(term, text) >= _SYNONYM for text in texts)
        local = math.log((len(texts) + 1) / (holders + 1)) / scale if scale else 1.0
        weighed.append(replace(term, weight=term.weight * (0.35 + 0.65 * local)))
    return tuple(weighed)


def _best_sentence(question: Question, terms: Sequence[Term], reading: Reading, title: str) -> tuple[float, Sentence]:
    scored = [
        (
            cover(terms, text, title) + (_VALUE_HERE * value_fit(question.wants, text) if question.wants else 0.0),
            -at,
            sentence,
        )
        for at, (text, sentence) in enumerate(zip(reading.folded, reading.sentences, strict=True))
    ]
    mark, _, sentence = max(scored, key=lambda one: one[:2])
    return mark, sentence


def _pair_cover(question: Question, reading: Reading) -> float:
    pairs = bigrams(fold(question.matter))
    return len(pairs & reading.pairs) / len(pairs) if pairs else 0.0


def _likely(routes: dict[str, Route], where: Filter | None) -> tuple[str, ...]:
    """Return the few documents that the question seems to mean, best first; none where it names no source."""
    allowed = set(where.documents) if where and where.documents else None
    ranked = sorted(routes.values(), key=lambda route: -route.score)
    good = [one.document_id for one in ranked if one.score >= _LIKELY and (not allowed or one.document_id in allowed)]
    return tuple(good[:20])


def _fuse(lists: Iterable[Sequence[Hit]]) -> dict[int, float]:
    """Return reciprocal-rank sums scaled to at most 1."""
    marks: Counter[int] = Counter()
    count = 0
    for hits in lists:
        count += 1
        for place, hit in enumerate(hits):
            marks[hit.key] += _RRF / (_RRF + place)  # type: ignore[assignment]
    return {key: mark / count for key, mark in marks.items()}
