"""The clauses that fit a question, best first: found by the searcher, judged again sentence by sentence.

The searcher finds candidates; here every candidate gets marks (words covered in its best sentence, in the whole clause
and its headings, the searcher's rank and its own careful score, the document's fitness, the kind of value it holds)
and one weighted score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.evidence import Filter, Hit, Intent
from corpus.library import Library, Summary
from corpus.model import Clause, ClauseKind
from qa.catalogue import Catalogue, Route
from qa.cover import TITLED, Cover, Holds, cover_of
from qa.question import Question
from qa.reading import Reading, reader_of
from qa.sentences import Sentence, fold
from qa.values import value_fit
from qa.words import bigrams

_CANDIDATES = 80
_ROUTED = 60
_RRF = 20
_LIKELY = 0.4
_VALUE_HERE, _PLACE_HERE = 0.25, 0.25
# What the headings above a clause say counts this much for the clause, of the share that its title gives.
_HEADED = 0.9
_FAVOURED = 0.5
_ELSEWHERE = 0.6  # of what a clause gains that somebody bears
# So many candidates, best by their whole text, are judged sentence by sentence.
_CLOSELY = 40

# The weights of the marks; chosen on the development questions, see docs/research.
WEIGHTS = {
    "sentence": 1.0,
    "clause": 1.0,
    "heading": 0.35,
    "pairs": 0.8,
    "found": 0.5,
    "meaning": 1.0,
    "route": 0.45,
    "value": 0.25,
    "borne": 0.45,
    "place": 0.6,
    "short": -0.25,
    "label": 0.35,
    "number": 0.25,
    "verbs": 0.15,
    "preamble": -0.15,
}
_FRAMES = frozenset({ClauseKind.TITLE, ClauseKind.CHAPTER, ClauseKind.CLOSING})
_MERE_HEADING = 15


class Searcher(Protocol):
    """What is needed of the index: clauses for a text, best first."""

    def search(self, text: str, *, k: int = 10, where: Filter | None = None, closely: bool = True) -> tuple[Hit, ...]:
        """Return the best `k` clauses for the text, in careful order if `closely`."""


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


@dataclass(frozen=True, slots=True)
class _Found:
    """How a clause was found: by fused rank, 1 for first in every search, and by meaning, the searcher's own score."""

    rank: float
    meaning: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    reading: Reading
    found: _Found
    text: Holds
    heading: Holds


@dataclass(frozen=True, slots=True)
class _Frame:
    """What one document brings to all its clauses for this question."""

    card: Summary
    route: Route
    title: str
    holds: Holds
    pairs: frozenset[str]
    favoured: bool


class Ranker:
    """Finds and judges clauses; keeps readings of recent clauses."""

    def __init__(self, library: Library, searcher: Searcher, catalogue: Catalogue) -> None:
        self._searcher = searcher
        self._catalogue = catalogue
        self._read = reader_of(library)

    def rank(
        self, question: Question, *, where: Filter | None = None, favour: Sequence[str] = ()
    ) -> tuple[Passage, ...]:
        """Return the passages for the question, best first; `favour` names documents of the talk so far."""
        routes = self._catalogue.routes(question)
        cover = cover_of(question.terms)
        candidates = [
            _Candidate(reading, found, cover.holds(reading.text), cover.holds(reading.heading))
            for key, found in self._find(question, routes, where).items()
            if (reading := self._read(key)) is not None and reading.clause.document_id in routes
        ]
        cover = cover.weighed_among([tuple(map(max, one.text, one.heading)) for one in candidates])
        frames = self._frames(cover, candidates, routes, favour)
        judge = _Judge(question, cover)
        rough = [judge.mark(one, frames[one.reading.clause.document_id]) for one in candidates]
        rough.sort(key=lambda one: -one.score)
        closely = [judge.look_closely(one) for one in rough[:_CLOSELY]]
        return tuple(sorted((one.passage() for one in closely), key=lambda one: (-one.score, one.clause.id)))

    def _find(self, question: Question, routes: dict[str, Route], where: Filter | None) -> dict[int, _Found]:
        """Return how each candidate was found, by key."""
        close = self._searcher.search(question.matter, k=_ROUTED, where=where)
        lists = [close, self._searcher.search(question.expanded, k=_CANDIDATES, where=where, closely=False)]
        chosen = _likely(routes, where)
        narrow = replace(where or Filter(), documents=chosen) if chosen else where
        further = (question.core, question.expanded) if chosen else (question.core,)
        lists += [self._searcher.search(query, k=_ROUTED, where=narrow, closely=False) for query in further if query]
        meaning = {hit.key: min(1.0, hit.score) for hit in close}
        return {key: _Found(rank, meaning.get(key, 0.0)) for key, rank in _fuse(lists).items()}

    def _frames(
        self, cover: Cover, candidates: Iterable[_Candidate], routes: dict[str, Route], favour: Sequence[str]
    ) -> dict[str, _Frame]:
        cards = self._catalogue.cards
        frames = {}
        for document_id in {one.reading.clause.document_id for one in candidates}:
            card = cards[document_id]
            title = fold(card.title)
            favoured = document_id in favour
            route = routes[document_id]
            frames[document_id] = _Frame(card, route, title, cover.holds(title), bigrams(title), favoured)
        return frames


