"""Tables over several pages become one: the header once, rows cut by a page end joined, merged cells known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Box, Furniture
from ingest.layout.pieces import TablePart
from ingest.layout.text import CellText, JoinedTable

_SAME_EDGE = 12.0  # points by which the edges of a table may move from page to page
_LONGEST_NAME = 16  # characters of a column's name
_SENTENCE_END = re.compile(r"[。；！？;]$")
_NUMBER = re.compile(r"[\d０-９]{1,4}[.．、]?|[一二三四五六七八九十]{1,3}")
_COUNTER = re.compile(r"序\s*号|编\s*号|项\s*次")
_NAMES = re.compile(
    r"序号|编号|名称|内容|任务|单位|部门|时限|时间|备注|项目|类别|目标|措施|指标|事项|举措|分工|领域|方向|标准|条件|金额|"
    r"联系|电话|地址|依据|对象|责任|牵头|配合|进度|节点|要求|成果|清单|场景|地区|数量|单价|补贴|档次|品目"
)

Row = tuple[CellText, ...]


def join_parts(parts: Sequence[TablePart]) -> tuple[JoinedTable, list[Furniture]]:
    """Return one table of its parts on consecutive pages, and the repeated headers that were taken out."""
    stops = _all_stops(parts)
    first = _spread(parts[0], stops)
    header = _count_header(first)
    rows, dropped = list(first), []
    for part in parts[1:]:
        more = _spread(part, stops)
        repeated = _count_repeated(rows[:header], more)
        dropped += [_duplicate(row) for row in more[:repeated]]
        _append(rows, more[repeated:])
    return JoinedTable(tuple(rows), header), dropped


def continues(above: TablePart, below: TablePart) -> bool:
    """Return whether a table at the top of a page goes on with the one at the foot of the page before.

    Its edges are the same and its inner rules are among those of the other (or the other way round: a page may show
    only rows with merged cells); a new header starts a new table.
    """
    one, two = above.raw.box, below.raw.box
    if below.page != above.page + 1 or one is None or two is None:
        return False
    if abs(one.x0 - two.x0) > _SAME_EDGE or abs(one.x1 - two.x1) > _SAME_EDGE or _starts_anew(above, below):
        return False
    few, many = sorted((_stops(above), _stops(below)), key=len)
    return all(any(abs(stop - other) <= _SAME_EDGE for other in many) for stop in few)


def _starts_anew(above: TablePart, below: TablePart) -> bool:
    first, other = _cells(above)[0], _cells(below)[0]
    counted = bool(other[0].text and _COUNTER.fullmatch(other[0].text))
    return counted and [cell.text for cell in first] != [cell.text for cell in other]


def _stops(part: TablePart) -> list[float]:
    """Return the places of the upright rules of a table, both edges included."""
    places = sorted({edge for row in part.raw.boxes for box in row if box for edge in (box.x0, box.x1)})
    stops: list[float] = []
    for place in places:
        if not stops or place - stops[-1] > _SAME_EDGE / 2:
            stops.append(place)
    return stops


def _all_stops(parts: Sequence[TablePart]) -> list[float]:
    return max((_stops(part) for part in parts), key=len)


def _spread(part: TablePart, stops: Sequence[float]) -> list[Row]:
    """Return the rows of a part over the columns of the whole table; columns that it does not have stay empty."""
    rows, own = _cells(part), _stops(part)
    width = len(stops) - 1
    if not stops or len(rows[0]) >= width or len(own) != len(rows[0]) + 1:
        return rows
    columns = [_nearest(stops[:-1], place) for place in own[:-1]]
    blank = CellText("", part.page, None)
    spread = []
    for row in rows:
        cells = [blank] * width
        for column, cell in zip(columns, row, strict=True):
            cells[column] = cell
        spread.append(tuple(cells))
    return spread


def _nearest(stops: Sequence[float], place: float) -> int:
    return min(range(len(stops)), key=lambda index: abs(stops[index] - place))


def _cells(part: TablePart) -> list[Row]:
    return [
        tuple(_cell(part, row, column) for column in range(len(part.raw.rows[row])))
        for row in range(len(part.raw.rows))
    ]


def _cell(part: TablePart, row: int, column: int) -> CellText:
    text = part.raw.rows[row][column]
    box = part.raw.boxes[row][column] if part.raw.boxes else None
    clean = " ".join(text.split()) if text else ""
    return CellText(clean, part.page, box, above=text is None and _is_below(part, row, column, box))


def _is_below(part: TablePart, row: int, column: int, box: Box | None) -> bool:
    """Return whether a covered cell belongs to a merged cell that began in a row above."""
    if row == 0:
        return False
    if box is not None:
        return part.raw.boxes[row - 1][column] == box
    return any(cell is not None for cell in part.raw.rows[row][1:]) or len(part.raw.rows[row]) == 1


def _count_header(rows: Sequence[Row]) -> int:
    """Return how many rows name the columns: the first, and a second one below merged names."""
    if len(rows) < 2 or not _names_columns(rows[0]):  # noqa: PLR2004  a header needs a row to head
        return 0
    return 2 if any(cell.above for cell in rows[1]) and _names_columns(rows[1]) and len(rows) > 2 else 1  # noqa: PLR2004


def _names_columns(row: Row) -> bool:
    names = [cell.text for cell in row if cell.text]
    if len(names) < 2 or any(len(name) > _LONGEST_NAME for name in names):  # noqa: PLR2004  one name is a title
        return False
    if any(re.search(r"[。；：]", name) for name in names):
        return False
    known = sum(bool(_NAMES.search(name)) for name in names)
    return 2 * known >= len(names) or bool(_COUNTER.fullmatch(names[0]))


def _count_repeated(header: Sequence[Row], rows: Sequence[Row]) -> int:
    texts = [[cell.text for cell in row] for row in header]
    return len(header) if header and [[cell.text for cell in row] for row in rows[: len(header)]] == texts else 0


def _duplicate(row: Row) -> Furniture:
    text = "\t".join(cell.text for cell in row)
    return Furniture(row[0].page, text, row[0].box, "duplicate")


def _append(rows: list[Row], more: Sequence[Row]) -> None:
    """Add rows of the next page; the first goes on with the last row where the page end cut it."""
    if not more:
        return
    first, rest = more[0], more[1:]
    if rows and _is_cut(rows[-1], first):
        rows[-1] = tuple(_merge(one, two) for one, two in zip(rows[-1], first, strict=True))
    else:
        rows.append(_merged_on(first) if rows else first)
    rows.extend(rest)


def _merge(one: CellText, two: CellText) -> CellText:
    return replace(one, rest=(*one.rest, two)) if two.text else one


def _merged_on(row: Row) -> Row:
    """Return the first row of a page with its empty leading cells as the merged cells of the page before."""
    leading = next((index for index, cell in enumerate(row) if cell.text), len(row))
    return tuple(replace(cell, above=True) if index < leading else cell for index, cell in enumerate(row))


def _ending(cell: CellText) -> str:
    return cell.rest[-1].text if cell.rest else cell.text


def _is_cut(last: Row, first: Row) -> bool:
    """Return whether `first` is the rest of `last`: nothing new begins in it and some cell goes on mid-sentence."""
    pairs = [(_ending(one), two.text) for one, two in zip(last, first, strict=True) if two.text]
    if not pairs or any(not one for one, _ in pairs) or any(_NUMBER.fullmatch(two) for _, two in pairs):
        return False
    if all(two.text for two in first) and len(first) > 2:  # noqa: PLR2004  a full row is a new one
        return False
    if len(pairs) == 1 and not first[0].text:
        return True
    return any(not _SENTENCE_END.search(one) for one, _ in pairs)
