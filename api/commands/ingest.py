"""`wence ingest`: parse, store and index files; unchanged files are skipped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.output import console, notice, print_json, progress_bar
from api.schemas.documents import CertificateJson, certificate_json
from api.schemas.ingests import STATUS_NAMES, TROUBLE, IngestJson, ingest_json
from api.wiring import Engine, set_for_readers

if TYPE_CHECKING:
    from corpus.library import Library


def run(engine: Engine, paths: Sequence[Path], *, strict: bool, as_json: bool) -> int:
    """Read the paths into the library and its index; return 1 where a file could not be taken in."""
    from index.snapshot import check_model
    from ingest.pipeline import ingest_paths

    check_model(engine.library, engine.encoder)  # a model that cannot be used is stated before anything is stored
    set_for_readers(engine.settings)
    with progress_bar("读入") as progress:
        done = ingest_paths(paths, engine.library, workers=engine.settings.workers, strict=strict, progress=progress)
    _ = engine.searcher  # brings the index up to date with the library
    report = ingest_json(done)
    if as_json:
        print_json(report)
    else:
        _show(engine.library, report)
    return 1 if any(row["status"] in TROUBLE for row in report["documents"]) else 0


def _show(library: Library, report: IngestJson) -> None:
    from api.commands.certificates import overview

    rows, troubles = [], []
    for row in report["documents"]:
        if row["status"] in TROUBLE:
            troubles.append(row["reason"] or f"{Path(row['path']).name}：{STATUS_NAMES[row['status']]}")
            continue
        status = STATUS_NAMES.get(row["status"], row["status"])
        rows.append((Path(row["path"]).name, status, _certificate(library, row["id"]), row["reason"] or ""))
    out = console()
    if rows:
        out.print(overview(rows))
    for trouble in troubles:
        notice(f"错误：{trouble}")
    cards = library.summaries()
    out.print(
        f"库内共 {len(cards)} 份文件、{sum(card.clauses for card in cards)} 条条款；用时 {report['seconds']:.1f} 秒"
    )


def _certificate(library: Library, document_id: str | None) -> CertificateJson | None:
    if document_id is None or library.summary(document_id) is None:
        return None
    document = library.document(document_id)
    return certificate_json(document.certificate, document.text)
