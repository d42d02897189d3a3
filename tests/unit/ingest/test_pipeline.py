from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import SourceNotFoundError
from corpus.library import Library
from ingest.crew import Limits, Worker, plan
from ingest.parsing import parse_file
from ingest.pipeline import ingest_paths
from ingest.sources import address_of, find_sources, is_address

TEXT = """云河省关于支持企业发展的若干措施（第{0}号）
一、加大财政支持
（一）对新认定的企业给予10万元奖励。（责任单位：省财政厅）
（二）设立专项资金。（省工业和信息化厅牵头，省财政厅配合）
"""


def _write(folder: Path, *numbers: int) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number}.txt" for number in numbers]
    for number, path in zip(numbers, paths, strict=True):
        path.write_text(TEXT.format(number), encoding="utf-8")
    return paths


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Return an empty library."""
    with Library.open(tmp_path / "library") as one:
        yield one


def test_that_a_folder_comes_in_and_unchanged_files_are_not_read_again(library: Library, tmp_path: Path) -> None:
    """A second run over the same folder costs next to nothing; a changed file replaces its old self."""
    paths = _write(tmp_path / "docs", 1, 2)
    first = ingest_paths([tmp_path / "docs"], library, workers=1)
    assert [row.status for row in first.documents] == ["added", "added"]
    assert first.clauses == sum(card.clauses for card in library.summaries())
    paths[0].write_text(TEXT.format(9), encoding="utf-8")
    second = ingest_paths([tmp_path / "docs"], library, workers=1)
    assert [row.status for row in second.documents] == ["updated", "unchanged"]
    assert len(library.summaries()) == 2


def test_that_a_bad_file_stops_no_other(library: Library, tmp_path: Path) -> None:
    """Its row says why, in one line; the progress callback hears of all."""
    paths = _write(tmp_path / "docs", 1)
    bad = tmp_path / "docs" / "坏.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    told: list[tuple[int, int, str]] = []
    report = ingest_paths([bad, *paths], library, workers=1, progress=lambda *row: told.append(row))
    assert [row.status for row in report.documents] == ["failed", "added"]
    assert "已损坏" in report.documents[0].reason
    assert [row[:2] for row in told] == [(1, 2), (2, 2)]


def test_that_the_same_text_twice_is_told(library: Library, tmp_path: Path) -> None:
    """Within a run and against the library."""
    first, second = _write(tmp_path / "docs", 1, 2)
    second.write_bytes(first.read_bytes())
    assert [row.status for row in ingest_paths([first, second], library, workers=1).documents] == ["added", "duplicate"]
    assert [row.status for row in ingest_paths([second], library, workers=1).documents] == ["duplicate"]


def test_that_a_moved_file_keeps_its_document(library: Library, tmp_path: Path) -> None:
    """Where the old place is empty, the new one takes over."""
    (path,) = _write(tmp_path / "docs", 1)
    ingest_paths([path], library, workers=1)
    moved = path.rename(path.with_name("移走.txt"))
    assert [row.status for row in ingest_paths([moved], library, workers=1).documents] == ["updated"]
    assert [Path(card.source).name for card in library.summaries()] == ["移走.txt"]


def test_that_strict_refuses_what_is_incomplete(library: Library, tmp_path: Path) -> None:
    """A text that goes on elsewhere is stored only without --strict."""
    path = tmp_path / "报.txt"
    path.write_text(TEXT.format(1) + "（下转 B2 版）\n", encoding="utf-8")
    strict = ingest_paths([path], library, workers=1, strict=True)
    assert [row.status for row in strict.documents] == ["rejected"]
    assert "下转" in strict.documents[0].reason
    assert library.summaries() == ()
    assert [row.status for row in ingest_paths([path], library, workers=1).documents] == ["added"]


def test_that_an_empty_folder_is_stated(library: Library, tmp_path: Path) -> None:
    """Nothing is stored and the message says what can be read."""
    (tmp_path / "空").mkdir()
    with pytest.raises(SourceNotFoundError, match="没有可读的文件"):
        ingest_paths([tmp_path / "空"], library)


def test_a_reading_ends_when_others_stop_it(tmp_path: Path) -> None:
    """Two threads stop a worker while it reads: it lets go at once with a reason, and both return."""
    slow = tmp_path / "slow.txt"
    slow.write_text("一、关于支持。\n（一）奖励企业。\n" * 60_000, encoding="utf-8")
    worker = Worker(Limits())
    with ThreadPoolExecutor(3) as pool:
        reading = pool.submit(worker.read, slow)
        while worker.pid is None:
            time.sleep(0.01)
        stops = [pool.submit(worker.stop) for _ in range(2)]
        assert [one.result(timeout=30) for one in stops] == [None, None]
        parse, reason = reading.result(timeout=30)
    assert parse is None
    assert "slow.txt" in reason
    assert worker.pid is None


def test_who_shares_the_pages_of_a_file(tmp_path: Path) -> None:
    """A file that the others outlast is read by one process; one that would go on alone is shared, as is a sole one."""
    paths = [tmp_path / f"{size}.txt" for size in (30, 900, 40)]
    for path in paths:
        path.write_text("一" * int(path.stem), encoding="utf-8")
    assert plan(paths, 2) == {paths[1]: 2, paths[2]: 2, paths[0]: 2}
    alike = [tmp_path / f"{at}.txt" for at in range(4)]
    for path in alike:
        path.write_text("同样长", encoding="utf-8")
    assert list(plan(alike, 2).values()) == [1, 1, 1, 2]
    assert plan(alike[:1], 1) == {alike[0]: 1}


def test_that_a_file_over_its_time_is_given_up(tmp_path: Path) -> None:
    """The worker is ended and the next file has a new one."""
    (path,) = _write(tmp_path / "docs", 1)
    worker = Worker(Limits(seconds=0.01))
    parse, reason = worker.read(path)
    worker.stop()
    assert parse is None
    assert "已停止" in reason


def test_that_a_worker_short_of_memory_ends_only_its_file(tmp_path: Path) -> None:
    """Thirty megabytes do not even hold the program: the reason is one line, and another worker goes on."""
    (path,) = _write(tmp_path / "docs", 1)
    starved, fed = Worker(Limits(megabytes=30)), Worker(Limits())
    outcomes = [worker.read(path) for worker in (starved, fed)]
    starved.stop()
    fed.stop()
    assert outcomes[0][0] is None
    assert outcomes[0][1].count("\n") == 0
    assert outcomes[1][0] is not None


def test_that_a_killed_run_leaves_whole_documents_only(tmp_path: Path) -> None:
    """Whatever was stored before the kill can be read, and the next run adds the rest."""
    _write(tmp_path / "docs", *range(30))
    script = (
        "import sys; from pathlib import Path; from corpus.library import Library\n"
        "from ingest.pipeline import ingest_paths\n"
        "ingest_paths([Path(sys.argv[1])], Library.open(Path(sys.argv[2])), workers=1)"
    )
    folder = tmp_path / "library"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", script, tmp_path / "docs", folder], env=environment)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not _count(folder):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Library.open(folder) as library:
        assert library.verify() == ()
        assert all(library.parse(card.id).clauses for card in library.summaries())
        ingest_paths([tmp_path / "docs"], library, workers=1)
        assert len(library.summaries()) == 30


def _count(folder: Path) -> int:
    if not (folder / "library.db").is_file():
        return 0
    with Library.open(folder) as library:
        return len(library.summaries())


def test_that_addresses_survive_as_paths() -> None:
    """A command line gives paths, which close up the double slash."""
    path = Path("https://a.cn/b.pdf")
    assert is_address(path)
    assert address_of(path) == "https://a.cn/b.pdf"


def test_that_hidden_and_other_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    """Only what can be read counts, in order of name."""
    _write(tmp_path / "docs", 2, 1)
    (tmp_path / "docs" / "说明.xyz").write_text("甲")
    (tmp_path / "docs" / ".git").mkdir()
    (tmp_path / "docs" / ".git" / "3.txt").write_text("乙")
    assert [path.name for path in find_sources([tmp_path / "docs"])] == ["1.txt", "2.txt"]


def test_that_a_file_whose_numbers_break_again_and_again_is_not_complete(tmp_path: Path) -> None:
    """One hole may be a slip of the author; many say that the file lacks parts of its text."""
    numbers = "一三五七九"
    holes = "".join(f"（{one}）支持企业开展研发活动第{one}项。\n" for one in numbers)
    path = tmp_path / "摘编.txt"
    path.write_text(f"云河省支持研发若干措施\n\n一、支持研发\n{holes}二、支持生产\n{holes}", encoding="utf-8")
    certificate = parse_file(path).document.certificate
    assert not certificate.complete
    assert any("编号有 8 处中断" in warning for warning in certificate.warnings)
    path.write_text("云河省支持研发若干措施\n\n（一）支持甲。\n（二）支持乙。\n（四）支持丁。\n", encoding="utf-8")
    assert parse_file(path).document.certificate.complete
