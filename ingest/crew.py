"""Files read in parallel by worker processes with a limit on time and memory; one bad file ends only itself."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, local
from typing import IO

import msgspec

from corpus.errors import ResourceLimitError
from ingest.worker import HEADER, Outcome

_CHUNK = 1 << 16
_MOMENT = 0.02  # seconds between looks whether a reader has let go


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds of wall clock and megabytes of address space.

    OCR takes 5 to 10 s a page, so the seconds allow a scan of some 60 pages; onnxruntime alone reserves a gigabyte.
    """

    seconds: float = 600.0
    megabytes: int = 4096


class _Broken(Exception):  # noqa: N818  a message between the two halves of this module
    """The worker ended or was ended; `reason` says how."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Worker:
    """One reading process; it is started with the first file and again after it had to be stopped."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._busy = Lock()

    def read(self, path: Path, cores: int | None = None) -> Outcome:
        """Return the outcome of a file; a process that crashes or takes too long gives a reason, too.

        `cores` is how many processes may share the pages of a long file, as many as the machine has where it is None.
        """
        with self._busy:
            return self._read(path, cores or os.cpu_count() or 1)

    def _read(self, path: Path, cores: int) -> Outcome:
        try:
            return self._ask(path, cores)
        except _Broken as error:
            self._end()
            advice = "其他文件不受影响；请用原软件另存一份，或拆分后再导入"
            return None, str(ResourceLimitError(path.name, error.reason, advice=advice))

    @property
    def pid(self) -> int | None:
        """Return the number of the process, None where it has not been started or has been stopped."""
        return self._process.pid if self._process else None

    def stop(self) -> None:
        """End the process, if there is one, also from another thread than the one that reads."""
        # why: only a killed process lets go of a reader; its pipes are closed when nobody reads them any more
        while not self._busy.acquire(timeout=_MOMENT):
            if (process := self._process) is not None:
                process.kill()
        try:
            self._end()
        finally:
            self._busy.release()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, path: Path, cores: int) -> Outcome:
        process = self._process or self._start()
        requests, replies = process.stdin, process.stdout
        if requests is None or replies is None:  # pragma: no cover  both are pipes
            raise _Broken("读取进程没有启动")
        deadline = time.monotonic() + self._limits.seconds
        try:
            requests.write(f"{os.fsencode(path).hex()} {cores}\n".encode("ascii"))
            requests.flush()
        except OSError as error:
            raise _Broken("读取进程意外退出") from error
        (length,) = HEADER.unpack(self._receive(replies, HEADER.size, deadline))
        try:
            outcome: Outcome = msgspec.msgpack.decode(self._receive(replies, length, deadline), type=Outcome)
        except msgspec.DecodeError as error:
            raise _Broken("读取进程给出的结果不完整") from error
        return outcome

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "ingest.worker", str(self._limits.megabytes)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), *sys.path]))}
        self._process = subprocess.Popen(  # noqa: S603  our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        return self._process

    def _receive(self, replies: IO[bytes], size: int, deadline: float) -> bytes:
        data = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(replies, selectors.EVENT_READ)
            while len(data) < size:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise _Broken(f"读取超过 {self._limits.seconds:.0f} 秒，已停止")
                part = os.read(replies.fileno(), min(_CHUNK, size - len(data)))
                if not part:
                    raise _Broken("读取时内存不足或进程崩溃")
                data += part
        return bytes(data)


_ROOT = Path(__file__).resolve().parents[1]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # the reader says what is wrong with it
        return 0


def plan(paths: Sequence[Path], workers: int) -> dict[Path, int]:
    """Return the files, the largest first, and how many processes may share the pages of each.

    Files side by side keep all cores busy and need no help. Only one that would go on alone when all smaller ones
    are done, as the sole file of a run does, is read by several.
    """
    sizes = {path: _size(path) for path in sorted(paths, key=_size, reverse=True)}
    left = sum(sizes.values())
    shares: dict[Path, int] = {}
    for path, size in sizes.items():
        left -= size
        shares[path] = workers if size * (workers - 1) > left else 1
    return shares


def read_all(paths: Sequence[Path], *, workers: int, limits: Limits) -> Iterator[tuple[Path, Outcome]]:
    """Yield every path with its outcome as soon as it is known, in no particular order."""
    own = local()
    crew: list[Worker] = []

    def read(path: Path, cores: int) -> Outcome:
        if not hasattr(own, "worker"):
            own.worker = Worker(limits)
            crew.append(own.worker)
        outcome: Outcome = own.worker.read(path, cores)
        return outcome

    pool = ThreadPoolExecutor(max(1, min(workers, len(paths))))
    try:
        # why: the largest first, so that no worker is left alone with it at the end
        shares = plan(paths, workers)
        waiting: dict[Future[Outcome], Path] = {pool.submit(read, path, shares[path]): path for path in shares}
        for done in as_completed(waiting):
            yield waiting.pop(done), done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in crew:
            worker.stop()
        pool.shutdown()
