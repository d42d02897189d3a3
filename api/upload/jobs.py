"""Uploads wait in a short queue and are done one at a time; what became of the last ones is remembered."""

from __future__ import annotations

import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import Full, Queue
from threading import Lock, Thread
from typing import Literal

from api.upload.staging import Staging
from corpus.errors import WenceError
from corpus.model import Certificate

Status = Literal["waiting", "reading", "added", "updated", "duplicate", "failed"]
Stage = Literal["waiting", "reading", "indexing", "finished"]

WAITING = 4  # uploads; a fifth person is asked to come back
_REMEMBERED = 50  # uploads, for pages that still ask what became of theirs
_CLOSING = 3.0  # seconds; what is left then is removed by the next uploads
_BROKEN = "处理时出错，详情已写入服务日志。政策库未受影响，请把文件发给维护者"
_log = logging.getLogger("wence.upload")


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of an upload; `reason` is a Chinese line where it was not simply taken in."""

    name: str
    size: int
    status: Status = "waiting"
    reason: str = ""
    id: str | None = None
    title: str = ""
    clauses: int = 0
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One upload; `trouble` is a Chinese line where it could not be finished, `started` a moment of the clock."""

    id: str
    files: tuple[FileState, ...]
    stage: Stage = "waiting"
    trouble: str = ""
    ahead: int = 0
    started: float | None = None
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """Return how many files are settled."""
        return sum(file.status not in {"waiting", "reading"} for file in self.files)


class QueueFullError(Exception):
    """Too many uploads wait already."""


Change = Callable[..., None]
"""Called with fields of the job to be set."""
Work = Callable[[Job, Staging, Change], None]
"""Does a whole job, telling what changes."""


class Board:
    """The uploads of this process; safe to share between threads."""

    def __init__(self, work: Work, waiting: int = WAITING, *, stop: Callable[[], None] | None = None) -> None:
        """Keep what does a job, and what ends the job that is being done."""
        self._work, self._stop = work, stop
        self._queue: Queue[tuple[str, Staging]] = Queue(waiting)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._working = Lock()
        self._thread: Thread | None = None

    @property
    def full(self) -> bool:
        """Return whether another upload would be refused now."""
        return self._queue.full()

    def submit(self, staging: Staging) -> Job:
        """Queue the staged files. Raises QueueFullError; the files are then still the caller's."""
        files = tuple(FileState(file.name, file.size) for file in staging.files)
        job = Job(secrets.token_hex(16), files)
        with self._lock:
            self._jobs[job.id] = job
            try:
                self._queue.put_nowait((job.id, staging))
            except Full:
                del self._jobs[job.id]
                raise QueueFullError from None
            self._forget()
            if self._thread is None:
                self._thread = Thread(target=self._run, name="uploads", daemon=True)
                self._thread.start()
        return job

    def get(self, job_id: str) -> Job | None:
        """Return the job as it stands now, None where it is not known or no longer."""
        return next((job for job in self.recent(len(self._jobs)) if job.id == job_id), None)

    def recent(self, most: int) -> tuple[Job, ...]:
        """Return the last jobs as they stand now, the newest first."""
        shown, ahead = [], 0
        with self._lock:
            for job in self._jobs.values():
                if job.stage == "finished":
                    shown.append(job)
                    continue
                seconds = 0.0 if job.started is None else time.monotonic() - job.started
                shown.append(replace(job, seconds=seconds, ahead=ahead))
                ahead += 1
        return tuple(reversed(shown[-most:]))

    def close(self) -> None:
        """End the job that is being done and wait a moment until it has cleared up after itself."""
        if self._stop is not None:
            self._stop()
        if self._working.acquire(timeout=_CLOSING):
            self._working.release()

    def _forget(self) -> None:
        """Drop the oldest finished jobs beyond those remembered."""
        finished = [job.id for job in self._jobs.values() if job.stage == "finished"]
        for job_id in finished[: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[job_id]

    def _run(self) -> None:
        while True:
            job_id, staging = self._queue.get()
            with self._working:
                self._do(job_id, staging)

    def _do(self, job_id: str, staging: Staging) -> None:
        def change(**fields: object) -> None:
            with self._lock:
                self._jobs[job_id] = replace(self._jobs[job_id], **fields)  # type: ignore[arg-type]  # Job's own fields

        started = time.monotonic()
        try:
            change(started=started)
            self._work(self._jobs[job_id], staging, change)
        except WenceError as error:
            change(trouble=str(error), files=_left_out(self._jobs[job_id]))
        except Exception:  # noqa: BLE001  one upload must not end the others
            _log.exception("upload failed")
            change(trouble=_BROKEN, files=_left_out(self._jobs[job_id]))
        finally:
            staging.clear()
            change(stage="finished", seconds=time.monotonic() - started)


def _left_out(job: Job) -> tuple[FileState, ...]:
    """Return the files with those that were not come to as failed."""
    reason = "没有处理，请排除上述问题后重新上传"
    return tuple(
        replace(file, status="failed", reason=f"{file.name}：{reason}")
        if file.status in {"waiting", "reading"}
        else file
        for file in job.files
    )
