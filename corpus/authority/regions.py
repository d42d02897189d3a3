"""The administrative divisions of China: find them in text, name them in full, say which contains which.

A region is written as its full name from the province down (`广东省广州市天河区`); the whole country is `全国`.
Data: `regions.tsv` (codes and names) and `region_abbreviations.tsv` (the letters that open document numbers).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus.authority.regions_data import (
    Division,
    abbreviations,
    by_code,
    by_county_short,
    by_full,
    divisions_below,
    divisions_by_name,
)
from corpus.model import Span

NATION = "全国"

_UNKNOWN_PROVINCE = re.compile(
    r"(?P<province>[\u4e00-\u9fff]{2}省)(?P<city>[\u4e00-\u9fff]{1,3}[^区县]市)?(?P<county>[\u4e00-\u9fff]{1,4}[区县])?"
)
_NOT_A_NAME = frozenset("全各本外我该两三国跨多分出进回在省同与和及由对到市区县级")

# why: short names that are everyday words; in running text they are read as a place only with their 市/县/区.
_EVERYDAY_WORDS = frozenset(
    (
        "大同",
        "安康",
        "长治",
        "朝阳",
        "海东",
        "海西",
        "海北",
        "东方",
        "百色",
        "白银",
        "和田",
        "平凉",
        "中山",
        "保山",
        "来宾",
        "城区",
        "郊区",
        "矿区",
    )
)


@dataclass(frozen=True, slots=True)
class FoundRegion:
    """A region named in a text: where, and its full name (`太原` at `Span(0, 2)` is `山西省太原市`)."""

    span: Span
    full: str


def find_regions(text: str, *, within: str | None = None, known: Iterable[str] = ()) -> tuple[FoundRegion, ...]:
    """Return the regions named in `text` from left to right, adjoining names as one.

    `广州天河区的企业` gives 广东省广州市天河区. A county name that several places bear (朝阳区) counts only where a
    region named before it, or `within`, decides. `known` adds full names that are not in the data.
    """
    found: list[FoundRegion] = []
    names, context = _names(), within
    extra = {part: full for full in known if full != NATION and _exact(full) is None for part in _parts(full)}
    at, begins = 0, names.lengths
    while at < len(text):
        if not extra and text[at : at + 2] not in begins:
            at += 1
            continue
        hit = _read_at(text, at, names, context) or _read_extra(text, at, extra)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        context, at = hit.full, hit.span.end
    return tuple(found)


def normalize(name: str, *, within: str | None = None) -> str | None:
    """Return the full name of a region, None where it is unknown or several places bear the name.

    `太原` gives 山西省太原市, `广州天河区` 广东省广州市天河区, `仙桃` 湖北省仙桃市; a name that is spelt out from its
    province is believed even where the data does not hold it.
    """
    name = "".join(name.split())
    if name in {NATION, "国家", "中国", "中央"}:
        return NATION
    if exact := _exact(name):
        return exact
    hit = _read_at(name, 0, _names(), within)
    if hit and hit.span.end == len(name):
        return hit.full
    if named := _choose(divisions_by_name().get(name) or by_county_short().get(name, ()), within):
        return named
    unknown = _UNKNOWN_PROVINCE.fullmatch(name)
    return name if unknown and not _NOT_A_NAME & set(unknown["province"][:-1]) else None


def parent(region: str) -> str | None:
    """Return the region one step up: 广东省广州市天河区 → 广东省广州市 → 广东省 → 全国 → None."""
    if region == NATION:
        return None
    parts = _parts(normalize(region) or region)
    return parts[-2] if len(parts) > 1 else NATION


def contains(outer: str, inner: str) -> bool:
    """Return whether `inner` lies in `outer` or is the same: 山西省 contains 太原, 全国 contains everything."""
    high, low = normalize(outer) or outer, normalize(inner) or inner
    return high in (NATION, low) or (low != NATION and high in _parts(low))


def province_of(region: str) -> str | None:
    """Return the province of a region: 广东省广州市天河区 → 广东省; None for the whole country."""
    full = normalize(region) or region
    return None if full == NATION else _parts(full)[0]


def city_of(region: str) -> str | None:
    """Return the city above a county: 广东省广州市天河区 → 广东省广州市; None for what is no part of a city."""
    above = parent(region)
    return above if above not in (None, NATION, province_of(region)) else None


def level_of(region: str) -> str:
    """Return `nation`, `province`, `city` or `county`."""
    full = normalize(region) or region
    if full == NATION:
        return "nation"
    division = by_full().get(full)
    if division:
        return division.level
    return {"省": "province", "市": "city"}.get(full[-1], "county")


def region_of_number(number: str) -> str | None:
    """Return the region that a document number's first letter stands for: `浙政发〔2025〕10号` gives 浙江省."""
    return abbreviations().get(number[:1])


