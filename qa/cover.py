"""How far a text holds the words of a question, each weighed by how much it says among the clauses at hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.terms import Term
from qa.words import word_pairs

SYNONYM = 0.8
# Of .5, .65 and .8: .8 gets two more of 178 plain questions right and answers three more of 83 that have no answer.
LOOSE = 0.65
_PART = 0.6
# What the document's title says, all its clauses are about: it counts this much where the clause does not repeat it.
TITLED = 0.7
# A word that every candidate holds still keeps this share of its weight.
_LEAST = 0.35

Holds = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The terms of a question, ready to be looked for in many texts; `weights` runs parallel to `terms`."""

    terms: tuple[Term, ...]
    weights: tuple[float, ...]

    def holds(self, text: str, among: Holds | None = None) -> Holds:
        """Return for every term how far the text holds it; `among` are the holds of a text that contains this one."""
        if among is None:
            return tuple(held(term, text) for term in self.terms)
        return tuple(held(term, text) if above else 0.0 for term, above in zip(self.terms, among, strict=True))

    def share(self, holds: Holds, title: Holds = ()) -> float:
        """Return the weighted share of the terms held, 0 to 1; what the title holds counts 0.7 at least."""
        total = sum(self.weights)
        if not total:
            return 0.0
        if title:
            holds = tuple(max(own, TITLED * above) for own, above in zip(holds, title, strict=True))
        return sum(weight * own for weight, own in zip(self.weights, holds, strict=True)) / total

    def weighed_among(self, holds: Sequence[Holds]) -> Cover:
        """Return the cover with what all texts share made light: 产业链 says nothing where every clause has it."""
        scale = math.log(len(holds) + 1)
        weights = []
        for at, weight in enumerate(self.weights):
            holders = sum(one[at] >= SYNONYM for one in holds)
            rare = math.log((len(holds) + 1) / (holders + 1)) / scale if scale else 1.0
            weights.append(weight * (_LEAST + (1 - _LEAST) * rare))
        return replace(self, weights=tuple(weights))


def cover_of(terms: Sequence[Term]) -> Cover:
    """Return the cover of the terms with their own weights."""
    return Cover(tuple(terms), tuple(term.weight for term in terms))


def held(term: Term, text: str) -> float:
    """Return how far the text holds the term: 1 its word, 0.8 an official term, 0.65 a likely one, else up to 0.6."""
    if term.word in text:
        return 1.0
    if any(other in text for other in term.others):
        return SYNONYM
    if any(other in text for other in term.loose):
        return LOOSE
    pairs = word_pairs(term.word)
    return _PART * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0
