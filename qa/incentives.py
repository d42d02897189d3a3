"""Which incentives of the library apply to a firm: each condition met, unmet or unknown, and what to ask next."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

from corpus.firm import Firm
from corpus.library import Library, Summary
from corpus.model import Clause, Condition, Connective, Incentive, Test
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
from qa.matching import weigh
from qa.matching_amounts import estimate
from qa.matching_facts import FirmFacts
from qa.matching_questions import near_miss, next_question
from qa.stacking import grouped, stacking_rule

__all__ = ["Estimate", "Finding", "Match", "MatchReport", "NextQuestion", "match_firm"]

_MOVING = re.compile(r"迁入|迁往|省外企业|市外企业|来[^，。]{0,4}投资|投资我[省市区]|落户我")
_VERDICTS = {MET: ELIGIBLE, UNKNOWN: MAYBE, UNMET: INELIGIBLE}


@dataclass(frozen=True, slots=True)
class Offer:
    """An incentive with the clause and the document it stands in.

    `gate` is the condition on the document's region, None where it names none; `moving` is true where the incentive
    is for firms from elsewhere, so that the place does not decide. `rule` are the document's words on adding up.
    """

    incentive: Incentive
    clause: Clause
    document: Summary
    gate: Test | None
    moving: bool
    rule: str = ""


_OFFERS: WeakKeyDictionary[Library, tuple[int, tuple[Offer, ...]]] = WeakKeyDictionary()


def match_firm(firm: Firm, library: Library, *, date: dt.date | None = None) -> MatchReport:
    """Return every incentive of the library weighed for the firm, best first.

    `date` is the day of the application; without it the profile's `as_of`, else today.
    """
    day = date or firm.as_of or dt.datetime.now(tz=dt.UTC).date()
    facts = FirmFacts(firm, day)
    offers = _offers(library)
    matches = sorted((match_offer(offer, facts) for offer in offers), key=lambda match: -match.score)
    rules = {offer.document.id: offer.rule for offer in offers}
    return MatchReport(firm, day, grouped(matches, rules), next_question(matches))


def _offers(library: Library) -> tuple[Offer, ...]:
    """Return the library's incentives, read again only when the library has changed."""
    revision = library.revision
    kept = _OFFERS.get(library)
    if kept is None or kept[0] != revision:
        kept = (revision, tuple(_read(library)))
        _OFFERS[library] = kept
    return kept[1]


def _read(library: Library) -> Iterator[Offer]:
    for summary in library.summaries():
        incentives = library.incentives(document_id=summary.id)
        clauses = {clause.id: clause for clause in library.clauses(summary.id)} if incentives else {}
        rule = stacking_rule(clauses.values())
        for one in incentives:
            if one.clause_id in clauses:
                yield _offer(one, clauses[one.clause_id], summary, rule)


def _offer(incentive: Incentive, clause: Clause, summary: Summary, rule: str = "") -> Offer:
    tests = incentive.condition.tests()
    first = tests[0] if tests else None
    gate = first if first and first.attribute == "region" and first.operator == "in" else None
    moving = any(_MOVING.search(test.text) for test in tests)
    return Offer(incentive, clause, summary, gate, moving, rule)


def match_offer(offer: Offer, facts: FirmFacts) -> Match:
    """Return one incentive weighed for a firm."""
    incentive = offer.incentive
    weigher = partial(_findings, facts=facts, moving=offer.moving)
    if _elsewhere(offer, facts):
        return Match(incentive, offer.clause, offer.document, INELIGIBLE, None, weigher)
    shown, verdict = _weighed(incentive, facts, moving=offer.moving)
    overall = _VERDICTS[verdict]
    money = estimate(incentive, facts) if overall != INELIGIBLE else None
    near = near_miss(incentive, shown, facts) if overall == INELIGIBLE else ""
    score = _score(overall, shown, money, incentive)
    return Match(incentive, offer.clause, offer.document, overall, shown, None, money, near, "", score)


def _elsewhere(offer: Offer, facts: FirmFacts) -> bool:
    """Return whether the place alone rules the firm out: no other condition can bring it back."""
    if offer.gate is None or offer.moving or facts.place is None:
        return False
    return weigh(offer.gate, facts).verdict == UNMET


def _findings(incentive: Incentive, *, facts: FirmFacts, moving: bool) -> tuple[Finding, ...]:
    return _weighed(incentive, facts, moving=moving)[0]


def _weighed(incentive: Incentive, facts: FirmFacts, *, moving: bool) -> tuple[tuple[Finding, ...], str]:
    findings: list[Finding] = []
    verdict = _weigh_tree(incentive.condition, facts, findings, moving=moving)
    period = _period(incentive, facts.day)
    if period:
        findings.append(period)
        verdict = _worst((verdict, period.verdict))
    return tuple(findings), verdict


def _weigh_tree(node: Condition, facts: FirmFacts, findings: list[Finding], *, moving: bool) -> str:
    """Return met, unmet or unknown by Kleene's rules, and note the verdict on every leaf."""
    if node.test is not None:
        finding = weigh(node.test, facts, moving=moving)
        findings.append(finding)
        return finding.verdict if finding.gates else MET
    inner = [_weigh_tree(child, facts, findings, moving=moving) for child in node.children]
    if node.connective is Connective.NOT:
        return {MET: UNMET, UNMET: MET}.get(inner[0], UNKNOWN)
    return _best(inner) if node.connective is Connective.ANY else _worst(inner)


def _worst(verdicts: Iterable[str]) -> str:
    found = set(verdicts)
    return UNMET if UNMET in found else UNKNOWN if UNKNOWN in found else MET


def _best(verdicts: Iterable[str]) -> str:
    found = set(verdicts)
    return MET if MET in found or not found else UNKNOWN if UNKNOWN in found else UNMET


def _period(incentive: Incentive, day: dt.date) -> Finding | None:
    """Return the verdict on the incentive's own period, None where it states none."""
    begin, end = incentive.valid_from, incentive.valid_to
    if begin is None and end is None:
        return None
    text = f"{begin or ''}至{end or ''}"
    if begin and day < begin:
        return Finding(text, UNMET, f"{day}申请时政策尚未施行（{begin}起）", "time")
    if end and day > end:
        return Finding(text, UNMET, f"{day}申请时政策已到期（{end}止）", "time")
    return Finding(text, MET, f"{day}在政策有效期内", "time")


_BASE = {ELIGIBLE: 2.0, MAYBE: 1.0, INELIGIBLE: 0.0}
_LARGEST = 1e8


def _score(verdict: str, findings: tuple[Finding, ...], money: Estimate | None, incentive: Incentive) -> float:
    """Return the rank: fit first, then the share of conditions met, then a stated amount, then size of the amount."""
    counts = Counter(finding.verdict for finding in findings if finding.gates)
    fit = counts[MET] / max(1, sum(counts.values()))
    worth = min(1.0, (money.value / _LARGEST) ** 0.25) if money else 0.0
    return _BASE[verdict] + 0.6 * fit + 0.2 * worth + (0.0 if incentive.qualitative else 0.1)
