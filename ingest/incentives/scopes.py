"""Conditions that stand apart from the promise: a card's rows, an article of conditions, a document's scope."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Clause, ClauseKind, Span
from ingest.incentives.sentences import cut_sentences
from ingest.incentives.torn_rows import Passage

_CONDITION_LABEL = re.compile(
    r"^(?:条件要求|服务对象|(?:申报|申请|补贴|支持|享受|基本|适用|资助|奖补|扶持|补助)(?:条件|对象|范围|主体))"
)
_CONDITION_HEADING = re.compile(
    r"(?:申报|申请|补贴|支持|享受|基本|适用|资助|奖补|扶持|补助|准入)(?:的)?(?:条件|对象|主体)|适用范围"
)
_LEAD = re.compile(
    r"(?:应当?|须|需|必须)?(?:同时)?(?:符合|具备|满足)(?:以下|下列)(?:\d|[一二三四五六])?个?(?:基本)?条件(?P<any>之一)?"
)
_DAY = r"(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?"
_FROM = re.compile(rf"(?:从)?{_DAY}起")
_UNTIL = re.compile(rf"至{_DAY}(?:止)?")
_LASTS = re.compile(r"有效期(\d+)年")
_AIM = re.compile(r"改造目标|应不低于|应达到|达到\d+%以上|不少于全部")


@dataclass(frozen=True, slots=True)
class Scoped:
    """A condition and whom it binds: the incentives of one card, of the clauses under a path, or ("") of all.

    `choice` is the same for the alternatives of one list (以下条件之一), "" where all hold together.
    """

    span: Span
    card: str = ""
    path: tuple[str, ...] = ()
    choice: str = ""


def scoped_conditions(passages: Sequence[Passage]) -> tuple[Scoped, ...]:
    """Return the conditions that stand in rows, articles or sections of their own."""
    found: list[Scoped] = []
    for passage in passages:
        if passage.card:
            found += _of_card(passage)
    clauses = [clause for passage in passages if not passage.card for clause in passage.clauses]
    found += _of_lists(clauses)
    found += _of_sections(passages)
    return tuple(dict.fromkeys(found))


def _of_card(passage: Passage) -> list[Scoped]:
    """Return what a card's rows demand: 服务对象 and 条件要求, and thresholds among its aims."""
    text, found = passage.view.text, []
    cells = _cells(text)
    for at, (start, end) in enumerate(cells):
        label = text[cells[at - 1][0] : cells[at - 1][1]] if at else passage.label
        if at == 0 and len(cells) > 1:
            continue
        if _CONDITION_LABEL.match(label):
            found += [Scoped(passage.view.span(one, two), passage.card) for one, two in _items(text, start, end)]
        elif label == "服务内容":
            found += [
                Scoped(passage.view.span(one, two), passage.card)
                for one, two in _items(text, start, end)
                if _AIM.search(text[one:two]) and len(text[one:two]) < _LONGEST_AIM
            ]
    return found


_LONGEST_AIM = 70


def _cells(text: str) -> list[tuple[int, int]]:
    cuts, at = [], 0
    for piece in text.split("\t"):
        cuts.append((at, at + len(piece)))
        at += len(piece) + 1
    return cuts


_NO_ITEM = re.compile("请登录|由上级法人单位申请|指聚居")
_ITEM = re.compile(r"^(?:\d+[.．、]|（\d+）|[①-⑳])+")
_HEADLESS = re.compile(r"^(?:改造目标|申请项目条件|申请单位资格)")


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for sentence in cut_sentences(text[start:end]):
        one, two = start + sentence.start, start + sentence.end
        for pattern in (_ITEM, _HEADLESS, _ITEM):
            match = pattern.match(text[one:two])
            one += match.end() if match else 0
        while two > one and text[two - 1] in "。；，：\n\t":
            two -= 1
        if two - one > _SHORTEST and not _NO_ITEM.search(text, one, two):
            if _CONDITION_LABEL.match(text[one:two]):
                continue
            meant = text.find("是指", one, two)
            if meant > 0 and not _MEANS_FIRMS.search(text[meant:two]):
                continue
            found += _split_period(text, meant + 2 if meant > 0 else one, two)
    return found


_SHORTEST = 3
_MEANS_FIRMS = re.compile(r"注册|设立|企业|法人|登记")


def _split_period(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return one range, or two where the words open with a time: 征集期间，｜在京单位首次承担."""
    at = text.find("期间，", start, end)
    return [(start, at + 2), (at + 3, end)] if at > 0 else [(start, end)]


_APPLICANTS = re.compile(r"(?:申请|申报|享受)[^。]{0,20}(?:奖补|资金|补贴|补助|资助|奖励|扶持|项目|政策|企业)")


def _of_lists(clauses: Sequence[Clause]) -> list[Scoped]:
    """Return the items under an article that says 应当符合以下条件; they bind all, or the promise that says so."""
    found = []
    for at, clause in enumerate(clauses):
        lead = _LEAD.search("".join(clause.text.split())) if "件" in clause.text else None
        if lead is None:
            continue
        below = [
            one
            for one in clauses[at + 1 :]
            if one.path[: len(clause.path)] == clause.path and len(one.path) > len(clause.path)
        ]
        promised = re.search(r"给予|予以|补贴|资助|享受", clause.text[clause.text.find("条件") :] or "")
        applies = _APPLICANTS.search("".join(clause.text.split()))
        scope = (
            clause.path if promised or not applies else clause.path[:1] if clause.kind is not ClauseKind.ARTICLE else ()
        )
        choice = clause.id if lead["any"] else ""
        found += [Scoped(_trimmed(one), "", scope if len(scope) < len(one.path) else (), choice) for one in below]
    return found


_LONG_ENOUGH = 12


def _trimmed(clause: Clause) -> Span:
    label = re.match(r"\s*(?:[（(][^）)]{1,4}[）)]|\d+[.．、]|[①-⑳])\s*", clause.text)
    body = clause.text.rstrip("。；， \n")
    return Span(clause.span.start + (label.end() if label else 0), clause.span.start + len(body))


def _of_sections(passages: Sequence[Passage]) -> list[Scoped]:
    """Return the clauses of a section that is headed 申报条件 or 补贴对象; they bind the section's siblings."""
    found = []
    for passage in passages:
        clause = passage.clauses[0]
        if (
            passage.card
            or not clause.heading
            or not _CONDITION_HEADING.search(clause.heading[-1])
            or "标准" in clause.heading[-1]
        ):
            continue
        if len(passage.view.text) < _LONG_ENOUGH:
            continue
        if clause.kind in (ClauseKind.CLAUSE, ClauseKind.ITEM, ClauseKind.ARTICLE) and not _LEAD.search(
            passage.view.text
        ):
            found.append(Scoped(_trimmed(clause), "", clause.path[:-2]))
    return found


def period_of(text: str) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of a stated period: `2022年8月11日起，有效期3年` ends on 2025-08-10."""
    squeezed = "".join(text.split())
    begin, end, lasts = _FROM.search(squeezed), _UNTIL.search(squeezed), _LASTS.search(squeezed)
    first = _day(begin) if begin else None
    if end:
        return first, _day(end)
    if first and lasts:
        return first, first.replace(year=first.year + int(lasts[1])) - dt.timedelta(days=1)
    return first, None


def _day(match: re.Match[str]) -> dt.date:
    year, month, day = (int(one or 1) for one in match.groups())
    return dt.date(year, min(12, max(1, month)), min(28, day) if day > _SHORT_MONTH else max(1, day))


_SHORT_MONTH = 31
