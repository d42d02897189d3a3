"""Browser prints: the web site around the policy (menus, imprint) and its panel of facts (索引号, 发文字号 …)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ingest.layout.pieces import Piece
from ingest.raw import RawTable

_MARKS = Path(__file__).with_name("site_marks.tsv")
_HEAD_ROWS = 15
_TAIL_ROWS = 30
_MIN_MARKS = 3  # a policy may well name a hotline or a web site; a page frame has several such lines
_MIN_LABELS = 3
_WRAP = 2.2  # em above and below a label: values of up to three lines stand centred beside it
_PROSE = re.compile(r"[。；]")
_SENTENCE = re.compile(r"[。；，]")
_LABEL = re.compile(r"(.{2,8}?)\s*[：:]")

Row = Sequence[Piece]


def find_site_matter(rows: Sequence[Row]) -> dict[int, str]:
    """Return id of a piece -> `menu` for the rows of a whole file, in order from its first page on."""
    reasons: dict[int, str] = {}
    texts = [" ".join(piece.text for piece in row) for row in rows]
    marked = [index for index, text in enumerate(texts) if _is_menu(text)]
    if len(marked) >= _MIN_MARKS:
        early = [index for index in marked if index < _HEAD_ROWS]
        for index in (*_head(rows, texts, marked), *early, *_tail(rows, texts, marked)):
            reasons.update((id(piece), "menu") for piece in rows[index])
    return reasons


def find_panels(pages: Sequence[Sequence[Piece]]) -> dict[int, str]:
    """Return id of a piece -> `metadata` for the panels of facts on these pages."""
    return {id(piece): "metadata" for page in pages for piece in _panel(page)}


def is_panel(table: RawTable) -> bool:
    """Return whether a table is the panel of facts that a site puts above a document."""
    texts = [cell or "" for row in table.rows for cell in row]
    return sum(_names_field(text) for text in texts) >= _MIN_LABELS and sum(map(len, texts)) < 40 * len(texts)


@cache
def _words(kind: str) -> frozenset[str]:
    rows = (line.split("\t") for line in _MARKS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return frozenset(row[1] for row in rows if row[0] == kind)


def _is_menu(text: str) -> bool:
    return not _SENTENCE.search(text) and any(word in text for word in _words("menu"))


def _names_field(text: str) -> bool:
    found = _LABEL.match(text)
    return bool(found) and "".join(found.group(1).split()) in _words("label") if found else False


def _head(rows: Sequence[Row], texts: Sequence[str], marked: Sequence[int]) -> range:
    """Return the rows above the title down to the last menu row, if nothing between them is a sentence."""
    title = next((index for index, row in enumerate(rows) if _is_title(row, rows)), len(rows))
    last = max((index for index in marked if index < min(_HEAD_ROWS, title)), default=-1)
    calm = not any(_SENTENCE.search(text) or len(text) > 60 for text in texts[: last + 1])  # noqa: PLR2004
    return range(last + 1) if calm else range(0)


def _is_title(row: Row, rows: Sequence[Row]) -> bool:
    usual = sorted(other[0].em for other in rows)[len(rows) // 2]
    return row[0].em > 1.2 * usual and sum(len(piece.text) for piece in row) > 12  # noqa: PLR2004


def _tail(rows: Sequence[Row], texts: Sequence[str], marked: Sequence[int]) -> range:
    """Return the rows from the first menu row at the end of the file on, and the rows of links right above it."""
    first = min((index for index in marked if index >= max(_HEAD_ROWS, len(texts) - _TAIL_ROWS)), default=len(texts))
    if any(_SENTENCE.search(text) for text in texts[first:]):
        return range(0)
    while first > 0 and _is_links(rows[first - 1], texts[first - 1]):
        first -= 1
    return range(first, len(texts))


def _is_links(row: Row, text: str) -> bool:
    words = [word for piece in row for word in piece.text.split()]
    return len(words) > 1 and not _SENTENCE.search(text) and all(len(word) <= 12 for word in words)  # noqa: PLR2004


def _panel(page: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page's panel of facts: what stands on the height of its labels, wrapped values too."""
    labels = [piece for piece in page if piece.box and _names_field(piece.text)]
    if len(labels) < _MIN_LABELS:
        return []
    top = min(piece.place.top - _WRAP * piece.em for piece in labels)
    bottom = max(piece.place.bottom + _WRAP * piece.em for piece in labels)
    inside = [piece for piece in page if piece.box and top < piece.place.top and piece.place.bottom < bottom]
    return [] if any(_PROSE.search(piece.text) for piece in inside) else inside
