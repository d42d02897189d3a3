"""有用 and 不对？ under an answer, in a real Chromium: by mouse and by keyboard, kept beside the library."""

import shutil

import pytest
from playwright.sync_api import expect

from api.feedback import FeedbackBook

pytestmark = pytest.mark.browser
ANSWERED = "/#/ask?q=中试平台由哪个部门牵头？"
REFUSED = "/#/ask?q=养殖鸵鸟的补贴标准是多少？"


@pytest.fixture(scope="module")
def shelf(samples, tmp_path_factory):
    """Return a library of the samples that these tests may write beside."""
    return shutil.copytree(samples, tmp_path_factory.mktemp("judged") / "library")


@pytest.fixture(scope="module")
def address(shelf, serving):
    """Return the address of a server over that library."""
    with serving(shelf) as address:
        yield address


@pytest.fixture(params=["desktop", "phone"])
def page(open_page, address, request):
    """Return a fresh page at both widths."""
    return open_page(address, request.param)


def newest(shelf):
    """Return the newest remark."""
    return FeedbackBook(shelf).latest(1)[0]


def test_a_wrong_answer_is_reported_with_its_reason(page, shelf):
    """The reason must be chosen, the words may be left out; the reader is thanked and the window is gone."""
    page.goto(ANSWERED)
    page.get_by_role("button", name="不对？").click()
    window = page.get_by_role("dialog", name="这个答案哪里不对？")
    window.get_by_role("button", name="提交").click()
    expect(window).to_be_visible()  # nothing was chosen yet
    window.get_by_label("部门不对").check()
    window.get_by_label("补充说明").fill("应由省科技厅牵头")
    window.get_by_role("button", name="提交").click()
    expect(page.locator(".verdict")).to_contain_text("已转给工作人员核对")
    expect(page.locator("dialog")).to_have_count(0)
    kept = newest(shelf)
    assert (kept.verdict, kept.reason, kept.comment) == ("down", "department", "应由省科技厅牵头")
    assert kept.question == "中试平台由哪个部门牵头？"


def test_the_window_works_by_keyboard_alone(open_page, address, shelf):
    """Enter opens it, arrows choose, Escape closes and gives the focus back, Enter sends."""
    page = open_page(address)
    page.goto(ANSWERED)
    page.get_by_role("button", name="不对？").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="不对？")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("答非所问")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("应为八十万元")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("谢谢")
    assert (newest(shelf).reason, newest(shelf).comment) == ("number", "应为八十万元")


def test_a_refusal_can_be_judged_as_well(page, shelf):
    """有用 is one press, also where the library does not answer."""
    page.goto(REFUSED)
    page.locator(".refused").wait_for()
    page.get_by_role("button", name="有用").click()
    expect(page.locator(".verdict")).to_contain_text("谢谢")
    assert (newest(shelf).verdict, newest(shelf).status) == ("up", "insufficient_evidence")


def test_what_is_not_stored_stays_in_the_window(page):
    """A lost service is told beside the button; nothing that was written is lost."""
    page.goto(ANSWERED)
    page.route("**/api/feedback", lambda route: route.abort())
    page.get_by_role("button", name="不对？").click()
    page.get_by_label("已失效").check()
    page.get_by_label("补充说明").fill("去年就废止了")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("连不上")
    expect(page.get_by_label("补充说明")).to_have_value("去年就废止了")
    page.troubles.clear()  # Chromium itself reports the request that we broke
