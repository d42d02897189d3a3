"""What a firm would get, where the text and the profile let it be computed, with the formula in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authority.qualifications import plain
from corpus.model import Amount, Incentive
from qa.match_report import Estimate
from qa.matching_facts import FirmFacts, tells
from qa.matching_numbers import money

_MONEY = re.compile(r"(\d+(?:\.\d+)?)(亿|万)?元")
_SCALES = {"亿": 1e8, "万": 1e4}


@dataclass(frozen=True, slots=True)
class Sums:
    """The amounts of an incentive by what they do: a `rate`, its `caps`, labelled `tiers`, else one `plain` sum."""

    rate: Amount | None
    caps: tuple[Amount, ...]
    tiers: tuple[Amount, ...]
    plain: Amount | None


def sums_of(incentive: Incentive) -> Sums | None:
    """Return what can be computed with, None where the incentive promises no sum of yuan and no share."""
    money = [one for one in incentive.amounts if one.unit.split("_")[0] == "yuan" and isinstance(one.value, float)]
    rate = next((one for one in incentive.amounts if one.unit == "percent" and isinstance(one.value, float)), None)
    first = next((one for one in money if one.unit == "yuan" and one.relation in ("fixed", "max")), None)
    caps = tuple(one for one in money if one.relation == "max")
    tiers = tuple(one for one in money if one.relation == "tier" and one.label)
    return Sums(rate, caps, tiers, first) if money or rate else None


def estimate(sums: Sums, facts: FirmFacts) -> Estimate | None:
    """Return the amount for this firm, None where nothing can be computed.

    A rate of 5% on a deed of 3000万元 with a cap of 200万元 gives 1_500_000 yuan, `5%×3000万元=150万元`.
    """
    if sums.rate is not None:
        return _by_rate(sums.rate, sums.caps, facts) or (_capped(sums.caps) if sums.caps else None)
    tier = _tier(sums.tiers, facts)
    if tier is not None:
        return _stated(tier)
    return _stated(sums.plain) if sums.plain else None


def _stated(amount: Amount) -> Estimate:
    value = amount.value if isinstance(amount.value, float) else 0.0
    words = f"“{amount.label}”一档：" if amount.label else ""
    return Estimate(
        value, "max" if amount.relation == "max" else "fixed", f"{words}{re.sub(chr(10), '', amount.as_written)}"
    )


def _capped(caps: Sequence[Amount]) -> Estimate:
    lowest = min(caps, key=lambda one: one.value if isinstance(one.value, float) else 0.0)
    value = lowest.value if isinstance(lowest.value, float) else 0.0
    return Estimate(value, "max", f"按比例计算，不超过{money(value)}")


def _by_rate(rate: Amount, caps: Sequence[Amount], facts: FirmFacts) -> Estimate | None:
    if not rate.base or not isinstance(rate.value, float):
        return None
    for deed in facts.deeds:
        match = _MONEY.search(deed)
        if match is None or not tells(deed, rate.base):
            continue
        base = float(match[1]) * _SCALES.get(match[2] or "", 1)
        value = base * rate.value / 100
        words = f"{rate.value:g}%×{money(base)}={money(value)}"
        limit = min((one.value for one in caps if isinstance(one.value, float)), default=None)
        if limit is not None and limit < value:
            return Estimate(limit, "max", f"{words}，不超过{money(limit)}")
        return Estimate(value, "fixed", words)
    return None


def _tier(tiers: Sequence[Amount], facts: FirmFacts) -> Amount | None:
    """Return the tier whose label the firm's titles or deeds name, None where none or no tiers."""
    told = (*facts.title_words, *facts.deeds) if tiers else ()
    fits = [one for one in tiers if any(plain(one.label) in text for text in told)]
    return max(fits, key=lambda one: len(one.label)) if fits else None
