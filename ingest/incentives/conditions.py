"""The conditions of a promise, as drafts in squeezed text: whom it names, what they must do, be or have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.authority.industries import words as trade_words
from ingest.incentives.condition_attributes import attribute_of, is_vague
from ingest.incentives.promises import Promise
from ingest.incentives.sentences import cut_phrases

_ACTORS = (
    "服务商|企业|项目|机构|单位|基地|载体|平台|人员|人才|青年|个人|团队|产品|组织|主体|商户|创业者|毕业生|学生|劳动者|园区|场景|楼宇|公司|商贸|孵化器|学校"
    "|院所|合作社|家庭|居民|农户|农民|老年人|中心|工作室|实验室|专家|选手|社会力量|协会|方|技术产品|成果|大学生|借款人|协会|士兵|机关|设施|个体工商户"
)
_GIFT = re.compile(
    r"(?:按|依|根据|参照)[^，。；]{0,40}?(?:给予|予以|安排|奖励(?!基础)|补助|补贴|资助)"
    r"|(?:分别|可以?|均可|一次性|再|每年|单品种|额外|追加|同等|优先|并|视情况|最高|择优)*"
    r"(?:给予|予以|(?<!升规稳规)奖励(?!基础|范围)|补助(?!对象)|补贴(?!对象|范围)|资助(?!对象)|(?<!在)享受|申领|申请(?!项目|单位)|领取|免征|免收|减免|减按|发放|免费|安排|贴息|可纳入|可认定)"
)
_ENTER = re.compile(r"^(?:其中|并且|并|且|同时|此外|另外|对于|凡是|凡|对|将|若|如|落实|用好|加大)+(?!应|接)")
_EXHORT = re.compile(
    r"(?:^|[，并由]|方式|细化)(?:大力|积极|重点|持续|进一步|全力|可|不断)*(?:支持|鼓励|激励|引导)(?:和鼓励|和推荐|鼓励|支持|引导|将|激励)*(?P<rest>[^，。；]+)"
)
_VERBS = (
    "建设|打造|建立|引进|举办|承办|主办|开展|采用|采取|申报|争创|参与|联合|牵头|制定|创建|研发|设立|设备升级|技术改造|迁入|迁往|总部|租赁|组建|强|技术创新|上市|在|依托|围绕"
    "|进行|进入|申请|积极|通过|与|投资|加快|加大|加强|提供|对|培育|运用|购买|使用|用于|探索|实施|将|面向|承担|按需|为|到|赋予|打造|深化|有序|做|挂牌|扩大|利用|自主|牵头|提升|促进|拓展|发展|争取"
)
_SUBJECT = re.compile(rf"^(?P<subject>[^，。；]{{1,34}}?(?:{_ACTORS})(?:（[^）]*）)?(?:等)?)(?P<act>(?:{_VERBS}).*)?$")
_GENERIC_ACT = re.compile(
    r"^(?:技术创新|管理提升|市场开拓|强创新|做大做强|发展壮大|创新发展|高质量发展|按需|拓展市场|做强做优|加快发展|健康发展|[、，]|优品牌|促转型)+$"
)
_ALSO = re.compile(
    r"(?:，)?(?:且|并且|同时|以及(?=[^、]{0,4}(?:达|超))|(?<=行政区域内)(?=[^的，。；])|(?=每(?:成功|招用|引进|新增))|并(?=实际|按|在|取得|通过|经|与|纳入|获))"
)
_EXCLUDED = re.compile(
    r"（(?P<inner>(?:不含|不包括|除外)[^）]*|[^（）]*?除外)）|(?P<outer>[^，。；（）]*?(?:不纳入(?:支持|补贴|奖励)范围|除外|不再(?:予以|给予)(?:补助|奖励|补贴|支持)|不适用本))"
)
NOTE = re.compile(
    r"[^，。；]*(?:最多不超过\d+[个家名]|只(?:配套)?(?:支持|奖励|补贴|享受)一次|(?:仅|只)(?:可|能)(?:申请|享受)[一1]次|叠加(?:配套)?支持|就高不重复|不重复|重复补助|其中一种支持方式)[^。；]*"
)
_PILOT = re.compile(
    r"以[^，。；]{2,40}?(?:作?为试点)|(?:聚焦|围绕|针对)[^，。；]{2,50}(?=，)|(?:鼓励|支持)(?:属地|各区)(?:出台政策)?"
)
_CHOICE = re.compile(r"择优|视情况|经认定")
_ABLE = r"有条件的(?:地方|地市|基地|企业|园区|开发区|单位|高校|机构|[市县区镇、])+"
_FIT = re.compile(rf"(?:符合|满足)[^，。；]{{0,14}}?(?:条件|要求)的?|{_ABLE}|(?:鼓励|支持)?有潜力的企业")
_GOVERNING = re.compile(
    r"^(?:坚持|突出|大力|建立|健全|完善|打造|加强|加快|推动|推进|统筹|充分|积极|持续|全面|深化|优化|创新|强化|构建|探索|制定|组织|开展分级|每年组织|按程序|编制"
    r"|明确|依法|进一步|提升|提高|助力|促进|实现|形成|引导|贯彻|落实|用好|实施|利用|协调|聚焦|围绕|针对|牵头组织|在[^，]{2,20}等方面|助|成为|解决|发挥|每年|搭建|整合)"
)
_AIM = re.compile(
    r"^(?:且|并|但|其中)?(?:最高|最多|每年|每[个家户项名]|单[个家项]|总额|补贴期限|期限|累计|用于(?!提供)|专项用于|补[贴助]|奖励|同一|一次性|(?:可)?(?:按照?|参照)[^，。；]*|按以下|按照以下|具体|从活动经费)|^(?:鼓励|支持)"
)
_EXPLICIT = re.compile(r"突出的$|前提下|情况下|基础上$|期间$|条件的|要求的|^对[^，]*的$")
_SERVES = re.compile(rf"^为[^，。；]*提供[^，。；]*的(?:{_ACTORS})")
_PROVIDED = re.compile(
    r"(?:(?<!以)为|向|(?<!面)对)(?P<who>[^，。；]{2,40}?)(?:提供|实行|试行|给予|予以|设立|“[^”]*”服务|的?支持力度)|(?:将|推动)(?P<put>[^，。；]{2,30}?)纳入"
    r"|(?:组织实施|支持打造|推广)(?P<made>[^，。；]{2,24}?(?:项目|场景|产品))|(?:授予|赋予)(?P<given>[^，。；]{2,6}?)(?=开展|职务)"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A condition in squeezed text: range, attribute, and whether it excludes or is a mere note.

    `title` is the document's short name where the words open with one (基地｜主导制定国际标准).
    """

    start: int
    end: int
    attribute: str
    excludes: bool = False
    note: bool = False
    title: str = ""


