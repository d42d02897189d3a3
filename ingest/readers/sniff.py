"""What a file really is, judged by its bytes: a suffix is only what somebody called it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

_HEAD = 65_536  # bytes: OLE directories and HTML openings stand within
_CONTROL = frozenset(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27}
_SHORT_MAGIC = 2  # bytes: so short a sign may also open a text
_CONTROL_SHARE = 0.01  # of the head: text files hold next to no control characters
_KNOWN_SHARE = 0.97  # of the characters in the right byte order; in the wrong one line ends are unknown
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|meta|article)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """A kind of content: `key` names it in code, `title` tells a Chinese user what it is."""

    key: str
    title: str


UNKNOWN = Content("", "无法识别的二进制数据")
TEXT = Content("txt", "纯文本")
HTML = Content("html", "网页（HTML）")
XML = Content("xml", "XML 数据")
ZIP = Content("zip", "ZIP 压缩包")
OLE = Content("ole", "旧式 Office 文件")
ENCRYPTED_OFFICE = Content("locked", "加了密码的 Office 文件")

_MAGIC: tuple[tuple[int, bytes, Content], ...] = (
    (0, b"\xff\xd8\xff", Content("image", "JPEG 图片")),
    (0, b"\x89PNG\r\n\x1a\n", Content("image", "PNG 图片")),
    (0, b"II*\x00", Content("image", "TIFF 图片")),
    (0, b"MM\x00*", Content("image", "TIFF 图片")),
    (0, b"BM", Content("image", "BMP 图片")),
    (8, b"WEBP", Content("image", "WebP 图片")),
    (0, b"GIF8", Content("gif", "GIF 图片")),
    (0, b"{\\rtf", Content("rtf", "RTF 文档")),
    (0, b"Rar!", Content("archive", "RAR 压缩包")),
    (0, b"7z\xbc\xaf\x27\x1c", Content("archive", "7z 压缩包")),
    (0, b"\x1f\x8b", Content("archive", "gzip 压缩包")),
    (0, b"BZh", Content("archive", "bzip2 压缩包")),
    (0, b"\xfd7zXZ", Content("archive", "xz 压缩包")),
    (257, b"ustar", Content("archive", "tar 归档")),
    (0, b"MZ", Content("program", "Windows 程序")),
    (0, b"\x7fELF", Content("program", "Linux 程序")),
    (0, b"SQLite format 3\x00", Content("database", "SQLite 数据库")),
    (4, b"ftyp", Content("media", "视频或音频")),
    (0, b"ID3", Content("media", "音频")),
    (0, b"RIFF", Content("media", "视频或音频")),
    (0, b"%!PS", Content("postscript", "PostScript 文件")),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, Content], ...] = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", Content("doc", "Word 97–2003 文档")),
    ("Workbook", Content("xls", "Excel 97–2003 表格")),
    ("PowerPoint Document", Content("ppt", "PowerPoint 97–2003 幻灯片")),
)
_ZIP_PARTS: tuple[tuple[str, Content], ...] = (
    ("word/document.xml", Content("docx", "Word 文档（DOCX）")),
    ("OFD.xml", Content("ofd", "OFD 版式文件")),
    ("xl/workbook.xml", Content("xlsx", "Excel 表格")),
    ("ppt/presentation.xml", Content("pptx", "PowerPoint 幻灯片")),
    ("content.xml", Content("odf", "OpenDocument 文档")),
    ("META-INF/container.xml", Content("epub", "EPUB 电子书")),
)


def sniff(path: Path) -> Content:
    """Return what the bytes of a file say it is: a JPEG named `通知.pdf` is `JPEG 图片`; UNKNOWN where nothing fits."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if b"%PDF-" in head[:1024]:
        return Content("pdf", "PDF 文件")
    if head.startswith(b"PK\x03\x04"):
        return _zip_content(path)
    if head.startswith(_OLE_MAGIC):
        return _ole_content(path, head)
    for offset, magic, content in _MAGIC:
        if head[offset : offset + len(magic)] == magic and (len(magic) > _SHORT_MAGIC or not _is_text(head)):
            return content
    return _text_content(head) if _is_text(head) else UNKNOWN


def _zip_content(path: Path) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Content("broken_zip", "已损坏或不完整的 ZIP 容器（DOCX、OFD 等）")
    return next((content for part, content in _ZIP_PARTS if part in names), ZIP)


def _ole_content(path: Path, head: bytes) -> Content:
    """Return what the directory of a compound file names; the directory may stand at its end."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _HEAD))
        seen = head + stream.read(_HEAD)
    return next((content for name, content in _OLE_STREAMS if name.encode("utf-16-le") in seen), OLE)


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in head:
        return bool(looks_utf16(head))
    return sum(byte in _CONTROL for byte in head) <= _CONTROL_SHARE * len(head)


def looks_utf16(head: bytes) -> str:
    """Return `utf-16-le` or `utf-16-be` for text in it without a byte order mark, "" for anything else.

    Chinese text in it still has ASCII line ends, whose zero bytes stand on one side; the other order makes no text.
    """
    if b"\x00" not in head:
        return ""
    even = head[: len(head) // 2 * 2]
    shares = {name: _known(even.decode(name, errors="replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _KNOWN_SHARE else ""


def _known(text: str) -> float:
    """Return the share of characters that Chinese text is made of."""
    usual = sum(one.isprintable() and (one < "\x7f" or "\u2000" <= one <= "\u9fff" or one > "\uff00") for one in text)
    blank = sum(one in "\r\n\t\f" for one in text)
    return (usual + blank) / max(1, len(text))


def _text_content(head: bytes) -> Content:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    plain = head.replace(b"\x00", b"")
    if start.startswith(b"<?xml") and not _HTML.search(plain):
        return XML
    return HTML if _HTML.search(plain[:8192]) and b"<" in start[:200] else TEXT
