"""The library's incentives made ready once for every firm: distinct conditions, trees of their numbers, gates.

A firm is then weighed against each distinct condition at most once, and one of which its profile does not speak takes
the finding that was made when the library was read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from corpus.firm import Firm
from corpus.library import Library, Summary
from corpus.model import Clause, Condition, Connective, Incentive, Test
from qa.match_report import MET, UNKNOWN, UNMET, Finding
from qa.matching import hears_of, weigh
from qa.matching_amounts import Sums, sums_of
from qa.matching_facts import FirmFacts
from qa.stacking import stacking_rule

_MOVING = re.compile(r"迁入|迁往|省外企业|市外企业|来[^，。]{0,4}投资|投资我[省市区]|落户我")


@dataclass(frozen=True, slots=True)
class Node:
    """A condition tree over the numbers of distinct conditions; `leaf` is -1 where it has children."""

    connective: Connective
    leaf: int = -1
    children: tuple[Node, ...] = ()

    def leaves(self) -> Iterator[int]:
        """Yield the numbers of its conditions from left to right."""
        if self.leaf >= 0:
            yield self.leaf
        for child in self.children:
            yield from child.leaves()

    def verdict(self, of: Callable[[int], str]) -> str:
        """Return met, unmet or unknown by Kleene's rules, looking no further than what decides."""
        if self.leaf >= 0:
            return of(self.leaf)
        if self.connective is Connective.NOT:
            return _OPPOSITE[self.children[0].verdict(of)]
        final, other = (MET, UNMET) if self.connective is Connective.ANY else (UNMET, MET)
        result = other if self.children else MET
        for child in self.children:
            verdict = of(child.leaf) if child.leaf >= 0 else child.verdict(of)
            if verdict == final:
                return final
            if verdict == UNKNOWN:
                result = UNKNOWN
        return result


_OPPOSITE = {MET: UNMET, UNMET: MET, UNKNOWN: UNKNOWN}


@dataclass(frozen=True, slots=True)
class Offer:
    """An incentive with its clause and document, its tree, the sums it promises, and what ranks it among equals.

    `measured` are the conditions of the top level on figures that a firm may fall short of by a little.
    """

    incentive: Incentive
    clause: Clause
    document: Summary
    tree: Node
    leaves: tuple[int, ...]
    sums: Sums | None
    measured: tuple[int, ...] = ()

    def period(self, day: dt.date) -> str:
        """Return whether the day lies in the incentive's own period: met, unmet, "" where it states none."""
        begin, end = self.incentive.valid_from, self.incentive.valid_to
        if begin is None and end is None:
            return ""
        return UNMET if (begin and day < begin) or (end and day > end) else MET


@dataclass(frozen=True, slots=True)
class Offers:
    """All offers of a library by the place that gates them (None: no gate, or for firms from elsewhere).

    `tests` are the distinct conditions, each with whether its incentive addresses firms from elsewhere; `silent` the
    finding on each for a profile that does not speak of it, None where every profile has to be weighed; `index` leads
    from the words of a profile to the conditions that it may speak of. `rules` are the documents' words on adding up.
    """

    gated: Mapping[int | None, tuple[Offer, ...]]
    tests: tuple[tuple[Test, bool], ...]
    silent: tuple[Finding | None, ...]
    index: Mapping[str, tuple[int, ...]]
    rules: Mapping[str, str]
    by_id: Mapping[str, Offer]


_OFFERS: WeakKeyDictionary[Library, tuple[int, Offers]] = WeakKeyDictionary()


def offers_of(library: Library) -> Offers:
    """Return the library's incentives, read again only when the library has changed."""
    revision = library.revision
    kept = _OFFERS.get(library)
    if kept is None or kept[0] != revision:
        kept = (revision, _read(library))
        _OFFERS[library] = kept
    return kept[1]


_NEARLY = frozenset(("revenue", "employees", "rd_ratio"))


def _read(library: Library) -> Offers:
    reader = OfferReader()
    for summary in library.summaries():
        incentives = library.incentives(document_id=summary.id)
        clauses = {clause.id: clause for clause in library.clauses(summary.id)} if incentives else {}
        if rule := stacking_rule(clauses.values()):
            reader.rules[summary.id] = rule
        for one in incentives:
            if one.clause_id in clauses:
                reader.add(one, clauses[one.clause_id], summary)
    return reader.offers()


