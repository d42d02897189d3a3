"""Does one upload: each file is read by a process within limits and stored whole, or the library stays as it was."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from api.upload.jobs import Change, FileState, Job
from api.upload.staging import FOLDER, Staged, Staging
from api.wiring import Engine, set_for_readers
from corpus.library import Library
from corpus.model import Parse
from ingest.crew import Limits, Worker
from ingest.parsing import fingerprint

_PATIENCE = 10.0  # seconds; indexing takes about 0.5 s with 7,000 clauses
Read = Callable[[Path], tuple[Parse | None, str]]


class Intake:
    """Takes uploads into the engine's library, one file after the other, until it is stopped."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._worker = Worker(Limits())
        self._stopped = False

    def __call__(self, job: Job, staging: Staging, change: Change) -> None:
        """Read every file of the job into the library and its index; `change` is told each step.

        The library is opened anew: readers, who share the engine's connection, never see half of a document.
        """
        change(stage="reading")
        _ = self._engine.encoder  # why: without a model nothing could be found afterwards, so nothing is stored
        set_for_readers(self._engine.settings)
        files, index = list(job.files), _Index(self._engine, change)
        try:
            with self._engine.held(), Library.open(self._engine.library.folder, create=False) as library:
                for number, staged in enumerate(staging.files):
                    files[number] = replace(files[number], status="reading")
                    change(stage="reading", files=tuple(files))
                    files[number] = settle(library, staged, files[number], self._read)
                    change(files=tuple(files))
                    index.follow(files[number], last=staged is staging.files[-1])
        finally:
            self._worker.stop()

    def stop(self) -> None:
        """End the reading that is going on, and let none begin."""
        self._stopped = True
        self._worker.stop()

    def _read(self, path: Path) -> tuple[Parse | None, str]:
        if self._stopped:
            return None, f"{path.name}：服务已停止。请在服务启动后重新上传"
        return self._worker.read(path)


class _Index:
    """Brings the index up to date, not after every small file but never long after one was stored."""

    def __init__(self, engine: Engine, change: Change) -> None:
        self._engine, self._change = engine, change
        self._stale, self._since = False, time.monotonic()

    def follow(self, file: FileState, *, last: bool) -> None:
        """Note what became of a file; index what was stored when it is time."""
        self._stale = self._stale or file.status in {"added", "updated"}
        if self._stale and (last or time.monotonic() - self._since > _PATIENCE):
            self._change(stage="indexing")
            self._engine.renew()
            self._stale, self._since = False, time.monotonic()


def settle(library: Library, staged: Staged, state: FileState, read: Read) -> FileState:
    """Store one staged file, and return what became of it; nothing that was stored is lost where it fails."""
    document_id = fingerprint(staged.path)
    known = library.summary(document_id)
    if known is not None and Path(known.source).is_file():
        reason = f"与库内《{known.title or Path(known.source).name}》内容相同，没有重复存入"
        return replace(state, status="duplicate", id=known.id, title=known.title, clauses=known.clauses, reason=reason)
    place = library.folder.absolute() / FOLDER / document_id
    try:
        shutil.rmtree(place, ignore_errors=True)  # why: no document stands there, only what a dead process left
        place.mkdir(parents=True)
        shutil.move(staged.path, place / staged.name)
        parse, reason = read(place / staged.name)
        if parse is not None:
            library.add([parse])
    except Exception as error:  # noqa: BLE001  the library rolled back; the other files go on
        parse, reason = None, f"{staged.name}：未能写入政策库（{error}）。请检查磁盘空间和权限后重新上传"
    if parse is None:
        shutil.rmtree(place, ignore_errors=True)
        return replace(state, status="failed", reason=" ".join(reason.split()))
    return _stored(state, parse, updated=known is not None)


def _stored(state: FileState, parse: Parse, *, updated: bool) -> FileState:
    document = parse.document
    return replace(
        state,
        status="updated" if updated else "added",
        id=document.id,
        title=document.title,
        clauses=len(parse.clauses),
        certificate=document.certificate,
    )
