"""Documents by upload over HTTP: taken in and answered from, or left out with a sentence; nothing stored is lost."""

import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import load_settings
from api.staff import HEADER
from api.upload.jobs import Board
from api.wiring import Engine
from ingest.parsing import parse_file
from tests.bad_inputs import BAD_INPUTS

WORDS = "0123456789abcdef"
QUESTION = "蒲公英观测站由哪个部门负责建设？"
DANDELIONS = """<b>澜州市</b>蒲公英保护办法

第一条 为了保护蒲公英，制定本办法。
第二条 蒲公英观测站由市气象局负责建设。
"""
CORRUPT = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def engine(library, tmp_path):
    """Return an engine over a copy of the invented library."""
    settings = load_settings({}, library=shutil.copytree(library, tmp_path / "library"))
    with Engine(settings) as engine:
        yield engine


@pytest.fixture
def client(engine):
    """Return a client at this machine."""
    return TestClient(create_app(engine.settings, engine), base_url="http://127.0.0.1", client=("127.0.0.1", 1))


def send(client, *files, **options):
    """Upload the files, each a name and what it holds."""
    bodies = [("files", (name, body.encode() if isinstance(body, str) else body)) for name, body in files]
    return client.post("/api/documents", files=bodies, **options)


def finished(client, *files):
    """Upload the files and return the job when it is done."""
    sent = send(client, *files)
    assert sent.status_code == 202, sent.text
    for _ in range(600):
        job = client.get(f"/api/jobs/{sent.json()['id']}").json()
        if job["state"] == "done":
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def stored(engine):
    """Return all that the library holds, and the files beside it."""
    library = engine.library
    files = sorted(path.name for path in (library.folder / "uploads").rglob("*") if path.is_file())
    return library.summaries(), [clause for _, clause in library.keyed_clauses()], files


def test_an_uploaded_document_answers_questions_at_once(client, engine):
    """Its certificate comes with the job, its original can be had under a clean name, the running service knows it."""
    before = client.get("/api/ask", params={"q": QUESTION}).json()
    job = finished(client, ("../../etc/蒲公英<b>办法.txt", DANDELIONS))
    (file,) = job["files"]
    assert file["name"] == "蒲公英_b_办法.txt"
    assert (file["status"], file["status_name"], file["reason"]) == ("added", "已入库", "")
    assert (job["stage"], job["done"], job["total"], job["trouble"]) == ("finished", 1, 1, "")
    proof = file["certificate"]
    assert (proof["complete"], proof["pages"], proof["coverage"], proof["unread_pages"]) == (True, 1, 1.0, [])
    answer = client.get("/api/ask", params={"q": QUESTION}).json()
    assert (before["status"], answer["status"]) == ("insufficient_evidence", "answered")
    assert "市气象局" in answer["text"]
    assert answer["citations"][0]["document_id"] == file["id"]
    assert client.get(f"/api/documents/{file['id']}/file").text == DANDELIONS
    assert [path.parent.name for path in (engine.library.folder / "uploads").rglob("*.txt")] == [file["id"]]


def test_several_files_are_settled_one_by_one(client, engine):
    """The good ones are taken in, each bad one is told by name with the next step; what stood there still stands."""
    cards, clauses, _ = stored(engine)
    files = [("坏.pdf", CORRUPT), ("办法.txt", DANDELIONS), ("空.docx", b""), ("程序.txt", b"\x7fELF" + b"\x00" * 900)]
    job = finished(client, *files)
    assert [file["status"] for file in job["files"]] == ["failed", "added", "failed", "failed"]
    for file in job["files"]:
        if file["status"] == "failed":
            assert file["reason"].startswith(f"{file['name']}：")
            assert ("请" in file["reason"], str(engine.library.folder) in file["reason"]) == (True, False)
    after = stored(engine)
    assert set(cards) < set(after[0])
    assert set(clauses) < set(after[1])
    assert after[2] == ["办法.txt"]


