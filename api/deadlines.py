"""The last day on which a benefit can be applied for, read from its window and its period."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from corpus.model import Incentive

_DAY = r"(?:(?P<{0}y>\d{{4}})年)?(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})日|(?P<{0}e>底|末))?"
_WINDOW = re.compile(
    rf"(?:{_DAY.format('a')}[^至到—\-～~]{{0,4}}[至到—\-～~]+)?{_DAY.format('b')}(?P<before>前|以前|之前|截止|止)?"
)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day `day` of applying; `opens` is the first where it is stated.

    `what` is 申报截止 or 政策到期; `yearly` is true where the window comes again every year.
    """

    day: dt.date
    what: str
    opens: dt.date | None = None
    yearly: bool = False


def deadline_of(incentive: Incentive, today: dt.date) -> Deadline | None:
    """Return the next deadline from `today` on, None where none is stated or none lies ahead.

    The application window counts before the end of the policy, but never outlives it.
    """
    window = read_window(incentive.window, today)
    end = incentive.valid_to
    if window and (end is None or window.day <= end):
        return window
    return Deadline(end, "政策到期") if end and end >= today else None


def read_window(words: str, today: dt.date) -> Deadline | None:
    """Return the window's end from `today` on, None where the words name no day of a calendar.

    `每年4月1日至5月31日`, asked on 2026-06-02, gives 2027-05-31; `2026年6月底前` gives 2026-06-30;
    `服务完成后3个月内` names no day.
    """
    text = re.sub(r"\s", "", words)
    match = _WINDOW.search(text)
    if match is None or not (match["bd"] or match["be"] or match["before"]):
        return None
    yearly = "每年" in text or "年度" in text
    if not yearly and not (match["by"] or match["ay"]):
        return None
    try:
        return _next(match, today) if yearly else _stated(match, today)
    except ValueError:  # why: a misprint such as 6月31日 names no day
        return None


def _stated(match: re.Match[str], today: dt.date) -> Deadline | None:
    year = int(match["by"] or match["ay"])
    end = _end(match, year)
    opens = _opens(match, int(match["ay"] or year))
    return Deadline(end, "申报截止", opens) if end >= today else None


def _next(match: re.Match[str], today: dt.date) -> Deadline:
    year = today.year if _end(match, today.year) >= today else today.year + 1
    end, opens = _end(match, year), _opens(match, year)
    if opens and opens > end:
        opens = _opens(match, year - 1)
    return Deadline(end, "申报截止", opens, yearly=True)


def _end(match: re.Match[str], year: int) -> dt.date:
    month = int(match["bm"])
    if not 1 <= month <= _MONTHS:
        raise ValueError(month)
    last = calendar.monthrange(year, month)[1]
    if match["bd"] is None and not match["be"]:  # 6月前: before the month begins
        return dt.date(year, month, 1) - dt.timedelta(days=1)
    return dt.date(year, month, int(match["bd"] or last))


def _opens(match: re.Match[str], year: int) -> dt.date | None:
    return dt.date(year, int(match["am"]), int(match["ad"] or 1)) if match["am"] else None
