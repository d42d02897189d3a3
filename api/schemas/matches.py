"""JSON of a match: every incentive weighed for a firm, condition by condition."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from api.deadlines import Deadline, deadline_of
from api.schemas.documents import IncentiveJson, incentive_json
from api.schemas.labels import CHECK_NAMES, VERDICT_NAMES
from corpus.firm import Firm
from qa.match_report import Estimate, Finding, Match, MatchReport, NextQuestion

_ALL = slice(None)


class FindingJson(TypedDict):
    """One condition weighed; `gates` is false for notes that do not decide."""

    text: str
    verdict: str
    verdict_name: str
    why: str
    attribute: str
    gates: bool


class EstimateJson(TypedDict):
    """What the firm would get, in yuan, with the formula in words."""

    value: float
    relation: str
    formula: str


class DeadlineJson(TypedDict):
    """The last day of applying, from the day of the match on; `opens` is the first where it is stated."""

    day: str
    what: str
    opens: str | None
    yearly: bool
    days_left: int


class MatchedJson(TypedDict):
    """One incentive weighed: eligible, maybe or ineligible."""

    incentive: IncentiveJson
    clause_id: str
    document_id: str
    title: str
    number: str | None
    date: str | None
    status: str
    path: str
    page: int | None
    start: int
    end: int
    quote: str
    clause_text: str
    verdict: str
    verdict_name: str
    conditions: list[FindingJson]
    estimate: EstimateJson | None
    deadline: DeadlineJson | None
    near: str
    group: str
    score: float


class NextQuestionJson(TypedDict):
    """The unknown that decides most incentives."""

    attribute: str
    question: str
    decides: int


class MatchJson(TypedDict):
    """All incentives weighed for one firm on one day, best first; `counts` is by verdict over the whole library.

    `near` are the ones that the firm fails by one measurable condition alone, listed whatever was asked for.
    """

    firm: dict[str, Any]
    date: str
    counts: dict[str, int]
    matches: list[MatchedJson]
    near: list[MatchedJson]
    ask_next: NextQuestionJson | None


def match_json(report: MatchReport, *, show_all: bool = False, verdict: str = "", part: slice = _ALL) -> MatchJson:
    """Return the report; the ineligible are counted, and listed where `show_all` or the `verdict` wants them.

    `part` cuts what is listed: a library can hold thousands that a firm is not eligible for.
    """
    within = [match for match in report.matches if show_all or match.verdict != "ineligible"]
    shown = list(report.of(verdict)) if verdict else within
    return {
        "firm": firm_json(report.firm),
        "date": report.date.isoformat(),
        "counts": {name: len(report.of(name)) for name in VERDICT_NAMES},
        "matches": [matched_json(match, report.date) for match in shown[part]],
        "near": [matched_json(match, report.date) for match in report.near_misses],
        "ask_next": _next_json(report.ask_next),
    }


def firm_json(firm: Firm) -> dict[str, Any]:
    """Return what is known of the firm; unknown fields are left out."""
    known = {field.name: getattr(firm, field.name) for field in dataclasses.fields(firm)}
    return {name: _plain(value) for name, value in known.items() if value not in (None, "", (), {})}


def matched_json(match: Match, today: dt.date) -> MatchedJson:
    """Return one weighed incentive with its document's card, and its next deadline from `today` on."""
    card, clause = match.document, match.clause
    span = match.incentive.span
    return {
        "incentive": incentive_json(match.incentive, match.quote),
        "clause_id": match.clause_id,
        "document_id": match.document_id,
        "title": card.title,
        "number": card.number,
        "date": card.date.isoformat() if card.date else None,
        "status": card.status,
        "path": clause.printed_path,
        "page": clause.page,
        "start": span.start,
        "end": span.end,
        "quote": match.quote,
        "clause_text": match.clause_text,
        "verdict": match.verdict,
        "verdict_name": VERDICT_NAMES[match.verdict],
        "conditions": [_finding_json(finding) for finding in match.conditions],
        "estimate": _estimate_json(match.estimate),
        "deadline": _deadline_json(deadline_of(match.incentive, today), today),
        "near": match.near,
        "group": match.group,
        "score": round(match.score, 4),
    }


def _finding_json(finding: Finding) -> FindingJson:
    return {
        "text": finding.text,
        "verdict": finding.verdict,
        "verdict_name": CHECK_NAMES[finding.verdict],
        "why": finding.why,
        "attribute": finding.attribute,
        "gates": finding.gates,
    }


def _estimate_json(estimate: Estimate | None) -> EstimateJson | None:
    if estimate is None:
        return None
    return {"value": estimate.value, "relation": estimate.relation, "formula": estimate.formula}


def _deadline_json(deadline: Deadline | None, today: dt.date) -> DeadlineJson | None:
    if deadline is None:
        return None
    return {
        "day": deadline.day.isoformat(),
        "what": deadline.what,
        "opens": deadline.opens.isoformat() if deadline.opens else None,
        "yearly": deadline.yearly,
        "days_left": (deadline.day - today).days,
    }


def _next_json(question: NextQuestion | None) -> NextQuestionJson | None:
    if question is None:
        return None
    return {"attribute": question.attribute, "question": question.question, "decides": question.decides}


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return value