def read_conditions(text: str, promise: Promise, titles: Sequence[str] = ()) -> tuple[Draft, ...]:
    """Return the conditions that the promise's own words state, from left to right.

    `titles` are the short names that the document gives (基地).
    `对年营收1000万元以上且获评专精特新的企业给予10万元奖励` gives 年营收1000万元以上, 获评专精特新.
    """
    drafts: list[Draft] = []
    if promise.general is not None:
        drafts += _in_sentence(text, *promise.general)
    giving = bool(promise.quantities) or bool(_PAYING.search(text[promise.core : promise.end]))
    drafts += _in_sentence(text, promise.start, promise.end, core=promise.core, paid=giving)
    drafts += _named(text, promise, drafts, titles)
    drafts += [Draft(*match.span(), "other", note=True) for match in NOTE.finditer(text)]
    return tuple(_distinct(text, [part for one in drafts for part in _opened(text, one, titles)]))


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
    if not _GENERIC_ACT.match(text[middle : draft.end]):
        yield Draft(middle, draft.end, "activity")


_PAYING = re.compile(r"给予|予以|可享受|可申请|可纳入|可认定|免征|追加奖励")
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
def _title_pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    trade = rf"(?:高水平|创新型|优质)*(?:{'|'.join(map(re.escape, trade_words()))})(?:领域)?(?:相关)?企业"
    names = (re.escape(one) for one in sorted(titles, key=len, reverse=True))
    return re.compile("|".join([trade, *names, _TITLE.pattern]))


def _titles(text: str, start: int, end: int, titles: Sequence[str]) -> list[Draft]:
    pattern = _title_pattern(tuple(titles))
    first = pattern.search(text, start, end)
    return (
        [Draft(*first.span(), attribute_of(first[0]) if first[0] not in titles else "qualification")] if first else []
    )


