"""坐席 in a real Chromium: a question is queued, answered with proof, reused, looked at again; counts and tables."""

import json
import re
import shutil
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from api.feedback import Reason
from api.settings import load_settings
from api.wiring import Engine

pytestmark = pytest.mark.browser
REFUSED = "鸵鸟养殖的补贴标准是多少？"
DISLIKED = "中试平台建成以后谁来验收、奖多少？"
PROOF = "对通过认定的省级中试平台"
WORDS = "0123456789abcdef"


@pytest.fixture(scope="module")
def shelf(samples, tmp_path_factory):
    """Return an engine over a copy of the samples."""
    folder = shutil.copytree(samples, tmp_path_factory.mktemp("desk") / "library")
    with Engine(load_settings({}, library=folder)) as engine:
        yield engine


@pytest.fixture(scope="module")
def served(shelf, serving):
    """Return the address of a server over that library."""
    with serving(shelf.settings.library) as address:
        yield address


@pytest.fixture
def engine(shelf):
    """Return the engine with two questions on its desk and nothing else."""
    with shelf.desk.store.writing() as db:
        for table in ("questions", "days", "uses", "reviewed"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608  constants only
    shelf.desk.queue.add_refusal(REFUSED)
    shelf.desk.queue.add_refusal(REFUSED)
    shelf.desk.queue.add_dislike(DISLIKED, [], Reason.NUMBER, "<img src=x onerror=alert(1)>")
    return shelf


@pytest.fixture
def address(served, engine):  # noqa: ARG001  the desk is made ready for the page
    """Return the address of the server over the desk."""
    return served


@pytest.fixture(params=["desktop", "phone"])
def page(open_page, address, request):
    """Return a fresh page at both widths."""
    return open_page(address, request.param)


def choose(page, words):
    """Press the sentence that holds the words, and return it as it stands in the clause."""
    sentence = page.locator(".sentence", has_text=words).first
    sentence.click()
    return sentence.inner_text().strip()


def test_a_question_is_answered_with_proof_and_the_answer_is_reused(page):
    """From the queue to the reader: an unproven figure is refused, the proven answer is given with its mark."""
    page.goto("/#/desk")
    expect(page.locator(".desk-table tbody tr")).to_have_count(2)
    expect(page.locator(".desk-table tbody tr").first).to_contain_text(REFUSED)
    expect(page.locator(".desk-reasons")).to_contain_text("数字不对")
    expect(page.locator(".desk-reasons")).to_contain_text("<img src=x")
    page.get_by_role("link", name=DISLIKED).click()
    quote = choose(page, PROOF)
    expect(page.locator(".desk-chosen")).to_contain_text(PROOF)
    page.get_by_label("答复", exact=True).fill("给予8000万元奖励。")
    page.get_by_label("审核人").fill("坐席一号")
    page.get_by_role("button", name="存下答复").click()
    expect(page.locator(".desk-form").get_by_role("alert")).to_contain_text("8000")
    page.troubles.clear()  # Chromium itself reports the refusal that we provoked
    figure = re.search(r"最高不超过\d+万元", quote)[0]
    page.get_by_label("答复", exact=True).fill(f"{figure}。")
    page.get_by_role("button", name="存下答复").click()
    expect(page.locator(".desk-reviewed .card")).to_contain_text("使用中")
    page.goto(f"/#/ask?q={DISLIKED}")
    expect(page.locator(".reviewed")).to_contain_text(re.compile(r"人工审核 · \d{4}-\d\d-\d\d"))
    expect(page.locator(".answer-text")).to_have_text(f"{figure}。")
    assert "".join(page.locator(".evidence mark").first.inner_text().split()) == "".join(quote.split())
    page.goto("/#/desk?state=answered")
    expect(page.locator(".desk-table")).to_contain_text(DISLIKED)


def test_evidence_is_chosen_by_keyboard_and_neighbours_are_one_quote(open_page, address):
    """Space presses a sentence; two in a row are one quote, dropping it releases both; a new search forgets nothing."""
    page = open_page(address)
    page.goto("/#/desk/new?q=中试平台补助")
    boxes = page.locator(".desk-clause").first.get_by_role("checkbox")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".desk-chosen li")).to_have_count(1)
    page.get_by_label("检索条款").fill("技术改造")
    page.keyboard.press("Enter")
    page.locator(".desk-clause", has_text="技术改造").first.wait_for()
    expect(page.locator(".desk-chosen li")).to_have_count(1)
    page.locator(".desk-clause").first.locator(".sentence").first.click()
    expect(page.locator(".desk-chosen li")).to_have_count(2)
    page.get_by_role("button", name="不用这句").first.click()
    expect(page.locator(".desk-chosen li")).to_have_count(1)
    page.get_by_label("检索条款").fill("中试平台补助")
    page.keyboard.press("Enter")
    page.locator(".desk-clause", has_text="中试").first.wait_for()
    expect(page.locator(".desk-clause").first.get_by_role("checkbox").first).not_to_be_checked()


