"""A question that tells of a firm is answered with what the firm can have, and the profile read is shown back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from corpus.authority.industries import names
from corpus.firm import Firm
from corpus.library import Library
from ingest.incentives.promise_words import kind_of
from qa.incentives import match_firm
from qa.match_report import ELIGIBLE, INELIGIBLE, MET, Match
from qa.matching_activities import ANYONE
from qa.matching_numbers import show

_ASKS_ALL = re.compile(
    r"(?:有|能|可以?|该)[^，。；？?]{0,8}?(?:什么|哪些|啥|哪几[项种])[^，。；？?]{0,10}?(?:补贴|补助|奖励|政策|优惠|扶持|支持|好处)"
)
_OURS = re.compile(r"我们|我司|我公司|本公司|我厂|我企业|我是|我这|咱们?|本企业")
_FACTS_NEEDED = 2
_SHOWN = 5


def asks_for_matches(question: str, firm: Firm) -> bool:
    """Return whether the asker tells of the own firm and wants to know all it can have, not one matter.

    `我们是太原的光伏企业，60人，有什么补贴？` does; `招用毕业生有什么补贴？` does not.
    """
    told = (firm.region, firm.industry, firm.size, firm.employees, firm.revenue, firm.rd_ratio, firm.registered)
    enough = sum(one is not None for one in told) >= _FACTS_NEEDED and firm.industry is not None
    measured = any(one is not None for one in (firm.employees, firm.revenue, firm.rd_ratio, firm.registered))
    return bool(_ASKS_ALL.search(question) and _OURS.search(question)) and enough and measured


def best_matches(firm: Firm, library: Library, question: str = "") -> tuple[Match, ...]:
    """Return the incentives within reach, the most to the point first, each once.

    First comes what the firm plans, what it asks for (贴息) and what is for its trade; what asks nothing but the place
    comes last. What only states a programme's whole budget or is for localities is left out; of two prints of one
    document the first counts.
    """
    kept: dict[str, Match] = {}
    for match in match_firm(firm, library).matches:
        if match.verdict != INELIGIBLE and not _is_budget(match) and not _FOR_PLACES.search(match.quote):
            kept.setdefault(re.sub(r"\s", "", match.quote), match)
    wanted = frozenset(kind_of(word) for word in _KINDS_ASKED.findall(question))
    trade = names(firm.industry or "")
    points = {key: _point(match, firm, wanted, trade) for key, match in kept.items()}
    near = [key for key, point in points.items() if point > 0] or list(kept)
    ranked = sorted(near, key=lambda key: (-points[key], -kept[key].score))
    return tuple(kept[key] for key in ranked[:_SHOWN])


_KINDS_ASKED = re.compile(r"贴息|租金|房租|贷款|担保|基金|人才|用地|用电|减税|税收|政府采购|称号|奖励")
_FOR_PLACES = re.compile(
    r"对[^，。；]*?(?:省（区、市）|市（[^）]*）|县（市|市县|城市|地方|地区|省份)(?:的|，|给予|予以|[^，。；]{0,6}(?:奖励|激励))"
)
"""Gifts to localities, which no firm can apply for: 对成效明显的市（州），予以倾斜支持."""
_GENERAL = frozenset(("region", "time", "credit"))


def _point(match: Match, firm: Firm, wanted: AbstractSet[str], trade: Sequence[str]) -> float:
    """Return how much a match is to the point: plan, kind asked for, trade, other conditions met, a sum, sureness."""
    gates = [one for one in match.conditions if one.gates and one.attribute not in _GENERAL]
    met = [one for one in gates if one.verdict == MET and one.why != ANYONE]
    own_trade = any(one.attribute == "industry" for one in met) or any(word in match.quote for word in trade)
    return (
        3.0 * _planned(match, firm)
        + 2.0 * (match.incentive.kind in wanted)
        + 2.0 * own_trade
        + 1.0 * min(len(met), _ENOUGH)
        + 1.0 * (not match.incentive.qualitative)
        + 1.0 * (match.verdict == ELIGIBLE and bool(met))
    )


_ENOUGH = 2


def _is_budget(match: Match) -> bool:
    amounts = match.incentive.amounts
    return bool(amounts) and all(one.relation == "pool" for one in amounts)


def _planned(match: Match, firm: Firm) -> bool:
    return any(plan and f"计划{plan}" in one.why for one in match.conditions for plan in firm.plans)


def say_profile(firm: Firm) -> str:
    """Return what was read of the firm: `按您的描述：行业光伏，职工60人；不对请更正。`."""
    facts: Sequence[tuple[str, object]] = (
        ("地区", firm.region),
        ("行业", firm.industry),
        ("规模", firm.size),
        ("职工", f"{firm.employees}人" if firm.employees is not None else None),
        ("营业收入", show(firm.revenue, "revenue") if firm.revenue is not None else None),
        ("研发占比", show(firm.rd_ratio, "rd_ratio") if firm.rd_ratio is not None else None),
        ("成立于", firm.registered),
        ("情况", "、".join(firm.activities) or None),
        ("计划", "、".join(firm.plans) or None),
    )
    told = "，".join(f"{name}{value}" for name, value in facts if value is not None)
    return f"按您的描述：{told}；不对请更正。"
