"""The desk over HTTP: what is not answered, or judged wrong, comes to staff, and to nobody else."""

import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from api.app import create_app
from api.desk.store import FILE_NAME
from api.settings import load_settings
from api.wiring import Engine
from eval import answers
from eval.answers import judged, read_rows
from qa.batch import COLUMNS

ANSWERED = "苔藓工厂建设由哪个部门牵头？"
REFUSED = "鸵鸟养殖的补贴标准是多少？"
LEANS = "那它的补贴呢？"


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
    client.post("/api/ask", json={"question": LEANS, "context": ["鸵鸟归谁管？"]})
    client.post("/v1/chat/completions", json={"model": "wence", "messages": [{"role": "user", "content": REFUSED}]})
    client.get("/api/ask", params={"q": ANSWERED})
    client.post("/api/ask", json={"question": ANSWERED, "where": {"regions": ["无此地"]}})
    assert [(one["question"], one["context"], one["refused"]) for one in queued(client)] == [
        (REFUSED, [], 3),
        (LEANS, ["鸵鸟归谁管？"], 1),
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
    assert client.get("/api/desk/queue/999").status_code == 404
    assert client.post(f"/api/desk/{number}/dismiss", json={"state": "answered"}).status_code == 422


def test_staff_see_what_the_library_answers_now_without_counting_it(client):
    """The question with its dialogue, and the answer; looking is no asking."""
    client.post("/api/ask", json={"question": LEANS, "context": ["鸵鸟归谁管？"]})
    number = queued(client)[0]["id"]
    seen = client.get(f"/api/desk/queue/{number}").json()
    assert (seen["queued"]["question"], seen["queued"]["context"]) == (LEANS, ["鸵鸟归谁管？"])
    assert seen["answer"]["status"] == "insufficient_evidence"
    assert queued(client)[0]["refused"] == 1


QUOTE = "对首次升规的苔藓企业，给予一次性奖励10万元。"
HARD = "本市苔藓公司初次进规能领多少钱，找谁？"


def clause_with(engine, words):
    """Return the id of the clause that holds the words."""
    return next(clause.id for _, clause in engine.library.keyed_clauses() if words in clause.text)


def written(client, engine, **other):
    """Write an answer as staff do."""
    evidence = [{"clause_id": clause_with(engine, QUOTE), "quote": QUOTE}]
    body = {"question": HARD, "text": "首次升规奖励10万元。", "evidence": evidence, "reviewer": "坐席一号"}
    return client.post("/api/desk/reviewed", json={**body, **other})


def test_a_reviewed_answer_is_given_to_everybody_who_asks_the_same(client, engine):
    """By every door, marked with its day; the question leaves the queue. A firm's own question is not the same."""
    remark = {"question": HARD, "status": "answered", "verdict": "down"}
    client.post("/api/feedback", json=remark)
    made = written(client, engine)
    assert (made.status_code, made.json()["stale"]) == (201, None)
    assert [one["state"] for one in queued(client)] == ["answered"]
    asked = client.get("/api/ask", params={"q": f"请问{HARD}"}).json()
    assert (asked["text"], asked["status"], asked["reviewed_on"]) == (
        "首次升规奖励10万元。",
        "answered",
        made.json()["date"],
    )
    assert (asked["question"], asked["citations"][0]["quote"]) == (f"请问{HARD}", QUOTE)
    turns = [{"role": "user", "content": "苔藓归谁管？"}, {"role": "user", "content": HARD}]
    said = client.post("/v1/chat/completions", json={"model": "wence", "messages": turns}).json()
    assert "首次升规奖励10万元。\n（人工审核 · " in said["choices"][0]["message"]["content"]
    assert '"reviewed_on":"' in client.get("/api/ask/stream", params={"q": HARD}).text
    other = client.post("/api/ask", json={"question": HARD, "firm": {"region": "云河省澜州市"}}).json()
    assert other["reviewed_on"] is None
    assert client.get("/api/ask", params={"q": ANSWERED}).json()["reviewed_on"] is None


def test_an_answer_within_a_dialogue_is_given_only_there(client, engine):
    """The same few words after another question ask something else."""
    context = {"context": ["苔藓公司初次进规归谁管？"]}
    assert written(client, engine, question=LEANS, **context).json()["context"] == context["context"]
    assert client.post("/api/ask", json={"question": LEANS, **context}).json()["reviewed_on"]
    for other in ([], ["鸵鸟归谁管？"]):
        assert client.post("/api/ask", json={"question": LEANS, "context": other}).json()["reviewed_on"] is None


def test_the_command_says_that_staff_wrote_the_answer(client, engine, command):
    """Its terminal form shows the day below the words."""
    written(client, engine)
    told = command("ask", HARD, "--library", engine.settings.library).stdout
    assert "人工审核 · " in told
    assert "首次升规奖励10万元。" in told


def test_an_answer_without_proof_is_not_kept(client, engine):
    """The refusal names what is not proven; nothing is stored and the question is answered as before."""
    for text, said in (("首次升规奖励50万元。", "50"), ("奖励10万元，找市财政局。", "市财政局")):
        refused = written(client, engine, text=text)
        assert (refused.status_code, said in refused.json()["detail"]) == (400, True)
    assert written(client, engine, evidence=[]).status_code == 422
    assert written(client, engine, reviewer=" ").status_code == 422
    assert client.get("/api/desk/reviewed").json() == {"reviewed": []}
    assert client.get("/api/ask", params={"q": HARD}).json()["reviewed_on"] is None


def test_a_later_answer_takes_the_place_and_a_withdrawn_one_opens_its_question(client, engine):
    """One answer for one question; without it the queue has the question again."""
    client.post("/api/feedback", json={"question": HARD, "status": "answered", "verdict": "down"})
    written(client, engine)
    number = written(client, engine, text="奖励10万元。").json()["id"]
    (kept,) = client.get("/api/desk/reviewed").json()["reviewed"]
    assert (kept["text"], kept["reviewer"], kept["evidence"][0]["quote"]) == ("奖励10万元。", "坐席一号", QUOTE)
    assert client.delete(f"/api/desk/reviewed/{number}").status_code == 204
    assert client.delete(f"/api/desk/reviewed/{number}").status_code == 404
    assert [one["state"] for one in queued(client)] == ["open"]


def test_a_changed_clause_withholds_the_answer_until_it_is_reviewed_again(client, engine):
    """The library answers by itself, the list says why, and the export leaves it out."""
    written(client, engine)
    document_id = engine.library.clause(clause_with(engine, QUOTE)).document_id
    before = engine.library.parse(document_id)
    clauses = tuple(replace(one, text=one.text.replace("10万元", "12万元")) for one in before.clauses)
    try:
        engine.library.add([replace(before, clauses=clauses)])
        assert client.get("/api/ask", params={"q": HARD}).json()["reviewed_on"] is None
        assert "变动" in client.get("/api/desk/reviewed").json()["reviewed"][0]["stale"]
        assert client.get("/api/desk/export.jsonl").content == b""
    finally:
        engine.library.add([before])
    assert client.get("/api/ask", params={"q": HARD}).json()["reviewed_on"]


def test_the_export_is_a_test_set_that_the_scorer_reads(client, engine, tmp_path):
    """Reviewed answers and rightly absent questions come in the shape of our own gold; the scorer finds the clauses."""
    written(client, engine)
    client.get("/api/ask", params={"q": REFUSED})
    client.post(f"/api/desk/{queued(client, state='open')[0]['id']}/dismiss", json={"state": "absent"})
    export = tmp_path / "desk.jsonl"
    export.write_bytes(client.get("/api/desk/export.jsonl").content)
    rows = read_rows(export)
    own = read_rows(Path(answers.__file__).with_name("gold") / "qa_own.jsonl")
    assert [sorted(row) for row in rows] == [sorted(own[0])] * 2
    assert [(row["type"], row["answer_must_contain"]) for row in rows] == [("fact", ["10万元"]), ("no_answer", [])]
    given = engine.ask(HARD)
    assert judged(rows[0], given, answers.sources(engine.library)).success
    assert judged(rows[1], engine.ask(REFUSED), answers.sources(engine.library)).success


def test_statistics_count_days_topics_and_documents(client, engine):
    """Every day has its row, also empty ones; the document that answered and the words of refusals are counted."""
    for question in (ANSWERED, ANSWERED, REFUSED, REFUSED, REFUSED, "您好"):
        client.get("/api/ask", params={"q": question})
    client.get("/api/ask", params={"q": "雪橇犬赛道的补贴标准是多少？"})
    made = client.get("/api/desk/statistics", params={"days": 7}).json()
    assert len(made["days"]) == 7
    assert {name: made["days"][-1][name] for name in ("answered", "refused", "clarify")} == {
        "answered": 2, "refused": 4, "clarify": 1,
    }  # fmt: skip
    assert (made["answered"], made["refused"]) == (2, 4)
    assert sum(day["answered"] for day in made["days"][:-1]) == 0
    assert made["topics"][0]["count"] == 3
    assert "鸵鸟" in {one["topic"] for one in made["topics"] if one["count"] == 3}
    moss = engine.library.clause(clause_with(engine, QUOTE)).document_id
    assert [(one["document_id"], one["count"]) for one in made["documents"]] == [(moss, 2)]
    assert made["queue"]["open"] == 2


def test_a_table_of_firms_comes_back_as_a_table_of_matches(client, tmp_path):
    """The table of the command, over HTTP; a cell of the upload is no formula in the result."""
    table = "企业,地区,行业,营业收入（万元）\n甲公司（虚构）,云河省澜州市,苔藓种植,2600\n".encode("gb18030")
    made = client.post("/api/desk/match", files={"file": ("我的企业.CSV", table)})
    assert (made.status_code, made.headers["content-type"].split(".")[-1]) == (200, "sheet")
    (tmp_path / "made.xlsx").write_bytes(made.content)
    rows = list(load_workbook(tmp_path / "made.xlsx").active.iter_rows(values_only=True))
    assert (rows[0], {row[0] for row in rows[1:]}) == (COLUMNS, {"甲公司（虚构）"})
    assert any("150万元" in row[2] for row in rows[1:])


@pytest.mark.parametrize(
    ("name", "body", "status", "said"),
    [
        ("a.pdf", b"%PDF", 400, "格式不认识"),
        ("a.xlsx", b"PK no sheet", 400, "不是完好的 XLSX"),
        ("a.csv", "颜色,味道\n红,甜\n".encode(), 400, "没有认识的列名"),
        ("a.csv", "企业\n".encode() + "甲\n".encode() * 201, 400, "201 家"),
        ("../../a.csv", "企业,人数\n甲,很多\n".encode(), 400, "企业表.csv 第 2 行"),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), 413, "5 MB"),
        ("a.csv", b"x" * (6 * 1024 * 1024), 413, "5 MB"),
    ],
)
def test_a_bad_table_is_told_in_words(client, name, body, status, said):
    """Wrong kinds, broken files, unknown heads, too many rows, too many bytes: each has its sentence, without paths."""
    refused = client.post("/api/desk/match", files={"file": (name, body)})
    detail = refused.json()["detail"]
    assert (refused.status_code, said in detail, "/企业表" in detail) == (status, True, False)


def test_a_sheet_that_unpacks_to_too_much_is_refused(client):
    """A hundred megabytes of nothing fit in a small file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        for part in range(11):
            bomb.writestr(f"xl/worksheets/sheet{part}.xml", b"0" * (10 * 1024 * 1024))
    refused = client.post("/api/desk/match", files={"file": ("a.xlsx", packed.getvalue())})
    assert (refused.status_code, "太大" in refused.json()["detail"]) == (400, True)


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
    ignored = shutil.ignore_patterns(f"{FILE_NAME}*")  # another test may have had a desk in the shared library
    copy = shutil.copytree(library, tmp_path / "library", ignore=ignored)
    (copy / FILE_NAME).mkdir()
    settings = load_settings({}, library=copy)
    with Engine(settings) as engine, TestClient(create_app(settings, engine)) as client:
        assert client.get("/api/ask", params={"q": ANSWERED}).json()["status"] == "answered"
