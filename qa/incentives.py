"""Which incentives of the library apply to a firm: each condition met, unmet or unknown, and what to ask next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from corpus.firm import Firm
from corpus.library import Library
from corpus.model import Incentive
from qa.match_report import (
    ELIGIBLE,
    INELIGIBLE,
    MAYBE,
    MET,
    UNKNOWN,
    UNMET,
    Estimate,
    Finding,
    Match,
    MatchReport,
    NextQuestion,
)
from qa.matching_amounts import estimate
from qa.matching_facts import FirmFacts
from qa.matching_questions import near_miss, next_question
from qa.offers import Answers, Offer, Offers, offers_of
from qa.stacking import shared_rules

__all__ = ["Estimate", "Finding", "Match", "MatchReport", "NextQuestion", "match_firm"]

_VERDICTS = {MET: ELIGIBLE, UNKNOWN: MAYBE, UNMET: INELIGIBLE}


class _Weighed(NamedTuple):
    """An offer weighed for a firm, not yet shown: `unknown` are the attributes that keep it from being sure."""

    offer: Offer
    verdict: str
    score: float
    estimate: Estimate | None = None
    near: str = ""
    unknown: frozenset[str] = frozenset()


def match_firm(firm: Firm, library: Library, *, date: dt.date | None = None) -> MatchReport:
    """Return every incentive of the library weighed for the firm, best first.

    `date` is the day of the application; without it the profile's `as_of`, else today.
    """
    day = date or firm.as_of or dt.datetime.now(tz=dt.UTC).date()
    offers = offers_of(library)
    answers = Answers(offers, FirmFacts(firm, day))
    weighed = sorted(_reached(offers, answers), key=lambda one: -one.score)
    rules = shared_rules((one.offer.document.id for one in weighed if one.verdict != INELIGIBLE), offers.rules)
    matches = [_shown(one, answers, rules.get(one.offer.document.id, "")) for one in weighed]
    matches += (_excluded(offer, answers) for offer in _elsewhere(offers, answers))
    return MatchReport(firm, day, tuple(matches), next_question(one.unknown for one in weighed))


def _is_gated(gate: int | None, answers: Answers) -> bool:
    """Return whether the place alone rules the firm out: no other condition can bring it back."""
    return gate is not None and answers.facts.place is not None and answers.verdict(gate) == UNMET


def _reached(offers: Offers, answers: Answers) -> Iterator[_Weighed]:
    for gate, members in offers.gated.items():
        if not _is_gated(gate, answers):
            yield from (_weigh(offer, answers) for offer in members)


def _elsewhere(offers: Offers, answers: Answers) -> Iterator[Offer]:
    for gate, members in offers.gated.items():
        if _is_gated(gate, answers):
            yield from members


def _excluded(offer: Offer, answers: Answers) -> Match:
    return Match(offer.incentive, offer.clause, offer.document, INELIGIBLE, answers.conditions)


def _shown(one: _Weighed, answers: Answers, rule: str) -> Match:
    offer, group = one.offer, rule if one.verdict != INELIGIBLE else ""
    return Match(
        offer.incentive, offer.clause, offer.document, one.verdict, answers.conditions, one.estimate, one.near, group,
        one.score,
    )  # fmt: skip


def _weigh(offer: Offer, answers: Answers) -> _Weighed:
    period = offer.period(answers.facts.day)
    verdict = UNMET if period == UNMET else offer.tree.verdict(answers.verdict)
    if verdict == UNMET:
        near = _near(offer, answers)
        return _Weighed(offer, INELIGIBLE, _NEAR_RANK if near else 0.0, None, near)
    verdicts = [answers.verdict(at) for at in offer.leaves]
    unsure = answers.attributes(at for at, one in zip(offer.leaves, verdicts, strict=True) if one == UNKNOWN)
    money = estimate(offer.sums, answers.facts) if offer.sums else None
    fit = (verdicts.count(MET) + bool(period)) / max(1, len(verdicts) + bool(period))
    overall = _VERDICTS[verdict]
    return _Weighed(offer, overall, _score(overall, fit, money, offer.incentive), money, "", unsure)


_NEAR_RANK = 0.5


def _near(offer: Offer, answers: Answers) -> str:
    """Return how little is missing, "" where more than one figure is; only figures that fall short are looked at."""
    if not any(answers.verdict(at) == UNMET for at in offer.measured):
        return ""
    return near_miss(offer.incentive, answers.conditions(offer.incentive), answers.facts)


_BASE = {ELIGIBLE: 2.0, MAYBE: 1.0, INELIGIBLE: 0.0}
_LARGEST = 1e8


def _score(verdict: str, fit: float, money: Estimate | None, incentive: Incentive) -> float:
    """Return the rank: fit first, then the share of conditions met, then a stated amount, then size of the amount."""
    worth = min(1.0, (money.value / _LARGEST) ** 0.25) if money else 0.0
    return _BASE[verdict] + 0.6 * fit + 0.2 * worth + (0.0 if incentive.qualitative else 0.1)
