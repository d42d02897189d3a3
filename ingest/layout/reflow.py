"""Text files with hard line ends: lines of one length are a printed column and are joined into paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.paragraphs import ends_title, is_complete, is_duty, is_numbered, reads_on, stands_alone
from ingest.layout.pieces import Piece

_LONGEST = 60  # characters: a printed line; longer ones are paragraphs that nobody broke
_FULL = 0.5  # share of the lines that must reach the measure
_SLACK = 2.0  # characters: punctuation may not open a line, so a full line lacks up to two
_NEAR = 6  # lines before and after that show the measure: a newspaper's columns differ in width
_INDENT = 2.0  # characters by which an opening line is shorter where its indent is lost
_STUB = 0.6  # of the measure: a line this short ends a paragraph even without a full stop (a title, a name)
_INDENTS = ("\u3000", "  ", "\t")
_INDENT_SHARE = 0.05  # of the lines: fewer indents than paragraphs are accidents
_CENTRED = 6  # blanks: three characters; opening lines are set in by two
_LONE_NUMBER = re.compile(r"[0-9０-９]{1,2}")


def reflow(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines with `paragraph` set, by indents, line length, sentence ends and numbering.

    Where lines are not broken at one length, every line stays its own paragraph.
    """
    pieces = _numbers_first(pieces)
    widths = [_width(piece.text) for piece in pieces]
    if not _is_broken(widths):
        return [replace(piece, paragraph=True) for piece in pieces]
    indented = _INDENT_SHARE * len(pieces) < sum(piece.text.startswith(_INDENTS) for piece in pieces)
    settled: list[Piece] = []
    paragraph: list[str] = []
    for index, piece in enumerate(pieces):
        near = sorted(widths[max(0, index - 1 - _NEAR) : index + _NEAR])
        measure = near[int(0.75 * (len(near) - 1))]
        opens = _opens_indented if indented else _opens
        if not paragraph or opens(paragraph, piece.text, measure):
            paragraph = []
        settled.append(replace(piece, paragraph=not paragraph))
        paragraph.append(piece.text)
    return settled


def _numbers_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines with a number that slipped below its own line (`\ufffd 培育企业` / `７`) put before it."""
    ordered = list(pieces)
    for index in range(1, len(ordered)):
        above, own = ordered[index - 1].text.strip(), ordered[index].text.strip()
        numbered = index > 1 and _LONE_NUMBER.fullmatch(ordered[index - 2].text.strip())
        if above.startswith("\ufffd") and _LONE_NUMBER.fullmatch(own) and not numbered:
            ordered[index - 1], ordered[index] = ordered[index], ordered[index - 1]
    return ordered


def _is_broken(widths: Sequence[float]) -> bool:
    """Return whether most lines end near one length that is short enough for a printed line."""
    ordered = sorted(widths)
    if len(ordered) < 4:  # noqa: PLR2004  too few lines to see a measure
        return False
    usual = ordered[int(0.8 * (len(ordered) - 1))]
    reached = sum(usual - _SLACK <= width <= usual + _SLACK for width in ordered)
    return usual <= _LONGEST and reached >= _FULL * len(ordered)


def _width(text: str) -> float:
    """Return the printed width in Chinese characters: `2025年` is 3."""
    return sum(0.5 if character.isascii() else 1.0 for character in text.strip(" \t"))


def _opens_indented(paragraph: Sequence[str], text: str, measure: float) -> bool:
    """Return whether a line opens a paragraph where opening lines are set in: then, or after a short line."""
    last = paragraph[-1]
    if stands_alone(text) or stands_alone(last):
        return True
    if _goes_on(paragraph, text):
        return False
    lead = _lead(last)
    if lead >= _CENTRED or _lead(text) >= _CENTRED:
        return True
    return text.startswith(_INDENTS) or _width(last) + lead / 2 < measure - 2 * _SLACK


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _goes_on(paragraph: Sequence[str], text: str) -> bool:
    """Return whether a line certainly belongs to what stands before: a title's second half, the text of a number."""
    whole = "".join(line.strip() for line in paragraph)
    return reads_on(whole, text.strip()) or bool(_LONE_NUMBER.fullmatch(whole) and text.strip().startswith("\ufffd"))


def _opens(paragraph: Sequence[str], text: str, measure: float) -> bool:
    last, whole = paragraph[-1], "".join(line.strip() for line in paragraph)
    if stands_alone(text) or stands_alone(last) or text.startswith(_INDENTS):
        return True
    if _goes_on(paragraph, text):
        return False
    if (is_numbered(text) and (is_complete(whole) or ends_title(whole))) or (
        is_duty(text) and not last.endswith(("（", "("))
    ):
        return True
    spare = _INDENT if len(paragraph) == 1 else 0.0
    return _width(last) < measure - _SLACK - spare and (is_complete(whole) or _width(last) < _STUB * measure)
