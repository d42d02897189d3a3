"""Uploads are done one after the other, and a failing one ends only itself."""

import io
import threading
import time

import pytest

from api.upload.jobs import Board, QueueFullError
from api.upload.staging import FOLDER, Staging
from corpus.errors import LibraryError, ResourceLimitError


def staged(folder):
    """Return a staged upload of one small file."""
    staging = Staging(folder)
    staging.take("通知.txt", io.BytesIO(b"x"), 10)
    return staging


def settled(board, job):
    """Return the job when it is finished."""
    for _ in range(500):
        now = board.get(job.id)
        if now.stage == "finished":
            return now
        time.sleep(0.01)
    raise AssertionError(now)


@pytest.mark.parametrize(("error", "said"), [(LibraryError("库坏了"), "库坏了"), (ValueError("x"), "服务日志")])
def test_a_failing_upload_is_told_and_the_next_one_is_done(tmp_path, error, said):
    """Its files count as left out, what was staged is gone, and the thread lives."""

    def work(job, _staging, change):
        change(files=tuple(job.files), stage="reading")
        if fails:
            raise fails.pop()

    fails = [error]
    board = Board(work)
    first, second = settled(board, board.submit(staged(tmp_path))), settled(board, board.submit(staged(tmp_path)))
    assert said in first.trouble
    assert (first.files[0].status, first.done) == ("failed", 1)
    assert second.trouble == ""
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_only_the_last_uploads_are_remembered(tmp_path):
    """Old finished jobs are forgotten, so that the service does not grow."""
    board = Board(lambda *_: None)
    jobs = [settled(board, board.submit(staged(tmp_path))) for _ in range(55)]
    assert board.get(jobs[0].id) is None
    assert board.get(jobs[-1].id).stage == "finished"
    assert sum(board.get(job.id) is not None for job in jobs) == 50


def test_a_full_queue_refuses_and_forgets_the_job(tmp_path):
    """The files stay the caller's to remove."""
    board = Board(lambda *_: time.sleep(0.5), waiting=1)
    board.submit(staged(tmp_path))
    time.sleep(0.1)
    board.submit(staged(tmp_path))
    assert board.full
    with pytest.raises(QueueFullError):
        board.submit(staged(tmp_path))


def test_a_file_beyond_the_limit_is_refused_and_not_read_to_its_end(tmp_path):
    """A stream that never ends costs the limit and no more."""

    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return b"x" * size

    staging = Staging(tmp_path)
    with pytest.raises(ResourceLimitError, match="超过 3 MB"):
        staging.take("大.txt", Endless(), 3 * 2**20)
    staging.clear()
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_library_that_cannot_be_written_to_is_told(tmp_path):
    """The sentence names the disk, not a stack of calls."""
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryError, match="可写"):
        Staging(tmp_path)


def test_what_a_dead_process_left_is_removed_a_day_later(tmp_path):
    """What another process is filling just now is left alone."""
    import os  # noqa: PLC0415  only here

    old, young = Staging(tmp_path), Staging(tmp_path)
    folders = sorted((tmp_path / FOLDER).iterdir())
    os.utime(folders[0], (0, 0))
    third = Staging(tmp_path)
    left = set((tmp_path / FOLDER).iterdir())
    assert folders[0] not in left
    assert folders[1] in left
    for staging in (old, young, third):
        staging.clear()


def test_a_closed_board_ends_the_job_and_leaves_nothing_staged(tmp_path):
    """A service that is stopped waits until the reading has ended and what it staged is gone."""
    reading, stopped = threading.Event(), threading.Event()

    def work(*_):
        reading.set()
        assert stopped.wait(5)

    board = Board(work, stop=stopped.set)
    board.submit(staged(tmp_path))
    assert reading.wait(5)
    board.close()
    assert list((tmp_path / FOLDER).iterdir()) == []
    Board(work).close()
