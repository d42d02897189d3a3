"""The text of a document in reading order, with its lines, tables and furniture: what the layout stage yields."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Furniture, Line, Span, Table


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text and where each character stands.

    Lines of one paragraph are joined (no blank between Chinese characters), paragraphs end with one line feed; the
    cells of a table row are parted by tabs and a row ends with a line feed. Every non-blank character of the file's
    pages is either in `text` or in `furniture`. `sizes` runs parallel to `lines`: font size in points or None.
    `tags` runs parallel to `lines` too: the reader's hint (see RawLine.tag).
    """

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    furniture: tuple[Furniture, ...]
    sizes: tuple[float | None, ...] = ()
    tags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def paragraphs(self) -> tuple[Span, ...]:
        """Return the span of every paragraph and table row, without its line feed, blank ones left out."""
        spans, start = [], 0
        for piece in self.text.split("\n"):
            if piece.strip():
                spans.append(Span(start, start + len(piece)))
            start += len(piece) + 1
        return tuple(spans)
