"""政策库 in a real Chromium: the catalogue filtered and sorted, a department over all documents."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def more(page):
    """Open the further filters, which a phone keeps folded."""
    if not page.get_by_label("文种").is_visible():
        page.get_by_text("更多筛选").click()


def test_filters_narrow_the_list_and_live_in_the_address(samples_page):
    """Kind and validity together; a chip takes one away again; the address can be shared."""
    page = samples_page
    page.goto("/#/library")
    expect(page.locator(".documents li")).to_have_count(10)
    more(page)
    page.get_by_label("时效").select_option("已失效")
    expect(page.locator(".documents li")).to_have_count(1)
    expect(page.locator(".documents")).to_contain_text("稳定就业岗位")
    page.reload()
    expect(page.locator(".documents li")).to_have_count(1)
    page.get_by_role("button", name="去掉 时效").click()
    expect(page.locator(".documents li")).to_have_count(10)


def test_a_region_counts_the_places_inside_it(open_page, samples_address):
    """The number promised beside a region is the number of documents it yields."""
    page = open_page(samples_address)
    page.goto("/#/library")
    option = page.get_by_label("地区").locator("option", has_text="云河省").first
    option.wait_for(state="attached")
    promised = int(re.search(r"（(\d+)）", option.text_content())[1])
    page.get_by_label("地区").select_option("云河省")
    expect(page.locator(".documents li")).to_have_count(promised)
    assert promised > 1


def test_words_of_the_text_find_documents_whose_title_has_them_not(open_page, samples_address):
    """The phrase stands in clauses; together with a department fewer remain."""
    page = open_page(samples_address)
    page.goto("/#/library")
    page.get_by_label("正文里有这句话").fill("中试平台")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_contain_text("正文含 中试平台")
    found = page.locator(".documents li").count()
    assert 0 < found < 10
    department = page.get_by_label("责任单位").locator("option").nth(1).get_attribute("value")
    page.get_by_label("责任单位").select_option(department)
    expect(page.locator(".chosen")).to_contain_text(department)
    assert page.locator(".documents li").count() <= found


def test_days_bound_the_list_and_sorting_orders_it(open_page, samples_address, until):
    """Oldest first is the reverse of newest first; a range leaves out what was written outside it."""
    page = open_page(samples_address)
    days = (
        "[...document.querySelectorAll('.documents .facts')]"
        ".map((e) => e.innerText.match(/20\\d\\d-\\d\\d-\\d\\d/)?.[0])"
    )
    page.goto("/#/library")
    page.locator(".documents li").first.wait_for()
    newest = [day for day in page.evaluate(days) if day]
    assert newest == sorted(newest, reverse=True)
    page.goto("/#/library?sort=oldest")
    page.locator(".documents li").first.wait_for()
    until(lambda: page.evaluate(days)[:1] == newest[-1:])
    page.goto(f"/#/library?since={newest[0]}")
    until(lambda: set(page.evaluate(days)) == {newest[0]})


def test_nothing_found_offers_the_whole_catalogue(samples_page):
    """A list without documents says so and can be cleared."""
    page = samples_page
    page.goto("/#/library?q=没有这样的标题")
    expect(page.locator(".state")).to_contain_text("没有符合条件的文件")
    page.get_by_role("link", name="清除全部筛选").click()
    expect(page.locator(".documents li")).to_have_count(10)


def test_a_department_shows_its_duties_by_role(samples_page):
    """Choosing a role leaves only duties in it; each leads to its clause."""
    page = samples_page
    page.goto("/#/department/省财政厅")
    page.locator(".duties li").first.wait_for()
    tags = page.locator(".duties .role-tag")
    chips = page.get_by_role("group", name="按角色筛选").locator("button")
    if chips.count():
        words = chips.first.inner_text().split()[0]
        chips.first.click()
        assert all(tag.startswith(words) for tag in tags.all_inner_texts())
    page.locator(".duties li a").first.click()
    page.locator(".reader").wait_for()


def test_a_lost_service_is_told_with_a_way_back(samples_page):
    """A catalogue that does not come says so and can be tried again."""
    page = samples_page
    page.route("**/api/documents?*", lambda route: route.abort())
    page.goto("/#/library")
    page.get_by_role("alert").wait_for()
    page.unroute("**/api/documents?*")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".documents li")).to_have_count(10)
    page.troubles.clear()  # Chromium itself reports the request that we broke


def test_an_unknown_department_is_told_plainly(samples_page):
    """No document writes of it: the page says so."""
    page = samples_page
    page.goto("/#/department/月球事务局")
    page.get_by_role("alert").wait_for()
    assert "没有写明" in page.get_by_role("alert").inner_text()
    page.troubles.clear()  # Chromium itself reports the 404
