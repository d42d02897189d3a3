"""What matching a firm against the library's incentives yields; every door shows these types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.firm import Firm
from corpus.library import Summary
from corpus.model import Clause, Incentive

ELIGIBLE, MAYBE, INELIGIBLE = "eligible", "maybe", "ineligible"
MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
VERDICT_NAMES = {ELIGIBLE: "可享受", MAYBE: "可能（还需确认）", INELIGIBLE: "不符合"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition weighed: `text` is verbatim, `verdict` met, unmet or unknown, `why` a Chinese sentence.

    `why` states the firm's value and the comparison: 企业上年营业收入 800 万元，低于要求的 1000 万元.
    `attribute` is that of the condition; `gates` is false for notes that do not decide (名额、就高不重复).
    """

    text: str
    verdict: str
    why: str
    attribute: str
    gates: bool = True


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the firm would get, in yuan, with the formula in words: `5% × 3000万元 = 150万元，不超过200万元`.

    `relation` is `fixed` or `max` (no more than).
    """

    value: float
    relation: str
    formula: str


@dataclass(slots=True)  # why not frozen: thousands are made for every firm, and a frozen one takes four times as long
class Match:
    """One incentive weighed for the firm, best first in `MatchReport.matches`.

    `verdict` is eligible, maybe or ineligible. `quote` is the promising sentence. `near` says in Chinese how little
    is missing where one measurable condition alone fails (营业收入再增 200 万元即可). `group` is the same for
    incentives that a rule of their document (就高不重复) forbids to add up, "" where none does.
    """

    incentive: Incentive
    clause: Clause
    document: Summary
    verdict: str
    weigh: Callable[[Incentive], tuple[Finding, ...]] = field(repr=False, compare=False)
    estimate: Estimate | None = None
    near: str = ""
    group: str = ""
    score: float = 0.0

    @property
    def conditions(self) -> tuple[Finding, ...]:
        """Return every condition weighed, in the order of the text; reasons are put into words only now."""
        return self.weigh(self.incentive)

    @property
    def clause_id(self) -> str:
        """Return the id of the clause that promises it."""
        return self.clause.id

    @property
    def document_id(self) -> str:
        """Return the id of its document."""
        return self.clause.document_id

    @property
    def clause_text(self) -> str:
        """Return the clause's own words."""
        return self.clause.text

    @property
    def quote(self) -> str:
        """Return the promising words, verbatim."""
        return self.incentive.span.shift(-self.clause.span.start).cut(self.clause.text)


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The unknown that decides most incentives: which attribute, the question to ask, how many it decides."""

    attribute: str
    question: str
    decides: int


@dataclass(frozen=True, slots=True)
class MatchReport:
    """All incentives of the library weighed for one firm on one day, best first, and what to ask next."""

    firm: Firm
    date: dt.date
    matches: tuple[Match, ...]
    ask_next: NextQuestion | None = None

    def of(self, verdict: str) -> tuple[Match, ...]:
        """Return the matches with this verdict, best first."""
        return tuple(match for match in self.matches if match.verdict == verdict)

    @property
    def near_misses(self) -> tuple[Match, ...]:
        """Return what the firm fails by one measurable condition alone."""
        return tuple(match for match in self.matches if match.near)
