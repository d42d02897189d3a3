"""`python -m eval.reading_speed FOLDER`: how fast PDFs are read, beside pdfplumber and pypdfium2, in one run.

Only PDFs whose every page has a text layer count, so that no OCR enters. The seconds of one core are processor time;
those of all cores are wall time of worker processes that have started, against one process of pdfplumber. The peers
extract plain text alone, while the full parse finds clauses, departments, measures and incentives.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pypdfium2 as pdfium

from corpus.errors import WenceError
from ingest.crew import Limits, Worker, plan
from ingest.layout.arrange import arrange
from ingest.parsing import parse_file
from ingest.readers.pdf import read_pdf

_SYNTHETIC = 1600
_MEASURE = """
import resource, sys
from pathlib import Path
from ingest.parsing import parse_file
parse = parse_file(Path(sys.argv[1]))
print(parse.document.page_count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """Pages of a way of reading and the seconds they took."""

    name: str
    pages: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Return the pages a second."""
        return self.pages / max(1e-9, self.seconds)


def text_pdfs(folder: Path) -> dict[Path, int]:
    """Return the PDFs of a folder that need no OCR, with their numbers of pages."""
    found = {}
    for path in sorted(folder.rglob("*.pdf")):
        try:
            raw = read_pdf(path)
        except WenceError:
            continue
        if all(page.characters and not page.unread for page in raw.pages):
            found[path] = len(raw.pages)
    return found


class Timed:
    """A process that reads files in one way only, so that no way pays for the memory that another has left behind."""

    def __init__(self, way: str) -> None:
        self.name = way
        command = [sys.executable, "-m", "eval.reading_speed", "--way", way]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603

    def seconds(self, path: Path) -> tuple[float, float]:
        """Return the processor time and the wall time that reading a file takes."""
        if self._process.stdin is None or self._process.stdout is None:  # pragma: no cover  both are pipes
            raise RuntimeError(self.name)
        self._process.stdin.write(f"{path.resolve()}\n")
        self._process.stdin.flush()
        processor, wall = map(float, self._process.stdout.readline().split())
        return processor, wall

    def stop(self) -> None:
        """End the process."""
        self._process.communicate()


def answer_timings(way: str) -> None:
    """Read paths from standard input, read each file that way, print processor and wall seconds."""
    read = WAYS[way]
    for line in sys.stdin:
        processor, wall = time.process_time(), time.perf_counter()
        read(Path(line.rstrip("\n")))
        sys.stdout.write(f"{time.process_time() - processor} {time.perf_counter() - wall}\n")
        sys.stdout.flush()


def one_core(files: dict[Path, int]) -> list[Rate]:
    """Return the rates by processor time of each way of reading, all ways in turn for every file.

    A shared machine is now fast, now slow; file by file in turn, all ways meet the same weather.
    """
    timed = [Timed(way) for way in WAYS]
    first = next(iter(files))
    taken = dict.fromkeys(WAYS, 0.0)
    for one in timed:
        one.seconds(first)  # what is loaded once is not counted
    for path in files:
        for one in timed:
            taken[one.name] += one.seconds(path)[0]
    for one in timed:
        one.stop()
    return [Rate(way, sum(files.values()), seconds) for way, seconds in taken.items()]


def all_cores(files: dict[Path, int], workers: int) -> list[Rate]:
    """Return the rates by wall time: pdfplumber in one process, the full parse in started worker processes.

    The workers run before and after pdfplumber, and the mean of both counts.
    """
    pages, plumber = sum(files.values()), Timed("pdfplumber")
    crew = [Worker(Limits()) for _ in range(workers)]
    first = next(iter(files))
    try:
        plumber.seconds(first)
        for worker in crew:
            worker.read(first)
        before = _seconds_of(crew, files)
        alone = sum(plumber.seconds(path)[1] for path in files)
        ours = (before + _seconds_of(crew, files)) / 2
    finally:
        plumber.stop()
        for worker in crew:
            worker.stop()
    return [Rate("pdfplumber，一个进程", pages, alone), Rate(f"问策 全部解析，{workers} 个进程", pages, ours)]


def _seconds_of(crew: Sequence[Worker], files: dict[Path, int]) -> float:
    """Return the wall time that started workers take for the files, by the plan of an ingest run."""
    free: SimpleQueue[Worker] = SimpleQueue()
    for worker in crew:
        free.put(worker)

    def read(path: Path, cores: int) -> None:
        worker = free.get()
        worker.read(path, cores)
        free.put(worker)

    begun = time.perf_counter()
    shares = plan(list(files), len(crew))
    with ThreadPoolExecutor(len(crew)) as pool:
        list(pool.map(read, shares, shares.values()))
    return time.perf_counter() - begun


def peak_memory(path: Path) -> tuple[int, int]:
    """Return the pages of a file and the most memory in MiB that a process of its own takes to parse it."""
    command = [sys.executable, "-c", _MEASURE, str(path)]
    pages, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()  # noqa: S603
    return int(pages), int(memory)


def synthetic(path: Path, pages: int = _SYNTHETIC) -> None:
    """Write a PDF of many invented pages, all of the same kind."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415  a development dependency
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for page in range(1, pages + 1):
        canvas.setFont("STSong-Light", 12)
        for line in range(30):
            words = f"第{page * 30 + line}条　云河省支持企业第{line}项研发活动，由省科学技术厅负责。"
            canvas.drawString(60, 780 - 24 * line, words)
        canvas.showPage()
    canvas.save()
    path.write_bytes(stream.getvalue())


def _pdfplumber(path: Path) -> None:
    import pdfplumber  # noqa: PLC0415  a peer

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def _pypdfium2(path: Path) -> None:
    with closing(pdfium.PdfDocument(path)) as document:
        for page in document:
            page.get_textpage().get_text_range()


WAYS: dict[str, Callable[[Path], object]] = {
    "pdfplumber": _pdfplumber,
    "pypdfium2": _pypdfium2,
    "问策 读取与版面": lambda path: arrange(read_pdf(path)),
    "问策 全部解析": parse_file,
}


def _lines(rates: Sequence[Rate]) -> list[str]:
    base = rates[0].per_second
    return [f"{one.name}\t{one.per_second:.1f} 页/秒\t{one.per_second / base:.1f} 倍" for one in rates]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a way of reading, and the memory of the largest file and of a synthetic one."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading_speed", description="读 PDF 的速度和内存")
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--largest", type=Path, help="另测这一份的内存，默认是页数最多的一份")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)  # pdfplumber's parser complains of fonts
    if options.way:
        answer_timings(options.way)
        return
    files = text_pdfs(options.folder)
    sys.stdout.write(f"{len(files)} 份文字版 PDF，{sum(files.values())} 页\n每核（处理器时间）\n")
    sys.stdout.write("\n".join(_lines(one_core(files))) + "\n全部核心（实际时间）\n")
    sys.stdout.write("\n".join(_lines(all_cores(files, os.cpu_count() or 1))) + "\n内存峰值\n")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "synthetic.pdf"
        synthetic(made)
        for path in (options.largest or max(files, key=lambda one: files[one]), made):
            pages, memory = peak_memory(path)
            sys.stdout.write(f"{path.name}\t{pages} 页\t{memory} MiB\n")


if __name__ == "__main__":
    main()
