"""The conditions of one comma phrase: whom its grammar names, and what they must do, be or have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.incentives.condition_attributes import attribute_of, is_vague

_ACTORS = (
    "服务商|企业|项目|机构|单位|基地|载体|平台|人员|人才|青年|个人|团队|产品|组织|主体|商户|创业者|毕业生|学生|劳动者|园区|场景|楼宇|公司|商贸|孵化器|学校"
    "|院所|合作社|家庭|居民|农户|农民|老年人|中心|工作室|实验室|专家|选手|社会力量|协会|方|技术产品|成果|大学生|借款人|协会|士兵|机关|设施|个体工商户"
)
GIFT = re.compile(
    r"(?:按|依|根据|参照)[^，。；]{0,40}?(?:给予|予以|安排|奖励(?!基础)|补助|补贴|资助)"
    r"|(?:分别|可以?|均可|一次性|再|每年|单品种|额外|追加|同等|优先|并|视情况|最高|择优)*"
    r"(?:给予|予以|(?<!升规稳规)奖励(?!基础|范围)|补助(?!对象)|补贴(?!对象|范围)|资助(?!对象)|(?<!在)享受|申领|申请(?!项目|单位)|领取|免征|免收|减免|减按|发放|免费|安排|贴息|可纳入|可认定)"
)
_ENTER = re.compile(
    r"^(?:（[一二三四五六七八九十\d]{1,2}）|其中|并且|并|且|同时|此外|另外|对于|凡是|凡|对|将|若|如|落实|用好|加大)+(?!应|接)"
)
EXHORT = re.compile(
    r"(?:^|[，并由]|方式|细化)(?:大力|积极|重点|持续|进一步|全力|可|不断)*(?:支持|鼓励|激励|引导)(?:和鼓励|和推荐|鼓励|支持|引导|将|激励)*(?P<rest>[^，。；]+)"
)
_VERBS = (
    "建设|打造|建立|引进|举办|承办|主办|开展|采用|采取|申报|争创|参与|联合|牵头|制定|创建|研发|设立|设备升级|技术改造|迁入|迁往|总部|租赁|组建|强|技术创新|上市|在|依托|围绕"
    "|进行|进入|申请|积极|通过|与|投资|加快|加大|加强|提供|对|培育|运用|购买|使用|用于|探索|实施|将|面向|承担|按需|为|到|赋予|打造|深化|有序|做|挂牌|扩大|利用|自主|牵头|提升|促进|拓展|发展|争取"
)
_SUBJECT = re.compile(rf"^(?P<subject>[^，。；]{{1,34}}?(?:{_ACTORS})(?:（[^）]*）)?(?:等)?)(?P<act>(?:{_VERBS}).*)?$")
GENERIC_ACT = re.compile(
    r"^(?:技术创新|管理提升|市场开拓|强创新|做大做强|发展壮大|创新发展|高质量发展|按需|拓展市场|做强做优|加快发展|健康发展|[、，]|优品牌|促转型)+$"
)
_ALSO = re.compile(
    r"(?:，)?(?:且|并且|同时|以及(?=[^、]{0,4}(?:达|超))|(?<=行政区域内)(?=[^的，。；])|(?=每(?:成功|招用|引进|新增))|并(?=实际|按|在|取得|通过|经|与|纳入|获))"
)
_GOVERNING = re.compile(
    r"^(?:坚持|突出|大力|建立|健全|完善|打造|加强|加快|推动|推进|统筹|充分|积极|持续|全面|深化|优化|创新|强化|构建|探索|制定|组织|开展分级|每年组织|按程序|编制"
    r"|明确|依法|进一步|提升|提高|助力|促进|实现|形成|引导|贯彻|落实|用好|实施|利用|协调|聚焦|围绕|针对|牵头组织|在[^，]{2,20}等方面|助|成为|解决|发挥|每年|搭建|整合|开通|发布|汇集|定期|梳理|以[^，。；]{2,20}(?:为(?!试点)|方式|形式)[^，。；]{0,6}$)"
)
_AIM = re.compile(
    r"^(?:且|并|但|其中)?(?:最高|最多|每年|全年|合计|总计|不超过(?!\d+周?岁)|不高于|每[个家户项名]|单[个家项]|总额|补贴期限|期限|累计|用于(?!提供)|专项用于|补[贴助]|奖[励补]|同一|一次性|(?:可)?(?:按照?|参照)[^，。；]*|按以下|按照以下|具体|从活动经费|可?预拨|所需)|^(?:鼓励|支持)|^单[^，。；\d]{1,4}(?:每年|年)?(?:最高|不超过)"
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

    `title` is the document's short name where the words open with one (基地｜主导制定国际标准). `tier` numbers the
    alternatives of one promise, each with a sum of its own (30亩的奖励1万元，50亩的奖励2万元), 0 for what
    all of them demand.
    """

    start: int
    end: int
    attribute: str
    excludes: bool = False
    note: bool = False
    title: str = ""
    tier: int = 0


