"""JSON of an ingest run: what became of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from ingest.pipeline import IngestReport

STATUS_NAMES = {
    "added": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "duplicate": "重复",
    "rejected": "拒收",
    "failed": "失败",
}
TROUBLE = frozenset({"failed", "rejected"})


class IngestedJson(TypedDict):
    """One file: `status` is added, updated, unchanged, duplicate, rejected or failed; `reason` says why."""

    id: str | None
    path: str
    status: str
    reason: str


class IngestJson(TypedDict):
    """All files of a run, in order; `clauses` counts those newly stored."""

    documents: list[IngestedJson]
    clauses: int
    seconds: float


def ingest_json(report: IngestReport) -> IngestJson:
    """Return what `wence ingest --json` prints."""
    return {
        "documents": [
            {"id": row.id, "path": str(row.path), "status": str(row.status), "reason": row.reason or ""}
            for row in report.documents
        ],
        "clauses": report.clauses,
        "seconds": round(report.seconds, 3),
    }
