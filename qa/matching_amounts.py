"""What a firm would get, where the text and the profile let it be computed, with the formula in words."""

from __future__ import annotations

import re

from corpus.authority.qualifications import plain
from corpus.model import Amount, Incentive
from qa.match_report import Estimate
from qa.matching_facts import FirmFacts, tells
from qa.matching_numbers import money

_MONEY = re.compile(r"(\d+(?:\.\d+)?)(亿|万)?元")
_SCALES = {"亿": 1e8, "万": 1e4}


def estimate(incentive: Incentive, facts: FirmFacts) -> Estimate | None:
    """Return the amount for this firm, None where nothing can be computed.

    A rate of 5% on a deed of 3000万元 with a cap of 200万元 gives 1_500_000 yuan, `5%×3000万元=150万元`.
    """
    sums = [one for one in incentive.amounts if one.unit.split("_")[0] == "yuan" and isinstance(one.value, float)]
    rate = next((one for one in incentive.amounts if one.unit == "percent" and isinstance(one.value, float)), None)
    caps = [one for one in sums if one.relation == "max"]
    if rate is not None:
        return _by_rate(rate, caps, facts) or (_capped(caps) if caps else None)
    tier = _tier(sums, facts)
    if tier is not None:
        return _stated(tier)
    plain_sums = [one for one in sums if one.unit == "yuan" and one.relation in ("fixed", "max")]
    return _stated(plain_sums[0]) if plain_sums else None


def _stated(amount: Amount) -> Estimate:
    value = amount.value if isinstance(amount.value, float) else 0.0
    words = f"“{amount.label}”一档：" if amount.label else ""
    return Estimate(
        value, "max" if amount.relation == "max" else "fixed", f"{words}{re.sub(chr(10), '', amount.as_written)}"
    )


def _capped(caps: list[Amount]) -> Estimate:
    lowest = min(caps, key=lambda one: one.value if isinstance(one.value, float) else 0.0)
    value = lowest.value if isinstance(lowest.value, float) else 0.0
    return Estimate(value, "max", f"按比例计算，不超过{money(value)}")


def _by_rate(rate: Amount, caps: list[Amount], facts: FirmFacts) -> Estimate | None:
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


def _tier(sums: list[Amount], facts: FirmFacts) -> Amount | None:
    """Return the tier whose label the firm's titles or deeds name, None where none or no tiers."""
    tiers = [one for one in sums if one.relation == "tier" and one.label]
    told = (*facts.title_words, *facts.deeds)
    fits = [one for one in tiers if any(plain(one.label) in text for text in told)]
    return max(fits, key=lambda one: len(one.label)) if fits else None
