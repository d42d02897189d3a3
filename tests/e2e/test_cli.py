"""The real command: what it prints, where, and with which exit code."""

import json
import resource
import shutil
import sqlite3
import subprocess
import sys

import pytest


def rows(done):
    """Return the JSON lines of standard output."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def one_chinese_line(text):
    """Tell whether the text is one line, Chinese, without a traceback."""
    return text.count("\n") == 1 and "Traceback" not in text and not text.isascii()


def test_help_loads_nothing_heavy_and_comes_quickly(wence):
    """Asking for help waits for no model and costs less than half a second of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = wence("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    assert "提问" in done.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5
    look = "import sys; from api import cli; cli.run(['--help']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "pydantic", "fastapi", "faiss", "torch", "corpus.library"} & set(loaded)


def test_parse_prints_one_object_a_line_and_stores_nothing(command, sources, tmp_path):
    """Two files give two lines of JSON with clauses, duties and certificate; no library appears."""
    files = sorted(sources.glob("*.txt"))[:2]
    done = command("parse", *files, "--json", WENCE_LIBRARY=str(tmp_path / "none"))
    assert done.returncode == 0
    parsed = rows(done)
    assert len(parsed) == 2
    moss = next(row for row in parsed if "苔藓" in row["document"]["title"])
    duties = [(duty["name"], duty["role"]) for clause in moss["clauses"] for duty in clause["responsibilities"]]
    assert ("市林业局", "lead") in duties
    assert ("市财政局", "support") in duties
    assert moss["certificate"]["complete"] is True
    assert not (tmp_path / "none").exists()


def test_ingesting_twice_changes_nothing(command, sources, library):
    """The second run reports every file as unchanged."""
    done = command("ingest", sources, "--library", library, "--json")
    assert done.returncode == 0
    (report,) = rows(done)
    assert {row["status"] for row in report["documents"]} == {"unchanged"}


def test_a_department_question_is_answered_with_evidence(wence, library):
    """The answer names lead and support and cites the clause with its words."""
    done = wence("ask", "苔藓工厂建设由哪个部门牵头？", "--library", library, "--json")
    assert done.returncode == 0
    (answer,) = rows(done)
    assert answer["status"] == "answered"
    assert "市林业局" in [department["name"] for department in answer["departments"]]
    citation = answer["citations"][0]
    assert citation["quote"] in citation["clause_text"]
    assert "苔藓工厂" in citation["clause_text"]


def test_what_the_library_does_not_know_is_refused(command, library):
    """No evidence, no answer; the command still succeeds, because it did its work."""
    done = command("ask", "火星移民补贴怎么申请", "--library", library, "--json")
    assert done.returncode == 0
    assert rows(done)[0]["status"] == "insufficient_evidence"


def test_people_get_chinese_text_instead_of_json(command, library):
    """Without --json the answer is readable: question, department, source."""
    done = command("ask", "苔藓工厂建设由哪个部门牵头？", "--library", library)
    assert done.returncode == 0
    assert "市林业局" in done.stdout
    assert "牵头" in done.stdout
    assert "澜政办发〔2026〕7号" in done.stdout
    assert '"citations"' not in done.stdout


def test_a_batch_answers_every_line_under_its_id(command, library, tmp_path):
    """Answers come in the order of the file, each with the id of its question; context and firm are understood."""
    questions = [
        {"id": "甲", "question": "谁负责苔藓企业用水保障？"},
        {
            "id": 2,
            "question": "那检测平台呢？",
            "context": ["谁负责苔藓企业用水保障？"],
            "firm": {"region": "云河省澜州市"},
        },
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in questions), encoding="utf-8")
    done = command("ask", "--batch", file, "--library", library, "--json")
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in rows(done)] == ["甲", 2]


def test_a_bad_line_of_a_batch_is_named(command, library, tmp_path):
    """The message tells which line is wrong."""
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": 1, "question": "谁负责用水？"}\n{"id": 2}\n', encoding="utf-8")
    done = command("ask", "--batch", file, "--library", library, "--json")
    assert done.returncode == 1
    assert "第 2 行" in done.stderr
    assert one_chinese_line(done.stderr)


def test_matching_weighs_every_condition(command, library, firm_file):
    """The subsidy for factories comes back with its conditions weighed."""
    done = command("match", "--firm", firm_file, "--all", "--library", library, "--json")
    assert done.returncode == 0, done.stderr
    (report,) = rows(done)
    assert sum(report["counts"].values()) == len(report["matches"]) > 0
    factory = next(match for match in report["matches"] if "苔藓工厂" in match["clause_text"])
    assert factory["verdict"] in {"eligible", "maybe"}
    assert {finding["verdict"] for finding in factory["conditions"]} <= {"met", "unmet", "unknown"}
    assert factory["quote"] in factory["clause_text"]


