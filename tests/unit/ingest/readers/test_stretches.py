"""Long tasks in stretches: every page once, in order, whatever becomes of the processes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read_pdf
from ingest.readers.stretches import allow_page_workers, cut, in_processes, page_workers


@pytest.mark.parametrize(("total", "workers", "longest"), [(1, 2, 100), (250, 2, 100), (331, 4, 100), (99, 8, 10)])
def test_stretches_cover_all_pages_once(total: int, workers: int, longest: int) -> None:
    """None is empty or too long, and their lengths differ by one at most."""
    stretches = cut(total, workers, longest)
    assert [page for stretch in stretches for page in stretch] == list(range(total))
    lengths = {len(stretch) for stretch in stretches}
    assert max(lengths) <= longest
    assert max(lengths) - min(lengths) <= 1
    assert 0 not in lengths


def test_results_come_in_order_from_other_processes() -> None:
    """Also more than a pipe holds."""
    found = in_processes(lambda pages: (os.getpid(), "字" * 100_000, list(pages)), cut(7, 3, 100), 2)
    assert [page for _, _, pages in found for page in pages] == list(range(7))
    assert os.getpid() not in {process for process, _, _ in found}
    assert {len(words) for _, words, _ in found} == {100_000}


def test_a_stretch_whose_process_fails_is_done_here() -> None:
    """Whether it raised or died; an error that stays is raised to the caller."""
    here = os.getpid()

    def fragile(pages: range) -> list[int]:
        if os.getpid() != here and pages.start == 0:
            raise ValueError("only there")
        if os.getpid() != here and pages.start == 2:
            os.kill(os.getpid(), 9)
        return list(pages)

    assert in_processes(fragile, cut(6, 3, 100), 3) == [[0, 1], [2, 3], [4, 5]]
    with pytest.raises(ZeroDivisionError):
        in_processes(lambda pages: 1 // pages.start, cut(4, 2, 100), 2)


def test_several_processes_are_used_only_where_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ingest run allows its reading processes so many; a nonsense value allows one."""
    monkeypatch.delenv("WENCE_PAGE_WORKERS", raising=False)
    assert page_workers() == 1
    for name, value in allow_page_workers(3).items():
        monkeypatch.setenv(name, value)
    assert page_workers() == 3
    monkeypatch.setenv("WENCE_PAGE_WORKERS", "viele")
    assert page_workers() == 1


def test_a_long_pdf_reads_the_same_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a ruled table goes on over the cut between two stretches."""
    path = tmp_path / "long.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in range(64):
        canvas.drawString(80, 760, f"Clause {page} of the plan")
        for row in range(4):
            canvas.rect(80, 600 - 30 * row, 200, 30)
            canvas.rect(280, 600 - 30 * row, 200, 30)
            canvas.drawString(90, 610 - 30 * row, f"task {page}.{row}")
            if page != 32:
                canvas.drawString(290, 610 - 30 * row, "bearer")
        canvas.showPage()
    canvas.save()
    alone = read_pdf(path)
    monkeypatch.setenv("WENCE_PAGE_WORKERS", "2")
    assert read_pdf(path) == alone
    assert len(alone.pages) == 64
    assert alone.pages[32].tables
