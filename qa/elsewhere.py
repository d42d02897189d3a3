"""Where another region rules the same matter otherwise: said next to the answer, region by region.

`科技副总归谁管` without a place: one province names its education department, a town its science bureau.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authority.regions import NATION
from corpus.library import Library
from corpus.model import Clause, Responsibility
from qa.confidence import confidence
from qa.departments import bearing_of
from qa.question import Question
from qa.ranking import Passage

_AS_GOOD = 0.85
_LOOKED_AT, _TOLD = 8, 2


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The clause of another region whose words name the bearers there, and the bearers."""

    region: str
    source: Clause
    duties: tuple[Responsibility, ...]


def ruled_elsewhere(question: Question, passages: Sequence[Passage], library: Library) -> tuple[Elsewhere, ...]:
    """Return where other regions name other bearers, nearly as fitting as the best; empty where a place is asked."""
    best = passages[0]
    if question.regions or question.national or not best.card.region:
        return ()
    sure = confidence(question, best)
    told: dict[str, Elsewhere] = {}
    ours = {duty.name for duty in bearing_of(best, library).own}
    for passage in passages[1:_LOOKED_AT]:
        region = passage.card.region or NATION
        fits = passage.score >= _AS_GOOD * best.score and confidence(question, passage) >= _AS_GOOD * sure
        if not fits or region in {best.card.region, *told}:
            continue
        bearing = bearing_of(passage, library)
        if bearing.own and {duty.name for duty in bearing.own} != ours:
            told[region] = Elsewhere(region, bearing.source, bearing.own)
    return tuple(told.values())[:_TOLD]
