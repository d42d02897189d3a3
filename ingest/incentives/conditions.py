"""The conditions of a promise, as drafts in squeezed text: whom it names, what they must do, be or have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from corpus.alternatives import either
from corpus.authority.industries import words as trade_words
from ingest.incentives.condition_attributes import attribute_of, is_vague
from ingest.incentives.condition_phrases import EXHORT, GENERIC_ACT, GIFT, Draft, draft_of, read_phrase
from ingest.incentives.promise import Promise
from ingest.incentives.sentences import cut_phrases

_EXCLUDED = re.compile(
    r"（(?P<inner>(?:不含|不包括|除外)(?!税|本数|）|本级)[^）]+|[^（）]*?除外)）|(?P<outer>[^，。；（）]*?(?:不纳入(?:支持|补贴|奖励)范围|除外|不再(?:予以|给予)(?:补助|奖励|补贴|支持)|不适用本))"
)
_SHUTS_OUT = re.compile(r"不含|不包括|除外|不纳入|不再|不适用")  # some word of these stands in every exclusion
_EXCLUDING_SENTENCE = re.compile(r"(?<=[。；])[^，。；（）]{2,40}?除外(?=[。；]|$)")  # of the whole clause
NOTE = re.compile(
    r"[^，。；]*(?:最多不超过\d+[个家名]|只(?:配套)?(?:支持|奖励|补贴|享受)一次|(?:仅|只)(?:可|能)(?:申请|享受)[一1]次|叠加(?:配套)?支持|就高不重复|不重复|重复补助|其中一种支持方式)[^。；]*"
)
_REMARKS = re.compile(r"最多不|[只仅]|叠加|重复|其中一种")  # some word of these stands in every note
_PILOT = re.compile(
    r"以[^，。；]{2,40}?(?:作?为试点)|(?:聚焦|围绕|针对)[^，。；]{2,50}(?=，)|(?:鼓励|支持)(?:属地|各区)(?:出台政策)?"
)
_CHOICE = re.compile(r"择优|视情况|经认定")
_ABLE = r"有条件的(?:地方|地市|基地|企业|园区|开发区|单位|高校|机构|[市县区镇、])+"
_FIT = re.compile(rf"(?:符合|满足)[^，。；]{{0,14}}?(?:条件|要求)的?|{_ABLE}|(?:鼓励|支持)?有潜力的企业")


def read_conditions(text: str, promise: Promise, titles: Sequence[str] = ()) -> tuple[Draft, ...]:
    """Return the conditions that the promise's own words state, from left to right.

    `titles` are the short names that the document gives (基地).
    `对年营收1000万元以上且获评专精特新的企业给予10万元奖励` gives 年营收1000万元以上, 获评专精特新.
    """
    drafts: list[Draft] = []
    if promise.general is not None:
        drafts += _in_sentence(text, promise.general)
    giving = bool(promise.quantities) or bool(_PAYING.search(text[promise.core : promise.end]))
    sums = tuple(one.start for one in promise.quantities if one.unit.startswith(("yuan", "percent")))
    drafts += _in_sentence(text, (promise.start, promise.end), core=promise.core, paid=giving, sums=sums)
    drafts += _named(text, promise, drafts, titles)
    drafts += _of_all(text)
    return tuple(_distinct(text, [part for one in drafts for part in _opened(text, one, titles)]))


@lru_cache(maxsize=64)
def _of_all(text: str) -> tuple[Draft, ...]:
    """Return what a whole clause says of each of its promises: remarks, and sentences that shut out."""
    notes = [Draft(*match.span(), "other", note=True) for match in _notes(text)]
    shutting = _EXCLUDING_SENTENCE.finditer(text) if _SHUTS_OUT.search(text) else ()
    return (*notes, *(draft_of(text, *match.span(), excludes=True) for match in shutting))


def _notes(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Return the notes in a range; a quick look first, since most texts have none and NOTE begins anywhere."""
    end = len(text) if end is None else end
    return NOTE.finditer(text, start, end) if _REMARKS.search(text, start, end) else iter(())


_AFTER_TITLE = re.compile(r"(?:主导|联合|提出|按需|开展|精准|依托|围绕|与|打造|参与|承担)")


def _opened(text: str, draft: Draft, titles: Sequence[str]) -> Iterator[Draft]:
    """Yield a draft that opens with a short name as three: the name, the whole, and the deed: 基地主导制定标准."""
    words = text[draft.start : draft.end]
    title = next((one for one in titles if words.startswith(one) and _AFTER_TITLE.match(words[len(one) :])), None)
    if title is None or draft.note or draft.excludes:
        yield draft
        return
    middle = draft.start + len(title)
    yield Draft(draft.start, middle, "qualification")
    yield Draft(draft.start, draft.end, "qualification", title=title)
    if not GENERIC_ACT.match(text[middle : draft.end]):
        yield Draft(middle, draft.end, "activity")


