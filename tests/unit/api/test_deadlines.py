"""Deadlines read from what a document writes of applying, and written as a calendar."""

import datetime as dt
from dataclasses import replace

import pytest
from icalendar import Calendar

from api.calendars import calendar_of
from api.deadlines import deadline_of, read_window
from api.schemas.profiles import profile_json
from corpus.firm import Firm
from corpus.library import Library
from qa.match_report import Match, MatchReport

TODAY = dt.date(2026, 6, 2)


@pytest.fixture
def library_card(parse, tmp_path):
    """Return the catalogue card of the invented document."""
    with Library.open(tmp_path) as library:
        library.add([parse])
        return library.summary(parse.document.id)


@pytest.mark.parametrize(
    ("words", "day", "opens"),
    [
        ("每年4月1日至5月31日", "2027-05-31", "2027-04-01"),
        ("每年6月1日至6月30日", "2026-06-30", "2026-06-01"),
        ("每年 11月15日至1月10日", "2027-01-10", "2026-11-15"),
        ("2026年6月底前", "2026-06-30", None),
        ("2026年9月前", "2026-08-31", None),
        ("2026年8月1日至9月15日", "2026-09-15", "2026-08-01"),
        ("2026年12月1日—2027年1月31日", "2027-01-31", "2026-12-01"),
    ],
)
def test_a_window_gives_its_next_last_day(words, day, opens):
    """A yearly window that is over comes again next year."""
    deadline = read_window(words, TODAY)
    assert (deadline.day.isoformat(), deadline.opens.isoformat() if deadline.opens else None) == (day, opens)


@pytest.mark.parametrize(
    "words", ["", "常年受理", "服务完成后3个月内", "2026年3月1日至3月31日", "每年2月30日前", "5月31日前"]
)
def test_a_window_that_is_over_or_names_no_day_gives_none(words):
    """Nothing is guessed: no year, no such day, or a day that has passed."""
    assert read_window(words, TODAY) is None


def test_the_window_counts_before_the_end_of_the_policy_but_never_outlives_it(parse):
    """The last window after the policy's end gives way to that end."""
    one = replace(parse.incentives[0], window="每年4月1日至5月31日", valid_to=dt.date(2028, 1, 1))
    assert deadline_of(one, TODAY).what == "申报截止"
    assert deadline_of(replace(one, valid_to=dt.date(2026, 12, 31)), TODAY).day == dt.date(2026, 12, 31)
    assert deadline_of(replace(one, valid_to=dt.date(2026, 6, 1)), TODAY) is None


def test_a_calendar_can_be_read_back_with_every_deadline(parse, library_card):
    """One event a deadline, all-day, ending the day after, with a reminder and the verbatim quote."""
    incentive = replace(
        parse.incentives[0], window="每年4月1日至5月31日", valid_to=dt.date(2028, 1, 1), contact="12345"
    )
    match = Match(incentive, parse.clauses[0], library_card, "eligible", ())
    report = MatchReport(Firm(), TODAY, (match, replace(match, verdict="ineligible")))
    book = Calendar.from_ical(calendar_of(report))
    (event,) = book.walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (dt.date(2027, 5, 31), dt.date(2027, 6, 1))
    assert match.quote in event["description"]
    assert "12345" in event["description"]
    assert event["rrule"]["FREQ"] == ["YEARLY"]
    assert len(event.walk("VALARM")) == 1
    assert not Calendar.from_ical(calendar_of(report, {"another"})).walk("VEVENT")


def test_a_sentence_fills_the_form_in_the_units_of_the_form():
    """Money comes in 万元; what is not said is not there; nonsense is told apart."""
    read = profile_json("我们是澜州市的光伏企业，60 人，去年营业收入2600万元，想上技改", ["澜州市", "云河省澜州市"])
    assert read["firm"]["revenue_wan"] == 2600
    assert (read["firm"]["employees"], read["firm"]["plans"]) == (60, ["上技改"])
    assert read["firm"]["region"] == "云河省澜州市"
    assert "size" not in read["firm"]
    both = profile_json("我们在云河省澜州市做光伏，60 人", ["云河省", "澜州市"])
    assert both["firm"]["region"] == "云河省澜州市"
    assert profile_json("今天天气不错", [])["understood"] is False
