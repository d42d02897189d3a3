"""Ruled tables: ruling lines become grids, grids become cells, glyphs find their cell by their centre.

All glyphs of a page go either to exactly one cell or back to the running lines, so nothing is lost or doubled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import Box
from ingest.raw import RawLine, RawTable
from ingest.readers.glyphs import Axis, Flags, Glyphs, Look, Numbers
from ingest.readers.pdf_lines import build_cells, join_lines
from ingest.readers.pdf_rules import Rule

_SNAP = 3.0  # points: two rules closer than this are one; rules are up to 3 points thick
_REACH = 4.0  # points by which a rule may miss the one it should meet
_MAX_WORK = 4_000_000  # slots times rules, or flat times upright rules: a drawing or a map, no table


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled grid: the places of its upright and flat rules, and for each slot the region (merged cell) it is in."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """Return the outline of the grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the grids that flat and upright rules form together, from top to bottom."""
    flats, uprights = (_merge([rule for rule in rules if rule.flat is flat]) for flat in (True, False))
    if len(flats) * len(uprights) > _MAX_WORK:
        return []
    merged = flats + uprights
    grids = [grid for part in _connected(merged) if (grid := _grid(part)) is not None]
    return sorted(grids, key=lambda grid: grid.ys[0])


def fill_tables(grids: Sequence[Grid], glyphs: Glyphs, above: Grid | None = None) -> tuple[list[RawTable], Flags]:
    """Return the tables with their texts, and which glyphs are in none of them (a frame around text is no table).

    `above` is the last grid of the page before: a table that goes on may have text in one column only.
    """
    tables, free = [], np.ones(len(glyphs), np.bool_)
    for index, grid in enumerate(grids):
        inside = free & _is_inside(grid.box, glyphs)
        goes_on = index == 0 and above is not None and _same_columns(above, grid)
        table = _table(grid, glyphs.at(inside), goes_on=goes_on)
        if table is not None:
            tables.append(table)
            free &= ~inside
    return tables, free


def lines_above(table: RawTable, lines: Sequence[RawLine]) -> int:
    """Return how many lines of the page stand above the table."""
    top = table.box.top if table.box else 0.0
    return sum(line.box is not None and line.box.bottom <= top + line.box.bottom - line.box.top for line in lines)


def _same_columns(above: Grid, grid: Grid) -> bool:
    """Return whether all upright rules of a grid are among those of the one before, its edges included."""
    few, many = sorted((above.xs, grid.xs), key=len)
    edges = abs(few[0] - many[0]) <= 2 * _SNAP and abs(few[-1] - many[-1]) <= 2 * _SNAP
    return edges and all(any(abs(x - other) <= 2 * _SNAP for other in many) for x in few)


def _merge(rules: Sequence[Rule]) -> list[Rule]:
    """Return parallel rules with those joined that lie on one line and touch."""
    bands: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if bands and rule.at - bands[-1][0].at <= _SNAP:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    return [joined for band in bands for joined in _chain(band)]


def _chain(band: Sequence[Rule]) -> list[Rule]:
    at = sum(rule.at for rule in band) / len(band)
    chained: list[Rule] = []
    for rule in sorted(band, key=lambda one: one.start):
        if chained and rule.start <= chained[-1].end + _REACH:
            last = chained[-1]
            chained[-1] = Rule(rule.flat, at, last.start, max(last.end, rule.end))
        else:
            chained.append(Rule(rule.flat, at, rule.start, rule.end))
    return chained


def _meet(flat: Rule, upright: Rule) -> bool:
    across = flat.start - _REACH <= upright.at <= flat.end + _REACH
    return across and upright.start - _REACH <= flat.at <= upright.end + _REACH


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    flats, uprights = [r for r in rules if r.flat], [r for r in rules if not r.flat]
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, flat in enumerate(flats):
        for j, upright in enumerate(uprights, start=len(flats)):
            if _meet(flat, upright):
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate((*flats, *uprights)):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _grid(rules: Sequence[Rule]) -> Grid | None:
    flats, uprights = [r for r in rules if r.flat], [r for r in rules if not r.flat]
    if len(flats) < 2 or not uprights:  # noqa: PLR2004  a cell has a floor and a ceiling
        return None
    xs = _stops([r.at for r in uprights], min(r.start for r in flats), max(r.end for r in flats))
    ys = _stops([r.at for r in flats], min(r.start for r in uprights), max(r.end for r in uprights))
    if len(xs) * len(ys) * len(rules) > _MAX_WORK or len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004
        return None
    return Grid(xs, ys, _regions(xs, ys, flats, uprights))


def _stops(places: Sequence[float], least: float, most: float) -> tuple[float, ...]:
    """Return the distinct places of rules, and the outer edges where the table is open at its sides."""
    stops: list[float] = []
    for place in sorted(places):
        if not stops or place - stops[-1] > _SNAP:
            stops.append(place)
    if stops[0] - least > 2 * _REACH:
        stops.insert(0, least)
    if most - stops[-1] > 2 * _REACH:
        stops.append(most)
    return tuple(stops)


def _regions(
    xs: Sequence[float], ys: Sequence[float], flats: Sequence[Rule], uprights: Sequence[Rule]
) -> tuple[tuple[int, ...], ...]:
    """Return for each slot the number of its region: the first slot of those with no rule between them."""
    columns, rows = len(xs) - 1, len(ys) - 1
    label = list(range(columns * rows))

    def root(slot: int) -> int:
        while label[slot] != slot:
            slot = label[slot]
        return slot

    def unite(one: int, two: int) -> None:
        one, two = root(one), root(two)
        label[max(one, two)] = min(one, two)

    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            if column + 1 < columns and not _wall(uprights, xs[column + 1], middle):
                unite(row * columns + column, row * columns + column + 1)
            centre = (xs[column] + xs[column + 1]) / 2
            if row + 1 < rows and not _wall(flats, ys[row + 1], centre):
                unite(row * columns + column, (row + 1) * columns + column)
    return tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))


def _wall(rules: Sequence[Rule], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= _SNAP and rule.start - 1 <= along <= rule.end + 1 for rule in rules)


def _is_inside(box: Box, glyphs: Glyphs) -> Flags:
    """Return which glyphs have their centre in a box; what is tilted or hidden belongs to no cell."""
    x, y = _centres(glyphs)
    inside: Flags = (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom) & (glyphs.look <= Look.TURNED)
    return inside


def _centres(glyphs: Glyphs) -> tuple[Axis, Axis]:
    return (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2


def _table(grid: Grid, glyphs: Glyphs, *, goes_on: bool) -> RawTable | None:
    """Return the filled table, None for a false one: a frame, a single column, or nothing written in a second cell."""
    columns = len(grid.xs) - 1
    x, y = _centres(glyphs)
    regions = np.array(grid.regions, np.intp)[_slots(grid.ys, y), _slots(grid.xs, x)]
    spread = len(np.unique(regions[~glyphs.blank] % columns))
    if columns < 2 or spread < (1 if goes_on else 2):  # noqa: PLR2004  a frame or a single column
        return None
    texts = {region: join_lines(lines) for region, lines in build_cells(glyphs, regions).items()}
    outlines = _outlines(grid)
    rows = tuple(
        tuple(texts.get(region, "") if region == row * columns + column else None for column, region in enumerate(line))
        for row, line in enumerate(grid.regions)
    )
    boxes = tuple(tuple(outlines[region] for region in line) for line in grid.regions)
    return RawTable(rows, 0, grid.box, boxes)


def _slots(stops: Sequence[float], places: Axis) -> Numbers:
    """Return between which two stops each place lies; the outer ones take what lies beyond."""
    return np.searchsorted(np.array(stops[1:-1], np.float64), places, side="right")


def _outlines(grid: Grid) -> dict[int, Box]:
    """Return the box of each region: all its slots, of which the first one met is the highest."""
    sides: dict[int, tuple[int, int, int, int]] = {}
    for row, line in enumerate(grid.regions):
        for column, region in enumerate(line):
            left, top, right, _ = sides.get(region, (column, row, column, row))
            sides[region] = (min(left, column), top, max(right, column), row)
    return {
        region: Box(grid.xs[left], grid.ys[top], grid.xs[right + 1], grid.ys[bottom + 1])
        for region, (left, top, right, bottom) in sides.items()
    }