@dataclass(slots=True)
class OfferReader:
    """Numbers the distinct conditions of the incentives that are added to it; `rules` are those on adding up."""

    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    tests: list[tuple[Test, bool]] = field(default_factory=list)
    gated: defaultdict[int | None, list[Offer]] = field(default_factory=lambda: defaultdict(list))
    rules: dict[str, str] = field(default_factory=dict)

    def offers(self) -> Offers:
        """Return what was added, ready to be matched."""
        silent = tuple(_silent_finding(test, moving=moving) for test, moving in self.tests)
        by_id = {offer.incentive.id: offer for offers in self.gated.values() for offer in offers}
        gated = {gate: tuple(offers) for gate, offers in self.gated.items()}
        index = _index((test for test, _ in self.tests), silent)
        return Offers(gated, tuple(self.tests), silent, index, self.rules, by_id)

    def add(self, incentive: Incentive, clause: Clause, summary: Summary) -> None:
        """Take an incentive in, with its clause and document."""
        tests = incentive.condition.tests()
        moving = any(_MOVING.search(test.text) for test in tests)
        tree = self._node(incentive.condition, moving=moving)
        leaves = tuple(tree.leaves())
        first = tests[0] if tests else None
        gated = first is not None and first.attribute == "region" and first.operator == "in" and not moving
        measured = tuple(at for at, test in zip(leaves, tests, strict=True) if _is_measured(test))
        offer = Offer(incentive, clause, summary, tree, leaves, sums_of(incentive), measured)
        self.gated[leaves[0] if gated else None].append(offer)

    def _node(self, condition: Condition, *, moving: bool) -> Node:
        if condition.test is not None:
            return Node(Connective.TEST, self._number(condition.test, moving=moving))
        children = tuple(self._node(child, moving=moving) for child in condition.children)
        return Node(condition.connective, -1, children)

    def _number(self, test: Test, *, moving: bool) -> int:
        key = (test.attribute, test.operator, test.value, test.text, moving)
        if key not in self.numbers:
            self.numbers[key] = len(self.tests)
            self.tests.append((test, moving))
        return self.numbers[key]


def _is_measured(test: Test) -> bool:
    return test.attribute in _NEARLY and test.operator in (">=", ">") and isinstance(test.value, float)


_NOBODY = FirmFacts(Firm(), dt.date.min)


def _silent_finding(test: Test, *, moving: bool) -> Finding | None:
    """Return the finding on a condition that only a firm's own words can decide, for a firm that has none on it."""
    return weigh(test, _NOBODY, moving=moving) if hears_of(test) is not None else None


def _index(tests: Iterable[Test], silent: Iterable[Finding | None]) -> dict[str, tuple[int, ...]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, (test, finding) in enumerate(zip(tests, silent, strict=True)):
        if finding is not None:
            for key in hears_of(test) or ():
                index[key].append(at)
    return {key: tuple(numbers) for key, numbers in index.items()}


class Answers:
    """What one firm answers to the distinct conditions of a library, each weighed when first asked for."""

    def __init__(self, offers: Offers, facts: FirmFacts) -> None:
        """Take the silent findings for all conditions of which the profile does not speak."""
        self._offers, self.facts = offers, facts
        self._found: list[Finding | None] = list(offers.silent)
        for key in facts.told & offers.index.keys():
            for at in offers.index[key]:
                self._found[at] = None

    def finding(self, at: int) -> Finding:
        """Return the finding on the condition of this number."""
        found = self._found[at]
        if found is None:
            test, moving = self._offers.tests[at]
            found = self._found[at] = weigh(test, self.facts, moving=moving)
        return found

    def verdict(self, at: int) -> str:
        """Return met, unmet or unknown; a mere note is met."""
        found = self._found[at] or self.finding(at)
        return found.verdict if found.gates else MET

    def attributes(self, numbers: Iterable[int]) -> frozenset[str]:
        """Return what the conditions of these numbers are about."""
        return frozenset(self.finding(at).attribute for at in numbers)

    def conditions(self, incentive: Incentive) -> tuple[Finding, ...]:
        """Return the findings on an incentive's conditions in the order of the text, its own period last."""
        offer = self._offers.by_id[incentive.id]
        found = [self.finding(at) for at in offer.leaves]
        return (*found, *period_finding(offer, self.facts.day))


def period_finding(offer: Offer, day: dt.date) -> Iterator[Finding]:
    """Yield the finding on the incentive's own period, nothing where it states none."""
    begin, end, verdict = offer.incentive.valid_from, offer.incentive.valid_to, offer.period(day)
    if not verdict:
        return
    text = f"{begin or ''}至{end or ''}"
    why = f"{day}在政策有效期内"
    if verdict == UNMET:
        early = begin and day < begin
        why = f"{day}申请时政策尚未施行（{begin}起）" if early else f"{day}申请时政策已到期（{end}止）"
    yield Finding(text, verdict, why, "time")
