"""What a profile says, made ready for comparison: titles with what they imply, activities, plans, ages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from corpus.authority.qualifications import implied_by, plain, titles_in
from corpus.authority.regions import contains, find_regions, normalize
from corpus.firm import Firm

_SYNONYMS = Path(__file__).with_name("matching_synonyms.tsv")
_DAYS_A_YEAR = 365.25
_ALIEN = re.compile(r"^(?:入驻|依托|租用|租赁|与|向|推荐|成功推荐|参与|购买|参加|使用)")


@dataclass(frozen=True)
class FirmFacts:
    """A firm on the day of its application."""

    firm: Firm
    day: dt.date

    @cached_property
    def titles(self) -> frozenset[str]:
        """Return every title held, the implied ones included."""
        held = [
            title
            for text in (*(self.firm.qualifications or ()), *(self.firm.awards or ()))
            for title in titles_in(text)
        ]
        return frozenset(title for one in held for title in implied_by(one))

    @cached_property
    def planned_titles(self) -> frozenset[str]:
        """Return the titles that the firm intends to win."""
        return frozenset(title for text in self.firm.plans for title in titles_in(text))

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """Return the titles as the profile words them, without quotation marks."""
        return tuple(plain(text) for text in (*(self.firm.qualifications or ()), *(self.firm.awards or ())))

    @cached_property
    def deeds(self) -> tuple[str, ...]:
        """Return what the firm does or has done, in its own words."""
        extra = _texts(self.firm.facts.values())
        return tuple(plain(text) for text in (*self.firm.activities, *self.firm.declarations, *extra))

    @cached_property
    def own_deeds(self) -> tuple[str, ...]:
        """Return the deeds that tell what the firm itself is: not those that name another (入驻…载体)."""
        return tuple(text for text in self.deeds if not _ALIEN.match(text))

    @cached_property
    def plans(self) -> tuple[str, ...]:
        """Return what the firm intends, in its own words."""
        return tuple(plain(text) for text in self.firm.plans)

    @cached_property
    def age(self) -> float | None:
        """Return how many years ago the firm was registered, None where unknown."""
        registered = self.firm.registered
        return None if registered is None else (self.day - registered).days / _DAYS_A_YEAR

    @cached_property
    def told(self) -> frozenset[str]:
        """Return the keys of everything the profile tells: a condition that shares none is not spoken of."""
        texts = (*self.title_words, *self.deeds, *self.plans, plain(self.firm.industry or ""))
        return frozenset(key for text in texts for key in keys_of_fact(text))

    def speaks_of(self, condition: str) -> bool:
        """Return whether any title, deed or plan may tell of the condition."""
        return not keys_of_condition(condition).isdisjoint(self.told)

    @cached_property
    def place(self) -> str | None:
        """Return the firm's region in full, None where unknown: 北京市海淀区（中关村示范区） is 北京市海淀区."""
        region = self.firm.region
        named = find_regions(region) if region else ()
        return named[0].full if named else region

    @cached_property
    def insides(self) -> dict[str, bool | None]:
        """Return a memory of regions already compared with the firm's place."""
        return {}

    def inside(self, region: str) -> bool | None:
        """Return whether the firm lies in a region, None where its known place is the wider of the two."""
        if region not in self.insides:
            place = self.place or ""
            bare = normalize(place) is None and region.endswith("省")  # a city of which the province is not known
            vague = bare or (normalize(region) is None and re.fullmatch(r"[^省市区县]+省", place))
            wider = None if place and (vague or contains(place, region)) else False
            inner = place and (contains(region, place) or _ends_alike(region, place))
            self.insides[region] = True if inner else wider
        return self.insides[region]

    @property
    def knows_titles(self) -> bool:
        """Return whether the profile's list of titles is complete."""
        return self.firm.qualifications is not None

    def figure(self, *names: str) -> float | None:
        """Return the first known further figure whose name begins with one of `names` (产值, output_value)."""
        for key, value in self.firm.facts.items():
            if key.startswith(names) and isinstance(value, (int, float)):
                return float(value)
        return None


def _ends_alike(region: str, place: str) -> bool:
    """Return whether a place that no list of divisions holds is part of the firm's: 澜州市 of 云河省澜州市."""
    return normalize(region) is None and re.search(rf"(?:^|[省市区县州旗]){re.escape(region)}", place) is not None


def _texts(values: Iterable[object]) -> list[str]:
    found: list[str] = []
    for value in values:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Mapping):
            found += _texts(value.values())
        elif isinstance(value, (list, tuple)):
            found += _texts(value)
    return found


_FACTS_KEPT = 4096
_PARTS = re.compile(r"[、，；]|以及|和|或|及|与|等")
_IDLE = re.compile(
    r"(?:项目|企业|方式|采用|支持|开展|进行|积极|加快|推动|建设|打造|建立|引进|有需求的?|现有|的|相关|等|各类|我省|本市|实施|协同|探索|供电模式)"
)
_SURE = 4
_SHORT = 2
_LONG_PIECE = 6


@cache
def pieces(text: str) -> tuple[str, ...]:
    """Return the parts of a condition that a firm's deed may match: 建设重点实验室、中试基地 splits at 、."""
    cores = (_IDLE.sub("", plain(part)) for part in _PARTS.split(text))
    return tuple(core for core in cores if len(core) >= _SHORT)


@cache
def keys_of_condition(text: str) -> frozenset[str]:
    """Return what a fact must share with a condition to tell of it: runs of four, short parts, and synonym groups."""
    words = plain(text)
    runs = {words[at : at + _SURE] for at in range(len(words) - _SURE + 1)}
    parts = {piece for piece in pieces(text) if len(piece) <= _LONG_PIECE and piece not in _COMMON}
    return frozenset(runs | parts | _groups(words))


@lru_cache(_FACTS_KEPT)
def keys_of_fact(fact: str) -> frozenset[str]:
    """Return every run of two to six characters of a fact, and its synonym groups."""
    runs = {fact[at : at + size] for size in range(_SHORT, _LONG_PIECE + 1) for at in range(len(fact) - size + 1)}
    return frozenset(runs | _groups(fact))


def _groups(words: str) -> set[str]:
    return {f"@{at}" for at, group in enumerate(_synonyms()) if any(one in words for one in group)}


def tells(fact: str, condition: str) -> bool:
    """Return whether a deed or plan speaks of the same thing as a condition.

    `绿电直连` tells of 绿电直连供电模式, `购买云服务` does not.
    """
    return not keys_of_condition(condition).isdisjoint(keys_of_fact(fact))


_COMMON = frozenset(
    (
        "企业",
        "项目",
        "产业",
        "技术",
        "发展",
        "研发",
        "服务",
        "创新",
        "申请",
        "国家",
        "平台",
        "基地",
        "条件",
        "单位",
        "机构",
        "省级",
        "市级",
        "认定",
        "投资",
    )
)


@cache
def _synonyms() -> tuple[tuple[str, ...], ...]:
    lines = _SYNONYMS.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("/")) for line in lines if line.strip() and not line.startswith("#"))
