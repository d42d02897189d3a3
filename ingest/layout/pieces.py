"""What the layout stages hand to each other: placed lines, placed tables, and the measure they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Box
from ingest.raw import RawTable

BODY_SIZE = 12.0  # points, where a file does not state sizes


@dataclass(frozen=True, slots=True)
class Measure:
    """The left and right edge between which the lines of a column run, and their usual distance (base to base).

    `body` is the font size of most of the file's text.
    """

    left: float
    right: float
    pitch: float
    body: float = BODY_SIZE


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line on its page; `joins_row` where it stands in the same row as the piece before it.

    `measure` is None where the file gives no places (then `paragraph` decides).
    """

    text: str
    page: int
    box: Box | None
    size: float | None = None
    bold: bool = False
    tag: str = ""
    paragraph: bool | None = None
    joins_row: bool = False
    measure: Measure | None = None

    def set_in(self, measure: Measure | None, index: int) -> Piece:
        """Return the piece with its measure, as the one with this index in its row."""
        return Piece(self.text, self.page, self.box, self.size, self.bold, self.tag, self.paragraph, index > 0, measure)

    @property
    def em(self) -> float:
        """Return the font size in points, the usual one where the file does not say."""
        return self.size or BODY_SIZE

    @property
    def place(self) -> Box:
        """Return the box; only for pieces of files that state places."""
        return self.box or Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class TablePart:
    """A ruled table as it stands on one page."""

    raw: RawTable
    page: int

    @property
    def place(self) -> Box:
        """Return the box of the table."""
        return self.raw.box or Box(0, 0, 0, 0)


Item = Piece | TablePart
