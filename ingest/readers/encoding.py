"""Bytes become text: which encoding a Chinese text file is in, and how sure that is."""

from __future__ import annotations

import codecs
import re

from ingest.readers.sniff import looks_utf16

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""", re.IGNORECASE)
_HEAD = 65_536
_FALLBACK = "gb18030"


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of the bytes and warnings: by byte order mark, else UTF-8, UTF-16, GB18030 or as declared.

    `"省财政厅".encode("gb18030")` gives 省财政厅; bytes that fit no encoding come back with U+FFFD and a warning.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _settle(data, name)
    for name in ("utf-8", looks_utf16(data[:_HEAD]), _FALLBACK, _declared(data)):
        if name and (text := _strictly(data, name)) is not None:
            return text, ()
    return _settle(data, _best(data))


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    name = found.group(1).decode("ascii") if found else ""
    return _FALLBACK if name.lower() in {"gbk", "gb2312"} else name


def _best(data: bytes) -> str:
    """Return the encoding that fails on the fewest characters."""
    return min(("utf-8", _FALLBACK), key=lambda name: data.decode(name, errors="replace").count("\ufffd"))


def _settle(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(name, errors="replace")
    lost = text.count("\ufffd")
    return text, ((f"有 {lost} 处字节不符合 {name.upper()} 编码，已用 � 代替",) if lost else ())
