"""Which attribute of a firm a condition speaks of, and the threshold it sets. Data: `condition_words.tsv`."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path

from corpus.authority.industries import names
from corpus.authority.qualifications import titles_in
from corpus.authority.regions import find_regions

_WORDS = Path(__file__).with_name("condition_words.tsv")
_VAGUE = re.compile(
    r"^(?:对|的)*(?:符合|满足)?(?:相关|规定|有关|以下|本|支持)?(?:条件|要求)的?|符合条件|符合要求|满足条件|符合标准|有条件|择优|一定(?:规模|额度|条件|贡献|比例|安全能力)|有潜力|突出的|经认定|按规定|依法依规"
)
_NUMBER = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)(?P<unit>亿|万|千)?(?P<name>美元|元|%|人|名|年|个月|岁|周岁|家|个|亩)?"
)
_AT_LEAST = re.compile(r"以上|不低于|不少于|达到?|超过|突破|满|至少|高于|大于|≥")
_AT_MOST = re.compile(r"以下|不超过|不高于|(?<!不)低于|以内|不足|未满|小于|年内|个月内|≤")
_STRICT = re.compile(r"(?<!不)超过|(?<!不)高于|大于|多于")
_SCALES = {"亿": 1e8, "万": 1e4, "千": 1e3, "%": 0.01, "个月": 1 / 12}


@lru_cache(maxsize=4096)
def attribute_of(text: str) -> str:
    """Return the attribute that a condition tests: `上年营业收入不低于1000万元` gives revenue, `择优` other."""
    if is_vague(text) and len(text) <= _SHORT:
        return "other"
    found = next((name for name, pattern in _patterns() if pattern.search(text)), None)
    if found and (found != "size" or not titles_in(text)):
        return found
    if titles_in(text):
        return "qualification"
    if (
        names(text)
        and len(text) <= _LONGEST_TRADE
        and _TRADE_LIKE.search(text)
        and not re.match(r"(?:开展|建设|举办|采用|租赁|购买|实施|参与|投资|研发|入驻)", text)
    ):
        return "industry"
    if find_regions(text) and not text.startswith(("入驻", "被", "每成功")) and re.search(r"[省市区县州]|在", text):
        return "region"
    return "activity"


_SHORT = 16
_TRADE_LIKE = re.compile(
    r"(?:企业|产业|领域|行业|业|商|机构|公司|单位|平台|服务|主体|环节|业态|项目|产品)(?:等|类|类项目)?(?:的)?$|领域|产业|企业|从事|行业"
)
_LONGEST_TRADE = 36


def is_vague(text: str) -> bool:
    """Return whether a condition leaves its own content open: 符合条件的, 择优, 一定规模."""
    return bool(_VAGUE.search(text))


def threshold_of(text: str, attribute: str) -> tuple[str, float] | None:
    """Return operator and number of a measurable condition, money in yuan, shares as 0 to 1, times in years.

    `研发费用占比不低于3%` gives (">=", 0.03); `超过1亿元` gives (">", 100_000_000.0); `成立满6个月` gives (">=", 0.5).
    None where the text has no number in a unit of the attribute: a share of 50% says nothing of an investment in yuan.
    """
    units = _UNITS.get(attribute)
    match = _first_number(text, units) if units else None
    if match is None:
        return None
    value = float(match["number"].replace(",", "")) * _SCALES.get(match["unit"] or match["name"] or "", 1)
    near = text[max(0, match.start() - 8) : match.end() + 6]
    if _AT_MOST.search(near) and not re.search(r"以上", near):
        return "<=", value
    if _STRICT.search(near):
        return ">", value
    return (">=", value) if _AT_LEAST.search(near) else None


_TIMES = frozenset(("年", "个月"))
_SUMS = frozenset(("元", None))
_UNITS: dict[str, frozenset[str | None]] = {
    "rd_ratio": frozenset("%"), "growth": frozenset("%"), "employees": frozenset(("人", "名")), "revenue": _SUMS,
    "investment": _SUMS, "age": frozenset(("岁", "周岁")), "time": _TIMES, "registration": _TIMES,
}  # fmt: skip
"""What a threshold of an attribute is counted in; a bare 万 or 亿 counts yuan, foreign money is not converted."""


def _first_number(text: str, units: AbstractSet[str | None]) -> re.Match[str] | None:
    for one in _NUMBER.finditer(text):
        if one["name"] in units and (one["name"] or one["unit"] in ("亿", "万")):
            return one
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = (line for line in _WORDS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return tuple((name, re.compile(pattern)) for name, pattern in (line.split("\t", 1) for line in lines))
