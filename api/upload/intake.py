"""Does one upload: each file is read by a process within limits and stored whole, or the library stays as it was."""

from __future__ import annotations

import shutil
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

Read = Callable[[Path], tuple[Parse | None, str]]


def take_in(engine: Engine, job: Job, staging: Staging, change: Change) -> None:
    """Read every file of the job into the library, then bring the index up to date; `change` is told each step.

    The library is opened anew: readers, who share the engine's connection, never see half of a document.
    """
    _ = engine.encoder  # why: without a model nothing could be found afterwards, so nothing is stored
    set_for_readers(engine.settings)
    files, worker = list(job.files), Worker(Limits())
    try:
        with Library.open(engine.library.folder, create=False) as library:
            for number, staged in enumerate(staging.files):
                files[number] = replace(files[number], status="reading")
                change(stage="reading", files=tuple(files))
                files[number] = settle(library, staged, files[number], worker.read)
                change(files=tuple(files))
    finally:
        worker.stop()
    if any(file.status in {"added", "updated"} for file in files):
        change(stage="indexing")
        _ = engine.answerer  # why: built here, so that the next question need not wait for it


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
