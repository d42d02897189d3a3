"""Pages of lines become one text in reading order: `arrange` is the whole stage.

Furniture is set apart first, then each page is read column by column, tables are joined over pages, and lines become
paragraphs. Every non-blank character of the pages is in the flow's text or its furniture, once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.model import Furniture
from ingest.flow import Flow
from ingest.layout.columns import Row, read_order
from ingest.layout.furniture import find_furniture
from ingest.layout.measure import PlacedBlock, measure_blocks
from ingest.layout.paragraphs import group_paragraphs
from ingest.layout.pieces import Item, Measure, Piece, TablePart
from ingest.layout.reflow import reflow
from ingest.layout.site import is_panel
from ingest.layout.tables import continues, join_parts
from ingest.layout.text import TextBuilder
from ingest.raw import RawFile, RawLine, RawPage

_PLAIN = frozenset(("txt",))


def arrange(raw: RawFile) -> Flow:
    """Return the text of a file in reading order with its lines, tables and furniture.

    Two lines `推进产业链招商引` / `资。` and a foot `— 3 —` give the text `推进产业链招商引资。` and one furniture.
    """
    pieces = [[_piece(line, page.number) for line in page.lines] for page in raw.pages]
    heights = [page.height if _is_placed(page) else 0.0 for page in raw.pages]
    reasons = find_furniture(pieces, heights)
    furniture = [
        Furniture(piece.page, piece.text, piece.box, reasons[id(piece)])
        for page in pieces
        for piece in page
        if id(piece) in reasons
    ]
    furniture += [panel for page in raw.pages for panel in _panels(page)]
    items = _in_order(raw, pieces, reasons)
    builder = TextBuilder()
    furniture += _write(items, builder)
    return Flow(
        builder.text,
        tuple(builder.lines),
        tuple(builder.tables),
        tuple(sorted(furniture, key=lambda one: one.page)),
        tuple(builder.sizes),
        tuple(builder.tags),
        raw.warnings,
    )


def _panels(page: RawPage) -> list[Furniture]:
    """Return the tables of a page that are a site's panel of facts."""
    return [
        Furniture(
            page.number, "\n".join("\t".join(cell or "" for cell in row) for row in table.rows), table.box, "metadata"
        )
        for table in page.tables
        if is_panel(table)
    ]


def _piece(line: RawLine, page: int) -> Piece:
    return Piece(line.text, page, line.box, line.size, line.bold, line.tag, line.paragraph)


def _is_placed(page: RawPage) -> bool:
    return any(line.box for line in page.lines) or any(table.box for table in page.tables)


def _in_order(raw: RawFile, pages: Sequence[Sequence[Piece]], reasons: Mapping[int, str]) -> list[Item]:
    """Return lines and tables of all pages in reading order, each line with the measure it stands in."""
    if not any(_is_placed(page) for page in raw.pages):
        flat = [
            item for page, pieces in zip(raw.pages, pages, strict=True) for item in _as_given(page, pieces, reasons)
        ]
        return _reflowed(flat) if raw.format in _PLAIN else flat
    blocks: list[PlacedBlock] = []
    for page, pieces in zip(raw.pages, pages, strict=True):
        tables = [TablePart(table, page.number) for table in page.tables if not is_panel(table)]
        placed = [piece for piece in pieces if piece.box and id(piece) not in reasons]
        blocks += [PlacedBlock(tuple(rows), page.number, page.width) for rows in read_order([*placed, *tables])]
    measures = measure_blocks(blocks)
    return [
        item
        for block, measure in zip(blocks, measures, strict=True)
        for row in block.rows
        for item in _set(row, measure)
    ]


def _set(row: Row, measure: Measure | None) -> list[Item]:
    return [item.set_in(measure, index) if isinstance(item, Piece) else item for index, item in enumerate(row)]


def _as_given(page: RawPage, pieces: Sequence[Piece], reasons: Mapping[int, str]) -> list[Item]:
    """Return the lines of a page without places, with its tables where the reader says they stand."""
    items: list[Item] = []
    tables = sorted((table for table in page.tables if not is_panel(table)), key=lambda table: table.after)
    for index, piece in enumerate(pieces):
        while tables and tables[0].after <= index:
            items.append(TablePart(tables.pop(0), page.number))
        if id(piece) not in reasons:
            items.append(piece)
    return items + [TablePart(table, page.number) for table in tables]


def _reflowed(items: Sequence[Item]) -> list[Item]:
    return list(reflow([item for item in items if isinstance(item, Piece)]))


def _write(items: Sequence[Item], builder: TextBuilder) -> list[Furniture]:
    """Write paragraphs and tables in order; return the repeated table headers that were left out."""
    dropped: list[Furniture] = []
    for run in _runs(items):
        if isinstance(run[0], TablePart):
            table, duplicates = join_parts([part for part in run if isinstance(part, TablePart)])
            builder.write_table(table)
            dropped += duplicates
        else:
            for paragraph in group_paragraphs([piece for piece in run if isinstance(piece, Piece)]):
                builder.write_paragraph(paragraph)
    return dropped


def _runs(items: Sequence[Item]) -> list[list[Item]]:
    """Return stretches of lines, and of table parts that continue one another."""
    runs: list[list[Item]] = []
    for item in items:
        last = runs[-1][-1] if runs else None
        if isinstance(item, TablePart):
            joined = isinstance(last, TablePart) and continues(last, item)
        else:
            joined = isinstance(last, Piece)
        if joined:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
