"""`python -m eval.ocr_roundtrip FOLDER > docs/reading-ocr.md`: how much of a printed page OCR brings back.

The first pages of PDFs with a text layer are drawn at 150 dpi into a PDF without text, as a scanner would, and both are
read by the product. The text layer is the truth: characters (blanks left out) and paths of clauses are compared.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import pypdfium2 as pdfium

from corpus.errors import WenceError
from corpus.model import Parse
from ingest.parsing import parse_file

_DPI = 150
_PAGES = 4
_DOCUMENTS = 10
_HEADER = ("文件", "页", "字符", "字符准确率", "条款", "找回的条款", "秒")


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """What OCR brought back of one document: shares of characters and of clause paths, 0 to 1."""

    name: str
    pages: int
    characters: int
    accuracy: float
    clauses: int
    found: float
    seconds: float

    def row(self) -> tuple[str, ...]:
        """Return the cells of a Markdown row."""
        return (
            self.name.replace("|", "\\|"), str(self.pages), f"{self.characters:,}", f"{self.accuracy:.2%}",
            str(self.clauses), f"{self.found:.1%}", f"{self.seconds:.0f}",
        )  # fmt: skip


def round_trip(path: Path, *, pages: int = _PAGES, dpi: int = _DPI) -> RoundTrip:
    """Return how much of the first pages of a PDF comes back from a picture of them. Raises a SourceError."""
    with tempfile.TemporaryDirectory() as folder:
        printed, scanned = Path(folder) / "printed.pdf", Path(folder) / "scanned.pdf"
        count = _cut(path, printed, pages)
        _draw(printed, scanned, dpi)
        truth = parse_file(printed)
        started = time.perf_counter()
        read = parse_file(scanned)
        seconds = time.perf_counter() - started
    return compare(path.name, truth, read, pages=count, seconds=seconds)


def compare(name: str, truth: Parse, read: Parse, *, pages: int, seconds: float) -> RoundTrip:
    """Return the figures of a reading beside the truth."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  an extra of the evaluation

    wanted, got = _characters(truth), _characters(read)
    errors = Levenshtein.distance(wanted, got)
    paths, back = _paths(truth), _paths(read)
    accuracy = max(0.0, 1 - errors / max(1, len(wanted)))
    return RoundTrip(name, pages, len(wanted), accuracy, len(paths), len(paths & back) / max(1, len(paths)), seconds)


def _characters(parse: Parse) -> str:
    # why: ２ and 2, （ and ( look alike in print; which of them the file means no picture shows
    return normalize("NFKC", "".join(parse.document.text.split()))


def _paths(parse: Parse) -> frozenset[tuple[str, ...]]:
    return frozenset(clause.path for clause in parse.clauses if clause.label)


def _cut(source: Path, target: Path, pages: int) -> int:
    """Write the first pages as a PDF of their own; return how many they are."""
    with closing(pdfium.PdfDocument(source)) as document, closing(pdfium.PdfDocument.new()) as cut:
        count = min(pages, len(document))
        cut.import_pages(document, list(range(count)))
        cut.save(target)
    return count


def _draw(source: Path, target: Path, dpi: int) -> None:
    """Write the pages as pictures, grey as an office scanner gives them."""
    with closing(pdfium.PdfDocument(source)) as document:
        drawn = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    first, *others = drawn
    first.save(target, save_all=True, append_images=others, resolution=dpi)


def table(trips: Sequence[RoundTrip]) -> Iterator[str]:
    """Yield the lines of a Markdown table with the means of all documents below."""
    rows = [_HEADER, ("---",) * len(_HEADER), *(one.row() for one in trips)]
    characters, clauses = sum(one.characters for one in trips), sum(one.clauses for one in trips)
    accuracy = sum(one.accuracy * one.characters for one in trips) / max(1, characters)
    found = sum(one.found * one.clauses for one in trips) / max(1, clauses)
    total = ("全部", str(sum(one.pages for one in trips)), f"{characters:,}", f"{accuracy:.2%}", str(clauses))
    rows.append((*total, f"{found:.1%}", f"{sum(one.seconds for one in trips):.0f}"))
    yield from (f"| {' | '.join(row)} |\n" for row in rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; PDFs that cannot be read, or have no text layer, are passed over."""
    parser = argparse.ArgumentParser(prog="python -m eval.ocr_roundtrip", description="把文字版 PDF 印成图再识别回来")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=_PAGES, help="每份取前几页")
    parser.add_argument("--documents", type=int, default=_DOCUMENTS, help="取多少份")
    options = parser.parse_args(arguments)
    trips: list[RoundTrip] = []
    for path in sorted(options.folder.rglob("*.pdf")):
        if len(trips) == options.documents:
            break
        try:
            trip = round_trip(path, pages=options.pages)
        except WenceError as error:
            sys.stderr.write(f"{path.name}：{error}\n")
            continue
        trips.append(trip)
        sys.stderr.write("　".join(trip.row()) + "\n")
    sys.stdout.write(f"# 识别往返\n\n文字版 PDF 的前 {options.pages} 页按 {_DPI} dpi 画成灰度图，再由 OCR 读回；")
    sys.stdout.write(f"由 `python -m eval.ocr_roundtrip {options.folder} --pages {options.pages}` 生成。")
    sys.stdout.write("图里画了线的表格按线分成格，行也要找回；条款按编号路径对照。\n\n")
    sys.stdout.writelines(table(trips))


if __name__ == "__main__":
    main()