def test_ineligible_incentives_are_listed_only_on_request(command, library, firm_file):
    """Without --all only what may apply is listed; the counts stay the same."""
    every, some = (
        rows(command("match", "--firm", firm_file, *flags, "--library", library, "--json"))[0]
        for flags in (["--all"], [])
    )
    assert every["counts"] == some["counts"]
    assert all(match["verdict"] != "ineligible" for match in some["matches"])


def test_search_ranks_the_clause_first_that_says_it(command, library):
    """The clause on lighting comes first for lighting."""
    (found,) = rows(command("search", "夜间照明治理", "-k", "3", "--library", library, "--json"))
    assert "夜间照明" in found["hits"][0]["text"]
    assert [hit["rank"] for hit in found["hits"]] == list(range(1, len(found["hits"]) + 1))


def test_the_library_can_be_listed_shown_exported_and_backed_up(command, library, tmp_path):
    """What was ingested comes out again, and a backup opens as a library."""
    (catalogue,) = rows(command("library", "list", "--library", library, "--json"))
    assert len(catalogue["documents"]) == 3
    wanted = catalogue["documents"][0]
    (shown,) = rows(command("library", "show", wanted["id"][:6], "--library", library, "--json"))
    assert shown["document"]["title"] == wanted["title"]
    assert len(rows(command("library", "export", "--library", library))) == 3
    copy = tmp_path / "copy"
    assert command("library", "backup", copy, "--library", library).returncode == 0
    assert rows(command("library", "list", "--library", copy, "--json"))[0] == catalogue
    removed = command("library", "remove", wanted["id"], "--library", copy, "--json")
    assert rows(removed)[0]["removed"] == [wanted["id"]]
    assert len(rows(command("library", "list", "--library", copy, "--json"))[0]["documents"]) == 2


def test_a_damaged_library_says_so_and_is_repaired(command, library, tmp_path):
    """Verify finds what is broken, repair mends the index, forgets what is lost and keeps a copy of the file."""
    copy = tmp_path / "copy"
    shutil.copytree(library, copy)
    (sound,) = rows(command("library", "verify", "--library", copy, "--json"))
    assert (sound["sound"], sound["documents"]) == (True, 3)
    (lost,) = rows(command("library", "list", "--library", copy, "--json"))[0]["documents"][:1]
    with sqlite3.connect(copy / "library.db") as db:
        db.execute("UPDATE documents SET body = substr(body, 1, 20) WHERE id = ?", (lost["id"],))
    (vectors,) = copy.glob("index/gen-*/vectors.faiss")
    vectors.write_bytes(vectors.read_bytes()[:-64])
    done = command("library", "verify", "--library", copy)
    assert done.returncode == 1
    assert f"《{lost['title']}》读不出来" in done.stdout.replace("\n", "")
    assert "索引文件损坏" in done.stdout
    (mended,) = rows(command("library", "repair", "--library", copy, "--json"))
    assert [one["id"] for one in mended["removed"]] == [lost["id"]]
    assert mended["reindexed"]
    assert (copy / "library.before-repair.db").is_file()
    assert command("library", "verify", "--library", copy).returncode == 0
    assert command("library", "reindex", "--library", copy, "--json").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["parse", "没有.pdf"], "没有.pdf"),
        (["ask", "谁负责？", "--library", "没有"], "wence ingest"),
        (["ask", "谁负责？", "--model", "/没有/模型"], "模型"),
        (["match", "--firm", "没有.toml"], "没有.toml"),
        (["library", "show", "ffff"], "wence library list"),
    ],
)
def test_a_stated_failure_is_one_chinese_line_and_exit_1(command, library, arguments, words):
    """Every trouble says in one line what to do."""
    done = command(*arguments, WENCE_LIBRARY=str(library))
    assert done.returncode == 1, done.stdout
    assert words in done.stderr
    assert one_chinese_line(done.stderr)
    assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [["无此命令"], ["ask"], ["ask", "问", "--无此项"], ["search"], ["search", "苔藓", "-k", "0"], ["match"],
     ["match", "--firm", "x.toml", "--date", "昨天"]],
)  # fmt: skip
def test_wrong_usage_is_one_chinese_line_and_exit_2(command, arguments):
    """Usage errors are told apart from failures."""
    done = command(*arguments)
    assert done.returncode == 2
    assert one_chinese_line(done.stderr)


@pytest.mark.parametrize(
    ("name", "content"),
    [("空.txt", b""), ("照片.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"), ("坏.pdf", b"%PDF-1.7\n%broken")],
)
def test_a_file_that_cannot_be_read_leaves_the_library_unchanged(command, library, tmp_path, name, content):
    """The file is named, exit 1, and the catalogue stays as it was."""
    before = command("library", "list", "--library", library, "--json").stdout
    file = tmp_path / name
    file.write_bytes(content)
    done = command("ingest", file, "--library", library, "--json")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert name in done.stdout + done.stderr
    assert command("library", "list", "--library", library, "--json").stdout == before


def test_an_empty_folder_is_refused_with_advice(command, library, tmp_path):
    """A folder without documents is a stated failure."""
    done = command("ingest", tmp_path, "--library", library)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not done.stderr.isascii()