@pytest.mark.parametrize("kind", ["加密的 PDF", "截断的 PDF", "只有空白的 TXT"])
def test_a_file_that_cannot_be_read_leaves_the_library_as_it_was(client, engine, kind, tmp_path):
    """Not a row, not a file is more or less, and the same question has the same answer."""
    before = stored(engine)
    BAD_INPUTS[kind][1](tmp_path / "x.pdf")
    revision = engine.library.revision
    (file,) = finished(client, ("通知.pdf", (tmp_path / "x.pdf").read_bytes()))["files"]
    assert (file["status"], file["id"], file["certificate"]) == ("failed", None, None)
    assert file["reason"].startswith("通知.pdf：")
    assert (stored(engine), engine.library.revision) == (before, revision)


def test_the_same_file_again_is_said_to_be_there(client, engine):
    """Twice in one upload, once more under another name, and what was ingested by the command: each is stored once."""
    job = finished(client, ("甲.txt", DANDELIONS), ("乙.txt", DANDELIONS))
    assert [file["status"] for file in job["files"]] == ["added", "duplicate"]
    before = stored(engine)
    (again,) = finished(client, ("丙.txt", DANDELIONS))["files"]
    assert (again["status"], again["id"]) == ("duplicate", job["files"][0]["id"])
    assert "内容相同" in again["reason"]
    ingested = next(Path(card.source) for card in engine.library.summaries() if "uploads" not in card.source)
    assert finished(client, ("丁.txt", ingested.read_text(encoding="utf-8")))["files"][0]["status"] == "duplicate"
    assert stored(engine) == before


def test_a_document_whose_original_was_lost_gets_it_back(client, engine):
    """The stored document is read anew; afterwards its original can be had again."""
    (first,) = finished(client, ("甲.txt", DANDELIONS))["files"]
    shutil.rmtree(engine.library.folder / "uploads")
    assert client.get(f"/api/documents/{first['id']}/file").status_code == 404
    (again,) = finished(client, ("乙.txt", DANDELIONS))["files"]
    assert (again["status"], again["id"]) == ("updated", first["id"])
    assert client.get(f"/api/documents/{first['id']}/file").status_code == 200


