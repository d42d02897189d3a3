"""Pages that are pictures, wholly or in part: what their text layer is worth, and what OCR adds to it.

The text layer is always kept; what OCR reads on top of it is dropped, so nothing stands twice. Scans read wholly by
OCR keep their scanner's stamp as a watermark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.model import Box
from ingest.raw import RawPage

Ocr = Callable[[Path, int], RawPage]
"""Reads page number `n` (from 1) of a file from its picture."""

_SCAN = 0.5  # of the page: beyond this a page with next to no text is a scan
_FIGURE = 0.08  # of the page: a seal measures 0.03, a red head 0.06, a flow chart or a pasted table 0.3 and more
_READ = 0.25  # of the page: figures smaller than this are logos and photographs, not pasted pages
_BACKGROUND = 0.3  # of the page's characters: a picture with so much text over it is a background
_FEW = 60  # characters: a page of text has hundreds, a stamp or a scanner's mark a dozen


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as its text layer has it, and the boxes of its pictures."""

    page: RawPage
    pictures: tuple[Box, ...]


def read_pictures(path: Path, pages: Sequence[SeenPage], ocr: Ocr | None) -> list[RawPage]:
    """Return the pages with what OCR reads on their pictures; without OCR such pictures count as unread."""
    stamps = _stamps([seen.page for seen in pages])
    return [_read(path, seen, stamps, ocr) for seen in pages]


def _read(path: Path, seen: SeenPage, stamps: frozenset[str], ocr: Ocr | None) -> RawPage:
    page = seen.page
    parts = [(box, _share(box, page)) for box in (_clipped(box, page) for box in seen.pictures)]
    if sum(share for _, share in parts) >= _SCAN and _says_nothing(page, stamps):
        return _read_scan(path, page, stamps, ocr)
    figures = [(box, share) for box, share in parts if share >= _FIGURE and not _is_background(box, page)]
    if not figures:
        return page
    wanted = [box for box, share in figures if share >= _READ]
    if ocr is None or not wanted:
        return replace(page, unread=len(figures))
    return _added(page, ocr(path, page.number), wanted, unread=len(figures) - len(wanted))


def _read_scan(path: Path, page: RawPage, stamps: frozenset[str], ocr: Ocr | None) -> RawPage:
    """Return a scanned page as OCR reads it; without OCR it stays unread. A stamp is a watermark, not text."""
    stamped = all(line.text in stamps for line in page.lines)
    lines = tuple(replace(line, tag="watermark") for line in page.lines) if stamped else page.lines
    own = replace(page, lines=lines)
    if ocr is None:
        return replace(own, method="none", unread=1)
    return _added(own, ocr(path, page.number), [Box(0, 0, page.width, page.height)], unread=0)


def _added(page: RawPage, read: RawPage, regions: Sequence[Box], unread: int) -> RawPage:
    """Return the page with the lines that OCR reads inside the regions and the text layer does not have."""
    known = [line.box for line in page.lines if line.box] + [table.box for table in page.tables if table.box]
    fresh = [
        line
        for line in read.lines
        if line.box is None or (_is_within(line.box, regions) and not any(_overlap(line.box, box) for box in known))
    ]
    tables = [table for table in read.tables if table.box is None or _is_within(table.box, regions)]
    cells = sum(len("".join((cell or "").split())) for table in tables for row in table.rows for cell in row)
    return replace(
        page,
        lines=tuple(
            sorted((*page.lines, *fresh), key=lambda line: (line.box.bottom, line.box.x0) if line.box else (0, 0))
        ),
        tables=(*page.tables, *tables),
        method="ocr" if read.method == "ocr" else page.method,
        confidence=read.confidence,
        unread=unread + read.unread,
        characters=page.characters + cells + sum(len("".join(line.text.split())) for line in fresh),
    )


def _stamps(pages: Sequence[RawPage]) -> frozenset[str]:
    """Return the texts that stand on most pages of a file of several pages: they say nothing of a page."""
    seen = Counter(text for page in pages for text in {line.text for line in page.lines})
    return frozenset(text for text, count in seen.items() if count > max(1, len(pages) / 2))


def _says_nothing(page: RawPage, stamps: frozenset[str]) -> bool:
    own = sum(len(line.text) for line in page.lines if line.text not in stamps)
    return own + sum(len(cell or "") for table in page.tables for row in table.rows for cell in row) < _FEW


def _clipped(box: Box, page: RawPage) -> Box:
    return Box(max(box.x0, 0), max(box.top, 0), min(box.x1, page.width), min(box.bottom, page.height))


def _share(box: Box, page: RawPage) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.bottom - box.top) / (page.width * page.height or 1)


def _is_background(box: Box, page: RawPage) -> bool:
    over = sum(len(line.text) for line in page.lines if line.box and _is_within(line.box, [box]))
    return over > _BACKGROUND * page.characters or any(_overlap(table.box, box) for table in page.tables if table.box)


def _is_within(inner: Box, regions: Sequence[Box]) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in regions)


def _overlap(one: Box, two: Box) -> bool:
    """Return whether two boxes share more than a third of the smaller one."""
    wide = min(one.x1, two.x1) - max(one.x0, two.x0)
    high = min(one.bottom, two.bottom) - max(one.top, two.top)
    least = min((box.x1 - box.x0) * (box.bottom - box.top) for box in (one, two))
    return wide > 0 and high > 0 and 3 * wide * high > least
