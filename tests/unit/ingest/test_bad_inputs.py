"""Every file that nobody should have to read gives one Chinese line, soon, and harms no other file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.crew import Limits, Worker
from tests.bad_inputs import BAD_INPUTS, build


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """Return one worker process for all bad files, as a real run would have."""
    one = Worker(Limits(seconds=60))
    yield one
    one.stop()


def test_that_at_least_forty_kinds_of_bad_input_are_tried() -> None:
    """The list may grow, never shrink."""
    assert len(BAD_INPUTS) >= 56


@pytest.mark.parametrize("what", BAD_INPUTS)
def test_that_a_bad_input_gives_one_chinese_line(worker: Worker, tmp_path: Path, what: str) -> None:
    """No traceback, no internal error, no hang: one line that says what is wrong and what to do."""
    parse, reason = worker.read(build(tmp_path, what))
    assert parse is None
    assert re.search(r"[\u4e00-\u9fff]{4}", reason)
    assert "Traceback" not in reason
    assert "读取时出错" not in reason
    assert "超过 60 秒" not in reason
