"""The page in a real Chromium, at desktop and phone width."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
QUESTION = "苔藓工厂建设由哪个部门牵头？"


@pytest.fixture(scope="module")
def address(library, serving):
    """Return the address of a real server over the invented library."""
    with serving(library) as url:
        yield url


@pytest.fixture(params=["desktop", "phone"])
def page(open_page, address, request):
    """Return a fresh page; after the test it must have reported no error and called no other host."""
    return open_page(address, request.param)


def test_asking_shows_departments_and_the_quoted_evidence(page):
    """Typing a question and pressing Enter shows the lead as a chip and its words marked in the clause."""
    page.goto("/")
    page.get_by_label("您的问题").fill(QUESTION)
    page.keyboard.press("Enter")
    chip = page.locator(".department.lead").first
    chip.wait_for()
    assert "市林业局" in chip.inner_text()
    assert page.locator(".evidence mark").first.inner_text()
    assert page.locator(".evidence").first.get_by_text("现行有效").count() == 1


def test_typing_pinyin_suggests_and_the_keyboard_chooses(page):
    """Initials are enough; arrow and Enter ask the suggested question."""
    page.goto("/")
    box = page.get_by_label("您的问题")
    box.press_sequentially("jianshetaixian")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "suggestion-0"
    box.press("Enter")
    page.locator(".department").first.wait_for()
    assert "检测平台" in page.get_by_label("您的问题").input_value()


def test_a_question_without_evidence_is_refused_plainly(page):
    """The page says so and offers the library."""
    page.goto("/#/ask?q=火星移民补贴怎么申请")
    state = page.locator(".state.refused")
    state.wait_for()
    assert "不足以回答" in state.inner_text()
    assert page.locator(".department").count() == 0


def test_an_answer_leads_to_the_original_with_the_words_marked(page):
    """From the evidence one click goes to the document, at the clause."""
    page.goto(f"/#/ask?q={QUESTION}")
    page.get_by_role("link", name="查看原文位置").first.click()
    page.locator("#here mark").wait_for()
    assert "苔藓" in page.locator("h1").inner_text()


def test_the_library_filters_and_a_hostile_title_is_only_text(page):
    """A document titled <script> is shown as such and runs nothing."""
    page.goto("/#/library")
    page.locator(".documents li").first.wait_for()
    assert page.locator(".documents li").count() == 3
    page.get_by_label("在目录中查找").fill("雪绒花")
    page.keyboard.press("Enter")
    expect(page.locator(".documents li")).to_have_count(1)
    page.locator(".documents a").click()
    page.locator(".paper").wait_for()
    assert page.locator("main script, main img[src=x]").count() == 0


def test_a_department_page_gathers_duties_over_documents(page):
    """The chip of a department leads to its duties."""
    page.goto(f"/#/ask?q={QUESTION}")
    page.locator(".department.lead a.name").first.click()
    page.locator(".duties").first.wait_for()
    assert "林业局" in page.locator("h1").inner_text()


def test_a_lost_service_is_told_with_a_way_back(page):
    """When the service cannot be reached the page says so and can try again."""
    page.goto("/")
    page.locator(".results p").wait_for()
    page.route("**/api/ask*", lambda route: route.abort())
    page.get_by_label("您的问题").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert "连不上" in page.get_by_role("alert").inner_text()
    page.unroute("**/api/ask*")
    page.get_by_role("button", name="再试一次").click()
    page.locator(".department.lead").first.wait_for()
    page.troubles.clear()  # Chromium itself reports the request that we broke


def test_everything_can_be_reached_by_keyboard(page):
    """The first tab stop jumps to the content; every control has a name."""
    page.goto("/#/match")
    page.get_by_label("一句话介绍企业").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, a, input, select, textarea')].filter((e) => !e.textContent.trim()"
        " && !e.labels?.length && !e.ariaLabel && !e.getAttribute('aria-label')).map((e) => e.outerHTML)"
    )
    assert nameless == []


def test_the_first_page_is_light_and_quick(page):
    """Less than 300 KB and interactive within a second on loopback."""
    page.goto("/")
    page.get_by_label("您的问题").wait_for()
    timing = page.evaluate(
        "(() => { const [n] = performance.getEntriesByType('navigation');"
        " const all = [n, ...performance.getEntriesByType('resource')];"
        " return [all.reduce((sum, e) => sum + e.transferSize, 0), n.domInteractive]; })()"
    )
    assert timing[0] < 300_000
    assert timing[1] < 1000


def test_the_interface_documentation_works_offline(page):
    """Operations are listed and one can be tried."""
    page.goto("/docs")
    operation = page.locator("details.operation", has_text="/healthz")
    operation.locator("summary").click()
    operation.get_by_role("button", name="试一试").click()
    operation.locator("pre").wait_for()
    assert '"ok"' in operation.locator("pre").inner_text()


def test_a_vague_question_offers_its_readings_to_choose_from(samples_page):
    """What was found is shown as well; a choice is asked as a question of its own."""
    page = samples_page
    page.goto("/#/ask?q=补贴多少")
    choices = page.get_by_role("group", name="您想问的是").get_by_role("button")
    choices.first.wait_for()
    assert choices.count() >= 2
    assert page.locator(".evidence").count() >= 1
    wanted = choices.nth(1).inner_text()
    choices.nth(1).click()
    page.get_by_text("还可以接着问").wait_for()
    assert page.get_by_label("您的问题").input_value() == wanted