_PAYING = re.compile(r"给予|予以|可享受|可申请|可纳入|可认定|免征|追加奖励|奖励[^，。；]{0,30}名额")
_ACTIVITY = re.compile(
    r"上市|出口|扩产能|并网|绿证|绿电|碳排放|揭榜挂帅|技术改造|设备更新|智能化|数字化|贷款|智改数转|产业基金"
)
_NEW_FIRM = re.compile(r"新设企业|新引进企业|新注册企业")


def _named(text: str, promise: Promise, drafts: Sequence[Draft], titles: Sequence[str]) -> Iterator[Draft]:
    """Yield whom and what a promise in general words names where its grammar did not show it."""
    start, end = promise.start, promise.end
    covered = [(one.start, one.end) for one in drafts]
    subject = next(
        (one for one in drafts if one.attribute in ("qualification", "industry", "size") and not one.note), None
    )
    found = [] if subject else _titles(text, promise.start, end, titles)
    if not subject and not found and not promise.quantities:
        found = _titles(text, max(0, text.rfind("。", 0, max(0, start - 1)) + 1), start, titles)[:1]
    yield from (one for one in found if not any(a <= one.start and one.end <= b for a, b in covered))
    yield from (Draft(*match.span(), "registration") for match in _NEW_FIRM.finditer(text, start, end))
    if promise.quantities or any(one.attribute == "activity" for one in drafts):
        return
    for at, stop in cut_phrases(text, start, end):
        if _ACTIVITY.search(text, at, stop) and not re.match(r"加大|加强|完善|优化", text[at:stop]):
            last = stop - (text[stop - 1] in "，。；：")
            if not any(a <= at and last <= b for a, b in covered):
                yield Draft(at, last, "activity")
            return


_TITLE = re.compile(
    r"“?(?:产业链|重点产业链)?(?:链主|链核)”?(?:及?链上)?“?(?:链核)?”?企业|(?:产业链)?链上企业|(?:重点)?产业链(?:上下游|供应链)?企业|重点产业链(?:上下游)?|(?:行业)?标杆企业|[^，。；、的“”支持鼓励]{2,6}(?:型企业|领域(?:企业)?)"
    r"|专精特新[^，。；]{0,10}?企业|高新技术企业|创新型中小企业|中小微?企业|小微企业|现有中试基地|中试基地"
)


@cache
def _any_title() -> re.Pattern[str]:
    trade = rf"(?:高水平|创新型|优质)*{either(map(re.escape, trade_words()))}(?:领域)?(?:相关)?企业"
    return re.compile(f"(?P<trade>{trade})|{_TITLE.pattern}")


_HINT = re.compile("企业|领域|基地|产业链")  # some word of these stands in every title


@lru_cache(maxsize=64)
def _any_of_names(titles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(one) for one in sorted(titles, key=len, reverse=True)))


def _first_title(text: str, start: int, end: int, titles: Sequence[str]) -> re.Match[str] | None:
    """Return the first title in a range; of two at one place that of a trade's firms, then a short name."""
    found = _any_title().search(text, start, end) if _HINT.search(text, start, end) else None
    named = _any_of_names(tuple(titles)).search(text, start, end) if titles else None
    if found is None or named is None:
        return found or named
    return named if (named.start(), bool(found["trade"])) <= (found.start(), False) else found


def _titles(text: str, start: int, end: int, titles: Sequence[str]) -> list[Draft]:
    first = _first_title(text, start, end, titles)
    return (
        [Draft(*first.span(), attribute_of(first[0]) if first[0] not in titles else "qualification")] if first else []
    )


def _in_sentence(
    text: str, span: tuple[int, int], *, core: int | None = None, paid: bool = True, sums: Sequence[int] = ()
) -> list[Draft]:
    """Return the conditions of a sentence; `sums` are where its amounts of money and shares stand."""
    start, end = span
    excluded = [
        draft_of(text, *match.span("inner" if match["inner"] else "outer"), excludes=True)
        for match in (_EXCLUDED.finditer(text, start, end) if _SHUTS_OUT.search(text, start, end) else ())
    ]
    taken = [(one.start, one.end) for one in excluded] + [match.span() for match in _notes(text, start, end)]
    phrases = [
        (at, stop)
        for at, stop in _speaking(text, span, paid=paid)
        if not any(one <= at + 1 and stop <= two + 2 for one, two in taken)
    ]
    drafts = excluded + _in_phrases(text, phrases, core=core, paid=paid, sums=sums)
    for pattern in (_CHOICE, _PILOT, _FIT):
        drafts += [draft_of(text, *match.span()) for match in pattern.finditer(text, start, end)]
    return [one for one in drafts if one.end - one.start > 1]