@dataclass(slots=True)
class _Marked:
    """A candidate with its marks so far; `sentence` is filled in by the closer look."""

    candidate: _Candidate
    frame: _Frame
    marks: dict[str, float]
    sentence: Sentence | None = None
    coverage: float = 0.0

    @property
    def score(self) -> float:
        return sum(WEIGHTS[name] * mark for name, mark in self.marks.items() if name in WEIGHTS)

    def passage(self) -> Passage:
        reading, frame = self.candidate.reading, self.frame
        best = self.sentence or reading.sentences[0]
        context = frame.title + reading.heading + reading.text
        return Passage(reading.clause, frame.card, self.score, self.coverage, best, self.marks, context)


class _Judge:
    """Gives marks for one question."""

    def __init__(self, question: Question, cover: Cover) -> None:
        self._question = question
        self._cover = cover
        self._pairs = bigrams(fold(question.matter))

    def mark(self, candidate: _Candidate, frame: _Frame) -> _Marked:
        question, reading, share = self._question, candidate.reading, self._cover.share
        above = tuple(max(_HEADED * head, name) for head, name in zip(candidate.heading, frame.holds, strict=True))
        clause = share(candidate.text, above)
        marks = {
            "sentence": clause,
            "clause": clause,
            "heading": share(candidate.heading, frame.holds),
            "pairs": self._pair_share(reading.pairs, frame.pairs),
            "verbs": sum(verb in reading.text for verb in question.verbs) / max(1, len(question.verbs)),
            "preamble": float(reading.clause.kind is ClauseKind.PREAMBLE),
            "found": candidate.found.rank,
            "meaning": candidate.found.meaning,
            "route": frame.route.score + _FAVOURED * frame.favoured,
            "value": value_fit(self._question.wants, reading.text),
            "borne": self._borne(reading) if self._question.intent is Intent.DEPARTMENT else 0.0,
            "number": float(self._question.bearers > 0 and reading.bearers == self._question.bearers),
            "short": float(reading.clause.kind in _FRAMES or len(reading.text) < _MERE_HEADING),
            "label": share(self._cover.holds(reading.label, candidate.text), frame.holds) if reading.label else 0.0,
            "title": frame.route.title,
            "region": frame.route.reach,
            "place": float(self._is_of_place(reading, frame)),
        }
        return _Marked(candidate, frame, marks)

    def _borne(self, reading: Reading) -> float:
        """Return 1 where somebody bears the clause, less where only bodies of other places than the one asked about do.

        `浙江谁负责` asks hardly for the office of 瑞安 that a row of the province's table names.
        """
        asked = {one.full for one in self._question.regions if not one.home}
        elsewhere = bool(asked and reading.local and not asked & reading.local)
        return float(reading.bearers > 0) * (_ELSEWHERE if elsewhere else 1.0)

    def _is_of_place(self, reading: Reading, frame: _Frame) -> bool:
        """Return whether the document is of a place asked about, or the clause names it (柯城 in the city's table)."""
        return self._is_own(frame) or self._names(reading.text)

    def _is_own(self, frame: _Frame) -> bool:
        """Return whether the document is of a place asked about."""
        return any(frame.card.region == one.full for one in self._question.regions if not one.home)

    def _names(self, text: str) -> bool:
        """Return whether a text names a place asked about."""
        return any(one.is_named_in(text) for one in self._question.regions if not one.home)

    def _pair_share(self, text: frozenset[str], title: frozenset[str]) -> float:
        """Return the share of the question's character pairs in the text; the title's count as in `Cover.share`."""
        if not self._pairs:
            return 0.0
        own = self._pairs & text
        return (len(own) + TITLED * len((self._pairs & title) - own)) / len(self._pairs)

    def look_closely(self, marked: _Marked) -> _Marked:
        """Return the candidate with its best sentence and how far that one sentence covers the question."""
        reading, frame = marked.candidate.reading, marked.frame
        elsewhere = not self._is_own(frame)
        best, most, mark, plain = 0, -1.0, -1.0, 0.0
        for at, text in enumerate(reading.folded):
            share = self._cover.share(self._cover.holds(text, marked.candidate.text), frame.holds)
            with_value = share + _VALUE_HERE * value_fit(self._question.wants, text)
            with_place = with_value + _PLACE_HERE * (elsewhere and self._names(text))
            if with_place > most:
                best, most, mark, plain = at, with_place, with_value, share
        everything = tuple(map(max, marked.candidate.text, marked.candidate.heading, frame.holds))
        marks = marked.marks | {"sentence": mark, "plain": plain}
        return _Marked(marked.candidate, frame, marks, reading.sentences[best], self._cover.share(everything))


def _likely(routes: dict[str, Route], where: Filter | None) -> tuple[str, ...]:
    """Return the few documents that the question seems to mean, best first; none where it names no source."""
    allowed = set(where.documents) if where and where.documents else None
    ranked = sorted(routes.values(), key=lambda route: -route.score)
    good = [one.document_id for one in ranked if one.score >= _LIKELY and (not allowed or one.document_id in allowed)]
    return tuple(good[:20])


def _fuse(lists: Iterable[Sequence[Hit]]) -> dict[int, float]:
    """Return reciprocal-rank sums scaled to at most 1."""
    marks: dict[int, float] = defaultdict(float)
    count = 0
    for hits in lists:
        count += 1
        for place, hit in enumerate(hits):
            marks[hit.key] += _RRF / (_RRF + place)
    return {key: mark / count for key, mark in marks.items()}
