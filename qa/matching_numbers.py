"""Measurable conditions: the firm's figure against the text's threshold."""

from __future__ import annotations

import re

from corpus.model import Test
from qa.match_report import MET, UNKNOWN, UNMET
from qa.matching_facts import FirmFacts, tells

_WAN, _YI, _MONTHS = 10_000, 100_000_000, 12
_MONEY = re.compile(r"(\d+(?:\.\d+)?)(亿|万)?元")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
_NAMES = {"revenue": "上年营业收入", "employees": "职工人数", "rd_ratio": "研发费用占营业收入比重", "age": "成立年限"}
_OTHER_REVENUE = re.compile(
    r"产值|出口额|进口额|进出口额|税收|纳税额|贡献|年薪|薪酬|实到外资|单品种|单个|单项|单款|单店|该|产品|增量|新增|净增|增加|亩均|每亩|人均|项目|平台|累计"
)
_OWN_STAFF = re.compile(r"职工|员工|从业|在职|用工|人数|人员规模|社保|^(?:企业|单位|团队|规模)?[^，\d]{0,4}\d+人")
_OTHER_PEOPLE = re.compile(
    r"带动|吸纳|招用|引进|培训|就业|农户|残疾|毕业生|博士|硕士|研发人员|研究人员|本科|大专|学历|党员|新增"
)
_SIGNS = {">=": "不低于", ">": "超过", "<=": "不超过", "<": "低于"}


def weigh_number(test: Test, facts: FirmFacts) -> tuple[str, str]:
    """Return verdict and reason: `企业上年营业收入800万元，未达到“不低于1000万元”`."""
    value, name = _value(test, facts)
    threshold = test.value if isinstance(test.value, float) else 0.0
    unit = "months" if "个月" in test.text and test.attribute in _TIMES else test.attribute
    wanted = f"{_SIGNS.get(test.operator, '')}{show(threshold, unit)}"
    if value is None:
        return UNKNOWN, f"画像未说明{name}，要求{wanted}"
    met = compare(value, test.operator, threshold)
    own = name if name.startswith("画像") else f"企业{name}{show(value, unit)}"
    if name == _NAMES["age"]:
        own = f"企业成立于{facts.firm.registered}，至{facts.day}为{show(value, unit)}"
    return (MET, f"{own}，符合{wanted}") if met else (UNMET, f"{own}，要求{wanted}")


_TIMES = frozenset(("time", "registration"))


def compare(value: float, operator: str, threshold: float) -> bool:
    """Return whether the figure meets the threshold; 以上、以下 include the figure itself."""
    if operator == ">":
        return value > threshold
    if operator == "<":
        return value < threshold
    return value <= threshold if operator == "<=" else value >= threshold


def _value(test: Test, facts: FirmFacts) -> tuple[float | None, str]:
    firm, text = facts.firm, test.text
    match test.attribute:
        case "revenue" if not _OTHER_REVENUE.search(text):
            return firm.revenue, _NAMES["revenue"]
        case "revenue" if "产值" in text:
            return facts.figure("output_value", "产值"), "产值"
        case "employees" if _OWN_STAFF.search(text) and not _OTHER_PEOPLE.search(text):
            return (None if firm.employees is None else float(firm.employees)), _NAMES["employees"]
        case "rd_ratio":
            return firm.rd_ratio, _NAMES["rd_ratio"]
        case "registration" | "time" if re.search(r"注册|成立|设立|经营|运营|纳税|登记", text) and "该" not in text:
            return facts.age, _NAMES["age"]
        case _:
            return _told(test, facts)


def _told(test: Test, facts: FirmFacts) -> tuple[float | None, str]:
    """Return the figure that a deed states for the very same quantity and the deed, None where none does.

    `设备投资1200万元` tells of a threshold on 设备购置, `总投资3000万元` does not.
    """
    wanted = _quantity(test.text)
    for deed in facts.deeds:
        if not tells(deed, test.text) or _quantity(deed) != wanted:
            continue
        money, share = _MONEY.search(deed), _SHARE.search(deed)
        if test.attribute in ("investment", "revenue") and money:
            return float(money[1]) * {"亿": _YI, "万": _WAN}.get(money[2] or "", 1), f"画像写明“{deed}”"
        if test.attribute == "growth" and share:
            return float(share[1]) / 100, f"画像写明“{deed}”"
    return None, "相应数值"


_QUANTITIES = tuple(
    re.compile(words)
    for words in (
        "亩均|每亩|强度", "单品种|单台|单个|单项", "设备|装备|软硬件",
        "研发(?!活动)", "固定资产|固投", "合同", "交易额|并购|收购|股权", "外资|外商",
        "注册资本|实收资本", "贷款|授信|融资", "出口|进口|进出口", "税|贡献", "产值", "薪", "租金", "服务费|服务额",
        "销售|营业?收入",
    )
)  # fmt: skip
"""Quantities of money that must not be taken for one another; one that names none of them is an investment at large."""


def _quantity(words: str) -> tuple[int, ...]:
    return tuple(at for at, pattern in enumerate(_QUANTITIES) if pattern.search(words))


def show(value: float, attribute: str) -> str:
    """Return a figure as a reader writes it: 12_000_000 yuan is 1200万元, 0.03 is 3%."""
    if attribute in ("rd_ratio", "growth"):
        return f"{value * 100:g}%"
    if attribute == "employees":
        return f"{value:g}人"
    if attribute == "months":
        return f"{value * _MONTHS:.1f}个月".replace(".0个月", "个月")
    if attribute in ("age", "time", "registration"):
        return f"{value:.1f}年".replace(".0年", "年")
    return money(value)


def money(value: float) -> str:
    """Return an amount of yuan in 亿元, 万元 or 元: 1_500_000 is 150万元."""
    if value >= _YI:
        return f"{value / _YI:.10g}亿元"
    return f"{value / _WAN:.10g}万元" if value >= _WAN else f"{value:.10g}元"
