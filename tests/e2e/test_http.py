"""The HTTP door over a real library: answers, errors, headers, limits."""

import json
import re

import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from api.app import create_app
from api.routes.page import WEB
from api.schemas.answers import AnswerJson
from api.schemas.matches import MatchJson
from api.schemas.searches import SearchJson
from api.settings import load_settings
from api.wiring import Engine

QUESTION = "苔藓工厂建设由哪个部门牵头？"


@pytest.fixture(scope="module")
def client(library):
    """Return a client of the app over the invented library."""
    settings = load_settings(library=library, max_request_bytes=4096)
    with Engine(settings) as engine, TestClient(create_app(settings, engine), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def documents(client):
    """Return the catalogue by title."""
    return {card["title"]: card for card in client.get("/api/documents").json()["documents"]}


def the_moss(documents):
    """Return the card of the measures on moss."""
    return next(card for title, card in documents.items() if "苔藓" in title)


def test_a_question_is_answered_by_get_and_by_post(client):
    """Both ways give the same answer, of the documented shape."""
    got = client.get("/api/ask", params={"q": QUESTION}).json()
    posted = client.post("/api/ask", json={"question": QUESTION}).json()
    TypeAdapter(AnswerJson).validate_python(got)
    assert {**got, "milliseconds": 0} == {**posted, "milliseconds": 0}
    assert got["status"] == "answered"
    assert "市林业局" in [department["name"] for department in got["departments"]]


def test_a_stream_tells_intent_then_evidence_then_text_then_done(client):
    """The events come in order, and the last one holds the whole answer."""
    body = client.get("/api/ask/stream", params={"q": QUESTION}).text
    events = re.findall(r"^event: (\w+)\ndata: (.*)$", body, re.MULTILINE)
    names = [name for name, _ in events]
    assert (names[0], names[-2], names[-1]) == ("intent", "text", "done")
    assert set(names[1:-2]) == {"evidence"}
    assert json.loads(events[-1][1])["text"] == json.loads(events[-2][1])["text"]


def test_chat_clients_get_the_answer_with_its_sources(client):
    """The OpenAI interface answers the last user message; a stream ends with [DONE] and says the same."""
    talk = {"model": "wence", "messages": [{"role": "system", "content": "x"}, {"role": "user", "content": QUESTION}]}
    content = client.post("/v1/chat/completions", json=talk).json()["choices"][0]["message"]["content"]
    assert "市林业局" in content
    assert "[1] 《" in content
    lines = client.post("/v1/chat/completions", json={**talk, "stream": True}).text.split("\n\n")
    assert lines[-2] == "data: [DONE]"
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-2]]
    assert "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks) == content


def test_a_firm_is_matched_and_a_bad_profile_explained(client):
    """The report has the documented shape; an impossible figure is a 400 in Chinese."""
    report = client.post("/api/match", json={"firm": {"region": "云河省澜州市"}, "all": True}).json()
    TypeAdapter(MatchJson).validate_python(report)
    assert report["matches"]
    bad = client.post("/api/match", json={"firm": {"employees": "很多"}})
    assert bad.status_code == 400
    assert "employees" in bad.json()["detail"]


def test_search_returns_ranked_clauses_of_the_chosen_documents(client, documents):
    """A filter keeps the others out."""
    moss = the_moss(documents)["id"]
    found = client.get("/api/search", params={"q": "夜间照明", "document": moss}).json()
    TypeAdapter(SearchJson).validate_python(found)
    assert {hit["document_id"] for hit in found["hits"]} <= {moss}


def test_the_catalogue_filters_and_hides_where_files_lie(client, documents):
    """Words and status narrow the list; only the file's name is told."""
    assert len(documents) == 3
    assert [card["title"] for card in client.get("/api/documents", params={"q": "萤火虫"}).json()["documents"]] == [
        title for title in documents if "萤火虫" in title
    ]
    assert all("/" not in card["source"] for card in documents.values())


