"""One file becomes one Parse: the stages in order, each adding objects and editing none."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.model import Clause, Document, Parse
from ingest.certificate import certify
from ingest.flow import Flow
from ingest.incentives.extract import extract_incentives
from ingest.layout.arrange import arrange
from ingest.measures import tag_measures
from ingest.metadata.read import read_metadata
from ingest.raw import RawFile
from ingest.readers.registry import read
from ingest.responsibility.tag import tag_departments
from ingest.structure.outline import Outline
from ingest.structure.split import split_clauses

_PATIENCE = 50_000  # new objects between two looks for cycles; Python's own 700 costs a twentieth of the time


def parse_file(path: Path) -> Parse:
    """Return everything read from a file; nothing is stored. Raises a SourceError where it cannot be read."""
    with _patient_collector():
        raw = read(path)
        flow = arrange(raw)
        document_id = fingerprint(path)
        outline = split_clauses(flow, document_id)
        document = _assemble(path, document_id, raw, flow, outline)
        return tag(document, outline.clauses)


@contextmanager
def _patient_collector() -> Iterator[None]:
    """Have the collector of reference cycles look rarely: a parse makes many objects and hardly a cycle."""
    before = gc.get_threshold()
    gc.set_threshold(_PATIENCE, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def tag(document: Document, clauses: Sequence[Clause]) -> Parse:
    """Return the document and its clauses with departments, measures and incentives tagged on them."""
    responsibilities = tag_departments(document, clauses)
    measures = tag_measures(document, clauses)
    incentives = extract_incentives(document, clauses, responsibilities)
    return Parse(document, tuple(clauses), responsibilities, measures, incentives)


def fingerprint(path: Path) -> str:
    """Return the document id of a file: the first 16 hex digits of the SHA-256 of its bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _assemble(path: Path, document_id: str, raw: RawFile, flow: Flow, outline: Outline) -> Document:
    metadata = read_metadata(flow, outline, dict(raw.hints), path.stem)
    return Document(
        id=document_id,
        title=metadata.title,
        issuers=metadata.issuers,
        number=metadata.number,
        dates=metadata.dates,
        region=metadata.region,
        status=metadata.status,
        genre=metadata.genre,
        source=str(path.absolute()),
        format=raw.format,
        text=flow.text,
        page_count=len(raw.pages),
        lines=flow.lines,
        tables=flow.tables,
        furniture=flow.furniture,
        certificate=certify(raw, flow, outline),
        audience=metadata.audience,
    )
