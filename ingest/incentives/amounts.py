"""The quantities that a sentence promises: money, shares, durations, each fixed, capped, a rate, a range or a tier.

Works on squeezed text (`ingest.incentives.squeezed`); a quantity of a condition (营收1000万元以上的) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.incentives.pools import is_pool
from ingest.incentives.tier_labels import find_labels

_NUMBER = r"\d+(?: ?[.,]\d+)*"
_MONEY = r"(?:亿|万|千|百)?(?:欧元|美元|元)(?:人民币)?|[万亿](?![吨个亩户人家件套项辆千平米标Hh瓦卡台张])"
_PER = (
    r"(?:/|每)(?:人次|[人件项亩户家台套辆个年月日天吨次场度]|千瓦时|平方米|平米|公里|公顷|标准箱|课时)"
    r"(?:[•·/.每]?[年月日天次])?"
)
_QUANTITY = re.compile(
    rf"(?P<number>{_NUMBER})(?:(?P<money>{_MONEY})(?P<per>{_PER})?|(?P<share>%|个百分点|‰|‱)|(?P<time>年(?!期)|个月)"
    rf"|(?P<persons>人|名)(?![员以之均次]))"
)
_RANGE = re.compile(rf"(?P<low>{_NUMBER})(?P<unit>亿元?|万元?|元|%|‰)?(?:-|—|–|~|～|至)(?={_NUMBER}(?:亿|万|元|%|‰))")
_EVERY = re.compile(
    r"每(?:名|位|个|家|户|人|年|月|亩|件|项|台|套|辆|吨|平方米|人次|成功推荐|引进|新增|增加)[^，。；、\d]{0,10}$"
)
_LPR = re.compile(r"(?:同期)?[^，。；]{0,24}?(?:LPR|贷款市场报价利率|贷款基准利率)(?:（LPR）)?")
_REFERENCE = re.compile("LPR|利率")
_WAIVED = re.compile(r"(?:免征|免缴|免收|免交|免除|全免|免费|全额(?:奖励|补助|补贴|返还|减免))")
_HALVED = re.compile(r"减半(?:征收|收取|缴纳|补助)?")
_MATCHED = re.compile(r"1[:：∶]1")

_GIVES = re.compile(
    "增加一次性|分别增加|额外增加|再增加|不超过|不高于|不少于|分别按|给予|给与|予以|奖励|补助|补贴|资助|贴息|支持|安排|发放|补偿|减按"
    "|领取|扶持|标准|优惠|额度|收取|配套|返还|最高|申领|申请|享受|参照|经费|奖补|补给|奖|按"
)
_CAP_PHRASE = re.compile(
    r"^(?:且|但|并|其中)?(?:最高|最多|每年|单[个家项户]|每[个家项户人年]|总[额金]|年度(?:奖励|补助|补贴|贴息|总额|最高|不超过|支持|累计)"
    r"|累计|合计|同一|补[贴助]期|期限|贷款期限|奖励(?:最高|额度|总额|金额)"
    r"|补[贴助](?:最高|额度|总额|金额)|支持期|上限|不超过|不高于|最长|一等奖|二等奖|三等奖|优胜奖|第[一二三]年(?:奖励|补助|补贴|给予|按)|[前后]\d年|封顶|再|另)"
)
_CAP = re.compile(r"(?:最高|不超过|不高于|最多|上限|不得超过|最长|以内|封顶|(?<!不)低于)[^，。；、\d]{0,22}$")
_FLOOR = re.compile(r"(?:不少于|不低于|至少|最低)[^，。；、\d]{0,12}$")
_CONDITION_TAIL = re.compile(
    r"^（不含）|^的?法定税率|^(?:人民币)?(?:（[^）]{0,12}）)?(?:（?不?含[^）]{0,3}）?)?(?:（?含）?)?(?:及|\()?(?:以上|以下|及以上|以内的|起的|之间)"
)
_CONDITION_HEAD = re.compile(
    r"(?:不低于|不少于|不足|达到?|(?<!不)(?<!不得)超过|突破|满|(?<!不)高于|大于|(?<!不)低于|首次|累计|总投资|投资额|销售额|营业?收入|产值|实收资本|注册资本|纳税额?|年薪)[^，。；]{0,10}$"
)
_TIME_PROMISE = re.compile(r"(?:期限?|最长|不超过|连续|为期|分|累计|给予|补贴|贴息|支持|享受)[^，。；\d]{0,8}$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in squeezed text: `start`, `end`, and the fields of `corpus.model.Amount`."""

    start: int
    end: int
    value: float | tuple[float, ...] | str | None
    unit: str
    relation: str
    label: str = ""
    base: str = ""
    period: str = ""


