"""What a character of a PDF's text layer stands for, one by one.

Whole-string NFKC is out of the question: it turns ，：；（） into ASCII. Only radicals (U+2E80–2FDF) and compatibility
ideographs (U+F900–FAFF, U+2F800–2FA1F), which fonts put in the place of the ordinary ideograph, are mapped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_RADICALS = Path(__file__).with_name("cjk_radicals.tsv")
_LIGATURES = range(0xFB00, 0xFB07)
_MAPPED = (range(0x2F00, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20), _LIGATURES)
PRIVATE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""A character that has no meaning outside its font: of a private range, or the replacement character."""
_NOTHING = frozenset((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF))
_HYPHENS = frozenset((0x0002, 0x00AD, 0xFFFE))  # PDFium's mark for a hyphen at a line end, and a drawn soft hyphen


@cache
def mend_character(code: int) -> str:
    """Return the character meant by a code point, "" for control characters and zero-width ones.

    `mend_character(0x2F2F)` (⼯, a radical) gives `工`; `mend_character(0xFF0C)` stays `，`.
    """
    if code in _HYPHENS:
        return "-"
    if code in _NOTHING or code < 0x20 or 0x7F <= code < 0xA0:  # noqa: PLR2004  the control ranges
        return " " if code in (0x09, 0xA0) else ""
    if any(code in block for block in _MAPPED):
        return unicodedata.normalize("NFKC", chr(code))
    return _radicals().get(chr(code), chr(code))


def is_private(character: str) -> bool:
    """Return whether a character has no meaning outside its font (private use, or the replacement character)."""
    return bool(PRIVATE.match(character))


@cache
def _radicals() -> dict[str, str]:
    rows = (line.split("\t") for line in _RADICALS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