def test_too_much_is_refused_before_anything_is_stored(engine):
    """Too large a file, too many files, none at all, a broken form: each has its sentence; nothing stays behind."""
    settings = replace(engine.settings, max_upload_bytes=2048, max_upload_files=2)
    engine.settings = settings
    client = TestClient(create_app(settings, engine), base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    before = stored(engine)
    assert "大.txt：超过" in send(client, ("小.txt", "x"), ("大.txt", "x" * 2049)).json()["detail"]
    for count in (3, 9):
        many = send(client, *((f"{number}.txt", "x") for number in range(count)))
        assert (many.status_code, many.json()["detail"]) == (413, "一次至多上传 2 份文件，请分几次上传")
    assert send(client, ("大.txt", "x" * 2_000_000)).status_code == 413
    assert client.post("/api/documents", json={}).status_code == 422
    assert client.post("/api/documents", files={"other": ("a.txt", b"x")}).status_code == 422
    broken = client.post(
        "/api/documents", content=b"--x\r\nbad", headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert broken.status_code in {400, 422}
    assert broken.headers["content-type"] == "application/problem+json"
    assert stored(engine) == before
    assert list((engine.library.folder / "uploads").glob(".*")) == []


def test_uploads_wait_in_a_short_queue(engine):
    """One is done at a time; the place in the queue is told; beyond the queue staff are asked to come back."""
    app = create_app(engine.settings, engine)
    begin, go_on = threading.Event(), threading.Event()

    def work(*_):
        begin.set()
        go_on.wait(20)

    app.state.uploads = Board(work, waiting=2)
    client = TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    first = send(client, ("甲.txt", "x")).json()["id"]
    assert begin.wait(10)
    waiting = [send(client, ("乙.txt", "x")).json()["id"] for _ in range(2)]
    assert [client.get(f"/api/jobs/{one}").json()["ahead"] for one in (first, *waiting)] == [0, 1, 2]
    refused = send(client, ("丙.txt", "x"))
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert "排队" in refused.json()["detail"]
    go_on.set()


def test_an_unknown_job_is_told_what_to_do(client):
    """After a restart nobody remembers the job."""
    lost = client.get(f"/api/jobs/{'0' * 32}")
    assert (lost.status_code, "重新上传" in lost.json()["detail"]) == (404, True)
    assert client.get("/api/jobs/1").status_code == 422


@pytest.mark.parametrize(
    "how",
    [
        {"peer": ("192.0.2.7", 1)},
        {"headers": {"origin": "http://evil.example"}},
        {"headers": {"origin": "null"}},
        {"headers": {HEADER: "x"}, "token": WORDS},
        {"token": WORDS},
    ],
)
def test_no_stranger_and_no_other_site_can_upload(engine, how):
    """A form of another site, a wrong token, another machine: refused before a byte is stored."""
    engine.settings = replace(engine.settings, staff_token=how.get("token"))
    app = create_app(engine.settings, engine)
    client = TestClient(app, base_url="http://127.0.0.1", client=how.get("peer", ("127.0.0.1", 1)))
    assert send(client, ("甲.txt", DANDELIONS), headers=how.get("headers", {})).status_code == 403
    assert client.get(f"/api/jobs/{'0' * 32}", headers=how.get("headers", {})).status_code == 403
    assert not (engine.library.folder / "uploads").exists()


def test_the_last_uploads_are_listed_with_what_may_be_sent(client):
    """The newest first; the page reads the limits and formats from here."""
    assert client.get("/api/jobs").json()["jobs"] == []
    ids = [finished(client, (f"{number}.txt", DANDELIONS))["id"] for number in range(2)]
    listed = client.get("/api/jobs").json()
    assert [job["id"] for job in listed["jobs"]] == ids[::-1]
    assert (listed["max_bytes"], listed["max_files"]) == (50 * 1024 * 1024, 20)
    assert {".pdf", ".docx", ".ofd"} <= set(listed["suffixes"])


def test_questions_are_answered_while_the_index_is_renewed(client, engine, tmp_path):
    """Held, the index of before goes on answering, old documents as ever; renewed or let go, the new one is there."""
    path = tmp_path / "办法.txt"
    path.write_text(DANDELIONS, encoding="utf-8")
    old = "苔藓工厂建设由哪个部门牵头？"
    assert client.get("/api/ask", params={"q": old}).json()["status"] == "answered"
    with engine.held():
        engine.library.add([parse_file(path)])
        assert client.get("/api/ask", params={"q": QUESTION}).json()["status"] == "insufficient_evidence"
        assert client.get("/api/ask", params={"q": old}).json()["status"] == "answered"
        engine.renew()
        assert client.get("/api/ask", params={"q": QUESTION}).json()["status"] == "answered"
        engine.library.remove([engine.library.summaries()[0].id])
    assert engine.searcher is not None
    with engine.held():
        before = engine.searcher
        engine.library.remove([engine.library.summaries()[0].id])
        assert engine.searcher is before
    assert engine.searcher is not before


def test_a_backup_has_the_uploaded_files_and_names_its_own_copies(client, engine, tmp_path, command):
    """The copy opens with its original when the library is gone; what never was uploaded stays where it was."""
    finished(client, ("蒲公英办法.txt", DANDELIONS))
    done = command("library", "backup", tmp_path / "copy", "--library", engine.settings.library)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(engine.settings.library / "uploads")
    with Engine(load_settings({}, library=tmp_path / "copy")) as copy:
        cards = {card.title: card for card in copy.library.summaries()}
        assert cards.keys() == {card.title: card for card in engine.library.summaries()}.keys()
        (mine,) = (card for title, card in cards.items() if "蒲公英" in title)
        assert Path(mine.source).is_relative_to(tmp_path / "copy" / "uploads")
        reader = TestClient(create_app(copy.settings, copy))
        assert reader.get(f"/api/documents/{mine.id}/file").text == DANDELIONS
    others = {card.source for card in engine.library.summaries()} - {
        card.source for card in engine.library.summaries() if "蒲公英" in card.title
    }
    assert others <= {card.source for card in cards.values()}