def test_the_present_answer_can_be_the_draft(open_page, address, engine):
    """Its words and its quotes are taken over and can be saved as they are: they are proven already."""
    page = open_page(address)
    engine.desk.queue.add_dislike("中试平台由哪个部门牵头？", [], Reason.DEPARTMENT, "")
    page.goto("/#/desk")
    page.get_by_role("link", name="中试平台由哪个部门牵头？").click()
    page.get_by_text("问策现在的答案").click()
    now = page.locator(".desk-now").inner_text()
    page.get_by_role("button", name="以它为底稿来改").click()
    expect(page.get_by_label("答复", exact=True)).to_have_value(now)
    assert page.locator(".desk-chosen li").count() >= 1
    page.get_by_label("审核人").fill("坐席一号")
    page.get_by_role("button", name="存下答复").click()
    expect(page.locator(".desk-reviewed .card")).to_contain_text("使用中")


def test_a_question_is_put_aside(open_page, address):
    """One press; the row says so and the count follows when the list is read again."""
    page = open_page(address)
    page.goto("/#/desk")
    page.get_by_role("button", name=f"库内确无：{REFUSED}").click()
    expect(page.locator("tr", has_text=REFUSED)).to_contain_text("已标为库内确无")
    page.goto("/#/desk?state=absent")
    expect(page.get_by_role("link", name="库内确无 1")).to_have_attribute("aria-current", "page")
    page.get_by_role("button", name=f"重新打开：{REFUSED}").click()
    expect(page.locator("tr", has_text=REFUSED)).to_contain_text("已重新打开")
    page.goto("/#/desk")
    expect(page.locator(".desk-table tbody tr")).to_have_count(2)


def test_an_answer_whose_clause_changed_is_looked_at_again(open_page, address, engine):
    """It stands first, with the reason; its question and words wait in the editor; it can be withdrawn."""
    page = open_page(address)
    clause = next(clause for _, clause in engine.library.keyed_clauses() if PROOF in clause.text)
    body = {"question": DISLIKED, "text": "可以得到补助。", "reviewer": "坐席二号"}
    evidence = [{"clause_id": clause.id, "quote": PROOF}]
    page.request.post("/api/desk/reviewed", data={**body, "evidence": evidence})
    parse = engine.library.parse(clause.document_id)
    changed = [replace(one, text=one.text.replace("省级", "市级")) for one in parse.clauses]
    engine.library.add([replace(parse, clauses=tuple(changed))])
    page.goto("/#/desk")
    page.get_by_role("link", name="去复核").click()
    card = page.locator(".desk-reviewed .card")
    expect(card).to_contain_text("需复核")
    expect(card).to_contain_text("变动")
    card.get_by_role("link", name="复核").click()
    expect(page.get_by_label("答复", exact=True)).to_have_value("可以得到补助。")
    page.goto("/#/desk/reviewed")
    card.get_by_role("button", name="撤下").click()
    card.get_by_role("button", name="确定撤下").click()
    expect(page.locator(".desk-reviewed")).to_contain_text("已撤下")
    assert page.request.get("/api/desk/reviewed").json() == {"reviewed": []}
    engine.library.add([parse])


def test_reviewed_answers_are_exported_as_test_questions(open_page, address, engine):
    """The download holds a line for each, in the shape of our own gold."""
    page = open_page(address)
    engine.desk.queue.settle(engine.desk.queue.find()[0].id, "absent")
    page.goto("/#/desk/reviewed")
    with page.expect_download() as made:
        page.get_by_role("button", name="导出为测试题").click()
    (row,) = (json.loads(line) for line in made.value.path().read_text(encoding="utf-8").splitlines())
    assert (row["type"], row["question"]) == ("no_answer", REFUSED)


