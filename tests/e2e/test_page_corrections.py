"""更正 in a real Chromium: staff mend a clause in the reader, readers see it at once, and it is taken back."""

import json
import shutil
import urllib.request
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from api.settings import load_settings
from api.wiring import Engine
from tests.e2e.test_page_access import AXE, RULES

pytestmark = pytest.mark.browser
PILOT = "建设中试平台"
ASKED = "中试平台由哪个部门牵头？"


@pytest.fixture(scope="module")
def engine(samples, tmp_path_factory):
    """Return an engine over a copy of the samples."""
    folder = shutil.copytree(samples, tmp_path_factory.mktemp("mended") / "library")
    with Engine(load_settings({}, library=folder)) as engine:
        yield engine


@pytest.fixture(scope="module")
def address(engine, serving):
    """Return the address of a server over that library."""
    with serving(engine.settings.library) as address:
        yield address


@pytest.fixture
def reader(engine, address):
    """Return the address of the reader at the clause that leads the pilot platforms, without corrections."""
    for one in engine.library.corrections.all():
        engine.library.withdraw_correction(one.number)
    with urllib.request.urlopen(f"{address}/api/ask?q={quote(ASKED)}") as found:  # noqa: S310
        citation = json.load(found)["citations"][0]
    return f"/#/document/{citation['document_id']}?clause={quote(citation['clause_id'], safe='')}"


@pytest.fixture(params=["desktop", "phone"])
def page(open_page, address, request):
    """Return a fresh page at both widths."""
    return open_page(address, request.param)


def open_form(page, reader):
    """Open the window over the clause and return it."""
    page.goto(reader)
    card = page.locator(".clause-card")
    card.wait_for()
    if card.get_attribute("open") is None:
        card.locator("summary").first.click()
    page.get_by_role("button", name="更正标注").click()
    dialog = page.locator("dialog")
    dialog.locator(".correct-row").first.wait_for()
    return dialog


def test_a_department_is_put_right_and_taken_back(page, reader):
    """A name that the clause does not have is refused in words; the right one is shown to readers with its mark."""
    dialog = open_form(page, reader)
    dialog.get_by_label("部门", exact=True).first.fill("省鸵鸟局")
    dialog.get_by_label("为什么").fill("括号里写的是牵头")
    dialog.get_by_label("更正人").fill("坐席一号")
    dialog.get_by_role("button", name="保存更正").click()
    expect(dialog.get_by_role("alert").last).to_contain_text("这一条里没有“省鸵鸟局”")
    page.troubles.clear()
    dialog.get_by_label("部门", exact=True).first.fill("省科技厅")
    dialog.get_by_label("角色").nth(1).select_option("lead")
    dialog.get_by_role("button", name="保存更正").click()
    expect(dialog).to_have_count(0)
    card = page.locator(".clause-card")
    card.wait_for()
    if card.get_attribute("open") is None:
        card.locator("summary").first.click()
    expect(page.locator(".amended")).to_contain_text("括号里写的是牵头（坐席一号")
    expect(card.locator(".department.lead .mended").first).to_have_text("人工更正")
    page.goto(f"/#/ask?q={quote(ASKED)}")
    expect(page.locator(".department.lead .mended").first).to_be_visible()
    page.goto("/#/desk/corrections")
    first = page.locator(".desk-reviewed > li").first
    expect(first).to_contain_text("使用中")
    expect(first.locator("ins").first).to_contain_text("牵头：省工业和信息化厅")
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出为标注").click()
    assert taken.value.suggested_filename == "corrections.jsonl"
    first.get_by_role("button", name="撤销").click()
    first.get_by_role("button", name="确定撤销").click()
    expect(page.locator(".desk-reviewed > li").first).to_contain_text("已撤销")
    page.goto(reader)
    page.locator(".clause-card").wait_for()
    expect(page.locator(".amended")).to_have_count(0)


def test_the_instrument_of_a_measure_is_chosen_from_the_taxonomy(page, reader):
    """The words stay the clause's own."""
    dialog = open_form(page, reader)
    dialog.get_by_role("button", name="举措", exact=True).click()
    row = dialog.locator(".correct-row").first
    words = row.get_by_label("原文里的句子").input_value()
    other = "公共服务" if row.get_by_label("政策工具").input_value() != "公共服务" else "资金投入"
    row.get_by_label("政策工具").select_option(other)
    dialog.get_by_label("为什么").fill("讲的是平台服务")
    dialog.get_by_label("更正人").fill("坐席一号")
    dialog.get_by_role("button", name="保存更正").click()
    expect(dialog).to_have_count(0)
    page.goto("/#/desk/corrections")
    expect(page.locator("ins").first).to_contain_text(other)
    assert len(words) > 1


@pytest.mark.parametrize("width", [1280, 390])
def test_the_window_and_the_list_have_no_serious_finding(browser, address, reader, width):
    """By axe-core, at both widths."""
    context = browser.new_context(viewport={"width": width, "height": 860}, base_url=address, bypass_csp=True)
    page = context.new_page()
    for turn in ("window", "list"):
        if turn == "window":
            open_form(page, reader)
        else:
            page.goto("/#/desk/corrections")
            page.locator(".desk-bar").wait_for()
        page.evaluate(AXE)
        found = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", RULES)["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []
    context.close()
