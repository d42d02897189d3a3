"""The speed command on a small invented PDF."""

from __future__ import annotations

from pathlib import Path

from eval.reading_speed import one_core, peak_memory, synthetic, text_pdfs


def test_a_made_pdf_is_read_in_all_four_ways(tmp_path: Path) -> None:
    """Every way reads the same pages, and a process of its own tells its memory."""
    synthetic(tmp_path / "made.pdf", pages=2)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\n")
    files = text_pdfs(tmp_path)
    assert list(files.values()) == [2]
    rates = one_core(files)
    assert [rate.pages for rate in rates] == [2, 2, 2, 2]
    assert all(rate.per_second > 0 for rate in rates)
    pages, memory = peak_memory(tmp_path / "made.pdf")
    assert pages == 2
    assert memory > 20  # MiB; a test run that forks has its own on top
