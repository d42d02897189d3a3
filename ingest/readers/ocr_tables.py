"""Tables on a picture of a page: rules become grids as in a PDF, and the characters of the lines find their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np

from ingest.raw import RawLine, RawTable
from ingest.readers.glyphs import Flags, Glyph, Glyphs
from ingest.readers.pdf_lines import build_lines
from ingest.readers.pdf_rules import Rule
from ingest.readers.pdf_tables import Grid, fill_tables, find_grids

_CELLS = 0.5  # of the slots; photographed tables with merged cells have .75 and more, flow charts .4 at most
_WRITTEN = 0.5  # of the cells


def part_tables(lines: Sequence[RawLine], rules: Sequence[Rule]) -> tuple[list[RawLine], list[RawTable]]:
    """Return the lines outside all tables, and the tables with their cells filled; no character is lost or doubled.

    A line that OCR read across two cells is parted at the rule, its characters taken to be equally wide.
    """
    spread = [list(_glyphs(line)) for line in lines]
    glyphs = Glyphs.of([glyph for own in spread for glyph in own])
    tables, left = _filled(glyphs, find_grids(rules))
    if not tables:
        return list(lines), []
    kept: list[RawLine] = []
    for line, (start, end) in zip(lines, pairwise(accumulate(map(len, spread), initial=0)), strict=True):
        outside = np.arange(start, end)[left[start:end]]
        kept += [line] if len(outside) == end - start else build_lines(glyphs.at(outside))
    return kept, tables


def _filled(glyphs: Glyphs, grids: Sequence[Grid]) -> tuple[list[RawTable], Flags]:
    """Return the tables of those grids that hold one, and which glyphs are in none of them."""
    left, tables = np.ones(len(glyphs), np.bool_), []
    for grid in filter(_is_even, grids):
        places = np.nonzero(left)[0]
        found, free = fill_tables([grid], glyphs.at(places))
        if found and _is_written(found[0]):
            tables += found
            left[places[~free]] = False
    return tables, left


def _is_even(grid: Grid) -> bool:
    """Return whether most slots are cells of their own: the boxes of a flow chart leave most of their grid merged."""
    slots = sum(map(len, grid.regions))
    return len({region for row in grid.regions for region in row}) >= _CELLS * slots


def _is_written(table: RawTable) -> bool:
    cells = [cell for row in table.rows for cell in row if cell is not None]
    return sum(map(bool, cells)) > _WRITTEN * len(cells)


def _glyphs(line: RawLine) -> Iterator[Glyph]:
    """Yield the characters of a line as glyphs of equal pitch; letters and digits are half as wide."""
    box = line.box
    if box is None:
        return
    widths = [0.5 if character.isascii() else 1.0 for character in line.text]
    pitch = (box.x1 - box.x0) / max(0.5, sum(widths))
    x0, size = box.x0, line.size or box.bottom - box.top
    for character, width in zip(line.text, widths, strict=True):
        x1 = x0 + width * pitch
        yield Glyph(character, x0, box.top, x1, box.bottom, box.bottom, size, blank=character.isspace())
        x0 = x1