_ADDED = re.compile("在[^，。；]{2,24}基础上")
_NUMBERED = re.compile("[一二三四五六七八九十]是(?=[^，。；]{2})")


def read_phrase(text: str, start: int, end: int, *, open_to: bool, aside: bool) -> Iterator[Draft]:
    """Yield the conditions of one comma phrase.

    `open_to`: no gift was named yet, so a plain phrase states who gets it; `aside`: the phrase stands before the
    promise's own words and counts only where it says that it is a condition.
    """
    while end > start and text[end - 1] in "，。；：、\n\t":
        end -= 1
    numbered = _NUMBERED.match(text, start, end)
    start = numbered.end() if numbered else start
    words = text[start:end]
    if _ADDED.fullmatch(words):
        yield from _attributes(text, start, end)
        return
    gift = GIFT.search(text, start, end)
    exhort = EXHORT.search(words)
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
        yield draft_of(text, start + inner.start("act"), end, act=True)
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
        if len(words) > 1 and not GENERIC_ACT.match(words):
            yield draft_of(text, start, end, act=True)
        return
    if re.match(rf"(?:{_VERBS})", match["subject"]) and not match["act"]:
        yield draft_of(text, start, end, act=True)
        return
    yield from _attributes(text, start, start + match.end("subject"))
    act = match["act"]
    if act and not GENERIC_ACT.match(act):
        yield draft_of(text, start + match.start("act"), end, act=True)


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


_PAYER = r"[省市区县](?:、(?:县级市|[市区县])(?:（[市区县]）)?)*(?:级|[两三]级)*(?:财政)?"
_DEALT = re.compile(
    r"(?<=[企项机平单载基中人高个][业目构台位体地心才校户])(?:（[^）]*）)?(?P<how>(?:最高|每[年月户家个人次]|分别|分阶段|分档|分期|一次性|连续|(?:加大|提高|放宽)[^，。；]{0,8}"
    r"|[省市区县]级(?:财政)?|[省市区县]财政)+)$"
)
"""How a gift is dealt out, behind whom it goes to: 首发上市的企业分阶段, 标识解析项目省级."""
_ON_TOP = re.compile(r"在[^，。；]{2,20}?基础上(?=.)")
_NO_GATE = re.compile(
    rf"^(?:{_PAYER}|所需|通过|成功|对应|相应|分?\d年内?)$|"
    r"^(?:其|企业|项目|单位|个人|企业进行|入驻企业|资金|保费|奖励|用人单位|分别|分(?:阶段|年度|期|批|档)?|或者?|连续|逐年|自获利年度起|(?:[前后第][一二两三四五六\d]年?[至到和、])?[前后第][一二两三四五六\d]年|前\d年|后\d年|第[一二三]年|当年|新增|年度|企业发展|已|在|还?应当?|除上述|建设|提供数据|最高|每|每[个件家户项人名亩台套辆位]|单[个家项件]|原则上|人员|具体|奖补|政策|在[市省区县上]级政策基础上另?|一次性|可|经|均|都|并|、|再|者|的)*$"
)
_SHARE_PAID = re.compile(r"^[^，。；]*?(?<!以上)(?<!不低于)(?<!不少于)(?<!超过)(?<!达到)(?<!达)(?<![\d.])\d[\d.]*[%‰]$")
"""A base and its rate (地方贡献的80%), which say how much is paid, not to whom."""


