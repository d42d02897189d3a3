"""One condition against one firm: met, unmet or unknown, with the firm's value and the comparison in Chinese.

Rules (the labelled profiles follow them): an absent field is unknown; titles and awards, where given, are complete
lists, so a missing one is unmet unless it is planned; activities are facts but no complete list, so a missing one is
unknown; a plan meets a condition that supports the activity itself, but not one that needs its result.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.authority.enterprise_sizes import LARGE, MEDIUM, MICRO, SMALL
from corpus.authority.industries import belongs
from corpus.authority.industries import names as names_of_trades
from corpus.authority.qualifications import plain, titles_in
from corpus.model import Test
from qa.match_report import MET, UNKNOWN, UNMET, Finding
from qa.matching_activities import hangs_on_fields, weigh_activity
from qa.matching_facts import FirmFacts, keys_of_condition, tells
from qa.matching_places import names_place, weigh_region
from qa.matching_thresholds import weigh_thresholds
from qa.matching_titles import VAGUE, weigh_qualification, weigh_titles

_OPPOSITE = {MET: UNMET, UNMET: MET, UNKNOWN: UNKNOWN}
_PROCEDURE = re.compile(
    r"依法依规|承诺书|提交|遵守国家|合法经营|按规定|按照有关规定|通过[^，]{0,8}审核|政策基础上|扶持政策的基础上"
)
_MONEY_TIED = frozenset(("revenue", "employees", "rd_ratio", "investment", "growth", "age", "time", "registration"))
_MEASURES = frozenset((">=", ">", "<=", "<"))
_FOUNDERS = {"港澳青年": "hk_macao_youth", "台湾青年": "taiwan_youth", "大学生": "student", "高校毕业生": "graduate",
             "退役军人": "veteran", "返乡": "returnee", "残疾": "disabled", "女性": "female"}  # fmt: skip
_SIZE_WORDS = (
    ("中小微", (MEDIUM, SMALL, MICRO)), ("中小", (MEDIUM, SMALL, MICRO)), ("小微", (SMALL, MICRO)), ("大型", (LARGE,)),
    ("中型", (MEDIUM,)), ("小型", (SMALL,)), ("微型", (MICRO,)),
)  # fmt: skip


def weigh(test: Test, facts: FirmFacts, *, moving: bool = False) -> Finding:
    """Return the verdict on one condition; `moving` where the incentive addresses firms from elsewhere."""
    if test.value == "note":
        return Finding(test.text, MET, "名额、频次或叠加说明，不影响是否符合", test.attribute, gates=False)
    words = re.sub(r"\s", "", test.text)
    if _PROCEDURE.search(words) and test.operator != "not":
        return Finding(test.text, MET, "属办理手续或一般守法要求，不作为门槛", test.attribute, gates=False)
    verdict, why = _judge(test, words, facts, moving=moving)
    if test.operator == "not" and test.attribute != "region":
        verdict, why = _OPPOSITE[verdict], f"排除条款：{why}"
    return Finding(test.text, verdict, why, test.attribute)


def hears_of(test: Test) -> frozenset[str] | None:
    """Return the keys that a profile must share with a condition to tell of it at all, None where fields decide too.

    A profile that shares no key with `购买云服务` leaves it unknown, whatever else the profile says.
    """
    words = re.sub(r"\s", "", test.text)
    if _RULES.get(test.attribute, weigh_activity) not in (weigh_activity, _other) or hangs_on_fields(words):
        return None
    if test.attribute == "region" or (test.operator in _MEASURES and test.attribute in _MONEY_TIED):
        return None
    if test.attribute in _WHO and _founder_in(words):
        return None
    named = test.value if isinstance(test.value, str) else words
    return keys_of_condition(named) | keys_of_condition(words)


def _judge(test: Test, words: str, facts: FirmFacts, *, moving: bool) -> tuple[str, str]:
    if test.operator in _MEASURES and test.attribute in _MONEY_TIED:
        return _number(test, words, facts)
    if test.attribute in _WHO and (founder := _founder_in(words)):
        return _founder(founder, words, facts)
    if test.attribute == "region" and names_place(test, words):
        return weigh_region(test, words, facts, moving=moving)
    return _RULES.get(test.attribute, weigh_activity)(test, words, facts)


def _number(test: Test, words: str, facts: FirmFacts) -> tuple[str, str]:
    if titles_in(words) and (titled := weigh_titles(words, facts))[0] == UNMET:
        return titled  # why: 小巨人企业研发费用增长10% asks for the title first
    verdict, why = weigh_thresholds(test, facts)
    if verdict == MET or not re.search(r"满\d|连续", words):
        return verdict, why
    told = any(tells(deed, words) for deed in facts.deeds)
    return (MET if verdict == UNKNOWN else UNKNOWN, "企业已有相应情况") if told else (verdict, why)


_WHO = frozenset(("qualification", "activity", "other", "industry", "time"))


def _founder_in(words: str) -> str | None:
    """Return which kind of founder a short noun names: 港澳青年企业 gives 港澳青年."""
    match = re.fullmatch(
        rf"(?:符合条件的|对)?(?P<term>{'|'.join(_FOUNDERS)})(?:创办的?)?(?:企业|创业团队|团队|创业者)?等?", words
    )
    return match["term"] if match else None


def _founder(term: str, words: str, facts: FirmFacts) -> tuple[str, str]:
    founder = facts.firm.founder
    if any(term in text for text in facts.title_words):
        return MET, f"企业属“{term}”一类"
    if founder is None:
        return UNKNOWN, f"画像未说明创办人是否{term}"
    value = founder.get(_FOUNDERS[term])
    if value is None:
        return UNKNOWN, f"画像未说明创办人是否{term}"
    return (MET, f"创办人为{term}") if value else (UNMET, f"创办人不是{term}，要求“{words}”")


def _registration(test: Test, words: str, facts: FirmFacts) -> tuple[str, str]:
    if re.search(r"新设|新注册|新引进", words) and not isinstance(test.value, str):
        if facts.age is None:
            return UNKNOWN, "画像未说明成立日期"
        registered = facts.firm.registered
        return (MET if facts.age <= _NEW else UNMET), f"企业成立于{registered}，条件面向新设企业"
    if isinstance(test.value, str):
        return weigh_region(test, words, facts, moving=False)
    if "法人" in words:
        named = "公司" in facts.firm.name
        return (MET, "企业为公司，具有法人资格") if named else (UNKNOWN, "画像未说明是否独立法人")
    return weigh_activity(test, words, facts)


_NEW = 1.5


def _industry(_: Test, words: str, facts: FirmFacts) -> tuple[str, str]:
    own = facts.firm.industry
    if own is None:
        return UNKNOWN, "画像未说明所属行业"
    if any(plain(words) in text for text in facts.title_words):
        return MET, f"企业资质含“{words}”"
    result = belongs(own, words)
    if result is None:
        return UNKNOWN, f"企业行业为{own}，是否属于“{words}”需确认"
    if result and VAGUE.search(words):
        return UNKNOWN, f"企业行业为{own}，“{words}”的标准原文未写明"
    return (MET, f"企业行业为{own}，属于“{words}”") if result else (UNMET, f"企业行业为{own}，不属于“{words}”")


_DOING = re.compile(r"对?(?P<deed>(?:购买|使用|租用|租赁|开展|实施|参加|采用|招用|吸纳|引进|入驻)[^，。；的]{2,30})的")
"""A deed beside the size (购买云服务的小型企业), which the size alone does not meet."""


def _size(test: Test, words: str, facts: FirmFacts) -> tuple[str, str]:  # noqa: PLR0911  one return a rule
    if titles_in(words):
        return weigh_titles(words, facts)
    wanted = next((frozenset(sizes) for word, sizes in _SIZE_WORDS if word in words), None)
    if wanted is None:
        return UNKNOWN, f"“{words}”需确认"
    possible = facts.firm.sizes()
    names = "、".join(size for size in (LARGE, MEDIUM, SMALL, MICRO) if size in possible)
    if possible & wanted and names_of_trades(words) and not re.search(r"[、及或]", words):
        verdict, why = _industry(test, words, facts)
        if verdict != MET:
            return verdict, why
    deed = _DOING.match(words)
    if possible & wanted and deed:
        told = weigh_activity(replace(test, value=None), deed["deed"], facts)
        if told[0] != MET:
            return told
    if possible <= wanted:
        return MET, f"企业规模为{names}，符合“{words}”"
    if possible & wanted:
        return UNKNOWN, f"企业规模可能为{names}，需营业收入、人数等才能确定"
    return UNMET, f"企业规模为{names}，不符合“{words}”"


def _credit(_: Test, words: str, facts: FirmFacts) -> tuple[str, str]:
    declared = any(tells(text, words) for text in facts.deeds)
    credit = facts.firm.credit
    clean = credit is not None and re.search(r"未|无|良好|没有|优秀|A级", credit) is not None
    if credit is None or clean:
        known = declared or clean
        return (MET, f"企业信用：{credit or '已作相应声明'}") if known else (UNKNOWN, "画像未说明信用状况")
    return (UNKNOWN if declared else UNMET), f"企业信用：{credit}"


def _other(test: Test, words: str, facts: FirmFacts) -> tuple[str, str]:
    if VAGUE.search(words):
        return UNKNOWN, "原文未写明具体标准，需向主管部门确认"
    figures = [deed for deed in facts.deeds if re.search(r"\d", deed) and tells(deed, words)]
    if re.search(r"\d", words) and not figures:
        return UNKNOWN, f"画像未说明：{words}"
    return weigh_activity(test, words, facts)


_RULES: dict[str, Callable[[Test, str, FirmFacts], tuple[str, str]]] = {
    "registration": _registration,
    "industry": _industry,
    "size": _size,
    "qualification": weigh_qualification,
    "credit": _credit,
    "other": _other,
}
