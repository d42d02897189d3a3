"""The HTTP door of the reader, the catalogue, the exports and the bench: what they give, and how they refuse."""

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import load_settings
from api.wiring import Engine

FIRM = {"region": "云河省澜州市", "industry": "苔藓种植", "revenue_wan": 2600}


@pytest.fixture(scope="module")
def client(library, tmp_path_factory):
    """Return a client of the app over the invented library, with an empty folder of runs."""
    settings = load_settings(library=library, runs_dir=tmp_path_factory.mktemp("runs"))
    with Engine(settings) as engine, TestClient(create_app(settings, engine), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def moss(client):
    """Return the id of the measures on moss."""
    return client.get("/api/documents?q=苔藓").json()["documents"][0]["id"]


def test_the_outline_counts_tags_and_carries_no_text(client, moss):
    """What the reader opens first is light: words of each clause, no whole clause."""
    body = client.get(f"/api/documents/{moss}/outline").json()
    assert sum(one["departments"] for one in body["outline"]) > 0
    assert all(len(one["words"]) <= 42 for one in body["outline"])
    assert (body["sizes"], body["original"]) == ([], True)


def test_a_clause_comes_with_its_tags(client, moss):
    """The same clause that the outline names, verbatim."""
    named = next(one for one in client.get(f"/api/documents/{moss}/outline").json()["outline"] if one["departments"])
    clause = client.get(f"/api/documents/{moss}/clause", params={"id": named["id"]}).json()
    assert clause["text"].startswith(named["words"].rstrip("…")[:10])
    assert len(clause["responsibilities"]) == named["departments"]
    assert clause["pictured"] is False


def test_marks_of_the_text_stand_where_the_words_stand(client, moss):
    """Every tagged range lies in its clause."""
    for clause in client.get(f"/api/documents/{moss}/text").json()["clauses"]:
        for mark in clause["marks"]:
            assert clause["start"] <= mark["start"] < mark["end"] <= clause["start"] + len(clause["text"])


def test_the_catalogue_is_filtered_by_the_words_of_the_text_and_by_department(client, moss):
    """A phrase of one document finds it alone; a department that bears nothing finds none."""
    found = client.get("/api/documents", params={"text": "苔藓检测平台"}).json()["documents"]
    assert [card["id"] for card in found] == [moss]
    assert client.get("/api/documents", params={"department": "月球事务局"}).json()["documents"] == []
    held = client.get("/api/documents").json()["facets"]["department"]
    name = next(iter(held))
    assert len(client.get("/api/documents", params={"department": name}).json()["documents"]) == held[name]


def test_the_ineligible_come_in_parts_and_near_misses_always(client):
    """Each part continues the one before; asked for by verdict nothing else is listed."""
    body = {"firm": FIRM, "verdict": "ineligible"}
    whole = client.post("/api/match", json=body).json()
    first = client.post("/api/match", json={**body, "limit": 1}).json()
    assert {one["verdict"] for one in whole["matches"]} <= {"ineligible"}
    assert len(whole["matches"]) == whole["counts"]["ineligible"]
    assert first["matches"] == whole["matches"][:1]
    assert first["near"] == whole["near"]


def test_the_calendar_keeps_only_what_is_asked_for(client):
    """One incentive, one event; a profile that cannot be read is explained."""
    matches = client.post("/api/match", json={"firm": FIRM, "date": "2026-04-01"}).json()["matches"]
    one = next(match["incentive"]["id"] for match in matches if match["deadline"])
    body = {"firm": FIRM, "date": "2026-04-01", "only": [one]}
    assert len(Calendar.from_ical(client.post("/api/match/calendar", json=body).content).walk("VEVENT")) == 1
    refused = client.post("/api/match/calendar", json={"firm": {"employees": "许多"}})
    assert refused.status_code == 400
    assert "读不懂" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/documents/0123456789abcdef/outline", 404),
        ("/api/documents/0123456789abcdef/text", 404),
        ("/api/documents?sort=odd", 422),
        ("/api/documents?since=yesterday", 422),
        ("/api/bench/file?run=../../etc/passwd", 404),
        ("/api/bench/compare?first=a&second=b", 404),
        ("/api/bench/query?id=q1&run=a", 404),
        ("/api/bench/file?run=a&kind=exe", 422),
    ],
)
def test_what_is_not_there_is_a_problem_in_chinese(client, path, status):
    """The status is right and the sentence can be shown."""
    answer = client.get(path)
    assert answer.status_code == status
    assert any("一" <= letter <= "鿿" for letter in answer.json()["detail"])


def test_a_document_without_pages_has_no_page_picture(client, moss):
    """A text file has neither a size nor a picture of page 1: told, not broken."""
    for path in (f"/api/documents/{moss}/pages/1", f"/api/documents/{moss}/pages/1/image"):
        assert client.get(path).status_code == 404


def test_no_runs_are_an_empty_list(client):
    """The page then tells how to make one."""
    assert client.get("/api/bench").json()["runs"] == []
