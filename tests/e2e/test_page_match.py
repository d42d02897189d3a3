"""我的企业 in a real Chromium: a sentence becomes a profile, a profile becomes weighed incentives."""

import json

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
WORDS = "我们是云河省澜州市的新材料企业，60 人，去年收入 2600 万元，想做技术改造"


def tell(page, words=WORDS):
    """Open the page and tell of the firm in a sentence."""
    page.goto("/#/match")
    page.get_by_label("一句话介绍企业").fill(words)
    page.get_by_role("button", name="看看能享受什么").click()


def count(page, name):
    """Return the number on the chip of a verdict."""
    return int(page.locator(".verdicts .chip", has_text=name).first.inner_text().split()[-1])


def test_a_sentence_fills_the_form_and_shows_weighed_incentives(samples_page):
    """What was read is repeated and stands in the form; each condition of a card has a verdict and its quote."""
    page = samples_page
    tell(page)
    page.locator(".match").first.wait_for()
    assert "职工60人" in page.locator(".read-note").inner_text()
    assert page.get_by_label("职工人数").input_value() == "60"
    assert page.get_by_label("上年营业收入（万元）").input_value() == "2600"
    page.locator(".verdicts .chip", has_text="可能符合").click()
    conditions = page.locator(".match").first.locator(".conditions li")
    assert {"met", "unmet", "unknown"} >= set(conditions.evaluate_all("all => all.map((one) => one.className)"))
    assert conditions.first.locator("q, p").first.inner_text()


def test_the_profile_stays_in_the_browser_until_it_is_cleared(samples_page):
    """Reloading keeps it; clearing forgets it."""
    page = samples_page
    tell(page)
    page.locator(".match").first.wait_for()
    page.reload()
    page.locator(".match").first.wait_for()
    assert page.get_by_label("职工人数").input_value() == "60"
    if not page.get_by_label("职工人数").is_visible():
        page.locator(".profile-sheet > summary").click()
    page.get_by_role("button", name="清空").click()
    page.get_by_text("说一句话，看看能享受哪些政策").wait_for()
    assert page.evaluate("localStorage.getItem('wence-profile')") is None


def test_a_sentence_that_tells_of_no_firm_is_said_to_be_so(samples_page):
    """Nothing is guessed and nothing is matched."""
    tell(samples_page, "今天天气不错")
    expect(samples_page.locator(".read-note.none")).to_contain_text("没读出企业情况")
    assert samples_page.locator(".match").count() == 0


def test_the_next_question_is_answered_in_place_and_weighed_again(open_page, samples_address):
    """Where the firm's place is unknown it is asked; the answer moves the counts and stays in the profile."""
    page = open_page(samples_address)
    tell(page, "我们是批发企业，16人，已出口")
    page.locator(".next").wait_for()
    before = (count(page, "符合"), count(page, "可能符合"))
    page.locator(".next").get_by_label("所在地").fill("云河省松垣市")
    page.get_by_role("button", name="更新结果").click()
    page.locator(".changed").wait_for()
    assert (count(page, "符合"), count(page, "可能符合")) != before
    assert json.loads(page.evaluate("localStorage.getItem('wence-profile')"))["region"] == "云河省松垣市"


def test_incentives_are_filtered_and_sorted(open_page, samples_address):
    """By kind, by deadline, by stated sums; the largest sum or the nearest deadline first."""
    page = open_page(samples_address)
    tell(page)
    page.locator(".verdicts .chip", has_text="可能符合").click()
    page.get_by_label("类型").select_option("贴息")
    kinds = page.locator(".match .badge.info")
    expect(kinds.first).to_have_text("贴息")
    assert set(kinds.all_inner_texts()) == {"贴息"}
    page.get_by_label("类型").select_option("")
    page.get_by_label("截止时间").select_option("any")
    page.get_by_label("排序").select_option("due")
    days = page.locator(".match .facts .badge").filter(has_text="距").all_inner_texts()
    left = [int("".join(filter(str.isdigit, words))) for words in days]
    assert len(left) > 1
    assert left == sorted(left)
    page.get_by_label("截止时间").select_option("30")
    expect(page.locator(".matches .state")).to_contain_text("没有符合这些筛选条件")


def test_what_may_not_be_added_up_stands_together(open_page, samples_address):
    """A group names its document, quotes the rule and lists at least two incentives."""
    page = open_page(samples_address)
    tell(page)
    page.locator(".conflicts summary").click()
    group = page.locator(".conflicts section").first
    assert "就高" in group.locator(".quote").inner_text()
    assert group.locator("li").count() > 1


def test_the_matches_leave_as_a_table_and_as_a_calendar(open_page, samples_address, tmp_path):
    """Both files can be read back; the calendar holds events with the quoted words."""
    page = open_page(samples_address)
    tell(page)
    page.locator(".match").first.wait_for()
    with page.expect_download() as table:
        page.get_by_role("button", name="导出 Excel").click()
    table.value.save_as(tmp_path / "matches.xlsx")
    rows = list(load_workbook(tmp_path / "matches.xlsx").active.values)
    assert len(rows) - 1 == count(page, "符合") + count(page, "可能符合")
    with page.expect_download() as calendar:
        page.get_by_role("button", name="申报日历").click()
    calendar.value.save_as(tmp_path / "calendar.ics")
    events = Calendar.from_ical((tmp_path / "calendar.ics").read_bytes()).walk("VEVENT")
    assert events
    assert all("依据：" in event["description"] for event in events)


def test_what_the_firm_cannot_have_is_listed_with_the_reason(open_page, samples_address):
    """The ineligible are fetched when asked for; each shows at least one unmet condition."""
    page = open_page(samples_address)
    tell(page)
    page.locator(".verdicts .chip", has_text="不符合").click()
    page.locator(".match").first.wait_for()
    assert page.locator(".match").first.locator(".conditions .unmet").count() > 0


def test_a_lost_service_is_told_with_a_way_back(samples_page):
    """A failed match says so and can be tried again; the profile is not lost."""
    page = samples_page
    page.route("**/api/match", lambda route: route.abort())
    tell(page)
    page.get_by_role("alert").wait_for()
    assert "连不上" in page.get_by_role("alert").inner_text()
    page.unroute("**/api/match")
    page.get_by_role("button", name="再试一次").click()
    page.locator(".match").first.wait_for()
    page.troubles.clear()  # Chromium itself reports the request that we broke


def test_every_control_has_a_name(samples_page):
    """A screen reader can say what each control is for."""
    tell(samples_page)
    samples_page.locator(".match").first.wait_for()
    nameless = samples_page.evaluate(
        "[...document.querySelectorAll('button, a, input, select, textarea')].filter((e) => !e.textContent.trim()"
        " && !e.labels?.length && !e.getAttribute('aria-label')).map((e) => e.outerHTML)"
    )
    assert nameless == []
