"""Scores what documents say of themselves against a table made by reading them: one figure per field.

The table holds, tab-parted: document, the first 16 hex digits of the SHA-256 of the title without blanks (so that no
text of a document is copied), issuers parted by ";", number, 成文, 施行, 失效, region, draft (0 or 1);
"-" is what the document does not say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus.errors import SourceNotFoundError
from corpus.model import Dates, Status
from eval.extraction import find_document
from ingest.pipeline import parse_file

FIELDS = ("title", "issuers", "number", "written", "effective", "expires", "region", "draft")
FIELD_NAMES = ("标题", "发文机关", "文号", "成文日期", "施行日期", "失效日期", "地区", "征求意见稿")


class Described(Protocol):
    """Whatever has a document's metadata: the metadata stage's result, or a stored document."""

    @property
    def title(self) -> str:
        """Return the title."""

    @property
    def issuers(self) -> tuple[str, ...]:
        """Return who issued it."""

    @property
    def number(self) -> str | None:
        """Return its number."""

    @property
    def dates(self) -> Dates:
        """Return its days."""

    @property
    def region(self) -> str | None:
        """Return where it holds."""

    @property
    def status(self) -> Status:
        """Return its validity."""


@dataclass(frozen=True, slots=True)
class MetadataReport:
    """The share of right values per field, and (document, field, read, labelled) of every wrong one."""

    accuracy: Mapping[str, float]
    documents: int
    misses: Sequence[tuple[str, str, str, str]]


def read_labels(path: Path) -> dict[str, list[str]]:
    """Return the labelled values by document. Raises SourceNotFoundError where there is no such table."""
    if not path.is_file():
        raise SourceNotFoundError(str(path), "没有这个标注表", advice="请给出制表符分隔的标注文件")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: row[1:] for row in rows if len(row) > 1}


def described(document: Described) -> list[str]:
    """Return a document's metadata in the table's notation, in the order of `FIELDS`."""
    dates = document.dates
    days = ["-" if day is None else day.isoformat() for day in (dates.written, dates.effective, dates.expires)]
    title = hashlib.sha256("".join(document.title.split()).encode()).hexdigest()[:16]
    issuers, draft = ";".join(document.issuers) or "-", str(int(document.status is Status.DRAFT))
    return [title, issuers, document.number or "-", *days, document.region or "-", draft]


def evaluate(labels: Mapping[str, Sequence[str]], folder: Path) -> MetadataReport:
    """Parse every labelled document under `folder` and score it. Raises SourceNotFoundError where one is absent."""
    read = ((name, described(parse_file(find_document(name, folder)).document)) for name in labels)
    return score(labels, read)


def score(labels: Mapping[str, Sequence[str]], read: Iterable[tuple[str, Sequence[str]]]) -> MetadataReport:
    """Return the figures for values that were read, document by document."""
    misses, count = [], 0
    for name, values in read:
        count += 1
        fields = zip(FIELDS, values, labels[name], strict=True)
        misses += [(name, field, value, right) for field, value, right in fields if value != right]
    wrong = {field: sum(miss[1] == field for miss in misses) for field in FIELDS}
    return MetadataReport({field: 1 - wrong[field] / max(1, count) for field in FIELDS}, count, misses)
