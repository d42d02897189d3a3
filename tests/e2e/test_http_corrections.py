"""Corrections over HTTP: staff put a department right, readers get it at once, and it can be taken back."""

import json
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import load_settings
from api.wiring import Engine
from eval.extraction import evaluate, read_rows

ASKED = "苔藓工厂建设由哪个部门牵头？"
PATH = "/api/desk/corrections"


@pytest.fixture
def engine(library, tmp_path):
    """Return an engine over a copy of the invented library."""
    with Engine(load_settings({}, library=shutil.copytree(library, tmp_path / "library"))) as engine:
        yield engine


@pytest.fixture
def client(engine):
    """Return a client at this machine."""
    return TestClient(create_app(engine.settings, engine), base_url="http://127.0.0.1", client=("127.0.0.1", 1))


@pytest.fixture
def clause(client):
    """Return the id of the clause that answers the question."""
    return client.get("/api/ask", params={"q": ASKED}).json()["citations"][0]["clause_id"]


def departments(client):
    """Return who leads, as a reader is told."""
    found = client.get("/api/ask", params={"q": ASKED}).json()["departments"]
    return [(one["name"], one["role"], one["corrected"]) for one in found if not one["inherited"]]


def request_for(client, clause_id, **changes):
    """Return a correction that lets the last department of the clause lead alone."""
    form = client.get(f"{PATH}/form", params={"id": clause_id}).json()
    own = [one for one in form["duties"] if not one["inherited"]]
    duties = [{"name": own[-1]["name"], "role": "lead"}]
    return {
        "clause_id": clause_id, "aspect": "departments", "duties": duties, "by": "坐席一号", "why": "原文如此",
        **changes,
    }  # fmt: skip


def test_a_corrected_department_is_answered_at_once_and_marked(client, clause):
    """The reader's clause says who corrected it and why; taken back, all is as parsed."""
    before = departments(client)
    body = request_for(client, clause)
    made = client.post(PATH, json=body)
    assert made.status_code == 201, made.text
    assert departments(client) == [(body["duties"][0]["name"], "lead", True)]
    shown = client.get(f"/api/documents/{clause.split('/')[0]}/clause", params={"id": clause}).json()
    assert [(one["by"], one["why"], one["aspect_name"]) for one in shown["amended"]] == [
        ("坐席一号", "原文如此", "责任单位")
    ]
    assert client.delete(f"{PATH}/{made.json()['number']}").status_code == 204
    assert departments(client) == before
    assert [one["state_name"] for one in client.get(PATH).json()["corrections"]] == ["已撤销"]


def test_words_that_the_clause_does_not_have_are_refused(client, clause):
    """In Chinese with what to do, and nothing is kept; so is a clause that is not there."""
    wrong = request_for(client, clause, duties=[{"name": "省鸵鸟局", "role": "lead"}])
    refused = client.post(PATH, json=wrong)
    assert (refused.status_code, "这一条里没有“省鸵鸟局”" in refused.json()["detail"]) == (400, True)
    assert client.post(PATH, json={**wrong, "clause_id": "0000/一"}).status_code == 400
    assert client.post(PATH, json={**wrong, "duties": [{"name": "省鸵鸟局", "role": "boss"}]}).status_code == 422
    assert client.get(PATH).json() == {"corrections": []}
    assert client.get(f"{PATH}/form", params={"id": "0000/一"}).status_code == 404
    assert client.delete(f"{PATH}/7").status_code == 404


def test_measures_are_corrected_from_the_list_of_instruments(client, clause):
    """The form offers the taxonomy; what is not in it is refused."""
    form = client.get(f"{PATH}/form", params={"id": clause}).json()
    measure = form["measures"][0]
    other = next(name for name in form["instruments"] if name != measure["instrument"])
    entry = {"words": measure["quote"], "verb": measure["verb"], "object": measure["object"], "instrument": other}
    body = request_for(client, clause, aspect="measures", measures=[entry])
    assert client.post(PATH, json=body).status_code == 201
    now = client.get(f"{PATH}/form", params={"id": clause}).json()
    assert [(one["instrument"], one["corrected"]) for one in now["measures"]] == [(other, True)]
    assert now["parsed_measures"] == form["measures"]
    (told,) = client.get(PATH).json()["corrections"]
    assert told["after"][0].startswith(other)
    assert told["before"][0].startswith(measure["instrument"])


def test_a_newer_correction_stands_before_an_older_one(client, clause):
    """The older is told as replaced, and holds again when the newer is taken back."""
    body = request_for(client, clause)
    client.post(PATH, json=body)
    newer = client.post(PATH, json={**body, "duties": [{**body["duties"][0], "role": "support"}]}).json()
    states = [one["state"] for one in client.get(PATH).json()["corrections"]]
    assert states == ["holds", "replaced"]
    client.delete(f"{PATH}/{newer['number']}")
    assert departments(client)[0][1:] == ("lead", True)


def test_corrections_are_exported_as_labels(client, engine, clause, tmp_path):
    """`wence eval extraction` reads them: the parse, which they contradict, is told to be wrong."""
    client.post(PATH, json=request_for(client, clause))
    body = client.get(f"{PATH}/export.jsonl").text
    assert json.loads(body)["departments"][0]["role"] == "lead"
    gold = tmp_path / "gold.jsonl"
    gold.write_text(body, encoding="utf-8")
    source = next(card.source for card in engine.library.summaries() if clause.startswith(card.id))
    report = evaluate(read_rows(gold), Path(source).parent)
    assert (report.total.counts["rows"], report.total.counts["exact"]) == (1, 0)


def test_strangers_may_not_correct(engine):
    """Nor see the corrections."""
    stranger = TestClient(create_app(engine.settings, engine), base_url="http://127.0.0.1", client=("192.0.2.7", 1))
    assert stranger.get(PATH).status_code == 403
    assert stranger.post(PATH, json={}).status_code in {403, 422}
    assert stranger.delete(f"{PATH}/1").status_code == 403
