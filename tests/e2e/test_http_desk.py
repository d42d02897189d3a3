"""The desk over HTTP: what is not answered, or judged wrong, comes to staff, and to nobody else."""

import shutil

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.desk.store import FILE_NAME
from api.settings import load_settings
from api.wiring import Engine

ANSWERED = "苔藓工厂建设由哪个部门牵头？"
REFUSED = "鸵鸟养殖的补贴标准是多少？"


@pytest.fixture(scope="module")
def engine(library, tmp_path_factory):
    """Return an engine over a copy of the invented library."""
    copy = shutil.copytree(library, tmp_path_factory.mktemp("desk") / "library")
    with Engine(load_settings({}, library=copy)) as engine:
        yield engine


@pytest.fixture
def client(engine):
    """Return a client at this machine, with a desk on which nothing lies."""
    with engine.desk.store.writing() as db:
        for table in ("questions", "days", "uses", "reviewed"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608  constants only
    app = create_app(engine.settings, engine)
    return TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1))


def queued(client, **query):
    """Return the questions of the queue."""
    return client.get("/api/desk/queue", params=query).json()["questions"]


def test_what_the_library_refuses_is_queued_and_what_it_answers_is_not(client):
    """By every way of asking; a search within a part of the library says nothing."""
    client.get("/api/ask", params={"q": REFUSED})
    client.post("/api/ask", json={"question": REFUSED, "context": ["苔藓归谁管？"]})
    client.post("/v1/chat/completions", json={"model": "wence", "messages": [{"role": "user", "content": REFUSED}]})
    client.get("/api/ask", params={"q": ANSWERED})
    client.post("/api/ask", json={"question": ANSWERED, "where": {"regions": ["无此地"]}})
    assert [(one["question"], one["context"], one["refused"]) for one in queued(client)] == [
        (REFUSED, [], 2),
        (REFUSED, ["苔藓归谁管？"], 1),
    ]


def test_a_disliked_answer_is_queued_with_the_reason(client):
    """The reason stands there by its Chinese name; a liked answer is no work."""
    remark = {"question": ANSWERED, "status": "answered", "verdict": "down", "reason": "expired", "comment": "去年废止"}
    assert client.post("/api/feedback", json=remark).status_code == 201
    assert client.post("/api/feedback", json={**remark, "question": "别的", "verdict": "up"}).status_code == 201
    (one,) = queued(client, state="open")
    assert (one["question"], one["disliked"], one["state_name"]) == (ANSWERED, 1, "待处理")
    assert [(said["reason_name"], said["comment"]) for said in one["dislikes"]] == [("已失效", "去年废止")]


def test_a_question_is_put_aside_and_taken_back(client):
    """Dismissed, it leaves the open ones; unknown numbers and states are refused."""
    client.get("/api/ask", params={"q": REFUSED})
    number = queued(client)[0]["id"]
    settled = client.post(f"/api/desk/{number}/dismiss", json={"state": "absent"}).json()
    assert (settled["state"], settled["state_name"]) == ("absent", "库内确无")
    assert (queued(client, state="open"), len(queued(client))) == ([], 1)
    assert client.post(f"/api/desk/{number}/dismiss", json={"state": "open"}).json()["state"] == "open"
    assert client.post("/api/desk/999/dismiss", json={}).status_code == 404
    assert client.post(f"/api/desk/{number}/dismiss", json={"state": "answered"}).status_code == 422


def test_nobody_else_sees_the_desk(engine):
    """Another machine is refused on every route, before anything is said of what exists."""
    app = create_app(engine.settings, engine)
    afar = TestClient(app, base_url="http://127.0.0.1", client=("192.0.2.7", 1))
    staffed = [
        (method.upper(), path) for path, methods in app.openapi()["paths"].items() if path.startswith("/api/desk")
        for method in methods
    ]  # fmt: skip
    assert len(staffed) >= 2
    for method, path in staffed:
        assert afar.request(method, path.replace("{number}", "1"), json={}).status_code == 403, path


def test_a_backup_takes_the_desk_and_the_feedback_along(client, engine, command, tmp_path):
    """The copy opens as a library with the same queue and the same remarks."""
    client.post("/api/feedback", json={"question": ANSWERED, "status": "answered", "verdict": "down"})
    copy = tmp_path / "copy"
    assert command("library", "backup", copy, "--library", engine.settings.library).returncode == 0
    with Engine(load_settings({}, library=copy)) as restored:
        assert restored.desk.queue.find() == engine.desk.queue.find() != []
        assert restored.feedback.latest(9) == engine.feedback.latest(9) != []


def test_a_desk_that_cannot_write_costs_no_reader_the_answer(library, tmp_path):
    """The answer comes; only the count is lost."""
    copy = shutil.copytree(library, tmp_path / "library")
    (copy / FILE_NAME).mkdir()
    settings = load_settings({}, library=copy)
    with Engine(settings) as engine, TestClient(create_app(settings, engine)) as client:
        assert client.get("/api/ask", params={"q": ANSWERED}).json()["status"] == "answered"
