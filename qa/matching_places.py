"""Where a firm is: in the region a policy names, in one of its zones, elsewhere, or on its way there."""

from __future__ import annotations

import re

from corpus.authority.regions import NATION, find_regions
from corpus.model import Test
from qa.match_report import MET, UNKNOWN, UNMET
from qa.matching_facts import FirmFacts

_ZONE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:国家|自主|综改|转型|经济|技术|产业|高新|自由贸易)*(?:示范区|开发区|高新区|新区|试验区|园区|集聚区|自贸区)"
)


def names_place(test: Test, words: str) -> bool:
    """Return whether a condition names a region or a zone at all."""
    return isinstance(test.value, str) or bool(_ZONE.search(words))


def weigh_region(test: Test, words: str, facts: FirmFacts, *, moving: bool) -> tuple[str, str]:
    """Return verdict and reason: `企业在山西省太原市，属于山西省`."""
    own, wanted = facts.firm.region, test.value if isinstance(test.value, str) else None
    if own is None:
        return UNKNOWN, "画像未说明所在地区"
    outside = test.operator == "not"
    inside = facts.inside(wanted or NATION)
    if outside:
        verdict = UNKNOWN if inside is None else MET if not inside else UNMET
        return verdict, f"企业在{own}，条件面向{wanted}以外的企业"
    if inside is None:
        return UNKNOWN, f"企业在{own}，未知是否在{wanted}"
    if not inside:
        if _plans_to_move(wanted or "", facts):
            return (MET if moving else UNKNOWN), f"企业现在{own}，计划迁入或投资{wanted}"
        return (UNKNOWN if moving else UNMET), f"企业在{own}，不在{wanted}"
    return _zone(words, own, facts) or (MET, f"企业在{own}，属于{wanted or '适用地区'}")


def _zone(words: str, own: str, facts: FirmFacts) -> tuple[str, str] | None:
    """Return the verdict on a zone smaller than any administrative division (开发区), None where none is named."""
    match = _ZONE.search(words)
    if match is None:
        return None
    regions = find_regions(match["name"])
    name = match["name"][regions[0].span.end :] if regions else re.sub(r"^.*?[在以]", "", match["name"])
    stem = name[:_STEM] or match[0]
    known = " ".join((own, *facts.deeds, *facts.title_words))
    if stem in known:
        return MET, f"企业在{own}，属于{match[0]}"
    return UNKNOWN, f"企业在{own}，未知是否在{match[0]}"


_STEM = 3


def _plans_to_move(region: str, facts: FirmFacts) -> bool:
    names = {region, re.sub(r"[省市区县]$", "", region)}
    last = re.split(r"[省市]", region.rstrip("省市区县"))[-1]
    names.add(last)
    return any(
        any(name and name in plan for name in names) and re.search(r"迁|投资|落户|设立|建", plan)
        for plan in facts.plans
    )
