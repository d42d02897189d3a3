"""Conditions with several thresholds: one or the other (或), or a range with a floor and a ceiling."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from corpus.model import Test
from ingest.incentives.condition_attributes import attribute_of, threshold_of
from ingest.incentives.squeezed import squeeze
from qa.match_report import MET, UNKNOWN, UNMET
from qa.matching_facts import FirmFacts
from qa.matching_numbers import weigh_number

_OR = re.compile(r"或者?")
_CEILING = re.compile(r"以上(?:（含）)?(?:、|至|，|且)?(?P<rest>[^，。；、]{0,6}?\d[^，。；、]{0,8}?(?:以下|以内))")
_KEPT = 32_768


def weigh_thresholds(test: Test, facts: FirmFacts) -> tuple[str, str]:
    """Return verdict and reason on a measurable condition with all of its thresholds.

    `职工100人以上或营业收入2000万元以上` is met by 120 employees; `职工20人以上300人以下` is not met by 400.
    """
    ways = [_worst([weigh_number(one, facts) for one in way]) for way in _ways(test)]
    best = {verdict: (verdict, why) for verdict, why in reversed(ways)}
    return best.get(MET) or best.get(UNKNOWN) or best[UNMET]


def _worst(parts: list[tuple[str, str]]) -> tuple[str, str]:
    worst = {verdict: (verdict, why) for verdict, why in reversed(parts)}
    return worst.get(UNMET) or worst.get(UNKNOWN) or parts[0]


@lru_cache(_KEPT)
def _ways(test: Test) -> tuple[tuple[Test, ...], ...]:
    """Return the ways to meet a condition, each with every threshold it sets."""
    words = squeeze(test.text).text
    parts = [_threshold(test, part) for part in _OR.split(words)]
    ways = [one for one in parts if one is not None]
    if len(parts) == 1 or len(ways) < len(parts):
        ways = [test]
    return tuple((one, *_ceiling(one)) for one in ways)


def _threshold(test: Test, part: str) -> Test | None:
    found = attribute_of(part)
    for attribute in (found, test.attribute):
        threshold = threshold_of(part, attribute)
        if threshold:
            return replace(test, attribute=attribute, operator=threshold[0], value=threshold[1], text=part)
    return None


def _ceiling(test: Test) -> tuple[Test, ...]:
    """Return the ceiling of a range as a test of its own; an enumeration of ranges (、) has none."""
    words = squeeze(test.text).text
    match = None if re.search(r"以[上下内]、", words) else _CEILING.search(words)
    threshold = threshold_of(match["rest"], test.attribute) if match else None
    if threshold is None or threshold[0] != "<=":
        return ()
    return (replace(test, operator="<=", value=threshold[1]),)