_SOURCE = re.compile(r"^(?:通过|依托|统筹|利用|整合|从|由)[^，。；]{2,60}(?:资金|经费|基金|财政|贡献中)(?:等)?$")
"""Where the money comes from (通过省中小企业发展专项资金), which asks nothing of the firm."""
_WAIVED = re.compile(r"(?:全免|减半(?:收取|征收|执行|缴纳)?|全额返还|零租金|免租)$")
_FITTING = re.compile(r"(?:(?:符合|满足)[^，。；的]{0,14}?(?:条件|要求|规定)|经认定)的(?=.{3})")
_GIFT_NAMED = re.compile(r"(?<=企业)的(?:金融|资金|融资|信贷|财政|政策|要素)$")


def _one(text: str, start: int, end: int) -> Iterator[Draft]:
    start = _entered(text, start, end)
    funded = re.search(r"通过[^，。；]{2,20}资金$", text[start:end])
    end = start + funded.start() if funded else end
    on_top = _ON_TOP.match(text, start, end)
    end = on_top.end() if on_top else end
    dealt = _DEALT.search(text, start, end)
    end = dealt.start("how") if dealt else end
    during = text.find("期间", start, end)
    end = during + 2 if during > start else end
    while end > start and text[end - 1] in "，。；：、的可按":
        end -= 1
    words = text[start:end]
    gift = _GIFT_NAMED.search(words)
    end -= len(gift[0]) if gift else 0
    if len(words) < 2 or any(one.search(words) for one in (_NO_GATE, _SHARE_PAID, _SOURCE, _WAIVED)):  # noqa: PLR2004
        return
    yield from _parted(text, start, end)


_TRAITS = frozenset(("registration", "credit", "revenue", "employees", "rd_ratio", "growth", "investment", "region"))


_HAS = re.compile(
    r"(?:拥有|具有|具备|取得|获得|建有|近[一二三两\d]年|无)|.*\d.*(?:以上|以下|以内)|.*(?:不低于|不少于|不超过)\d"
)


def _is_trait(words: str) -> bool:
    """Return whether the words alone say what a firm must be or have: 信用良好, 年研发投入500万元以上."""
    return not words[0].isdigit() and (attribute_of(words) in _TRAITS or _HAS.match(words) is not None)


def _parted(text: str, start: int, end: int) -> Iterator[Draft]:
    """Yield one condition, or several where a list names traits of several kinds: 在本市注册、信用良好.

    `符合条件的小微企业` gives 符合条件的 and 小微企业: the second can be judged.
    """
    fitting = _FITTING.match(text, start, end)
    if fitting and attribute_of(text[fitting.end() : end]) in ("size", "qualification", "industry"):
        yield draft_of(text, start, fitting.end())
        yield draft_of(text, fitting.end(), end)
        return
    pieces = [match.span() for match in re.compile("[^、]+").finditer(text, start, end)]
    kinds = [attribute_of(text[one:two]) for one, two in pieces]
    whole = all(two - one > 3 and _is_trait(text[one:two]) for one, two in pieces)  # noqa: PLR2004
    if len(set(kinds)) > 1 and whole:
        yield from (draft_of(text, one, two) for one, two in pieces)
    else:
        yield draft_of(text, start, end)


def draft_of(text: str, start: int, end: int, *, excludes: bool = False, act: bool = False) -> Draft:
    """Return the draft of a range with the attribute its words speak of; `act` where they name a deed, not a title."""
    words = text[start:end]
    attribute = attribute_of(words)
    if act and attribute in ("qualification", "industry", "region") and not is_vague(words):
        attribute = "activity"
    return Draft(start, end, attribute, excludes)