def test_a_document_comes_with_clauses_tags_and_its_original(client, documents, sources):
    """Every clause is cut from the text, and the file can be fetched unchanged."""
    card = the_moss(documents)
    whole = client.get(f"/api/documents/{card['id']}").json()
    assert any(clause["responsibilities"] for clause in whole["clauses"])
    assert (whole["original"], whole["images"]) == (True, False)
    file = client.get(f"/api/documents/{card['id']}/file")
    assert file.content == (sources / "苔藓措施.txt").read_bytes()
    assert "attachment" in file.headers["content-disposition"]


def test_a_department_page_lists_its_duties(client):
    """The busiest come first; a page holds the clauses; an unknown name is a 404."""
    listed = client.get("/api/departments").json()["departments"]
    assert [row["duties"] for row in listed] == sorted((row["duties"] for row in listed), reverse=True)
    page = client.get(f"/api/departments/{listed[0]['name']}").json()
    assert len([duty for duty in page["duties"] if not duty["inherited"]]) >= 1
    assert client.get("/api/departments/无此局").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/ask", None, 422),
        ("GET", "/api/ask?q=%20%20", None, 422),
        ("GET", "/api/ask?q=x&context=", None, 422),
        ("POST", "/v1/chat/completions", {"messages": [{"role": "tool"}]}, 400),
        ("POST", "/api/ask", {"question": "x", "无此字段": 1}, 422),
        ("POST", "/api/ask", {"question": "问" * 1001}, 422),
        ("GET", "/api/documents/0000000000000000", None, 404),
        ("GET", "/api/documents/..%2F..%2Fetc", None, 404),
        ("GET", "/api/documents/zzz", None, 422),
        ("GET", "/无此页", None, 404),
        ("DELETE", "/api/ask", None, 405),
        ("GET", "/web/../settings.py", None, 404),
        ("GET", "/web/%2e%2e/settings.py", None, 404),
        ("GET", "/web/__init__.py", None, 404),
    ],
)
def test_every_error_is_a_problem_in_chinese(client, method, path, body, status):
    """RFC 9457: status, title and detail for a person; no traceback, no English default."""
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert not problem["title"].isascii()
    assert "Traceback" not in response.text


def test_an_unexpected_failure_tells_nothing_of_the_inside(library):
    """A bug is a 500 problem without its message."""
    settings = load_settings(library=library)
    with Engine(settings) as engine:
        app = create_app(settings, engine)

        class Broken:
            settings = engine.settings

            @property
            def library(self):
                raise RuntimeError("内情")

        app.state.engine = Broken()
        with TestClient(app, raise_server_exceptions=False) as client:
            response = client.get("/healthz")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "内情" not in response.text


def test_a_request_over_the_limit_is_refused(client):
    """4 KB are allowed here; a declared or a streamed body beyond is a 413."""
    big = b'{"question": "' + b"a" * 5000 + b'"}'
    assert client.post("/api/ask", content=big).status_code == 413
    streamed = client.post("/api/ask", content=iter([big[:3000], big[3000:]]))
    assert streamed.status_code == 413
    assert streamed.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/docs", "/web/main.js", "/api/documents", "/无此页", "/openapi.json"])
def test_every_response_keeps_the_page_to_itself(client, path):
    """A strict content policy and no sniffing, on errors too."""
    headers = client.get(path).headers
    assert "'unsafe" not in headers["content-security-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


def test_the_page_has_no_inline_code_and_calls_nobody(client):
    """No style or script in the markup, no address of another host, and less than 300 KB in all."""
    total = 0
    for file in WEB.iterdir():
        if file.suffix in {".html", ".css", ".js", ".svg"}:
            text = file.read_text(encoding="utf-8")
            total += len(text.encode())
            assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text), file.name
            assert not re.search(r"<style|\son\w+=\"|\sstyle=\"", text), file.name
            assert client.get(f"/web/{file.name}").status_code == 200
    assert total < 300_000


def test_health_counts_what_is_stored(client, documents):
    """A watcher sees that the service can read its library."""
    health = client.get("/healthz").json()
    assert health["status"] == "ok"
    assert health["documents"] == len(documents)
    assert health["clauses"] == sum(card["clauses"] for card in documents.values())