def _read_at(text: str, at: int, names: _NameTable, context: str | None) -> FoundRegion | None:
    """Read the longest region name that begins at `at`, then any name below it that follows at once."""
    for length in names.lengths.get(text[at : at + 2], ()):
        piece = text[at : at + length]
        candidates = names.by_name.get(piece, ())
        if len(piece) < length or not candidates or _runs_on(text, at + length):
            continue
        for division in _ranked(candidates, context):
            end, inner = _extend(text, at + length, division)
            if inner is not division or _decided(candidates, division, context):
                return FoundRegion(Span(at, end), inner.full)
    return None


def _extend(text: str, at: int, division: Division) -> tuple[int, Division]:
    """Return where the name ends and the lowest division it reaches: 广州 + 天河区."""
    best = (at, division)
    for below in divisions_below().get(division.full, ()):
        for name in (below.name, below.short):
            # why: a bare short name of a county after a city (广州南沙) is a place, but one character is no name
            end = at + len(name)
            if len(name) > 1 and text.startswith(name, at) and end > best[0] and not _runs_on(text, end):
                best = (end, below)
    return best if best[1] is division else _extend(text, *best)


def _runs_on(text: str, end: int) -> bool:
    """Return whether the name's last character belongs to the next word: 上海市|场, 中原区|域."""
    return text[end - 1 : end + 1] in _WORDS_ACROSS


_WORDS_ACROSS = frozenset(
    ("市场", "区域", "区间", "区块", "区位", "县域", "市域", "旗下", "省份", "市区", "区别", "旗帜")
)


def _ranked(candidates: tuple[Division, ...], context: str | None) -> list[Division]:
    return sorted(candidates, key=lambda one: (not _near(one, context), len(one.code.rstrip("0"))))


def _decided(candidates: tuple[Division, ...], chosen: Division, context: str | None) -> bool:
    """Return whether `chosen` stands out: the only one of its rank, or the only one near the context."""
    near = [one for one in candidates if _near(one, context)]
    if near:
        return near == [chosen] or (chosen in near and len({one.level for one in near}) == len(near))
    if len(candidates) == 1:
        return True
    return chosen.level != "county" and sum(one.level == chosen.level for one in candidates) == 1


def _near(division: Division, context: str | None) -> bool:
    if not context or context == NATION:
        return False
    return division.full.startswith(context) or any(division.full.startswith(part) for part in _parts(context))


def _choose(candidates: tuple[Division, ...], context: str | None) -> str | None:
    ranked = _ranked(candidates, context)
    return ranked[0].full if ranked and _decided(candidates, ranked[0], context) else None


def _read_extra(text: str, at: int, extra: dict[str, str]) -> FoundRegion | None:
    for full in sorted(extra, key=len, reverse=True):
        parts = _parts(full)
        own = full.removeprefix(parts[-2]) if len(parts) > 1 else full
        for name in (full, own, own[:-1]):
            if len(name) > 1 and text.startswith(name, at):
                return FoundRegion(Span(at, at + len(name)), full)
    return None


def _parts(full: str) -> tuple[str, ...]:
    """Return the full names from the province down to `full`: 广东省广州市 gives (广东省, 广东省广州市)."""
    division = by_full().get(full)
    if division:
        codes = dict.fromkeys((division.code[:2] + "0000", division.code[:4] + "00", division.code))
        return tuple(by_code()[code].full for code in codes if code in by_code())
    unknown = _UNKNOWN_PROVINCE.fullmatch(full)
    if not unknown:
        return (full,)
    ends = [unknown.end(group) for group in ("province", "city", "county") if unknown[group]]
    return tuple(full[:end] for end in ends)


def _exact(name: str) -> str | None:
    return name if name in by_full() else None


@dataclass(frozen=True, slots=True)
class _NameTable:
    """Every name that may stand in running text; `lengths` to try (longest first) by a name's first two characters."""

    by_name: dict[str, tuple[Division, ...]]
    lengths: dict[str, tuple[int, ...]]


@cache
def _names() -> _NameTable:
    by_name = {name: found for name, found in divisions_by_name().items() if name not in _EVERYDAY_WORDS}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in by_name:
        lengths[name[:2]].add(len(name))
    return _NameTable(by_name, {first: tuple(sorted(some, reverse=True)) for first, some in lengths.items()})
