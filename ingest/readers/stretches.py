"""A long task in stretches, each by a process of its own that is forked here and hands its result back through a pipe.

A stretch whose process fails is done again in this one, so that its error is the one a reader knows.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

Result = TypeVar("Result")
_VARIABLE = "WENCE_PAGE_WORKERS"
_CHUNK = 1 << 20
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def page_workers() -> int:
    """Return how many processes may read the pages of one file: 1 unless an ingest run says more."""
    value = os.environ.get(_VARIABLE, "1")
    return int(value) if value.isdigit() and hasattr(os, "fork") else 1


def allow_page_workers(count: int) -> dict[str, str]:
    """Return the environment that allows a reading process so many."""
    return {_VARIABLE: str(max(1, count))}


def cut(total: int, workers: int, longest: int) -> list[range]:
    """Return `total` pages as stretches of nearly the same length, as many as workers or more, none over `longest`.

    `cut(250, 2, 100)` gives three stretches of 83, 83 and 84 pages.
    """
    count = max(min(workers, total), -(-total // longest))
    edges = [total * at // count for at in range(count + 1)]
    return [range(start, end) for start, end in pairwise(edges)]


def in_processes(task: Callable[[range], Result], stretches: Sequence[range], workers: int) -> list[Result]:
    """Return the results in the order of the stretches; at most `workers` processes run at a time."""
    running: list[tuple[int, int]] = []
    results: list[Result] = []
    for at in range(len(stretches)):
        while len(running) < min(workers, len(stretches) - at):
            running.append(_fork(task, stretches[at + len(running)]))
        data = _received(*running.pop(0))
        results.append(pickle.loads(data) if data else task(stretches[at]))  # noqa: S301  from our own process
    return results


def _fork(task: Callable[[range], Result], stretch: range) -> tuple[int, int]:
    """Start a process on a stretch; return its number and the end of the pipe to read from."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(theirs)
        return child, ours
    os.close(ours)
    status = 1
    try:
        _die_with_parent()
        data = memoryview(pickle.dumps(task(stretch), protocol=pickle.HIGHEST_PROTOCOL))
        while data:
            data = data[os.write(theirs, data) :]
        status = 0
    finally:  # why: nothing of the parent may run in the child, whatever happened
        os._exit(status)


def _die_with_parent() -> None:
    """Have this process killed when its parent is (prctl of Linux): a hostile page may never end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _received(child: int, pipe: int) -> bytes:
    """Return what the process wrote, b"" where it failed."""
    data = bytearray()
    with os.fdopen(pipe, "rb", buffering=0) as stream:
        while part := stream.read(_CHUNK):
            data += part
    _, status = os.waitpid(child, 0)
    return bytes(data) if status == 0 else b""
