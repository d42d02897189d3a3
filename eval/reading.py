"""What became of every file that was read: the table of all certificates, as Markdown.

`python -m eval.reading ../shared/docs > docs/reading.md` reads the files anew and prints the table;
`python -m eval.reading --library DIR` prints it for what a library holds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.library import Library
from corpus.model import Certificate, Clause, ClauseKind, Gap, Parse
from ingest.crew import Limits, read_all
from ingest.sources import find_sources

_METHODS = {"text": "文字层", "ocr": "OCR", "none": "未识别"}
_HEADER = (
    "文件",
    "格式",
    "页",
    "字符",
    "入条款",
    "页眉菜单等",
    "未归入",
    "未识别处",
    "方式",
    "章节",
    "条款",
    "表格行",
    "编号断",
    "完整",
    "说明",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One file and what reading it gave: a parse, or the reason why there is none."""

    path: Path
    parse: Parse | None
    reason: str = ""


def read_paths(paths: Sequence[Path], *, workers: int) -> list[Reading]:
    """Return a reading of every file, in order of name."""
    sources = find_sources(paths)
    readings = [Reading(path, *outcome) for path, outcome in read_all(sources, workers=workers, limits=Limits())]
    return sorted(readings, key=lambda reading: reading.path)


def read_library(library: Library) -> list[Reading]:
    """Return a reading of every stored document, by file name."""
    parses = [library.parse(card.id) for card in library.summaries()]
    return sorted((Reading(Path(parse.document.source), parse) for parse in parses), key=lambda one: one.path.name)


def certificate_table(readings: Iterable[Reading]) -> str:
    """Return the certificates as a Markdown table, one file a row; files without one show their error."""
    rows = [_HEADER, ("---",) * len(_HEADER), *(tuple(_row(reading)) for reading in readings)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(reading: Reading) -> Iterator[str]:
    yield reading.path.name.replace("|", "\\|")
    if reading.parse is None:
        yield from ("—",) * (len(_HEADER) - 3)
        yield "否"
        yield _cell(reading.reason)
        return
    document = reading.parse.document
    yield document.format
    yield str(document.page_count)
    yield from _figures(document.certificate)
    yield from _outline(reading.parse.clauses)
    yield str(len(document.certificate.gaps))
    yield "是" if document.certificate.complete else "**否**"
    yield _cell("；".join((*map(_gap, document.certificate.gaps[:2]), *document.certificate.warnings[:3])))


_SECTIONS = frozenset((ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.ATTACHMENT))


def _outline(clauses: Sequence[Clause]) -> Iterator[str]:
    """Yield how many headings, clauses and table rows there are."""
    kinds = [clause.kind for clause in clauses]
    sections, rows = sum(kind in _SECTIONS for kind in kinds), kinds.count(ClauseKind.TABLE_ROW)
    yield from (str(sections), str(len(kinds) - sections - rows), str(rows))


def _gap(gap: Gap) -> str:
    after = f"“{gap.after}”之后是" if gap.after else "一开始就是"
    return f"第 {gap.page} 页{after}“{gap.before}”"


def _figures(certificate: Certificate) -> Iterator[str]:
    pages = certificate.pages
    characters = sum(page.characters for page in pages)
    yield f"{characters:,}"
    yield f"{sum(page.assigned for page in pages) / max(1, characters):.2%}"
    yield f"{sum(page.furniture for page in pages) / max(1, characters):.2%}"
    yield str(sum(page.unassigned for page in pages))
    yield str(sum(page.unread for page in pages))
    yield _method(certificate)


def _method(certificate: Certificate) -> str:
    """Return how the pages were read, with the least OCR confidence: `文字层 12 页，OCR 3 页（最低 .97）`."""
    counts = {name: sum(page.method == name for page in certificate.pages) for name in _METHODS}
    sure = [page.confidence for page in certificate.pages if page.confidence is not None]
    least = f"（最低 {min(sure):.2f}）" if sure else ""
    used = [f"{_METHODS[name]} {count} 页" for name, count in counts.items() if count]
    return (used[0].split()[0] if len(used) == 1 else "，".join(used)) + least


def _cell(text: str, longest: int = 120) -> str:
    """Return a text that fits a Markdown cell."""
    tidy = " ".join(text.split()).replace("|", "\\|")
    return tidy if len(tidy) <= longest else tidy[: longest - 1] + "…"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table and a line of totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    if options.library:
        with Library.open(options.library, create=False) as library:
            readings = read_library(library)
    else:
        readings = read_paths(options.paths, workers=options.workers)
    seconds = time.perf_counter() - started
    sys.stdout.write(
        f"# 阅读凭证一览\n\n{_summary(readings)}，用时 {seconds:.0f} 秒。\n\n{certificate_table(readings)}"
    )


def _summary(readings: Sequence[Reading]) -> str:
    parses = [reading.parse for reading in readings if reading.parse is not None]
    whole = sum(parse.document.certificate.complete for parse in parses)
    clauses = sum(len(parse.clauses) for parse in parses)
    failed = len(readings) - len(parses)
    return (
        f"{len(readings)} 份文件：{whole} 份完整，{len(parses) - whole} 份不完整，{failed} 份读不了；{clauses:,} 条条款"
    )


if __name__ == "__main__":
    main()
