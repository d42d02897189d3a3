"""A firm's profile read from a question in plain words, to be shown back for correction."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from corpus.authority.enterprise_sizes import normalize_size
from corpus.authority.industries import names, words
from corpus.authority.qualifications import titles_in
from corpus.authority.regions import find_regions
from corpus.firm import Firm

_NUMBER = r"(?P<number>\d+(?:\.\d+)?)"
_PEOPLE = re.compile(rf"{_NUMBER}\s*(?:多|余)?(?:个|名)?(?:人|员工|职工)(?!才)")
_REVENUE = re.compile(
    rf"(?:营业收入|营收|年收入|销售额|年销售|产值)[^\d，。；]{{0,8}}{_NUMBER}\s*(?P<scale>亿|千万|百万|万)"
)
_ASSETS = re.compile(rf"(?:总资产|资产总额)[^\d，。；]{{0,6}}{_NUMBER}\s*(?P<scale>亿|千万|百万|万)")
_RD = re.compile(rf"研发[^\d，。；]{{0,12}}{_NUMBER}\s*%")
_FOUNDED = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?(?:成立|注册|创办|设立)")
_AGED = re.compile(rf"(?:成立|注册|创办)(?:了|已经|已|满)*{_NUMBER}\s*(?:多)?年")
_PLAN = re.compile(
    r"(?:想要?|打算|计划|准备|拟|希望|考虑|要)(?P<deed>(?!有|知道|问|了解|申请什么|享受什么)[^，。；？?！、]{2,16})"
)
_DONE = re.compile(
    r"(?:刚刚?|已经|已|正在|去年|今年)(?P<deed>(?:搞|做|买|建|投|完成|通过|获|出口|入驻|引进|招)[^，。；？?！]{1,16})"
)
_ASKING = re.compile(r"(?:有什么|有哪些|有没有|能不能|可以|能|怎么|如何|哪些|什么|多少)[^，。；]*$")
_SCALES = {"亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4}
_TRADE_HINT = re.compile(r"(?:做|搞|从事|生产|经营|主营)(?P<trade>[^，。；？?！的]{2,10})(?:的|，|。|$)")
_ROUND = {"十几": 15, "几十": 40, "上百": 120, "一百多": 120}


def firm_from_words(question: str, *, today: dt.date | None = None, known: Iterable[str] = ()) -> Firm:
    """Return what a question says of the asker's firm; what it does not say stays unknown.

    `我们是太原的光伏企业，60 人，想上技改，有什么补贴？` gives region 山西省太原市, industry 光伏, 60 employees and the
    plan 上技改. `known` are full names of regions beyond the official list.
    """
    text = re.sub(r"\s+", "", question)
    titles = titles_in(text)
    return Firm(
        as_of=today,
        region=_region(text, known),
        industry=_industry(text),
        size=_size(text),
        employees=_people(text),
        revenue=_money(_REVENUE, text),
        assets=_money(_ASSETS, text),
        rd_ratio=float(match["number"]) / 100 if (match := _RD.search(text)) else None,
        registered=_founded(text, today),
        # why: a title named in passing is held, but the list is not complete; the report shows what is unknown
        activities=(*_deeds(_DONE, text), *_titles_held(text, titles)),
        plans=_deeds(_PLAN, text),
    )


def says_something(firm: Firm) -> bool:
    """Return whether a profile read from words says anything at all that conditions ask for."""
    fields = (firm.region, firm.industry, firm.size, firm.employees, firm.revenue, firm.rd_ratio, firm.registered)
    return any(one is not None for one in fields) or bool(firm.activities or firm.plans)


def _region(text: str, known: Iterable[str]) -> str | None:
    found = find_regions(text, known=known)
    return max((one.full for one in found), key=len) if found else None


def _industry(text: str) -> str | None:
    hint = _TRADE_HINT.search(text)
    if hint and names(hint["trade"]):
        return hint["trade"]
    for match in re.finditer(r"(?P<trade>[^，。；？?！、是的]{2,8}?)(?:行业|类)?(?:企业|公司|厂|店|工厂|合作社)", text):
        named = names(match["trade"])
        if named:
            return named[0]
    return next(
        (
            word
            for word in words()
            if len(word) > 1 and re.search(rf"{re.escape(word)}(?:企业|公司|行业|厂|产业)", text)
        ),
        None,
    )


def _size(text: str) -> str | None:
    match = re.search(r"(?:大|中|小|微)型?企业", text)
    return normalize_size(match[0]) if match and "中小" not in text and "小微" not in text else None


def _people(text: str) -> int | None:
    match = _PEOPLE.search(text)
    if match:
        return int(float(match["number"]))
    return next((count for word, count in _ROUND.items() if f"{word}人" in text or f"{word}个人" in text), None)


def _money(pattern: re.Pattern[str], text: str) -> float | None:
    match = pattern.search(text)
    return float(match["number"]) * _SCALES[match["scale"]] if match else None


def _founded(text: str, today: dt.date | None) -> dt.date | None:
    if match := _FOUNDED.search(text):
        return dt.date(int(match["year"]), min(12, int(match["month"] or 1)), 1)
    if today and (match := _AGED.search(text)):
        return today - dt.timedelta(days=round(float(match["number"]) * 365.25))
    return None


def _deeds(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = (_ASKING.sub("", match["deed"]) for match in pattern.finditer(text))
    return tuple(dict.fromkeys(deed for deed in found if len(deed) > 1))


def _titles_held(text: str, titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles the asker claims, leaving out those only wished for: 想申报专精特新."""
    wished = "".join(match["deed"] for match in _PLAN.finditer(text))
    wished += "".join(re.findall(r"(?:不是|没有|还没|未)[^，。；？]{2,14}", text))
    return tuple(title for title in titles if title not in titles_in(wished))
