"""The measure of each block: where its lines begin and end when they are full, and how far apart they stand.

A page that holds three short lines says little about its own margins, so blocks that begin at the same place share
what the whole file knows about such a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.layout.columns import Row
from ingest.layout.pieces import BODY_SIZE, Measure, Piece

_SHOWN = 3  # lines that must agree for a block to show an edge of its own
_NARROW = 8.0  # em: three short lines that end alike (signatures, a list of names) show no right edge
_FULL = 0.9  # of the lines end left of this quantile; the rest hang their punctuation in the margin


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of rows on a page of the given width."""

    rows: tuple[Row, ...]
    page: int
    width: float

    @property
    def pieces(self) -> list[Piece]:
        """Return its lines, tables left out."""
        return [item for row in self.rows for item in row if isinstance(item, Piece)]


def measure_blocks(blocks: Sequence[PlacedBlock]) -> list[Measure | None]:
    """Return the measure of every block, None where it holds no line.

    Blocks with many lines come first; a smaller block within the edges of one of them takes its measure.
    """
    found: list[Measure | None] = [None] * len(blocks)
    kinds: list[tuple[float, Measure, list[int]]] = []
    for index in sorted(range(len(blocks)), key=lambda i: -len(blocks[i].pieces)):
        own = _own(blocks[index])
        if own is None:
            continue
        kind = next((k for k in kinds if _fits(own, k[1], blocks[index].width, k[0])), None)
        if kind is None:
            kinds.append((blocks[index].width, own, [index]))
        else:
            kind[2].append(index)
    body = _body_size(blocks)
    for _, _, members in kinds:
        common = replace(_common([blocks[index] for index in members]), body=body)
        for index in members:
            found[index] = _refined(common, blocks[index])
    return found


def _refined(common: Measure, block: PlacedBlock) -> Measure:
    """Return the common measure with a block's own edges where its lines show them (sections differ in margins)."""
    pieces = block.pieces
    em = sorted(piece.em for piece in pieces)[len(pieces) // 2]
    starts = sorted(piece.place.x0 for piece in pieces if not piece.joins_row)
    flush = [start for start in starts if start - starts[0] < em / 3]
    indented = any(em < start - starts[0] < 3 * em for start in starts)
    left = starts[0] if len(flush) >= _SHOWN and indented else common.left
    ends = sorted((piece.place.x1 for piece in pieces), reverse=True)
    full = [
        end for index, end in enumerate(ends) if index + _SHOWN <= len(ends) and end - ends[index + _SHOWN - 1] < em / 2
    ]
    return replace(common, left=left, right=full[0] if full and full[0] - left > _NARROW * em else common.right)


def _body_size(blocks: Sequence[PlacedBlock]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        for piece in block.pieces:
            sizes[piece.em] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else BODY_SIZE


def _fits(own: Measure, kind: Measure, width: float, kind_width: float) -> bool:
    slack = 0.02 * width
    return abs(width - kind_width) < 1 and own.left >= kind.left - slack and own.right <= kind.right + slack


def _own(block: PlacedBlock) -> Measure | None:
    return _common([block]) if block.pieces else None


def _common(blocks: Sequence[PlacedBlock]) -> Measure:
    pieces = [piece for block in blocks for piece in block.pieces]
    em = sorted(piece.em for piece in pieces)[len(pieces) // 2]
    starts = Counter(round(piece.place.x0) for piece in pieces if not piece.joins_row)
    left = _leftmost(starts, em)
    ends = sorted(piece.place.x1 for piece in pieces)
    right = ends[min(len(ends) - 1, int(_FULL * len(ends)))]
    return Measure(left, right, _pitch(blocks, em))


def _leftmost(starts: Counter[int], em: float) -> float:
    """Return the leftmost place where lines begin regularly (a stray line far out does not count)."""
    total = sum(starts.values())
    regular = [place for place in starts if sum(starts[place + d] for d in (-1, 0, 1)) >= max(1, 0.08 * total)]
    first = min(regular or starts)
    near = [place for place in starts if abs(place - first) <= em / 4]
    return float(max(near, key=lambda place: starts[place]))


def _pitch(blocks: Sequence[PlacedBlock], em: float) -> float:
    steps = [
        below[0].place.bottom - above[0].place.bottom
        for block in blocks
        for above, below in zip(block.rows, block.rows[1:], strict=False)
        if isinstance(above[0], Piece) and isinstance(below[0], Piece)
    ]
    steps = sorted(step for step in steps if step > em / 2)
    return steps[len(steps) // 2] if steps else 1.5 * em
