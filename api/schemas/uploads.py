"""JSON of an upload: how far it is, and what became of every file."""

from __future__ import annotations

from typing_extensions import TypedDict

from api.upload.jobs import FileState, Job
from corpus.model import Certificate

STAGE_NAMES = {"waiting": "排队中", "reading": "正在读取", "indexing": "正在建立索引", "finished": "已完成"}
STATUS_NAMES = {
    "waiting": "等待",
    "reading": "正在读取",
    "added": "已入库",
    "updated": "已更新",
    "duplicate": "库内已有",
    "failed": "未能入库",
}
_WARNINGS = 20


class ProofJson(TypedDict):
    """A certificate in short: `coverage` is the share of the characters read that a clause or the furniture took."""

    complete: bool
    pages: int
    characters: int
    coverage: float
    unread_pages: list[int]
    gaps: int
    warnings: list[str]


class UploadedJson(TypedDict):
    """One file: `status` is waiting, reading, added, updated, duplicate or failed; `reason` says why."""

    name: str
    bytes: int
    status: str
    status_name: str
    reason: str
    id: str | None
    title: str
    clauses: int
    certificate: ProofJson | None


class JobJson(TypedDict):
    """An upload: `state` is queued, running or done, `ahead` counts the uploads before it, `done` the settled files."""

    id: str
    state: str
    stage: str
    stage_name: str
    ahead: int
    done: int
    total: int
    seconds: float
    trouble: str
    files: list[UploadedJson]


class JobsJson(TypedDict):
    """The last uploads, the newest first, and what an upload may be: bytes a file, files, and their usual suffixes."""

    jobs: list[JobJson]
    max_bytes: int
    max_files: int
    suffixes: list[str]


def job_json(job: Job) -> JobJson:
    """Return the job as the page asks for it again and again: whole certificates are had from the document."""
    state = {"waiting": "queued", "finished": "done"}.get(job.stage, "running")
    return {
        "id": job.id,
        "state": state,
        "stage": job.stage,
        "stage_name": STAGE_NAMES[job.stage],
        "ahead": job.ahead,
        "done": job.done,
        "total": len(job.files),
        "seconds": round(job.seconds, 2),
        "trouble": job.trouble,
        "files": [_file_json(file) for file in job.files],
    }


def _file_json(file: FileState) -> UploadedJson:
    return {
        "name": file.name,
        "bytes": file.size,
        "status": file.status,
        "status_name": STATUS_NAMES[file.status],
        "reason": file.reason,
        "id": file.id,
        "title": file.title,
        "clauses": file.clauses,
        "certificate": None if file.certificate is None else _proof_json(file.certificate),
    }


def _proof_json(proof: Certificate) -> ProofJson:
    characters = sum(page.characters for page in proof.pages)
    taken = sum(page.assigned + page.furniture for page in proof.pages)
    return {
        "complete": proof.complete,
        "pages": len(proof.pages),
        "characters": characters,
        "coverage": round(taken / characters, 4) if characters else 1.0,
        "unread_pages": [page.page for page in proof.pages if page.unread],
        "gaps": len(proof.gaps),
        "warnings": list(proof.warnings[:_WARNINGS]),
    }
