"""The days a document states of itself: 成文, 发布, 施行, 失效, with the words that say so."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.model import Dates
from ingest.structure.numbering import count_of, fold

_DAY = r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?"
_HAN_DAY = (
    r"([二一][〇○零Oo九０0一二三四五六七八九]{3})年\s*([一二三四五六七八九十]{1,2})月\s*([一二三四五六七八九十]{1,3})日"
)
_DASHED = r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})"
_ANY_DAY = re.compile(f"{_DAY}|{_HAN_DAY}|{_DASHED}")
_YEARS = r"([\d一二三四五六七八九十两]{1,3})\s*(?:个)?(年|月)"

_THIS = r"(?:本[\u4e00-\u9fff]{1,6}|上述[\u4e00-\u9fff]{2,6}|以上[\u4e00-\u9fff]{2,6})?"
_EFFECTIVE = re.compile(rf"自\s*(?:{_DAY}|{_HAN_DAY})\s*(?:之日)?起\s*(?:正式)?(?:施行|实施|执行|生效|有效)")
_ON_ISSUE = re.compile(
    r"自\s*(?:印发|发布|公布|发文|颁布|下发|本?(?:文件)?印发)\s*之?\s*日?\s*(?:起)?\s*(?:正式)?(?:施行|实施|执行|生效)"
)
_AFTER_DAYS = re.compile(
    r"自(?:印发|发布|公布|颁布)之日起\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*日?[后内]?(?:起)?(?:施行|实施|生效)"
)
_LASTS = re.compile(rf"有效期\s*(?:为|暂定为?|暂为|限为?|：)?\s*{_YEARS}|(?:暂定|为期|期限为?)\s*{_YEARS}(?:有效期)?")
_YEAR_RANGE = re.compile(
    r"(?:政策期限|执行期限|实施期限|有效期|执行期)(?:为|：)?\s*(?:19|20)\d{2}\s*年?\s*(?:至|到|—|-|－)\s*((?:19|20)\d{2})\s*年(?!\s*\d{1,2}\s*月)"
)
_UNTIL = re.compile(
    rf"(?:有效期|执行期限|实施期限|施行期限|政策期限|执行|实施|施行|有效)\s*(?:截止)?\s*(?:到|至|止于)\s*(?:{_DAY}|((?:19|20)\d{{2}})\s*年\s*(?:年?底|末))"
)
_BETWEEN = re.compile(
    rf"(?:有效期|执行期限|实施期限|政策期限|期限)[^。；]{{0,8}}?自?\s*{_DAY}\s*(?:起)?\s*(?:至|到|—|-|－)\s*{_DAY}"
)
_PERIOD = re.compile(rf"(?:自|从)\s*{_DAY}\s*(?:之日)?起?\s*(?:施行|实施|执行)?[，,]?\s*(?:至|到)\s*{_DAY}")
_SENTENCE = re.compile(r"[^。；\n]*")


@dataclass(frozen=True, slots=True)
class FoundDates:
    """The dates, and the sentences they were read from (施行 and 有效期)."""

    dates: Dates
    words: tuple[str, ...]


def find_dates(text: str, head: str, tail: str, hints: Mapping[str, str], page: str = "") -> FoundDates:
    """Return the document's dates: 成文 from its signature or hints, 施行 and 失效 from the sentences that fix them.

    `本办法自2026年1月1日起施行，有效期5年` gives 施行 2026-01-01 and 失效 2030-12-31 (last day in force).
    """
    text, head, tail = fold(text), fold(head), fold(tail)
    written = _written(head, tail, hints)
    published = _from_hints(hints, "发布日期", "发布时间", "印发日期", "公布日期") or _labelled(fold(page) + head)
    effective, words = _effective(text, _printed(tail) or written or published)
    effective = _from_hints(hints, "实施日期", "施行日期", "生效日期") or effective
    expires, more = _expires(text, effective)
    expires = _from_hints(hints, "失效日期", "废止日期", "有效期至") or expires
    return FoundDates(Dates(written, published, effective, expires), tuple(dict.fromkeys((*words, *more))))


def read_day(text: str) -> dt.date | None:
    """Return the first calendar day in the text: `二〇二五年三月八日`, `2025 年 3 月 8 日` or `2025-03-08`."""
    for hit in _ANY_DAY.finditer(text):
        day = _to_day([group for group in hit.groups() if group])
        if day:
            return day
    return None


def _written(head: str, tail: str, hints: Mapping[str, str]) -> dt.date | None:
    stated = _from_hints(hints, "成文日期", "发文日期", "日期")
    decreed = _DECREED.search(head)
    return stated or _line_day(tail) or _line_day(head) or (read_day(decreed[0]) if decreed else None)


# why: a regulation says under its title when it was published (2030年1月2日云河省人民政府令第3号公布)
_DECREED = re.compile(rf"{_DAY}\s*[^，。；\d]{{2,30}}令[^，。；]{{0,20}}(?:公布|发布|颁布)")
_LABELLED_DAY = re.compile(rf"(?:发布日期|发布时间|发表时间|公开日期|生成日期)\s*：\s*(?:{_DASHED}|{_DAY})")


def _printed(tail: str) -> dt.date | None:
    """Return the day on which the paper was sent out (印发), as the last line of an official paper says."""
    hits = list(re.finditer(rf"(?:{_DAY}|{_HAN_DAY})\s*印发", tail))
    return read_day(hits[-1][0]) if hits else None


def _labelled(head: str) -> dt.date | None:
    hit = _LABELLED_DAY.search(head)
    return read_day(hit[0]) if hit else None


def _line_day(text: str) -> dt.date | None:
    """Return the day that stands on a line of its own, or with 印发 behind it."""
    for line in text.split("\n"):
        squeezed = "".join(line.split())
        if re.fullmatch(
            rf"[（(]?(?:[\u4e00-\u9fff（）()、]{{0,40}}?)(?:{_ANY_DAY.pattern})[)）]?(?:印发|发布|公布)?", squeezed
        ):
            return read_day(squeezed)
    return None


def _effective(text: str, issued: dt.date | None) -> tuple[dt.date | None, tuple[str, ...]]:
    hits = list(_EFFECTIVE.finditer(text))
    hit = hits[-1] if hits else None
    if hit:
        return _to_day([group for group in hit.groups() if group]), (_sentence(text, hit.start()),)
    if hit := _AFTER_DAYS.search(text):
        day = issued + dt.timedelta(days=count_of(hit[1])) if issued else None
        return day, (_sentence(text, hit.start()),)
    if hit := _ON_ISSUE.search(text):
        return issued, (_sentence(text, hit.start()),)
    return None, ()


def _expires(text: str, effective: dt.date | None) -> tuple[dt.date | None, tuple[str, ...]]:
    for pattern in (_BETWEEN, _PERIOD):
        if (hit := pattern.search(text)) and _speaks_of_itself(text, hit.start()):
            return _to_day(list(hit.groups()[3:6])), (_sentence(text, hit.start()),)
    if (hit := _UNTIL.search(text)) and _speaks_of_itself(text, hit.start()):
        groups = [group for group in hit.groups() if group]
        day = dt.date(int(groups[0]), 12, 31) if len(groups) == 1 else _to_day(groups)
        return day, (_sentence(text, hit.start()),)
    hit = next((one for one in _LASTS.finditer(text) if _speaks_of_itself(text, one.start())), None)
    if hit:
        count, unit = [group for group in hit.groups() if group]
        return _add(effective, count_of(count), unit), (_sentence(text, hit.start()),)
    if hit := _YEAR_RANGE.search(text):
        return dt.date(int(hit[1]), 12, 31), (_sentence(text, hit.start()),)
    return None, ()


def _speaks_of_itself(text: str, at: int) -> bool:
    """Return whether the sentence is about the document (本办法自…施行), not about a permit or a certificate."""
    sentence = _sentence(text, at)
    return bool(
        re.search(r"施行|实施|执行|本(?:办法|细则|意见|措施|方案|通知|规定|政策|指南|计划|文件|若干)|政策", sentence)
    )


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in "。；\n") + 1
    hit = _SENTENCE.match(text, start)
    return hit[0].strip() if hit else ""


def _add(start: dt.date | None, count: int, unit: str) -> dt.date | None:
    """Return the last day of a period that begins on `start`: one year from 2026-01-01 is 2026-12-31."""
    if start is None:
        return None
    months = count * (12 if unit == "年" else 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(start.day, last)) - dt.timedelta(days=1)


def _from_hints(hints: Mapping[str, str], *names: str) -> dt.date | None:
    return next((day for name in names if (value := hints.get(name)) and (day := read_day(value))), None)


def _to_day(parts: list[str]) -> dt.date | None:
    try:
        return dt.date(_year(parts[0]), count_of(parts[1]), count_of(parts[2]))
    except (ValueError, KeyError, IndexError):
        return None


def _year(text: str) -> int:
    return count_of(re.sub(r"[○Oo０0]", "〇", text)) if not text.isdigit() else int(text)
