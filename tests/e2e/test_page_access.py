"""Every page in a real Chromium under axe-core: names, roles, contrast, order, at both widths."""

from pathlib import Path

import axe_playwright_python
import pytest

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
PAGES = {
    "ask": "/#/ask?q=中试平台由哪个部门牵头？",
    "match": "/#/match",
    "library": "/#/library",
    "department": "/#/department/省财政厅",
    "bench": "/#/bench",
    "desk-new": "/#/desk/new?q=中试平台",
    "desk-statistics": "/#/desk/statistics",
    "desk-batch": "/#/desk/batch",
}


def findings(page):
    """Return what axe-core finds, as rule, weight and the first place."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", RULES)["violations"]
    return [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found]


@pytest.fixture
def unguarded(browser, samples_address):
    """Return a function that opens a page without the content policy, which would keep axe-core out."""
    contexts = []

    def make(width):
        context = browser.new_context(
            viewport={"width": width, "height": 860}, base_url=samples_address, bypass_csp=True
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_has_no_finding(unguarded, name, width):
    """Nothing that axe-core knows to look for is wrong, folded parts included."""
    page = unguarded(width)
    page.goto(PAGES[name])
    page.locator("main h1").first.wait_for(state="attached")
    assert findings(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_weighed_incentives_have_no_finding(unguarded, width):
    """Cards, conditions, the next question and the groups that may not be added up."""
    page = unguarded(width)
    page.goto("/#/match")
    page.get_by_label("一句话介绍企业").fill("我们是云河省澜州市的新材料企业，60 人，想做技术改造")
    page.get_by_role("button", name="看看能享受什么").click()
    page.locator(".match").first.wait_for()
    assert findings(page) == []


def test_the_desk_at_work_has_no_finding(unguarded):
    """The queue with a remark, the editor with pressed evidence, the reviewed answers."""
    page = unguarded(1280)
    page.goto("/#/desk")
    remark = {
        "question": "中试平台补多少？",
        "status": "answered",
        "verdict": "down",
        "reason": "number",
        "comment": "少了",
    }
    assert page.request.post("/api/feedback", data=remark).status == 201
    page.reload()
    page.locator(".desk-table").wait_for()
    assert findings(page) == []
    page.get_by_role("link", name="中试平台补多少？").click()
    page.locator(".desk-clause .sentence").first.click()
    assert findings(page) == []
    page.get_by_label("答复", exact=True).fill("可以得到补助。")
    page.get_by_label("审核人").fill("坐席一号")
    page.get_by_role("button", name="存下答复").click()
    page.locator(".desk-reviewed").wait_for()
    assert findings(page) == []


def test_the_window_of_feedback_has_no_finding(unguarded):
    """The reasons, the words and the buttons of 不对？, over the answer."""
    page = unguarded(390)
    page.goto(PAGES["ask"])
    page.get_by_role("button", name="不对？").click()
    page.get_by_role("dialog").wait_for()
    assert findings(page) == []


@pytest.mark.parametrize("view", ["", "?view=text"])
def test_the_reader_has_no_finding(unguarded, view):
    """Pages and text, with a clause chosen and the certificate open."""
    page = unguarded(1280)
    page.goto("/#/library?q=新材料")
    page.locator(".documents a").first.click()
    page.locator(".reader").wait_for()
    page.goto(page.url + view)
    page.locator(".outline a").nth(4).click()
    page.locator(".clause-card").wait_for()
    assert findings(page) == []
