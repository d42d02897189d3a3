"""From files to the library: `parse_file` for one, `ingest_paths` for many, in parallel and safe to kill."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from corpus.errors import WenceError
from corpus.library import Library, Summary
from corpus.model import Parse
from ingest.crew import Limits, read_all
from ingest.parsing import fingerprint, parse_file, tag
from ingest.sources import address_of, find_sources, is_address

__all__ = ["IngestReport", "Limits", "Outcome", "Progress", "fingerprint", "ingest_paths", "parse_file", "tag"]

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the last one."""

StatusWord = Literal["added", "updated", "unchanged", "duplicate", "rejected", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `reason` is one Chinese line where it was not simply taken in."""

    id: str | None
    path: Path
    status: StatusWord
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of all files of a run, in the order they were named; `clauses` counts those newly stored."""

    documents: tuple[Outcome, ...]
    clauses: int
    seconds: float


def ingest_paths(  # noqa: PLR0913  the run's settings, all named
    paths: Sequence[Path],
    library: Library,
    *,
    workers: int | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> IngestReport:
    """Read files and folders into the library and say what became of each; unchanged files are not read again.

    Every document is stored in one transaction as soon as it is read: a run that is killed leaves whole documents
    only, and the next one goes on. With `strict`, a document whose certificate is incomplete is rejected. Raises
    SourceNotFoundError where a folder holds no document; nothing is stored then.
    """
    started = time.perf_counter()
    run = _Run(library, strict=strict, progress=progress or _silent)
    run.take(find_sources(paths))
    count = workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else workers or 1
    for path, (parse, reason) in read_all(run.to_read, workers=count, limits=limits or Limits()):
        run.settle(path, parse, reason)
    return IngestReport(run.report(), run.clauses, time.perf_counter() - started)


def _silent(done: int, total: int, name: str) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class _Run:
    """One run over many files: what is known of each so far."""

    library: Library
    strict: bool
    progress: Progress
    clauses: int = 0
    outcomes: dict[Path, Outcome] = field(default_factory=dict)
    ids: dict[Path, str] = field(default_factory=dict)
    sources: tuple[Path, ...] = ()
    names: dict[Path, Path] = field(default_factory=dict)
    stored: dict[str, Summary] = field(default_factory=dict)

    def take(self, sources: Sequence[Path]) -> None:
        """Settle what need not be read: missing, unchanged and duplicate files."""
        self.sources = tuple(sources)
        self.stored = {card.id: card for card in self.library.summaries()}
        for source in sources:
            try:
                path = self._fetched(source) if is_address(source) else source.absolute()
                self.names[source] = path
                self._compare(source, path)
            except (WenceError, OSError) as error:
                self._tell(Outcome(None, source, "failed", str(error)))

    @property
    def to_read(self) -> tuple[Path, ...]:
        """The files that must be read."""
        return tuple(self.names[source] for source in self.sources if source not in self.outcomes)

    def settle(self, path: Path, parse: Parse | None, reason: str) -> None:
        """Store what was read, or note why it was not."""
        source = next(source for source in self.sources if self.names.get(source) == path)
        if parse is None:
            self._tell(Outcome(self.ids.get(path), source, "failed", reason))
        elif self.strict and not parse.document.certificate.complete:
            self._tell(Outcome(parse.document.id, source, "rejected", _why_incomplete(parse)))
        else:
            self._store(source, parse)

    def report(self) -> tuple[Outcome, ...]:
        """Return the outcomes in the order the files were named."""
        return tuple(self.outcomes[source] for source in self.sources)

    def _fetched(self, source: Path) -> Path:
        from ingest.readers.url import fetch  # noqa: PLC0415  only where an address is given

        return fetch(address_of(source), self.library.folder / "fetched")

    def _compare(self, source: Path, path: Path) -> None:
        if not path.is_file():
            return
        document_id = fingerprint(path)
        twin = next((other for other, one in self.ids.items() if one == document_id), None)
        self.ids[path] = document_id
        known = self.stored.get(document_id)
        if known is not None and Path(known.source) == path:
            self._tell(Outcome(document_id, source, "unchanged"))
        elif known is not None and Path(known.source).is_file():
            self._tell(Outcome(document_id, source, "duplicate", f"与库内 {Path(known.source).name} 内容相同"))
        elif twin is not None:
            self._tell(Outcome(document_id, source, "duplicate", f"与 {twin.name} 内容相同"))

    def _store(self, source: Path, parse: Parse) -> None:
        document = parse.document
        replaces = document.id in self.stored or any(card.source == document.source for card in self.stored.values())
        try:
            self.library.add([parse])
        except Exception as error:  # noqa: BLE001  the library rolled back; the other files go on
            self._tell(Outcome(document.id, source, "failed", f"{source.name}：未能写入政策库（{error}）"))
            return
        self.clauses += len(parse.clauses)
        reason = "" if document.certificate.complete else _why_incomplete(parse)
        self._tell(Outcome(document.id, source, "updated" if replaces else "added", reason))

    def _tell(self, outcome: Outcome) -> None:
        self.outcomes[outcome.path] = replace(outcome, reason=" ".join(outcome.reason.split()))
        self.progress(len(self.outcomes), len(self.sources), outcome.path.name)


def _why_incomplete(parse: Parse) -> str:
    warnings = parse.document.certificate.warnings
    return "凭证不完整：" + ("；".join(warnings[:3]) if warnings else "有文字未归入任何条款")