def _in_sentence(text: str, start: int, end: int, *, core: int | None = None, paid: bool = True) -> list[Draft]:
    drafts = [
        _draft(text, *match.span("inner" if match["inner"] else "outer"), excludes=True)
        for match in _EXCLUDED.finditer(text, start, end)
    ]
    taken = [(one.start, one.end) for one in drafts] + [match.span() for match in NOTE.finditer(text, start, end)]
    given = False
    phrases = cut_phrases(text, start, end)
    served = [one for one, two in phrases if _NAMES_ANOTHER.match(text[one:two])]
    for at, stop in phrases:
        words = text[at:stop]
        if served and at < served[-1] and not paid and _EXHORT.search(words):
            continue
        if any(one <= at + 1 and stop <= two + 2 for one, two in taken):
            continue
        gives = _GIFT.search(words) is not None
        drafts += _in_phrase(
            text, at, stop, open_to=paid and not given, aside=core is not None and at < core and not paid
        )
        given = given or gives
    for pattern in (_CHOICE, _PILOT, _FIT):
        drafts += [_draft(text, *match.span()) for match in pattern.finditer(text, start, end)]
    return [one for one in drafts if one.end - one.start > 1]


_NAMES_ANOTHER = re.compile(r"(?:并)?(?:为[^，。；]{1,30}?提供|授予|对[^，。；]{1,30}?(?:给予|实行|试行))")


def _in_phrase(text: str, start: int, end: int, *, open_to: bool, aside: bool) -> Iterator[Draft]:
    """Yield the conditions of one comma phrase.

    `open_to`: no gift was named yet, so a plain phrase states who gets it; `aside`: the phrase stands before the
    promise's own words and counts only where it says that it is a condition.
    """
    while end > start and text[end - 1] in "，。；：、\n\t":
        end -= 1
    words = text[start:end]
    gift = _GIFT.search(text, start, end)
    exhort = _EXHORT.search(words)
    act = start + exhort.start("rest") if exhort else end
    provided = None if _SERVES.search(words) else _PROVIDED.search(text, start, end)
    if exhort and not aside and (gift is None or act <= gift.start()):
        inner = _PROVIDED.search(text, act, end)
        if inner and not _FIRM.match(text[act : inner.start()]):
            yield from _served(text, inner)
            return
        yield from _subject_and_act(text, act, gift.start() if gift and gift.start() > act + 1 else end)
    elif (
        provided
        and not aside
        and (gift is None or gift.start() >= provided.end() - 4 or gift.start() <= provided.start())
    ):
        if gift and gift.start() > start and gift.start() <= provided.start():
            yield from _attributes(text, start, gift.start())
        yield from _served(text, provided)
    elif gift:
        if not (aside or _AIM.match(words)) or _EXPLICIT.search(words):
            yield from _attributes(text, start, gift.start())
    elif _EXPLICIT.search(words) or (not aside and _states(words, open_to=open_to)):
        yield from _attributes(text, start, end)


def _served(text: str, match: re.Match[str]) -> Iterator[Draft]:
    """Yield whom a phrase serves, and what they do where it says so too: 省外企业｜投资我省重点领域."""
    group = next(name for name, value in match.groupdict().items() if value)
    start, end = match.span(group)
    inner = _SUBJECT.match(text[start:end])
    if inner and inner["act"] and "的" not in text[start:end]:
        yield from _attributes(text, start, start + inner.end("subject"))
        yield _draft(text, start + inner.start("act"), end, act=True)
    else:
        yield from _attributes(text, start, end)


def _states(words: str, *, open_to: bool) -> bool:
    """Return whether a phrase without a gift states a condition rather than an aim or a limit."""
    if _AIM.match(words) or _GOVERNING.match(words):
        return False
    return open_to or bool(
        re.search(r"的$|以上|以下|满\d|不低于|不少于|达到|超过|突破|首次|期间$|基础上$|同意|前提", words)
    )


