"""Text without blanks and with one spelling of each mark, every character still knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.model import Span

_BLANK = re.compile(r"\s")
_MARKS = dict(zip("()〔〕[]【】［］｛｝〈〉:,;", "（）（）（）（）（）（）（）：，；", strict=True))
_RADICALS = {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFAFF))
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}
_TABLE = _RADICALS | _MARKS
_FOLDED = re.compile(f"[{re.escape(''.join(_TABLE))}]")


def fold(text: str) -> str:
    """Return the text with full-width marks, one kind of bracket and no radical code points; the length stays.

    `(责任单位:⼈事局)` with the radical 人 gives `（责任单位：人事局）`.
    """
    return _FOLDED.sub(lambda match: _TABLE[match[0]], text)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text without blanks; `places[i]` is where character `i` stood in the document."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the document's range of the characters `[start, end)`; they must not be empty."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def cut(self, start: int, end: int) -> Folded:
        """Return the characters `[start, end)`."""
        return Folded(self.text[start:end], self.places[start:end])


def compact(text: str, offset: int) -> Folded:
    """Return `text`, which begins at `offset` of the document, folded and without blanks."""
    folded = fold(text)
    if not _BLANK.search(text):
        return Folded(folded, tuple(range(offset, offset + len(text))))
    kept = [index for index, char in enumerate(text, offset) if not char.isspace()]
    return Folded("".join(folded.split()), tuple(kept))