def find_amounts(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """Return the quantities promised in `text[start:end]`, a squeezed sentence, from left to right.

    `按投资额的8%给予补助，最高不超过400万元` gives 8 percent (rate of 投资额) and 4,000,000 yuan (max);
    `年营收1000万元以上的给予10万元奖励` gives 100,000 yuan alone.
    """
    end = len(text) if end is None else end
    found: list[Quantity] = []
    for at, phrase_end in _phrases(text, start, end):
        found += _phrase_amounts(text, at, phrase_end, start, bool(found))
    found += _implied(text, start, end, found)
    return _tiers(text, start, sorted(found, key=lambda one: one.start))


def _phrases(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts, depth = [start], 0
    for at in range(start, end):
        depth += (text[at] == "（") - (text[at] == "）")
        if text[at] in "，；。：" and depth <= 0:
            cuts.append(at + 1)
    cuts.append(end)
    return [(one, two) for one, two in pairwise(cuts) if two > one]


def _phrase_amounts(text: str, at: int, end: int, start: int, promised: bool) -> list[Quantity]:  # noqa: FBT001  a fact
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text, at, end):
        before, after = text[at : match.start()], text[match.end() : end]
        if _RANGE.match(text, match.start()):
            continue
        if not _is_promised(before, after, promised=promised or bool(found), earlier=text[start:at]):
            continue
        if match["time"] and (not _TIME_PROMISE.search(before) or before.endswith(("前", "满", "后"))):
            continue
        if match["persons"] and not re.search(r"(?:最多|不超过|限)[^，]{0,6}$", before):
            continue
        found.append(_quantity(text, match, before, after))
    found += _reference_rates(text, at, end)
    return found


def _reference_rates(text: str, at: int, end: int) -> list[Quantity]:
    match = _LPR.search(text, at, end) if _REFERENCE.search(text, at, end) else None
    if match is None or re.match(r"）?(?:的|\+|＋)\d", text[match.end() : end]):
        return []
    relation = "max" if re.search(r"不超过|不高于|最高", match[0]) or "按照" in match[0] else "rate"
    return [Quantity(match.start(), match.end(), "LPR", "percent", relation)]


def _is_promised(before: str, after: str, *, promised: bool, earlier: str) -> bool:
    """Return whether a number with these words around it is part of the promise, not of a condition."""
    if before.endswith("以上至"):
        return False
    if _CONDITION_TAIL.match(after) and not re.search(r"(?:给予|补助|奖励|安排)[^的]{0,6}$", before):
        return False
    if _AT_RATE.match(after) or _RATE_OF.search(before):
        return True
    if _LATER_GIFT.match(after) and _CONDITION_HEAD.search(before) and not _GIVEN.search(before):
        return False
    return _is_given(before, after, promised=promised, earlier=earlier)


def _is_given(before: str, after: str, *, promised: bool, earlier: str) -> bool:
    """Return whether the words around a number, or those of the phrases before it, give it to somebody."""
    gives = list(_GIVES.finditer(before))
    if gives and not _COMPARED.search(before[gives[-1].end() :]):
        return True
    given = bool(_GIVES.search(earlier))
    if given and re.search(r"每(?:人|名)?每?[月年]?$|每[人名户件亩]$", before):
        return True
    if _THRESHOLD.search(before):
        return False
    if _CAP_PHRASE.match(before) or (promised and re.match(r"^(?:、|和|或|及|以及)?$", before)):
        return True
    if _GIFT_NEXT.match(after):
        return not _CONDITION_HEAD.search(before)
    parallel = _PARALLEL.fullmatch(before) and not after.strip("；。，")
    return bool(parallel and (promised or given)) or earlier.endswith(("标准：", "标准为：", "额度：", "金额："))


_THRESHOLD = re.compile(r"(?:(?<!金)(?<!励)额|投资|收入|营收|产值|面积)(?:不低于|不少于)$")
_AT_RATE = re.compile(r"的(?:比例|标准|幅度|费率|利率)(?=给予|予以|进行|发放|奖|补|资助)")
_RATE_OF = re.compile(r"按照?[^，。；]{0,20}(?:率|息)(?:不低于|不高于|不超过|最高)$")
_GIVEN = re.compile(r"给予|予以")
_PARALLEL = re.compile(
    r"(?:其中)?(?!.*(?:投资|营收|收入|产值|销售|资本|纳税|面积|规模|贡献|增长|增速|超过|达|满))[^，。；\d（）]{1,14}?(?:不低于|不超过|最高)?"
)
"""Another group before a sum of its own: 其他地区高校1000元/人; 其中博士不低于5万元/人."""
_COMPARED = re.compile(r".(?:不低于|不少于|不足)|达到|(?<!不)(?<!不得)超过|突破|(?<!不)高于|大于|(?<!不)低于|满(?!足)")
_LATER_GIFT = re.compile(r"[^，。；\d]{0,12}的(?:[，（]|[^，]{0,30}?(?:给予|奖励|补助|补贴|资助|按))")
_GIFT_NEXT = re.compile(
    r"[^，。；\d的]{0,14}的?(?:一次性)?(?:[购租][房车]|生活|交通|安家|就业|创业|社保|岗位|培训)?(?:奖励|补助|补贴|资助|贴息|奖金|支持|补偿|经费)"
)


def _quantity(text: str, match: re.Match[str], before: str, after: str) -> Quantity:
    value = float(match["number"].replace(",", "").replace(" ", "."))
    relation = "fixed"
    if not match["share"] and is_pool(before, after):
        relation = "pool"
    elif _CAP.search(before) or after.startswith("以内"):
        relation = "max"
    elif _FLOOR.search(before):
        relation = "min"
    elif match["share"]:
        relation = "rate"
    unit, scale = _unit(match, before, after)
    start, number = match.start(), value * scale
    low = _low_end(text, match.start(), unit)
    base, period = _base(text[: match.start()], after) if match["share"] else "", _period(before, after)
    if low:
        return Quantity(low[0], match.end(), (low[1] * scale, number), unit, "range", base=base, period=period)
    return Quantity(start, match.end(), round(number, 6), unit, relation, base=base, period=period)


def _low_end(text: str, at: int, unit: str) -> tuple[int, float] | None:
    """Return where a range that ends at `at` begins, and its lower number: 5%-20%."""
    for match in _RANGE.finditer(text, max(0, at - 16), at + 16):
        if match.end() == at and unit:
            return match.start(), float(match["low"].replace(",", ""))
    return None


_SCALES = {"亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}


def _unit(match: re.Match[str], before: str, after: str) -> tuple[str, float]:
    if match["share"]:
        return {"%": "percent", "个百分点": "percent", "‰": "permille"}.get(match["share"], "percent"), 1
    if match["time"]:
        return ("years" if match["time"] == "年" else "months"), 1
    if match["persons"]:
        return "persons", 1
    money = match["money"]
    name = "usd" if "美" in money else "eur" if "欧" in money else "yuan"
    return name + _per(match["per"] or "", before, after), _SCALES.get(money[0], 1)


_PER_NAMES = {
    "人次": "visit", "人": "person", "名": "person", "位": "person", "件": "item", "项": "item", "亩": "mu",
    "户": "household",
    "家": "unit", "台": "unit", "套": "unit", "个": "unit", "辆": "unit", "平方米": "sqm", "平米": "sqm", "吨": "ton",
    "年": "year", "月": "month", "日": "day", "天": "day", "次": "time", "度": "kwh", "千瓦时": "kwh",
}  # fmt: skip
_PER_WORD = re.compile("|".join(sorted(_PER_NAMES, key=len, reverse=True)))


def _per(tail: str, before: str, after: str) -> str:
    if not tail:
        every = re.search(r"(?:按照?)?每(人次|[人名位件亩户])(?:每([年月天]))?[^，。；\d]{0,6}$", before)
        if every:
            words = [word for word in every.groups() if word]
            return "_per_" + "_".join(_PER_NAMES[word] for word in words)
        paid = re.match(r"^/?(?:每)?(人|件|亩|户)(?:[/每](年|月))?", after)
        return "" if not paid or after[0] not in "/每" else "_per_" + _PER_NAMES[paid[1]]
    return "_per_" + "_".join(_PER_NAMES[word] for word in _PER_WORD.findall(tail))


def _period(before: str, after: str) -> str:
    near = before[-14:] + "|" + after[:10]
    if "一次性" in near:
        return "once"
    return "per_year" if re.search(r"每年|年度|/年", near) else ""


_BASE = re.compile(
    r"(?:按照?|对|参照|不超过|不高于)?(?:其)?(?P<base>[^，。；、的按]{2,18}?)(?:的)?(?:最高|不超过|不高于)?(?:不超过)?$"
)


def _base(before: str, after: str) -> str:
    phrase = re.split(r"[，。；：]", re.sub(r"（[^）]*）", "", before))[-1]
    phrase = re.sub(r"(?:的)?(?:给予)?(?:最高|不超过|不高于)*$", "", phrase)
    phrase = re.split(r"(?:按照?|参照|对其|给予|予以|分别|、|%)", phrase)[-1]
    phrase = re.sub(r"^(?:不高于|不超过|超过|其|对)+", "", phrase)
    return phrase if 1 < len(phrase) <= _LONGEST_BASE and not re.search(r"\d", phrase) and after is not None else ""


_LONGEST_BASE = 24


def _implied(text: str, start: int, end: int, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the shares that are said without a number: 免征 is all of it, 减半 half, 1:1配套 as much again."""
    implied = []
    for pattern, value in ((_WAIVED, 100.0), (_HALVED, 50.0), (_MATCHED, 100.0)):
        for match in pattern.finditer(text, start, end):
            if pattern is _WAIVED and (match[0] == "免费" or found):
                continue
            implied.append(Quantity(match.start(), match.end(), value, "percent", "rate"))
    return implied


_JOIN = re.compile(r"^(?:（[^）]*）)?(?:的)?(?:奖励|补助|补贴|资助)?(?:、|和|或|及|以及|，)?(?:最高|不超过)?(?:给予)?$")


def _tiers(text: str, start: int, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Mark runs of like quantities after 分别 as tiers and give each its label."""
    out, at = list(found), 0
    while at < len(out):
        last = at
        while last + 1 < len(out) and _joined(text, out[last], out[last + 1]):
            last += 1
        count = last - at + 1
        if count > 1:
            labels = find_labels(text[start : out[at].start], count)
            period = next((one.period for one in out[at : last + 1] if one.period), "")
            for offset in range(count):
                label = labels[offset] if labels else ""
                out[at + offset] = replace(
                    out[at + offset], relation="tier", label=label, period=period, unit=out[at].unit
                )
        at = last + 1
    return tuple(out)


def _joined(text: str, one: Quantity, other: Quantity) -> bool:
    between = text[one.end : other.start]
    return one.unit.split("_")[0] == other.unit.split("_")[0] and bool(_JOIN.match(between)) and bool(between)
