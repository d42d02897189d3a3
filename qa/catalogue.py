"""Which documents a question means: by its region, the title words it names, its years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from corpus.authority.regions import NATION, city_of, contains
from corpus.library import Library, Summary
from corpus.model import Status
from qa.question import Question
from qa.sentences import fold
from qa.words import content_words, partial_cover, rarity

# The shares of a document's fitness; chosen on the development questions.
_SAME_REGION = 1.0
_NEXT_REGION, _OUTER_REGION = 0.85, 0.7  # the city of a county asked about, the province
_INNER_REGION = 0.45
_NATION_WANTED = 1.0
_NATION_ASKED_LOCALLY = 0.15
_OTHER_REGION = -1.0
_TITLE = 0.8
_LOOSE = 0.6
_YEAR = 0.35
_EXPIRED = -0.3


@dataclass(frozen=True, slots=True)
class Route:
    """How well a document fits what the question says of its source; `reach` is its region's part."""

    document_id: str
    score: float
    reach: float
    title: float


class Catalogue:
    """The cards of the library's documents, read once per revision."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._revision = -1
        self._cards: dict[str, Summary] = {}
        self._titles: dict[str, str] = {}

    @property
    def cards(self) -> dict[str, Summary]:
        """Return the cards by document id, fresh for the library's revision."""
        revision = self._library.revision
        if revision != self._revision:
            self._cards = {card.id: card for card in self._library.summaries()}
            self._titles = {card.id: fold(card.title) + PurePath(card.source).stem for card in self._cards.values()}
            self._revision = revision
        return self._cards

    @property
    def regions(self) -> frozenset[str]:
        """Return the regions that have documents here, the nation apart."""
        return frozenset(card.region for card in self.cards.values() if card.region and card.region != NATION)

    def routes(self, question: Question) -> dict[str, Route]:
        """Return the fitness of every document for the source that the question names."""
        pieces = _TitlePieces(
            tuple(dict.fromkeys(word for one in question.titles for word in content_words(one))),
            tuple(term.word for term in question.terms),
        )
        return {card.id: _route(card, self._titles[card.id], question, pieces) for card in self.cards.values()}

    def has_region(self, full: str) -> bool:
        """Return whether a document here is of the place itself or of a place in it."""
        return any(contains(full, region) for region in self.regions)

    def out_of_region(self, question: Question) -> bool:
        """Return whether no document here is of the places asked about: 重庆 where all is Zhejiang's."""
        if not question.regions:
            return False
        return not any(_serves(card.region, asked.full) for asked in question.regions for card in self.cards.values())


def _serves(region: str | None, asked: str) -> bool:
    if not region or region == NATION:
        return False
    return contains(asked, region) or contains(region, asked)


@dataclass(frozen=True, slots=True)
class _TitlePieces:
    """The words of the question that name a document outright, and all its content words."""

    named: tuple[str, ...]
    loose: tuple[str, ...]


def _route(card: Summary, title: str, question: Question, pieces: _TitlePieces) -> Route:
    reach = _reach(card.region, question)
    fit = max(_share(pieces.named, title), _LOOSE * _share(pieces.loose, title))
    year = _YEAR * _year_fit(card, question.years)
    state = _EXPIRED if card.status in {Status.EXPIRED, Status.DRAFT} else 0.0
    return Route(card.id, reach + _TITLE * fit + year + state, reach, fit)


def _reach(region: str | None, question: Question) -> float:
    if region == NATION:
        if question.national:
            return _NATION_WANTED
        return _NATION_ASKED_LOCALLY if question.regions else 0.3
    if not question.regions:
        return -0.2 if question.national else 0.0
    if not region:
        return 0.0
    return max(_nearness(region, asked.full) for asked in question.regions)


def _nearness(region: str, asked: str) -> float:
    if region == asked:
        return _SAME_REGION
    if contains(region, asked):
        return _NEXT_REGION if region == city_of(asked) else _OUTER_REGION
    return _INNER_REGION if contains(asked, region) else _OTHER_REGION


def _share(words: Iterable[str], title: str) -> float:
    """Return 0 to 1: how much of the words, by their rarity, stands in the title."""
    weights = [(rarity(word), partial_cover(word, title)) for word in words]
    total = sum(weight for weight, _ in weights)
    return sum(weight * cover for weight, cover in weights) / total if total else 0.0


def _year_fit(card: Summary, years: tuple[int, ...]) -> float:
    if not years:
        return 0.0
    stated = {card.date.year} if card.date else set()
    return float(bool(stated & set(years)) or any(str(year) in card.title + (card.number or "") for year in years))