def test_a_running_service_sees_what_is_ingested_meanwhile(library, tmp_path, wence):
    """No restart is needed after another process changed the library."""
    copy = tmp_path / "copy"
    assert wence("library", "backup", copy, "--library", library).returncode == 0
    settings = load_settings(library=copy)
    with Engine(settings) as engine, TestClient(create_app(settings, engine)) as client:
        asked = {"q": "水母养殖由哪个部门负责？"}
        assert client.get("/api/ask", params=asked).json()["status"] == "insufficient_evidence"
        fresh = tmp_path / "水母.txt"
        fresh.write_text(
            "澜州市水母养殖管理办法\n\n第一条 为了规范水母养殖，制定本办法。\n第二条 水母养殖由市渔业局负责。\n",
            encoding="utf-8",
        )
        assert wence("ingest", fresh, "--library", copy).returncode == 0
        answer = client.get("/api/ask", params=asked).json()
    assert answer["status"] == "answered"
    assert "市渔业局" in [department["name"] for department in answer["departments"]]


def test_a_batch_is_answered_in_its_order(client):
    """Each question gets its own answer; none, or more than fifty, are refused."""
    asked = [QUESTION, "夜间照明治理由谁牵头？", QUESTION]
    answers = client.post("/api/ask/batch", json={"questions": [{"question": one} for one in asked]}).json()["answers"]
    assert [answer["question"] for answer in answers] == asked
    assert answers[0]["text"] == answers[2]["text"] != answers[1]["text"]
    assert client.post("/api/ask/batch", json={"questions": []}).status_code == 422
    assert client.post("/api/ask/batch", json={"questions": [{"question": "x"}] * 51}).status_code == 422


def test_feedback_is_kept_and_read_by_staff_only(library, tmp_path, wence):
    """Anybody may leave a verdict; only the right token reads it, and no other machine where no token is set."""
    copy, token = tmp_path / "copy", "0123456789abcdef"
    assert wence("library", "backup", copy, "--library", library).returncode == 0
    remark = {"question": QUESTION, "status": "answered", "verdict": "down", "reason": "department"}
    remark["comment"] = "还缺电话\n<b>"
    settings = load_settings(library=copy, staff_token=token)
    with Engine(settings) as engine, TestClient(create_app(settings, engine)) as client:
        assert client.post("/api/feedback", json=remark).status_code == 201
        assert client.post("/api/feedback", json={**remark, "verdict": "up"}).status_code == 201
        assert client.post("/api/feedback", json={**remark, "verdict": "maybe"}).status_code == 422
        assert client.post("/api/feedback", json={**remark, "comment": "长" * 501}).status_code == 422
        assert client.get("/api/feedback").status_code == 403
        assert client.get("/api/feedback", headers={"x-wence-staff": "0123456789abcdeX"}).status_code == 403
        kept = client.get("/api/feedback", headers={"x-wence-staff": token}).json()["remarks"]
        assert client.post("/api/feedback", json={**remark, "reason": "colour"}).status_code == 422
    assert [one["verdict"] for one in kept] == ["up", "down"]
    assert {name: kept[1][name] for name in remark} == remark
    listed = json.loads(wence("library", "feedback", "--library", copy, "--json").stdout)["remarks"]
    assert listed == kept
    closed = load_settings({}, library=copy)
    with Engine(closed) as engine, TestClient(create_app(closed, engine)) as client:
        assert client.get("/api/feedback", headers={"x-wence-staff": ""}).status_code == 403


def test_one_client_cannot_fill_the_book(library, tmp_path, wence):
    """After thirty remarks in ten minutes a client is told to wait; reading stays free."""
    copy = tmp_path / "copy"
    assert wence("library", "backup", copy, "--library", library).returncode == 0
    settings = load_settings({}, library=copy)
    remark = {"question": QUESTION, "status": "answered", "verdict": "up"}
    with Engine(settings) as engine, TestClient(create_app(settings, engine)) as client:
        codes = [client.post("/api/feedback", json=remark).status_code for _ in range(31)]
        assert codes == [201] * 30 + [429]
        assert "太频繁" in client.post("/api/feedback", json=remark).json()["detail"]
        assert len(list(engine.feedback.remarks())) == 30
        assert client.get("/healthz").status_code == 200
