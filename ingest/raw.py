"""What a reader hands over: pages of positioned lines and tables, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Box


@dataclass(frozen=True, slots=True)
class RawLine:
    """One printed line as the file has it; `size` is the font size in points, `bold` where the file says so.

    `tag` is the reader's own hint: "" for text, `heading` (HTML h1–h6, DOCX heading style), `title`, `menu` (site
    furniture in HTML), `metadata` (key–value block of a web page), `watermark` (tilted text),
    `contents`, `running_head` and `duplicate` (furniture that the format itself marks), `hidden` (text nobody
    sees on the page: invisible ink, beyond the page's edge). `paragraph` is true where the format itself says
    that a paragraph begins here (DOCX, HTML, blank line in a text file after a full line), None where it does not say.
    """

    text: str
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    tag: str = ""
    paragraph: bool | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """A ruled table on one page: rows of cell texts; None marks a cell covered by the merged cell above or left of it.

    `after` is the number of lines of the page that come before it in reading order (0: it opens the page). Its text
    is not repeated in the page's lines. `boxes` runs parallel to `rows`, None where a cell has no box.
    """

    rows: tuple[tuple[str | None, ...], ...]
    after: int
    box: Box | None = None
    boxes: tuple[tuple[Box | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page in reading order. `method` is `text`, `ocr` or `none`; `unread` counts regions with unreadable content.

    `characters` counts the non-blank characters that the file holds for this page, whatever became of them.
    """

    number: int
    width: float
    height: float
    lines: tuple[RawLine, ...]
    tables: tuple[RawTable, ...] = ()
    method: str = "text"
    confidence: float | None = None
    unread: int = 0
    characters: int = 0


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as read: `format` is `pdf`, `docx`, `doc`, `html`, `ofd`, `txt`, `md` or `image`.

    `hints` are key–value pairs that the file states of itself outside its text (HTML meta, 发文机关/文号 blocks).
    """

    format: str
    pages: tuple[RawPage, ...]
    warnings: tuple[str, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
