"""原文 in a real Chromium: the original page with the words marked, the clause tree, the layers, the certificate."""

import json
import urllib.request
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
BASIS = """澜州市苔藓保护管理办法

第一条 为了保护苔藓，制定本办法。
第二条 苔藓保护由市自然资源局负责。

澜州市人民政府
2020年5月6日
"""
CITING = """澜州市苔藓保护实施细则

第一条 为了保护山区的苔藓，制定本细则。本细则根据《澜州市苔藓保护管理办法》制定。
第二条 山区苔藓产业帮扶由省乡村振兴局牵头。
第三条 《澜州市苔藓采摘临时规定》同时废止。

澜州市人民政府
2021年7月8日
"""
PDF = "新材料产业集群"
PILOT = "建设中试平台"
SEEN = "(e) => { const r = e.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0; }"


@pytest.fixture(scope="module")
def known(samples_address):
    """Return a function that finds a document by words of its title, with its outline."""

    def find(words):
        catalogue = json.load(urllib.request.urlopen(f"{samples_address}/api/documents?q={quote(words)}"))  # noqa: S310
        document_id = catalogue["documents"][0]["id"]
        return json.load(urllib.request.urlopen(f"{samples_address}/api/documents/{document_id}/outline"))  # noqa: S310

    return find


def address_of(data, words, **more):
    """Return the reader's address of the clause that has these words."""
    clause = next(one["id"] for one in data["outline"] if words in one["words"])
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/#/document/{data['document']['id']}?clause={quote(clause, safe='')}{rest}"


def test_a_clause_opens_on_its_page_with_its_words_marked(samples_page, known, until):
    """The picture is there, the boxes are in view, the panel shows who bears the duty."""
    page = samples_page
    page.goto(address_of(known(PDF), PILOT))
    page.locator("rect.cited").first.wait_for(state="attached")
    until(lambda: page.evaluate(f"({SEEN})(document.querySelector('rect.cited'))"))
    assert page.locator(".sheet image[href]").count() >= 1
    expect(page.locator(".outline a[aria-current]")).to_contain_text(PILOT)
    card = page.locator(".clause-card")
    if not card.get_attribute("open") and page.viewport_size["width"] < 900:
        card.locator("summary").first.click()
    expect(card.locator(".department.lead")).to_contain_text("省科技厅")


def test_layers_can_be_put_on_the_page_and_taken_off(samples_page, known):
    """Departments and incentives are drawn only when asked for, and say what they are."""
    page = samples_page
    page.goto(f"/#/document/{known(PDF)['document']['id']}")
    marks = page.locator("rect.departments")
    marks.first.wait_for(state="attached")
    assert not marks.first.is_visible()
    chip = page.locator(".layers").get_by_role("button", name="责任单位")
    chip.click()
    expect(marks.first).to_be_visible()
    assert "：" in marks.first.locator("title").text_content()
    chip.click()
    assert not marks.first.is_visible()


def test_a_click_on_the_page_chooses_the_clause_under_it(open_page, samples_address, known):
    """The address names the clause, so that it can be shared."""
    page = open_page(samples_address)
    page.goto(f"/#/document/{known(PDF)['document']['id']}")
    page.locator(".clause-area rect").nth(6).wait_for(state="attached")
    page.locator(".clause-area rect").nth(6).click()
    page.locator(".clause-card").wait_for()
    assert "clause=" in page.url
    page.get_by_role("link", name="下一条").click()
    expect(page.locator(".outline a[aria-current]")).to_have_count(1)


def test_a_document_without_pages_shows_its_text_with_layers(samples_page, known):
    """HTML has no pictures: the clause is marked in the text, departments can be marked too."""
    page = samples_page
    data = known("人才安居")
    clause = next(one for one in data["outline"] if one["departments"])
    page.goto(f"/#/document/{data['document']['id']}?clause={quote(clause['id'], safe='')}")
    page.locator("#here").wait_for()
    assert page.locator(".sheet").count() == 0
    page.locator(".layers").get_by_role("button", name="责任单位").click()
    tagged = page.locator("#here .tagged.departments").first
    assert tagged.get_attribute("title")
    assert tagged.evaluate("(e) => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_the_certificate_counts_every_page(samples_page, known):
    """Seen is assigned, furniture or unassigned; the sums agree with the pages listed."""
    page = samples_page
    data = known(PDF)
    page.goto(f"/#/document/{data['document']['id']}")
    page.get_by_text("阅读凭证").click()
    rows = page.locator(".figures tbody tr")
    expect(rows).to_have_count(data["document"]["pages"])
    for row in rows.all():
        seen, assigned, furniture, unassigned, _ = (int(cell) for cell in row.locator("td").all_inner_texts()[:5])
        assert seen == assigned + furniture + unassigned > 0


@pytest.fixture(scope="module")
def citing(wence, serving, tmp_path_factory):
    """Return the address of a server over two invented documents of which one cites the other."""
    folder = tmp_path_factory.mktemp("citing")
    (folder / "甲.txt").write_text(BASIS, encoding="utf-8")
    (folder / "乙.txt").write_text(CITING, encoding="utf-8")
    assert wence("ingest", folder, "--library", folder / "library").returncode == 0
    with serving(folder / "library") as address:
        yield address


def test_cited_documents_are_listed_by_relation_and_linked(open_page, citing):
    """What the document rests on and what it ends stand apart; the one in the library is a link."""
    page = open_page(citing)
    page.goto("/#/library")
    page.get_by_role("link", name="实施细则").click()
    page.get_by_text("引用的文件（库内有 1 份）").click()
    parts = page.locator(".certificate", has_text="引用的文件")
    expect(parts.locator("h2")).to_have_text(["依据", "废止"])
    parts.get_by_role("link", name="澜州市苔藓保护管理办法").click()
    expect(page.locator("h1")).to_contain_text("澜州市苔藓保护管理办法")


def test_a_dissolved_department_names_its_successor(open_page, citing):
    """A department written of in 2021 and dissolved in 2023 says who took over."""
    page = open_page(citing)
    page.goto("/#/library")
    page.get_by_role("link", name="实施细则").click()
    page.locator(".outline a", has_text="第二条").click()
    expect(page.locator(".successors")).to_contain_text("2023")


def test_the_original_can_be_downloaded(open_page, samples_address, known):
    """The bytes are those of the file that was read."""
    page = open_page(samples_address)
    page.goto(f"/#/document/{known(PDF)['document']['id']}")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载原文件").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_document_that_is_not_there_is_told_plainly(samples_page):
    """An old link says so and offers to try again."""
    page = samples_page
    page.goto("/#/document/0123456789abcdef")
    page.get_by_role("alert").wait_for()
    assert "没有编号为" in page.get_by_role("alert").inner_text()
    page.troubles.clear()  # Chromium itself reports the 404


def test_a_clause_that_is_not_there_leaves_the_document_readable(samples_page, known):
    """After a document was read anew a clause may be gone; the page still opens."""
    page = samples_page
    page.goto(f"/#/document/{known(PDF)['document']['id']}?clause=gone")
    page.locator(".sheet").first.wait_for()
    page.get_by_role("alert").wait_for()
    assert "没有这一条" in page.get_by_role("alert").inner_text()
    page.troubles.clear()  # Chromium itself reports the 404
