"""The one list of formats that can be read; `read` finds the reader by what a file really is.

Adding a format is one `Reader` here and one module beside this one; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from corpus.errors import (
    CorruptSourceError,
    EmptySourceError,
    EncryptedSourceError,
    ResourceLimitError,
    SourceNotFoundError,
    UnsupportedFormatError,
)
from ingest.raw import RawFile
from ingest.readers.sniff import Content, sniff
from ingest.readers.spacing import close_gaps

Read = Callable[[Path], RawFile]

MAX_BYTES = 512 * 1024 * 1024  # a 331-page collection with pictures has 3 MB, a scanned gazette 100 MB


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of content is read: `module:function`, imported when first needed, and its usual suffixes."""

    key: str
    module: str
    function: str
    suffixes: tuple[str, ...]

    def load(self) -> Read:
        """Return the reading function."""
        loaded: Read = getattr(import_module(self.module), self.function)
        return loaded


READERS: tuple[Reader, ...] = (
    Reader("pdf", "ingest.readers.pdf_file", "read_pdf_file", (".pdf",)),
    Reader("docx", "ingest.readers.docx", "read_docx", (".docx", ".docm")),
    Reader("doc", "ingest.readers.doc", "read_doc", (".doc", ".wps")),
    Reader("html", "ingest.readers.html", "read_html", (".html", ".htm", ".shtml", ".xhtml")),
    Reader("ofd", "ingest.readers.ofd", "read_ofd", (".ofd",)),
    Reader("txt", "ingest.readers.text", "read_text", (".txt", ".md", ".markdown", ".text")),
    Reader("image", "ingest.readers.image", "read_image", (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp")),
)
_BY_KEY = {reader.key: reader for reader in READERS}
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
_TITLES = {"pdf": "PDF", "docx": "DOCX", "doc": "DOC", "html": "网页", "ofd": "OFD", "txt": "文本", "image": "图片"}
_ADVICE = {
    "xls": "请另存为 PDF 或 DOCX 后再导入",
    "xlsx": "请另存为 PDF 或 DOCX 后再导入",
    "ppt": "请另存为 PDF 后再导入",
    "pptx": "请另存为 PDF 后再导入",
    "rtf": "请用 Word 或 WPS 另存为 DOCX 后再导入",
    "odf": "请另存为 DOCX 后再导入",
    "zip": "请先解压，再导入其中的文件",
    "archive": "请先解压，再导入其中的文件",
}


def read(path: Path) -> RawFile:
    """Return the pages of a file, read as what its bytes say it is. Raises a SourceError that says what is wrong.

    A DOCX named `意见.doc` is read as DOCX, with a warning; a JPEG named `意见.pdf` is a CorruptSourceError.
    """
    _check(path)
    content = sniff(path)
    reader = _reader_for(path, content)
    raw = close_gaps(reader.load()(path))
    if not any(page.characters or page.unread for page in raw.pages):
        raise EmptySourceError(path.name, "没有可读的文字", advice="请确认文件内容，或换用有文字的版本")
    named = _BY_SUFFIX.get(path.suffix.lower())
    if named is None or named is reader:
        return raw
    warning = f"扩展名是 {path.suffix}，实际内容是{content.title}，已按实际内容读取"
    return replace(raw, warnings=(warning, *raw.warnings))


def is_readable(path: Path) -> bool:
    """Return whether a file's name promises a document, so that a folder's walk picks it up."""
    return path.suffix.lower() in _BY_SUFFIX and not path.name.startswith(("~$", "."))


def _check(path: Path) -> None:
    try:
        if not path.exists():
            raise SourceNotFoundError(path.name, "找不到这个文件", advice="请检查路径")
        if not path.is_file():
            raise UnsupportedFormatError(path.name, "不是文件", advice="文件夹请用 wence ingest 读入")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except PermissionError as error:
        raise SourceNotFoundError(path.name, "没有读取权限", advice="请检查文件权限") from error
    except OSError as error:
        raise SourceNotFoundError(path.name, f"打不开（{error.strerror}）", advice="请检查路径") from error
    if size == 0:
        raise EmptySourceError(path.name, "文件是空的（0 字节）", advice="请重新下载或导出")
    if size > MAX_BYTES:
        message = f"文件有 {size / 2**20:.0f} MB，超过 {MAX_BYTES // 2**20} MB 上限"
        raise ResourceLimitError(path.name, message, advice="请拆分后再导入")


def _reader_for(path: Path, content: Content) -> Reader:
    """Return the reader of the content, or say why there is none."""
    promised = _BY_SUFFIX.get(path.suffix.lower())
    named = _TITLES[promised.key] if promised else ""
    if content.key == "locked":
        raise EncryptedSourceError(path.name, "Office 文件已加密，需要密码", advice="请先解除密码保护，再重新导入")
    if content.key == "broken_zip":
        raise CorruptSourceError(path.name, f"是{content.title}", advice="请重新下载，或用原软件另存一份")
    reader = _BY_KEY.get(content.key)
    if promised is not None and (reader is None or _misleads(promised, reader)):
        message = f"内容不是{named}，实际是{content.title}"
        raise CorruptSourceError(path.name, message, advice="请按真实格式改扩展名，或重新获取文件")
    if reader is None:
        advice = _ADVICE.get(content.key, "支持 PDF、DOCX、DOC、HTML、OFD、TXT、MD 和图片")
        raise UnsupportedFormatError(path.name, f"不支持的格式：{content.title}", advice=advice)
    return reader


def _misleads(promised: Reader, reader: Reader) -> bool:
    """Return whether a suffix and the content are so far apart that the file is probably not the one meant.

    Office suites name web pages `.doc` and browsers save pages as `.txt`: those are read. A picture or plain text
    called PDF is a failed download or a mistake.
    """
    if promised is reader:
        return False
    texts = {"txt", "html"} if promised.key in {"pdf", "ofd"} else {"txt"}
    return "image" in (promised.key, reader.key) or (promised.key in {"pdf", "ofd", "docx"} and reader.key in texts)
