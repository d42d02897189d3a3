"""Deadlines as a calendar file (iCalendar, RFC 5545), which every calendar program takes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from api.deadlines import Deadline, deadline_of
from api.schemas.labels import kind_name
from qa.match_report import INELIGIBLE, Match, MatchReport

if TYPE_CHECKING:
    from icalendar import Event

_REMIND_BEFORE = dt.timedelta(days=14)  # why: papers such as an audit report take about two weeks


def deadlines_of(report: MatchReport, only: Collection[str] = ()) -> Iterator[tuple[Match, Deadline]]:
    """Yield what the firm may have with its next deadline, soonest first; `only` keeps these ids of incentives."""
    within = (match for match in report.matches if match.verdict != INELIGIBLE)
    chosen = (match for match in within if not only or match.incentive.id in only)
    dated = ((match, deadline_of(match.incentive, report.date)) for match in chosen)
    known = [(match, deadline) for match, deadline in dated if deadline]
    yield from sorted(known, key=lambda pair: (pair[1].day, -pair[0].score))


def calendar_of(report: MatchReport, only: Collection[str] = ()) -> bytes:
    """Return the calendar: one all-day event a deadline, with a reminder two weeks before, quote and source."""
    from icalendar import Calendar  # noqa: PLC0415  only where a calendar is asked for

    book = Calendar()
    book.add("prodid", f"-//Wence//{version('wence')}//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", "惠企政策申报日历")
    for match, deadline in deadlines_of(report, only):
        book.add_component(_event(match, deadline, report.date))
    return bytes(book.to_ical())


def _event(match: Match, deadline: Deadline, today: dt.date) -> Event:
    from icalendar import Alarm, Event  # noqa: PLC0415  only where a calendar is asked for

    event = Event()
    event.add("uid", f"{match.incentive.id.replace('/', '-')}@wence")
    event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + dt.timedelta(days=1))
    event.add("summary", f"{deadline.what}：{_name(match)}")
    event.add("description", "\n".join(_lines(match, deadline)))
    event.add("transp", "TRANSPARENT")
    if deadline.yearly:
        event.add("rrule", {"freq": "yearly", **_until(match)})
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"两周后{deadline.what}：{_name(match)}")
    alarm.add("trigger", -_REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _until(match: Match) -> dict[str, dt.date]:
    return {"until": match.incentive.valid_to} if match.incentive.valid_to else {}


def _name(match: Match) -> str:
    amounts = "、".join(dict.fromkeys(one.as_written for one in match.incentive.amounts))
    return f"{kind_name(match.incentive.kind)} {amounts}（{match.document.title}）" if amounts else match.document.title


def _lines(match: Match, deadline: Deadline) -> Iterator[str]:
    incentive, card = match.incentive, match.document
    yield " ".join(match.quote.split())
    if deadline.opens:
        yield f"{deadline.opens.isoformat()} 起受理"
    if incentive.window:
        yield f"申报时间：{incentive.window}"
    if incentive.materials:
        yield f"需要材料：{'、'.join(incentive.materials)}"
    if incentive.contact or incentive.departments:
        yield f"联系：{incentive.contact or '、'.join(incentive.departments)}"
    yield f"依据：{' '.join(part for part in (card.title, card.number, match.clause.printed_path) if part)}"
