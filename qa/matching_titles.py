"""Titles and qualifications: held, implied, planned, told of, or missing from a complete list."""

from __future__ import annotations

import re

from corpus.authority.qualifications import plain, titles_in
from corpus.model import Test
from qa.match_report import MET, UNKNOWN, UNMET
from qa.matching_facts import FirmFacts, tells

_SURE = 4
VAGUE = re.compile(
    r"符合条件|符合要求|满足条件|符合[^，。]{0,12}条件|有条件的|择优|一定(?:规模|额度|贡献|比例)|有潜力|突出|经认定|高水平|视情况|属地"
    r"|(?:政府|部门|[委局厅])[^，。、]{0,4}(?:确定|指定|认可|核定)"
)
"""Words that leave a condition's own content open."""


def weigh_qualification(test: Test, words: str, facts: FirmFacts) -> tuple[str, str]:
    """Return verdict and reason on a title, an award or an identity that the text names."""
    named = test.value if isinstance(test.value, str) else words
    if titles_in(named):
        return weigh_titles(words, facts)
    core = plain(
        re.sub(
            r"^(?:被|经|对|获得?|取得|通过|纳入|评为|认定为|[^，。]{0,20}?授予|[^，。]{0,30}?评定为)|(?:认定|称号|的|等)+$",
            "",
            named,
        )
    )
    for text in facts.title_words:
        if core and (core in text or (len(text) > _SURE and text in plain(named))):
            return MET, f"企业具有“{text}”"
    if "获奖" in words or "奖" in core[-3:]:
        awards = facts.firm.awards
        if awards is not None and not any(tells(plain(award), words) for award in awards):
            return UNMET, f"企业获奖情况中没有“{words}”"
        return (MET, "企业获奖情况相符") if awards else (UNKNOWN, "画像未说明获奖情况")
    if VAGUE.search(words) and "纳入" not in words:
        return UNKNOWN, "原文未写明具体标准，需向主管部门确认"
    planned = test.operator != "is" and any(tells(plan, words) for plan in facts.plans)
    return _unlisted(words, facts, planned=planned)


def _unlisted(words: str, facts: FirmFacts, *, planned: bool) -> tuple[str, str]:
    """Return the verdict on a title that the profile does not list: deeds may tell of it, plans only hope for it.

    A deed against a complete list is a contradiction, hence unknown: so that learning the list, or the deed, later
    never turns met into unmet or back.
    """
    deed = next((deed for deed in facts.own_deeds if tells(deed, words) and _ranks(deed, words)), None)
    if deed and facts.knows_titles:
        return UNKNOWN, f"企业资质清单中没有“{words}”，但画像提到“{deed}”，需确认"
    if deed:
        return MET, f"企业：{deed}"
    if planned:
        return UNKNOWN, f"企业计划取得“{words}”，尚未取得"
    if not facts.knows_titles:
        return UNKNOWN, f"画像未列出资质，未知是否{words}"
    return UNMET, f"企业资质清单中没有“{words}”"


_RANK = re.compile(r"国家|省级|市级|区级|县级|世界|全国|全省|国际")


def _ranks(deed: str, words: str) -> bool:
    """Return whether a deed names the rank that a title asks for: 运营现有中试基地 is no 国家级中试基地."""
    rank = _RANK.search(words)
    return rank is None or rank[0][:_RANK_STEM] in deed


_RANK_STEM = 2


def weigh_titles(words: str, facts: FirmFacts) -> tuple[str, str]:
    """Return verdict and reason on known titles: `企业具有“国家高新技术企业”`."""
    wanted = titles_in(words)
    held = [title for title in wanted if title in facts.titles]
    if held and _when(words) is not None and not _same_year(words, facts):
        return UNMET, f"企业“{held[0]}”的取得年度与“{words}”不符"
    if held:
        return MET, f"企业具有“{held[0]}”"
    planned = bool(facts.planned_titles & set(wanted)) or any(tells(plan, words) for plan in facts.plans)
    return _unlisted("、".join(wanted), facts, planned=planned)


def _when(words: str) -> int | None:
    """Return how many years back a title must have been won: 上年 1, 当年 0, None where the text does not say."""
    return 1 if re.search(r"上一?年度?首次", words) else 0 if re.search(r"当年度?首次", words) else None


def _same_year(words: str, facts: FirmFacts) -> bool:
    years = [int(year) for text in facts.title_words for year in re.findall(r"(20\d\d)年", text)]
    back = _when(words)
    return not years or back is None or any(facts.day.year - back == year for year in years)