def _speaking(text: str, span: tuple[int, int], *, paid: bool) -> list[tuple[int, int]]:
    """Return the comma phrases, those left out that exhort somebody before a later phrase serves somebody else."""
    phrases = cut_phrases(text, *span)
    served = [at for at, stop in phrases if _NAMES_ANOTHER.match(text[at:stop])]
    if paid or not served:
        return list(phrases)
    return [(at, stop) for at, stop in phrases if at >= served[-1] or not EXHORT.search(text[at:stop])]


def _in_phrases(
    text: str, phrases: Sequence[tuple[int, int]], *, core: int | None, paid: bool, sums: Sequence[int]
) -> list[Draft]:
    drafts, tiers, before = list[Draft](), list[list[Draft]](), list[Draft]()
    given = False
    for at, stop in phrases:
        aside = core is not None and at < core and not paid
        read = read_phrase(text, at, stop, open_to=paid and not given, aside=aside)
        stated = [one for draft in read for one in _without_sums(text, draft, sums)]
        drafts += stated
        gives = GIFT.search(text[at:stop]) is not None
        alternative = stated or before
        if alternative and any(at <= one < stop for one in sums) and not _BESIDES.match(text[at:stop]):
            tiers.append(alternative)
        # why: 种植100亩的，奖励1万元 names whom before the comma
        before = [one for one in stated if not gives and _DIGIT.search(text, one.start, one.end)]
        given = given or gives
    return _tiered(text, drafts, tiers)


def _without_sums(text: str, draft: Draft, sums: Sequence[int]) -> Iterator[Draft]:
    """Yield the draft up to a promised sum in it: of `首次挂牌奖补10万元` 首次挂牌, of `硕士3万元` nothing."""
    first = next((one for one in sums if draft.start <= one < draft.end), None)
    if first is None:
        yield draft
        return
    end = first - len(_TO_SUM.search(text[draft.start : first])[0])  # type: ignore[index]  # may be empty, is there
    if end - draft.start >= _SHORTEST:
        yield replace(draft, end=end)


_TO_SUM = re.compile(
    r"(?:一次性|最高|不低于|不超过|增加|奖补|奖励|补[贴助]|资助|给予|予以|按照?|分别|再|每[年月户家个人]|标准|为|的|，)*$"
)
_SHORTEST = 4
_BESIDES = re.compile(r"并|另|再|同时|此外|且|最高|累计|合计|其中|每年")


def _tiered(text: str, drafts: Sequence[Draft], tiers: Sequence[Sequence[Draft]]) -> list[Draft]:
    """Return the drafts, those of phrases that each name a sum of their own numbered as alternatives.

    `规上企业种植30亩以上的奖励1万元，50亩以上的奖励2万元` gives 30亩以上 and 50亩以上 the numbers 1 and 2.
    """
    if len(tiers) < _ALTERNATIVES:
        return list(drafts)
    measured = all(any(_DIGIT.search(text, one.start, one.end) for one in tier) for tier in tiers)
    numbers = {
        one: at
        for at, tier in enumerate(tiers, 1)
        for one in tier
        if not measured or _DIGIT.search(text, one.start, one.end)
    }
    return [replace(one, tier=numbers.get(one, 0)) for one in drafts]


_ALTERNATIVES = 2
_DIGIT = re.compile(r"\d")
_NAMES_ANOTHER = re.compile(r"(?:并)?(?:为[^，。；]{1,30}?提供|授予|对[^，。；]{1,30}?(?:给予|实行|试行))")


def _distinct(text: str, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts in order, each range once; a vague remark inside a longer vague draft is dropped."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: (one.start, -one.end, not one.excludes)):
        # why: 基地主导制定国际标准 demands the title 基地 besides the deed, so the whole does not stand for its opening
        inside = [
            one
            for one in kept
            if one.start <= draft.start and draft.end <= one.end and not one.title and one.excludes >= draft.excludes
        ]
        if any(
            one.excludes or one.note or one.attribute == draft.attribute or is_vague(text[one.start : one.end])
            for one in inside
        ):
            continue
        kept.append(draft)
    return kept
