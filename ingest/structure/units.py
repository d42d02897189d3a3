"""The paragraphs and table rows of a flow, each with what the structure stage needs to know of it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Line, Span, Table, TableRow
from ingest.flow import Flow
from ingest.structure.numbering import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph (or table row): its span, its folded text, page, font size, the reader's tag.

    `table` is the number of its table in the flow (from 0) or None; `row` is the data row, None for a header row.
    """

    span: Span
    text: str
    page: int | None
    size: float | None = None
    tag: str = ""
    table: int | None = None
    row: int | None = None
    centred: bool = False


def read_units(flow: Flow) -> tuple[Unit, ...]:
    """Return every non-blank paragraph and table row of the flow in order."""
    starts = [line.span.start for line in flow.lines]
    rows, margins = _row_places(flow), _margins(flow.lines)
    return tuple(_read_unit(flow, span, starts, rows, margins) for span in _paragraphs(flow))


def _paragraphs(flow: Flow) -> Iterator[Span]:
    """Yield the paragraphs; a number that stands alone above its full stop (１⏎．推动…) is joined with its text."""
    held: Span | None = None
    for span in flow.paragraphs():
        text = fold(span.cut(flow.text)).strip()
        number = _STRAY_NUMBER.search(fold(held.cut(flow.text))) if held and text[:1] in _SEPARATORS else None
        if held and number:
            cut = held.start + number.start(1)
            if flow.text[held.start : cut].strip():
                yield Span(held.start, cut)
            held = Span(cut, span.end)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


_SEPARATORS = (".", "\ufffd")
_STRAY_NUMBER = re.compile(r"(?:^|[.。）])\s*(\d{1,2})\s*$")


def _read_unit(
    flow: Flow, span: Span, starts: list[int], rows: dict[int, int], margins: dict[int, tuple[float, float]]
) -> Unit:
    raw = span.cut(flow.text)
    start = span.start + len(raw) - len(raw.lstrip())
    span = Span(start, span.start + len(raw.rstrip()))
    index = max(0, bisect.bisect_right(starts, start) - 1)
    line = flow.lines[index] if flow.lines else None
    table = next((n for n, one in enumerate(flow.tables) if one.span.start <= start < one.span.end), None)
    return Unit(
        span,
        fold(span.cut(flow.text)),
        line.page if line else None,
        flow.sizes[index] if index < len(flow.sizes) else None,
        flow.tags[index] if index < len(flow.tags) else "",
        table,
        _row_of(flow.tables[table], span, rows) if table is not None else None,
        _is_centred(line, margins),
    )


def _row_places(flow: Flow) -> dict[int, int]:
    """Return the data row's number by the start of each of its own cells."""
    places: dict[int, int] = {}
    for table in flow.tables:
        for number, row in enumerate(table.rows):
            for cell in row.cells:
                if cell.span.start < cell.span.end and not cell.repeats:
                    places.setdefault(cell.span.start, number)
    return places


def _row_of(table: Table, span: Span, places: dict[int, int]) -> int | None:
    number = next((places[at] for at in range(span.start, span.end) if at in places), None)
    return number if number is not None and number < len(table.rows) else None


def row_cells(row: TableRow, text: str) -> tuple[str, ...]:
    """Return the cell texts of a row from left to right."""
    return tuple(cell.span.cut(text).strip() for cell in row.cells)


def _is_centred(line: Line | None, margins: dict[int, tuple[float, float]]) -> bool:
    """Return whether the line stands clear of both margins by the same distance."""
    if line is None or line.box is None:
        return False
    left, right = margins[line.page]
    before, after = line.box.x0 - left, right - line.box.x1
    width = right - left
    return before > _CLEAR_MARGIN * width and abs(before - after) < _CENTRE_SLACK * width


def _margins(lines: tuple[Line, ...]) -> dict[int, tuple[float, float]]:
    """Return the leftmost and rightmost x of the text on each page."""
    margins: dict[int, tuple[float, float]] = {}
    for line in lines:
        if line.box:
            left, right = margins.get(line.page, (line.box.x0, line.box.x1))
            margins[line.page] = (min(left, line.box.x0), max(right, line.box.x1))
    return margins


_CLEAR_MARGIN = 0.06  # why: more than the two characters by which a paragraph is indented
_CENTRE_SLACK = 0.08
