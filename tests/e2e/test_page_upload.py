"""上传文件 in a real Chromium: chosen, dropped, sent, read with progress; certificates, errors, who may."""

import re
import shutil
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.bad_inputs import BAD_INPUTS

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WORDS = "0123456789abcdef"
PINES = """澜州市{kind}保护办法

第一条 为了保护{kind}，制定本办法。
第二条 {kind}巡护站由市林业局负责建设。
"""


@pytest.fixture(scope="module")
def address(library, serving, tmp_path_factory):
    """Return the address of a server over a copy of the invented library."""
    with serving(shutil.copytree(library, tmp_path_factory.mktemp("upload") / "library")) as address:
        yield address


@pytest.fixture(params=["desktop", "phone"])
def page(open_page, address, request):
    """Return a fresh page at both widths."""
    return open_page(address, request.param)


@pytest.fixture
def bad(tmp_path):
    """Return a locked PDF, whose name would like to be markup, and a truncated one."""
    paths = [tmp_path / "<img src=x onerror=alert(1)>.pdf", tmp_path / "断.pdf"]
    for path, kind in zip(paths, ("加密的 PDF", "截断的 PDF"), strict=True):
        BAD_INPUTS[kind][1](path)
    return paths


def written(folder, kind):
    """Return a file with an invented document about the kind of tree."""
    path = folder / f"{kind}.txt"
    path.write_text(PINES.format(kind=kind), encoding="utf-8")
    return path


def sent(page, *paths):
    """Choose the files, send them and wait for the end."""
    page.goto("/#/upload")
    page.get_by_label("选择文件").set_input_files(paths)
    page.get_by_role("button", name=f"上传 {len(paths)} 份文件").click()
    newest = page.locator(".upload-job", has_text=paths[0].name).first
    expect(newest.locator(".upload-stage strong")).to_contain_text(re.compile("入库|库内已有"), timeout=30_000)
    return newest


def test_documents_are_brought_from_the_library_page_and_can_be_read_at_once(page, tmp_path, bad):
    """A good file gets its certificate and a link; a locked and a broken one each a sentence with the next step."""
    kind = {1280: "云杉", 390: "冷杉"}[page.viewport_size["width"]]
    page.goto("/#/library")
    page.get_by_role("link", name="上传文件").click()
    expect(page.get_by_role("heading", name="上传文件")).to_be_visible()
    job = sent(page, written(tmp_path, kind), *bad)
    expect(job.locator(".upload-stage strong")).to_have_text("1 份已入库，2 份未能入库")
    expect(page.locator("main img")).to_have_count(0)
    good, locked, broken = job.locator(".upload-file").all()
    expect(good).to_contain_text("已入库")
    expect(locked.locator(".upload-reason")).to_contain_text("请先解除密码保护")
    expect(broken.locator(".upload-reason")).to_contain_text("请重新下载")
    good.get_by_text("阅读凭证").click()
    expect(good.locator(".figures tbody tr")).to_have_count(1)
    page.reload()
    expect(page.locator(".upload-stage").first).to_contain_text("1 份已入库")
    page.get_by_role("link", name=f"澜州市{kind}保护办法").first.click()
    page.locator(".reader").wait_for()
    page.goto(f"/#/ask?q={kind}巡护站由哪个部门负责建设？")
    expect(page.locator(".departments").first).to_contain_text("市林业局")


def test_the_same_file_again_is_said_to_be_there_with_a_link(open_page, address, tmp_path):
    """Nothing is stored twice, and the way to the stored document is one press."""
    page = open_page(address)
    path = written(tmp_path, "银杏")
    sent(page, path)
    job = sent(page, path)
    expect(job).to_contain_text("库内已有")
    job.get_by_role("link").first.click()
    page.locator(".reader").wait_for()


