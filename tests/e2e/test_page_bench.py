"""评测 in a real Chromium: runs of the real command over clauses of the samples, compared and looked into."""

import json
import re

import pytest
from playwright.sync_api import expect

from corpus.library import Library

pytestmark = pytest.mark.browser
SYSTEMS = ("words", "dense")


@pytest.fixture(scope="module")
def runs(samples, wence, tmp_path_factory):
    """Return a folder of runs: two systems over sample clauses, each asked for by a few of its own words."""
    folder = tmp_path_factory.mktemp("bench")
    dataset = folder / "示例"
    dataset.mkdir()
    with Library.open(samples) as library:
        clauses = [(str(key), clause.text) for key, clause in library.keyed_clauses() if len(clause.text) > 40][:40]
    write(dataset / "corpus.jsonl", [{"id": key, "text": text} for key, text in clauses])
    write(dataset / "queries.jsonl", [{"id": f"q{key}", "text": text[12:24]} for key, text in clauses[::5]])
    grades = ["query-id\tcorpus-id\tscore", *(f"q{key}\t{key}\t1" for key, _ in clauses[::5])]
    (dataset / "qrels.tsv").write_text("\n".join(grades) + "\n", encoding="utf-8")
    chosen = [word for system in SYSTEMS for word in ("--system", system)]
    done = wence("eval", dataset, "--out", folder / "runs" / "春", *chosen)
    assert done.returncode == 0, done.stderr
    return folder / "runs"


def write(path, rows):
    """Write rows as JSON lines."""
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def bench_address(samples, serving, runs):
    """Return the address of a server that knows the runs."""
    with serving(samples, WENCE_RUNS_DIR=str(runs)) as address:
        yield address


@pytest.fixture(params=["desktop", "phone"])
def page(open_page, bench_address, request):
    """Return a fresh page at both widths."""
    return open_page(bench_address, request.param)


def test_runs_stand_side_by_side_with_intervals(page):
    """A row and a bar for each run; the interval holds the mean."""
    page.goto("/#/bench")
    rows = page.locator(".bench-table tbody tr")
    expect(rows).to_have_count(len(SYSTEMS))
    assert {row.split()[0] for row in rows.all_inner_texts()} == set(SYSTEMS)
    mean, low, high = (float(n) for n in re.findall(r"\d\.\d{3}", rows.first.locator("td").nth(1).inner_text()))
    assert low <= mean <= high
    expect(page.locator(".bench-bars .bar-of-run")).to_have_count(len(SYSTEMS))
    expect(page.locator(".bench-bars .whisker")).to_have_count(len(SYSTEMS))


def test_two_runs_are_compared_query_by_query(page):
    """Wins, losses and ties add up to the queries; the greatest difference comes first."""
    page.goto("/#/bench")
    page.locator(".bench-verdict").wait_for()
    words = page.locator(".bench-verdict").inner_text()
    total, wins, losses, ties = (
        int(re.search(rf"{name} (\d+)", words)[1]) for name in ("共", "乙较好", "甲较好", "相同")
    )
    assert total == wins + losses + ties == page.locator(".bench-rows > li").count() == 8
    pairs = [re.findall(r"\d\.\d\d", one) for one in page.locator(".bench-change").all_inner_texts()]
    gaps = [abs(float(after) - float(before)) for before, after in pairs]
    assert gaps == sorted(gaps, reverse=True)


def test_a_query_shows_what_each_run_found(page):
    """Both rankings stand side by side with the words of the texts; the relevant one is marked."""
    page.goto("/#/bench")
    page.locator(".bench-rows summary").first.click()
    page.locator(".bench-passages li").first.wait_for()
    assert page.locator(".bench-columns > section").count() == 2
    assert page.locator(".bench-passages .hit").count() >= 1
    assert all(len(words) > 10 for words in page.locator(".bench-passages .serif").all_inner_texts())


def test_choosing_a_metric_or_a_run_lives_in_the_address(open_page, bench_address):
    """The comparison can be shared by its link."""
    page = open_page(bench_address)
    page.goto("/#/bench")
    page.get_by_role("button", name="MRR@10").click()
    expect(page.get_by_role("button", name="MRR@10")).to_have_attribute("aria-pressed", "true")
    assert "metric=MRR" in page.url
    page.get_by_label("甲（基准）").select_option("春/示例-dense")
    page.get_by_label("乙").select_option("春/示例-dense")
    expect(page.locator(".bench-result")).to_contain_text("请选两次不同的评测")


def test_a_run_can_be_downloaded(open_page, bench_address, runs):
    """TREC comes as written; CSV has a row for each query."""
    page = open_page(bench_address)
    page.goto("/#/bench")
    row = page.locator(".bench-table tr", has_text="words")
    with page.expect_download() as trec:
        row.get_by_role("link", name="TREC").click()
    assert trec.value.path().read_bytes() == (runs / "春" / "示例-words.trec").read_bytes()
    with page.expect_download() as table:
        row.get_by_role("link", name="CSV").click()
    assert len(table.value.path().read_text(encoding="utf-8-sig").splitlines()) == 1 + 8


def test_without_runs_the_page_tells_how_to_make_one(samples_page):
    """The command stands there to be copied."""
    samples_page.goto("/#/bench")
    expect(samples_page.locator(".command")).to_contain_text("wence eval")
    expect(samples_page.locator(".state")).to_contain_text("还没有评测结果")


def test_a_lost_service_is_told_with_a_way_back(page):
    """A list that does not come says so and can be tried again."""
    page.route("**/api/bench", lambda route: route.abort())
    page.goto("/#/bench")
    page.get_by_role("alert").wait_for()
    page.unroute("**/api/bench")
    page.get_by_role("button", name="再试一次").click()
    page.locator(".bench-table").wait_for()
    page.troubles.clear()  # Chromium itself reports the request that we broke
