"""What kind of values a text holds: amounts, rates, counts, periods, contacts; and how far that is what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qa.cues import Want

_NUMBER = r"(?:\d[\d.,，]*|[〇零一二两三四五六七八九十百千]+)"
_PATTERNS = {
    Want.AMOUNT: (
        rf"{_NUMBER}\s*(?:余|多)?[万亿千百]*\s*(?:美元|欧元|元|人民币)|[万亿]元|全额|免费|免收|免征|不收取|贴息"
    ),
    Want.RATIO: rf"{_NUMBER}\s*(?:%|％|‰|个百分点|倍|成)|百分之|LPR|全额|减半",
    Want.COUNT: (
        rf"{_NUMBER}\s*(?:余|多)?[万亿千百]*\s*"
        r"(?:个|家|项|条|种|名|人|户|套|台|P|公里|斤|吨|辆|所|座|次|平方米|亩|元|类|倍|%|批|场|件|支|处|位|例|分(?!之)|EFLOPS|EB|MW|千瓦|级|周岁|岁)"
    ),
    Want.AGE: rf"{_NUMBER}\s*(?:—|-|－|至)?\s*(?:\d+\s*)?周?岁",
    Want.DEADLINE: (
        r"(?<!\d)\d{1,3}\s*(?:个)?(?:工作日|自然日|小时|日|天|个月|月|年|周|季度)|\d{4}年(?:\d|底|末|前)|"
        r"[一二两三四五六七八九十]+(?:个)?(?:工作日|小时|日内|天|个月|年(?!级|度))|长期有效|每年\d|每(?:半年|年|季度?|月|周|日|天)|期满"
    ),
    Want.PROCEDURE: r"申请|申报|提交|审核|受理|公示|登录|平台|窗口|流程|程序|备案|登记|办理",
    Want.MATERIALS: r"材料|证明|复印件|身份证|营业执照|合同|申请表|发票|承诺书|原件|清单",
    Want.CONTACT: r"\d{3,4}[-－]\d{7,8}|\d{5}(?!\d)|1\d{10}|电话|热线|邮箱|https?://|www\.|网站|公众号|地址",
    Want.DEFINITION: r"是指|指的是|所称|系指|定义|即|简称|称为|《[^》]+》|包括",
    Want.SCOPE: r"条件|符合|适用|对象|范围|以下|下列|不得|应当|可以|具有|具备|以上|包括|除外",
}
_COMPILED = {want: re.compile(pattern) for want, pattern in _PATTERNS.items()}
# why: a measure that belongs to one kind of thing; 个, 家 and 项 may be written otherwise (三家 as 3户).
_COUNTER = re.compile(r"(?<!分)(?:几|多少)([针层头匹只股瓶斤盏桌节颗粒栋例次])")
_ASKS_EACH = re.compile(r"[一每]个?(?:小时|亩|台|次|天|晚|月|年|人|张|平米?|平方米|吨|度)[^，。？?]{0,8}多少")
_ASKS_HOUR = re.compile(r"几点(?!建议|要求|意见|措施)")
_HOUR = re.compile(rf"{_NUMBER}\s*[点时](?!段|限|间|期|效)|\d[:：]\d\d|24\s*小时|全天")
# why: these kinds are values one can point at; without one the text cannot be the answer.
HARD = frozenset({Want.AMOUNT, Want.RATIO, Want.COUNT, Want.AGE, Want.DEADLINE, Want.CONTACT})


def holds(want: Want, text: str) -> bool:
    """Return whether the text has a value of the kind: `最高100万元` has an AMOUNT."""
    return bool(_COMPILED[want].search(text))


def value_fit(wants: Iterable[Want], text: str) -> float:
    """Return the share of the wanted kinds that the text holds, 0 to 1."""
    wanted = list(wants)
    return sum(holds(want, text) for want in wanted) / len(wanted) if wanted else 0.0


_ASKS_MONEY = re.compile(r"多少(?:钱|元|万|亿)|几块|(?:费|价钱?|租金)用?[^，。？?]{0,6}多少|几[万千百](?:元|块|钱)")
_ASKS_NUMBER = re.compile(
    r"(?:电话|热线|手机|号码)(?:号码?)?(?:是|要打|打)?(?:多少|几|什么|啥)|[打拨](?:什么|哪个|啥)(?:电话|热线|号码)"
)
_TELEPHONE = re.compile(r"\d{3,4}[-－—]?\d{7,8}|(?<!\d)(?:1\d{10}|\d{7,8}|1[2-9]\d{3})(?!\d)")
_BARE = re.compile(r"(?:^|[\t：])\d[\d.,]*(?=$|[\t。；])", re.MULTILINE)  # a cell under 补贴额（元）


def number_missing(question: str, texts: Sequence[str]) -> bool:
    """Return whether the question asks for money or a telephone number and none of the texts has one.

    `床位费一个月多少` is not answered by a text that counts beds, `联系电话是多少` not by one that says who tells it.
    """
    if _ASKS_NUMBER.search(question):
        return not any(_TELEPHONE.search(text) for text in texts)
    if not _ASKS_MONEY.search(question):
        return False
    return not any(holds(Want.AMOUNT, text) or holds(Want.RATIO, text) or _BARE.search(text) for text in texts)


def asks_each(question: str) -> bool:
    """Return whether the price or pay of one unit is asked for: `一小时收多少钱`."""
    return bool(_ASKS_EACH.search(question))


def has_bare_number(text: str) -> bool:
    """Return whether a cell of a table's row is a mere number, whose kind the head of its column tells."""
    return bool(_BARE.search(text))


def counter_missing(question: str, texts: Iterable[str]) -> bool:
    """Return whether the question counts in a measure that none of the texts counts in: `打几针` needs 三针."""
    if _ASKS_HOUR.search(question):
        return not any(_HOUR.search(text) for text in texts)
    asked = _COUNTER.search(question)
    if asked is None:
        return False
    return not any(re.search(rf"{_NUMBER}\s*{asked[1]}", text) for text in texts)