def test_files_are_chosen_by_keyboard_and_dropped_ones_can_be_left_out(open_page, address, tmp_path):
    """The chooser opens with the space bar; what is empty or too large is told and not sent."""
    page = open_page(address)
    page.goto("/#/upload")
    page.wait_for_load_state("networkidle")
    with page.expect_file_chooser() as chooser:
        page.get_by_label("选择文件").press("Space")
    chooser.value.set_files(written(tmp_path, "柳树"))
    dropped = page.evaluate_handle(
        """() => { const data = new DataTransfer(); data.items.add(new File(["甲"], "甲.txt"));
        data.items.add(new File([], "空.txt")); data.items.add(new File([new Uint8Array(53000000)], "大.txt"));
        return data; }"""
    )
    page.locator(".upload-drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator(".upload-chosen li")).to_have_count(2)
    expect(page.get_by_role("alert")).to_contain_text("空.txt 是空的")
    expect(page.get_by_role("alert")).to_contain_text("大.txt 有 50.5 MB，超过 50 MB")
    page.get_by_role("button", name="不传 柳树.txt").click()
    expect(page.get_by_role("button", name="上传 1 份文件")).to_be_visible()
    expect(page.get_by_label("选择文件")).to_be_focused()


def test_progress_is_shown_while_files_are_read(open_page, address, tmp_path):
    """Queued, then file by file, then indexing: each in words and as a bar."""
    page = open_page(address)
    file = {"name": "甲.txt", "bytes": 9, "reason": "", "id": None, "title": "", "clauses": 0, "certificate": None}
    waiting = {**file, "status": "waiting", "status_name": "等待"}
    steps = [
        {"stage": "waiting", "state": "queued", "ahead": 2, "done": 0},
        {"stage": "reading", "state": "running", "ahead": 0, "done": 1},
        {"stage": "indexing", "state": "running", "ahead": 0, "done": 2},
    ]
    page.goto("/#/upload")
    page.locator(".upload-drop").wait_for()
    step = {"now": 0}

    def answer(route):
        job = {"id": "0" * 32, "total": 2, "seconds": 1.0, "trouble": "", "files": [waiting, waiting]}
        route.fulfill(status=202 if route.request.method == "POST" else 200, json={**job, **steps[step["now"]]})

    page.route("**/api/documents", answer)
    page.route("**/api/jobs/*", answer)
    page.get_by_label("选择文件").set_input_files(written(tmp_path, "杨树"))
    page.get_by_role("button", name="上传 1 份文件").click()
    for number, words in enumerate(["前面还有 2 次上传", "正在读取第 2 份，共 2 份", "正在建立索引"]):
        step["now"] = number
        expect(page.locator(".upload-stage").first).to_contain_text(words)
    assert page.get_by_role("progressbar", name="处理进度").get_attribute("value") == "2"


def test_a_failed_sending_keeps_the_files_for_another_try(page, tmp_path):
    """The service refuses, then is gone, then is back: nothing has to be chosen again."""
    name = f"槐树{page.viewport_size['width']}"
    page.goto("/#/upload")
    page.get_by_label("选择文件").set_input_files(written(tmp_path, name))
    full = {"status": 429, "detail": "已有几次上传在排队"}
    page.route("**/api/documents", lambda route: route.fulfill(status=429, json=full))
    page.get_by_role("button", name="上传 1 份文件").click()
    expect(page.get_by_role("alert")).to_contain_text("排队")
    page.unroute("**/api/documents")
    page.route("**/api/documents", lambda route: route.abort())
    page.get_by_role("button", name="上传 1 份文件").click()
    expect(page.get_by_role("alert")).to_contain_text("没有传完")
    page.unroute("**/api/documents")
    page.get_by_role("button", name="上传 1 份文件").click()
    job = page.locator(".upload-job", has_text=name)
    expect(job.locator(".upload-stage")).to_contain_text("1 份已入库", timeout=30_000)
    page.troubles.clear()  # Chromium itself reports the requests that we broke


def test_a_lost_job_is_followed_again(open_page, address, tmp_path):
    """While the service does not answer the page says so and offers another try."""
    page = open_page(address)
    page.goto("/#/upload")
    page.route("**/api/jobs/*", lambda route: route.abort())
    page.get_by_label("选择文件").set_input_files(written(tmp_path, "榆树"))
    page.get_by_role("button", name="上传 1 份文件").click()
    job = page.locator(".upload-job", has_text="榆树")
    job.get_by_role("button", name="再试一次").wait_for()
    page.unroute("**/api/jobs/*")
    job.get_by_role("button", name="再试一次").click()
    expect(job.locator(".upload-stage")).to_contain_text("1 份已入库", timeout=30_000)
    page.troubles.clear()  # Chromium itself reports the requests that we broke


def test_a_service_with_a_token_asks_for_it_and_takes_the_file(open_page, library, serving, tmp_path):
    """The token goes with the files, too."""
    copy = shutil.copytree(library, tmp_path / "library")
    with serving(copy, WENCE_STAFF_TOKEN=WORDS) as address:
        page = open_page(address)
        page.goto("/#/upload")
        expect(page.locator(".upload-drop")).to_have_count(0)
        page.get_by_label("工作人员口令").fill(WORDS)
        page.get_by_role("button", name="进入").click()
        page.locator(".upload-drop").wait_for()
        sent(page, written(tmp_path, "樟树"))
        page.troubles.clear()  # Chromium itself reports the refusal that we provoked


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_has_no_finding_of_axe(browser, address, tmp_path, bad, width):
    """Empty, with files chosen, and with results whose certificates are open."""
    context = browser.new_context(viewport={"width": width, "height": 860}, base_url=address, bypass_csp=True)
    page = context.new_page()

    def findings():
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        page.evaluate(AXE)
        found = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", RULES)["violations"]
        return [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found]

    page.goto("/#/upload")
    page.locator(".upload-drop").wait_for()
    page.get_by_label("选择文件").set_input_files(bad)
    assert findings() == []
    sent(page, written(tmp_path, f"水杉{width}"), *bad)
    page.locator(".upload-proof summary").first.wait_for()
    assert findings() == []
    context.close()
