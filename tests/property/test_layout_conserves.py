"""No character is lost or doubled between the pages of a file and its flow."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Box
from ingest.layout.arrange import arrange
from ingest.raw import RawFile, RawLine, RawPage
from ingest.readers.pdf import read_pdf

SHARED = Path(__file__).resolve().parents[3] / "shared" / "docs"
PDFS = sorted(SHARED.rglob("*.pdf"))

words = st.text("一二三四五六七八九十、（）。：0123456789—…附件目录责任单位 ab", min_size=1, max_size=30).filter(
    str.strip
)
boxes = st.builds(
    lambda x, top, wide, size: Box(x, top, x + wide, top + size),
    st.floats(0, 560),
    st.floats(0, 800),
    st.floats(8, 500),
    st.floats(6, 30),
)
placed = st.builds(RawLine, words, boxes, st.floats(6, 30), st.booleans(), st.sampled_from(["", "menu", "hidden"]))
plain = st.builds(RawLine, words, paragraph=st.sampled_from([None, True, False]))


def ink(raw: RawFile) -> Counter[str]:
    """Count the non-blank characters of a file's pages."""
    lines = "".join(line.text for page in raw.pages for line in page.lines)
    cells = "".join(cell or "" for page in raw.pages for table in page.tables for row in table.rows for cell in row)
    return Counter("".join((lines + cells).split()))


def check(raw: RawFile) -> None:
    """Assert conservation, and that lines and tables point into the text."""
    flow = arrange(raw)
    kept = flow.text + "".join(one.text for one in flow.furniture)
    assert Counter("".join(kept.split())) == ink(raw)
    pages: Counter[int] = Counter()
    for page, text in [(line.page, line.span.cut(flow.text)) for line in flow.lines] + [
        (one.page, one.text) for one in flow.furniture
    ]:
        pages[page] += len("".join(text.split()))
    assert pages == Counter({page.number: ink(RawFile("pdf", (page,))).total() for page in raw.pages})
    covered = Counter("".join("".join(line.span.cut(flow.text) for line in flow.lines).split()))
    assert covered == Counter("".join(flow.text.split()))
    for before, after in zip(flow.lines, flow.lines[1:], strict=False):
        assert before.span.end <= after.span.start


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(placed, max_size=14), min_size=1, max_size=4))
def test_placed_lines_are_all_kept_once(pages):
    """Any boxes at all: overlapping, outside each other, in any order."""
    check(RawFile("pdf", tuple(RawPage(n, 595, 842, tuple(lines)) for n, lines in enumerate(pages, 1))))


@settings(max_examples=60, deadline=None)
@given(st.lists(plain, max_size=25), st.sampled_from(["txt", "docx", "html"]))
def test_plain_lines_are_all_kept_once(lines, kind):
    """Text without places, broken or not."""
    check(RawFile(kind, (RawPage(1, 0, 0, tuple(lines)),)))


@pytest.mark.shared
@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name[:12])
def test_real_pdfs_keep_every_character(path, shared):
    """Every non-blank character of the page is in the flow's text or its furniture, once."""
    assert shared
    raw = read_pdf(path)
    for page in raw.pages:
        assert ink(RawFile("pdf", (page,))).total() == page.characters
    check(raw)
