"""What is printed on a page without being policy text: page numbers, running heads, contents, marks and menus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.paragraphs import stands_alone
from ingest.layout.pieces import Piece
from ingest.layout.site import find_panels, find_site_matter

_HEAD = 0.22  # share of the page height at its top and bottom in which heads and feet stand, ...
_EDGE = 0.13  # the same for running heads, which have no shape of their own to be known by
_HEAD_ROWS = 3  # ... if they are among the first or last rows
_SAME_HEIGHT = 8.0  # points by which a running head moves from page to page
_TAG_REASONS = {
    reason: reason for reason in ("menu", "metadata", "watermark", "hidden", "contents", "running_head", "duplicate")
}
_DIGITS = "0-9０-９"
_DASH = r"\-－—–―─·•‐~～ "
_BARE_NUMBER = re.compile(rf"[{_DASH}]*第?\s*([{_DIGITS}]{{1,4}})\s*页?[{_DASH}]*")
_DASHED_NUMBER = re.compile(rf"[\-－—–―─‐·•]+\s*[{_DIGITS}]{{1,4}}\s*[\-－—–―─‐·•]+")
_COUNTED_NUMBER = re.compile(rf"(第\s*)?[{_DIGITS}]{{1,4}}\s*(页)?\s*[/／,，]?\s*(共\s*)?[{_DIGITS}]{{1,4}}\s*页?")
_PAGE_COUNT = re.compile(
    rf"第\s*[{_DIGITS}]+\s*页|(?<=\s)[{_DIGITS}]{{1,4}}$|^[{_DIGITS}]{{1,4}}(?=\s)|[{_DIGITS}]{{1,4}}\s*/\s*[{_DIGITS}]{{1,4}}"
)
_ROMAN_NUMBER = re.compile(rf"[{_DASH}]*[ivxIVXⅠ-Ⅻⅰ-ⅻ]{{1,6}}[{_DASH}]*")
_PRINT_MARK = re.compile(r"https?://\S+|file:///\S+|\d{4}[/-]\d{1,2}[/-]\d{1,2}[,，]?\s+(上午|下午)?\d{1,2}:\d{2}")
_IMPRINT = re.compile(
    r"责\s*编\s*[：:]|责任编辑\s*[：:]|美\s*编\s*[：:]|校\s*对\s*[：:]|版式\s*[：:]|^[A-Z]?\s?\d{1,2}\s*版$"
)
_LEADER = re.compile(rf"(?:[…⋯]{{1,}}|[.．·•‥]{{3,}}|(?:[.·…]\s){{3,}})[\s.…·]*[{_DIGITS}ⅠⅡⅢIVX\-—]{{1,8}}\s*$")
_CONTENTS_HEAD = re.compile(r"目\s*[录錄次]")
_ORNAMENT = re.compile(r"(.)\1{9,}")
_REVISION = re.compile(r"(?:删除|插入|带格式的?|设置格式|批注|移动了?)\s*\[[^\]]{1,14}\]\s*[:：]")
_MIN_LEADERS = 3
_GAP_LINES = 2
_LONGEST_HEAD = 90  # characters


def find_furniture(pages: Sequence[Sequence[Piece]], heights: Sequence[float]) -> dict[int, str]:
    """Return id of a piece -> reason for all pieces that are no text; the pages' pieces come from top to bottom.

    `["— 3 —"]` at a page's foot is `page_number`; a line that stands at the same height of most pages is
    `running_head`; lines with leaders to a page number are `contents`.
    """
    reasons: dict[int, str] = {}
    for page in pages:
        _mark(reasons, ((piece, _own_reason(piece)) for piece in page))
    for page in pages:
        _mark_revisions(reasons, page)
    rows = [_rows([piece for piece in page if id(piece) not in reasons]) for page in pages]
    _mark_numbers(reasons, rows, heights)
    _mark_repeated(reasons, rows, heights)
    _mark_imprints(reasons, rows, heights)
    left = [[row for row in page if id(row[0]) not in reasons] for page in rows]
    reasons.update(find_site_matter([row for page in left for row in page]))
    reasons.update(find_panels([[piece for row in page for piece in row] for page in left]))
    bodies = [[piece for piece in page if id(piece) not in reasons] for page in pages]
    for body in bodies:
        _mark_contents(reasons, body)
    _mark_overleaf(reasons, bodies)
    return reasons


_Row = list[Piece]


def _mark(reasons: dict[int, str], found: object) -> None:
    for piece, reason in found:  # type: ignore[attr-defined]
        if reason:
            reasons[id(piece)] = reason


def _own_reason(piece: Piece) -> str:
    if piece.tag in _TAG_REASONS:
        return _TAG_REASONS[piece.tag]
    return "ornament" if _ORNAMENT.fullmatch(piece.text.replace(" ", "")) else ""


def _mark_revisions(reasons: dict[int, str], page: Sequence[Piece]) -> None:
    """Mark the balloons of tracked changes beside the text: `删除[某某]：深化`, and what else stands in their strip."""
    balloons = [piece for piece in page if piece.box and _REVISION.match(piece.text)]
    if balloons:
        edge = min(piece.place.x0 for piece in balloons) - 1
        size = max(piece.em for piece in balloons)
        _mark(reasons, ((one, "revision") for one in page if one.box and one.place.x0 >= edge and one.em <= size))


def _rows(pieces: Sequence[Piece]) -> list[_Row]:
    rows: list[_Row] = []
    for piece in pieces:
        near = (
            rows and piece.box and rows[-1][0].box and abs(rows[-1][0].place.bottom - piece.place.bottom) < piece.em / 2
        )
        if near:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _spell(row: _Row) -> str:
    return " ".join(piece.text for piece in row).strip()


def _edge_rows(rows: Sequence[_Row], height: float, share: float = _HEAD) -> list[tuple[_Row, str]]:
    """Return the rows at the top and bottom edge of a page, with "top" or "bottom"."""
    if not height:
        return []
    tops = [(row, "top") for row in rows[:_HEAD_ROWS] if row[0].place.bottom < share * height]
    return tops + [(row, "bottom") for row in rows[-_HEAD_ROWS:] if row[0].place.top > (1 - share) * height]


def _mark_numbers(reasons: dict[int, str], pages: Sequence[Sequence[_Row]], heights: Sequence[float]) -> None:
    """Mark page numbers: dashed or counted ones by their shape, bare ones where they count up with the pages."""
    bare: list[tuple[int, _Row]] = []
    for index, (rows, height) in enumerate(zip(pages, heights, strict=True)):
        for row, _ in _edge_rows(rows, height) if height else [(row, "") for row in rows]:
            text = _spell(row)
            if _DASHED_NUMBER.fullmatch(text) or (height and _is_counted(text)):
                _mark(reasons, ((piece, "page_number") for piece in row))
            elif height and (found := _BARE_NUMBER.fullmatch(text)):
                bare.append((int(found.group(1)) - index, row))
            elif height and _ROMAN_NUMBER.fullmatch(text):
                _mark(reasons, ((piece, "page_number") for piece in row))
    offsets = Counter(offset for offset, _ in bare)
    for offset, row in bare:
        if offsets[offset] > 1 or len(pages) == 1 or offset == 1:
            _mark(reasons, ((piece, "page_number") for piece in row))


def _is_counted(text: str) -> bool:
    return bool(_COUNTED_NUMBER.fullmatch(text)) and any(mark in text for mark in "/／共页")


def _mark_repeated(reasons: dict[int, str], pages: Sequence[Sequence[_Row]], heights: Sequence[float]) -> None:
    """Mark rows that stand at the same height of at least half of the pages, page numbers not regarded."""
    seen: dict[tuple[str, str], list[tuple[int, float, _Row]]] = {}
    for index, (rows, height) in enumerate(zip(pages, heights, strict=True)):
        for row, edge in _edge_rows(rows, height, _EDGE):
            text = _spell(row)
            if len(text) <= _LONGEST_HEAD and id(row[0]) not in reasons and not stands_alone(text):
                key = _PAGE_COUNT.sub("#", text)
                seen.setdefault((edge, key), []).append((index, row[0].place.top, row))
    for found in seen.values():
        heads = [one for one in found if sum(abs(one[1] - o[1]) < _SAME_HEIGHT for o in found) > len(found) / 2]
        on = {index for index, _, _ in heads}
        if len(on) >= max(2, min(len(pages) / 2, 6)) and _follow(sorted(on)):
            for _, _, row in heads:
                _mark(reasons, ((piece, "running_head") for piece in row))


def _follow(pages: Sequence[int]) -> bool:
    """Return whether most of these pages follow each other, at most one between them (left and right heads differ)."""
    near = sum(after - before <= 2 for before, after in pairwise(pages))  # noqa: PLR2004
    return 2 * near >= len(pages) - 1


def _mark_imprints(reasons: dict[int, str], pages: Sequence[Sequence[_Row]], heights: Sequence[float]) -> None:
    """Mark what names itself: a browser's address and time of printing, a newspaper's page and editors."""
    for rows, height in zip(pages, heights, strict=True):
        edges = [row for row, _ in _edge_rows(rows, height)] if height else [*rows[:2], *rows[-2:]]
        for row in edges:
            text = _spell(row)
            if (
                id(row[0]) not in reasons
                and (_PRINT_MARK.search(text) or _IMPRINT.search(text))
                and len(text) < _LONGEST_HEAD
            ):
                _mark(reasons, ((piece, "running_head") for piece in row))


def _mark_contents(reasons: dict[int, str], pieces: Sequence[Piece]) -> None:
    """Mark runs of lines with leaders to page numbers, wrapped entries between them, and the heading 目录 above."""
    leaders = [index for index, piece in enumerate(pieces) if _LEADER.search(piece.text)]
    if len(leaders) < _MIN_LEADERS:
        return
    first, last = leaders[0], leaders[-1]
    dense = 2 * len(leaders) >= last - first + 1
    inside = range(first, last + 1) if dense else leaders
    _mark(reasons, ((pieces[index], "contents") for index in inside))
    for index in range(max(0, first - _GAP_LINES), first):
        if dense and (_CONTENTS_HEAD.fullmatch(pieces[index].text) or _heads_entry(pieces, index, first)):
            _mark(reasons, [(pieces[index], "contents")])


def _mark_overleaf(reasons: dict[int, str], pages: Sequence[Sequence[Piece]]) -> None:
    """Mark the last line of a contents page whose entry ends overleaf."""
    for page, following in pairwise(pages):
        ends = len(page) > 1 and reasons.get(id(page[-2])) == "contents" and id(page[-1]) not in reasons
        if ends and following and reasons.get(id(following[0])) == "contents":
            _mark(reasons, [(page[-1], "contents")])


def _heads_entry(pieces: Sequence[Piece], index: int, first: int) -> bool:
    """Return whether a line is the first half of the wrapped entry that the first leader line ends."""
    return index == first - 1 and len(pieces[first].text.strip(".… 0123456789")) < _GAP_LINES * 2