def _subject_and_act(text: str, start: int, end: int) -> Iterator[Draft]:
    """Yield who is supported and what they are supported to do: 支持｜链核企业｜建设重点实验室."""
    words = text[start:end]
    if _FIRM_LIKE.match(words) or words.startswith(("其", "他们", "尽快", "企业加快")):
        return
    praised = re.match(r"(?P<who>[^，。；]{0,16}?企业)[^，。；]{0,6}(?:发展|壮大)$", words)
    if praised:
        yield from _attributes(text, start, start + praised.end("who"))
        return
    match = _SUBJECT.match(words)
    if match is None:
        if len(words) > 1 and not _GENERIC_ACT.match(words):
            yield _draft(text, start, end, act=True)
        return
    if re.match(rf"(?:{_VERBS})", match["subject"]) and not match["act"]:
        yield _draft(text, start, end, act=True)
        return
    yield from _attributes(text, start, start + match.end("subject"))
    act = match["act"]
    if act and not _GENERIC_ACT.match(act):
        yield _draft(text, start + match.start("act"), end, act=True)


_FIRM = re.compile(r"[^，。；]*?(?:企业|基地|中小|平台|项目)|$")
_FIRM_LIKE = re.compile(r"^(?:国内外)?(?:各类)?(?:金融机构|银行|政策性|投资机构|属地|市、区两级|科研人员|社会资本)")


def _attributes(text: str, start: int, end: int) -> Iterator[Draft]:
    """Yield the conditions of a noun with its attributes: 在本区注册｜且年营收1亿元以上的｜软件企业."""
    for opening, stop in _conjuncts(text, start, end):
        at = _entered(text, opening, stop)
        words = text[at:stop]
        head = re.match(
            rf"(?P<attribute>.+(?:的|（[^）]*）))(?P<head>[^的，]{{1,24}}(?:{_ACTORS})(?:（[^）]*）)?等?)$", words
        )
        if head and not re.search(r"的(?:地|一)$", head["attribute"]):
            whole = head.end("attribute") <= _SHORT_ATTRIBUTE
            for one, two in _conjuncts(text, at, at + head.end("attribute")):
                yield from _one(text, one, stop if whole else two)
            yield from _one(text, at + head.start("head"), stop)
        else:
            yield from _one(text, at, stop)


_SHORT_ATTRIBUTE = 10


def _entered(text: str, at: int, stop: int) -> int:
    match = _ENTER.match(text[at:stop])
    return at + match.end() if match else at


def _conjuncts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _ALSO.finditer(text, start, end):
        if (
            match.start() > at
            and match.end() < end
            and text[at : match.start()].count("（") == text[at : match.start()].count("）")
        ):
            yield at, match.start()
            at = match.end()
    if at < end:
        yield at, end


_NO_GATE = re.compile(
    r"^(?:其|企业|项目|单位|个人|企业进行|入驻企业|资金|奖励|用人单位|分别|分|前\d年|后\d年|第[一二三]年|当年|新增|年度|企业发展|已|在|还?应当?|除上述|建设|提供数据|最高|每|一次性|可|经|均|都|并|、|再|者|的)*$"
)


def _one(text: str, start: int, end: int) -> Iterator[Draft]:
    start = _entered(text, start, end)
    funded = re.search(r"通过[^，。；]{2,20}资金$", text[start:end])
    end = start + funded.start() if funded else end
    during = text.find("期间", start, end)
    end = during + 2 if during > start else end
    while end > start and text[end - 1] in "，。；：、的可按":
        end -= 1
    words = text[start:end]
    if len(words) > 1 and not _NO_GATE.match(words):
        yield _draft(text, start, end)


def _draft(text: str, start: int, end: int, *, excludes: bool = False, act: bool = False) -> Draft:
    words = text[start:end]
    attribute = attribute_of(words)
    if act and attribute in ("qualification", "industry", "region") and not is_vague(words):
        attribute = "activity"
    return Draft(start, end, attribute, excludes)


def _distinct(text: str, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts in order, each range once; a vague remark inside a longer vague draft is dropped."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: (one.start, -one.end, not one.excludes)):
        # why: 基地主导制定国际标准 demands the title 基地 besides the deed, so the whole does not stand for its opening
        inside = [one for one in kept if one.start <= draft.start and draft.end <= one.end and not one.title]
        if any(
            one.excludes or one.note or one.attribute == draft.attribute or is_vague(text[one.start : one.end])
            for one in inside
        ):
            continue
        kept.append(draft)
    return kept
