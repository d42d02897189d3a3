"""What holds for every incentive of a document: its region, who it is for, what it excludes, what its words mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authority.regions import NATION, contains, find_regions
from corpus.model import Clause, ClauseKind, Document, Span
from ingest.incentives.squeezed import squeeze

_SHORT_NAME = re.compile(r"(?P<full>[^，。；：（）“”、]{2,40})（以下(?:简称|统称)[：:]?“?(?P<short>[^”）]{1,20})”?）")
_APPLIES = re.compile(
    r"(?:本[^，。；]{1,8}?适用(?:对象|范围)|适用对象|申请(?:奖补资金|资金)?的?(?:企业|单位|项目)|申报(?:企业|单位|主体)|支持对象|享受本[^，。；]{1,12}?扶持对象)(?:应当?|须|需|应同时)?(?P<what>(?!最高|不超过|给予|\d)[^。]*)"
)
_FIRM_MEANT = re.compile(r"文中所指(?P<what>[^。]*?(?:企业|机构)[^。，]*)")
_NOT_ENTITLED = "不享受本"
_NOT_COVERED = re.compile(rf"(?P<what>[^。，；]*?)(?:均)?{_NOT_ENTITLED}[^。，；]*")


@dataclass(frozen=True, slots=True)
class General:
    """A range of the document whose words bind every incentive; `excludes` where it names who is left out.

    `part` is the policy that it belongs to in a volume of several, "" outside any; None binds all of them.
    """

    span: Span
    attribute: str = ""
    excludes: bool = False
    value: str = ""
    part: str | None = None


def part_of(path: Sequence[str]) -> str:
    """Return the title of the policy that a clause belongs to in a volume of several, "" where its path names none.

    `("澜州市支持工业若干政策", "第十三条")` belongs to that policy, `("四", "1")` to none.
    """
    return path[0] if path and len(path[0]) >= _LONG_TITLE else ""


_LONG_TITLE = 8
_VOLUME = 2


def general_conditions(document: Document, clauses: Sequence[Clause]) -> tuple[General, ...]:
    """Return what every incentive of the document demands beyond its own clause, the document's region first."""
    found = list(_region(document, clauses))
    if _is_compilation(clauses):
        return tuple(found)
    volume = len({part_of(one.path) for one in clauses} - {""}) >= _VOLUME
    for clause in clauses:
        if clause.kind in (ClauseKind.TITLE, ClauseKind.TABLE_ROW):
            continue
        part = part_of(clause.path) if volume else None
        view = squeeze(clause.text, clause.span.start)
        for pattern in (_APPLIES, _FIRM_MEANT):
            for match in pattern.finditer(view.text):
                parts = _parts(view.text, *match.span("what"))
                found += [General(view.span(start, end), part=part) for start, end in parts]
        found += [
            General(view.span(*match.span("what")), excludes=True, part=part)
            for match in (_NOT_COVERED.finditer(view.text) if _NOT_ENTITLED in view.text else ())
            if match["what"]
        ]
    return tuple(found)


_CARDS = 3


def _is_compilation(clauses: Sequence[Clause]) -> bool:
    """Return whether the document gathers policies on cards, whose conditions bind one card alone."""
    rows = (one.text for one in clauses if one.kind is ClauseKind.TABLE_ROW)
    return sum(text.startswith(("条件要求", "申报条件", "发文机构", "依据文件")) for text in rows) >= _CARDS


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts, at = [], start
    for match in re.finditer(r"，|并(?=签订)|以及(?=未)", text[start:end]):
        cuts.append((at, start + match.start()))
        at = start + match.end()
    cuts.append((at, end))
    return [
        (one, two)
        for one, two in cuts
        if two - one > _SHORTEST
        and not _PENALTY.search(text[one:two])
        and not text[one:two].startswith(("符合以下", "同时符合以下"))
    ]


_SHORTEST = 3
_PENALTY = re.compile(r"^(?:若|如|违反|应将)|退回|追回|正文|表述|提交[^，]*、|向[^，]*提出申请|报送[^，]*材料")


def _region(document: Document, clauses: Sequence[Clause]) -> list[General]:
    """Return the words that show where the policy holds: the issuer in the title, else the localities that carry it."""
    region = document.region
    if not region or region == NATION:
        return []
    spans = _title_issuer(clauses, region) or _localities(document, region)
    return [General(spans[0], "region", value=region)] if spans else []


def _title_issuer(clauses: Sequence[Clause], region: str) -> list[Span]:
    """Return the words of the title that name the place: its issuer, else the place itself (澜州市2026年…指南)."""
    spans = []
    for clause in clauses:
        if clause.kind is not ClauseKind.TITLE:
            continue
        match = re.match(r"\s*(?P<who>[^\n]{2,40}?)(?:关于|印发)", clause.text)
        if match and find_regions(match["who"], known=(region,)):
            spans.append(Span(clause.span.start + match.start("who"), clause.span.start + match.end("who")))
        elif named := find_regions(clause.text, within=region, known=(region,)):
            spans += [one.span.shift(clause.span.start) for one in named if contains(region, one.full)]
    return spans


_MOST_PLACES = 40


def _localities(document: Document, region: str) -> list[Span]:
    name = r"[^，。；、（）\s：“”《》的与和在被对为按]{2,9}?(?:市|区|县|州)"
    run = re.compile(
        rf"{name}(?:、{name})+(?:人民政府|政府)|{name}行政区域内|[^，。；、（）\s：“”《》的与和在被对为按]{{2,12}}(?:人民政府|政府)"
    )
    places: dict[str, list[Span]] = {}
    for match in run.finditer(document.text):
        places.setdefault(match[0], []).append(Span(*match.span()))
    ranked = sorted(places, key=lambda words: (-len(places[words]), places[words][0].start))[:_MOST_PLACES]
    for words in ranked:
        found = find_regions(words, within=region)
        if found and all(contains(region, one.full) for one in found):
            return [places[words][0]]
    hit = next((one for one in find_regions(document.text, known=(region,)) if contains(region, one.full)), None)
    return [hit.span] if hit else []


_GENERIC = frozenset(("企业", "单位", "项目", "申请人", "本市", "本区", "人才", "机构", "通知", "办法", "措施"))


def short_names(clauses: Sequence[Clause]) -> dict[str, str]:
    """Return what the document's short names stand for: 国家示范平台（以下简称“平台”） gives 平台 → 国家示范平台."""
    meanings: dict[str, str] = {}
    if _is_compilation(clauses):
        return meanings
    for clause in (one for one in clauses if "称" in one.text):
        for match in _SHORT_NAME.finditer(squeeze(clause.text).text):
            full = re.sub(r"^(?:.*(?:推进|支持|促进|加快|入驻|建设|的|和|对))", "", match["full"])
            if match["short"] not in _GENERIC:
                meanings[match["short"]] = full or match["full"]
    return meanings