def test_statistics_are_drawn_and_told_in_figures(page):
    """A bar for the day, the topics of refusals, the document that answered; the figures stand in a table."""
    for question in ("中试平台由哪个部门牵头？", "中试平台由哪个部门牵头？", REFUSED):
        page.request.get("/api/ask", params={"q": question})
    page.goto("/#/desk/statistics?days=7")
    plot = page.get_by_role("img", name="7 天里答出 2 个，没答出 1 个")
    plot.wait_for()
    assert (plot.locator("rect.answered").count(), plot.locator("rect.refused").count()) == (1, 1)
    expect(page.locator("section", has_text="没答出的主题").last).to_contain_text("鸵鸟")
    page.get_by_text("看数字").click()
    assert page.locator(".figures tbody tr").last.locator("td").all_inner_texts() == ["2", "1", "0"]
    page.locator(".desk-ranks a").first.click()
    page.locator(".reader").wait_for()


def test_a_table_of_firms_comes_back_as_a_table_of_matches(open_page, address, tmp_path):
    """A good table is answered with a download, a bad one with a sentence."""
    page = open_page(address)
    good, bad = tmp_path / "企业.csv", tmp_path / "坏.csv"
    good.write_text("企业,地区,行业,人数\n甲公司（虚构）,云河省澜州市,新材料制造,60\n", encoding="utf-8")
    bad.write_text("颜色\n红\n", encoding="utf-8")
    page.goto("/#/desk/batch")
    page.get_by_label("企业表").set_input_files(bad)
    page.get_by_role("button", name="开始匹配").click()
    expect(page.get_by_role("alert")).to_contain_text("没有认识的列名")
    page.troubles.clear()  # Chromium itself reports the refusal that we provoked
    page.get_by_label("企业表").set_input_files(good)
    with page.expect_download() as made:
        page.get_by_role("button", name="开始匹配").click()
    made.value.save_as(tmp_path / "made.xlsx")
    rows = list(load_workbook(tmp_path / "made.xlsx").active.iter_rows(values_only=True))
    assert len(rows) > 1
    assert rows[1][0] == "甲公司（虚构）"


def test_a_service_with_a_token_asks_for_it(open_page, samples, serving):
    """A wrong token is told, the right one opens, and the window remembers it."""
    with serving(samples, WENCE_STAFF_TOKEN=WORDS) as address:
        page = open_page(address)
        page.goto("/#/desk")
        expect(page.locator("#staff-why")).to_contain_text("请输入口令")
        page.get_by_label("工作人员口令").fill("不对的口令")
        page.get_by_role("button", name="进入").click()
        expect(page.locator("#staff-why")).to_contain_text("口令不对")
        page.get_by_label("工作人员口令").fill(WORDS)
        page.get_by_role("button", name="进入").click()
        page.get_by_role("group", name="处理状态").wait_for()
        page.get_by_role("link", name="统计").click()
        page.locator(".desk-totals").wait_for()
        page.troubles.clear()  # Chromium itself reports the refusals that we provoked


def test_a_lost_service_is_told_with_a_way_back(page):
    """A queue that does not come says so and can be tried again."""
    page.route("**/api/desk/queue*", lambda route: route.abort())
    page.goto("/#/desk")
    page.get_by_role("alert").wait_for()
    page.unroute("**/api/desk/queue*")
    page.get_by_role("button", name="再试一次").click()
    page.locator(".desk-table").wait_for()
    page.troubles.clear()  # Chromium itself reports the request that we broke


def test_without_a_token_another_machine_is_told_what_to_do(open_page, address):
    """No form that could not help: the setting is named."""
    page = open_page(address)
    page.set_extra_http_headers({"x-forwarded-for": "192.0.2.7"})
    page.goto("/#/desk")
    expect(page.get_by_role("alert")).to_contain_text("WENCE_STAFF_TOKEN")
    expect(page.get_by_label("工作人员口令")).to_have_count(0)
    page.troubles.clear()  # Chromium itself reports the refusal that we provoked
