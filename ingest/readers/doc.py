"""Legacy Word documents (DOC), through LibreOffice where it is installed, else antiword."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpus.errors import CorruptSourceError, EncryptedSourceError, ResourceLimitError, UnsupportedFormatError
from ingest.raw import RawFile, RawLine, RawPage, RawTable
from ingest.readers.grid import solid, split_captions, square

if TYPE_CHECKING:
    from lxml.etree import _Element

_SECONDS = 120
_LISTS = {"orderedlist", "itemizedlist"}


def read_doc(path: Path) -> RawFile:
    """Return the paragraphs and tables of a DOC file on one page.

    Raises UnsupportedFormatError where neither program is installed, else CorruptSourceError, EncryptedSourceError or
    ResourceLimitError.
    """
    office = which("soffice") or which("libreoffice")
    if which("antiword"):
        return _read_with_antiword(path, office)
    if office:
        return _read_with_office(path, office)
    advice = "请安装：apt install antiword（或 libreoffice），或在 Word、WPS 里另存为 DOCX"
    raise UnsupportedFormatError(path.name, "读取旧式 .doc 需要 antiword", advice=advice)


def _read_with_office(path: Path, office: str) -> RawFile:
    """Return the document as LibreOffice converts it to DOCX."""
    from ingest.readers.docx import read_docx  # noqa: PLC0415  this branch only

    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        _run(path, [office, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(path)])
        made = Path(folder) / f"{path.stem}.docx"
        if not made.is_file():
            raise CorruptSourceError(path.name, "LibreOffice 打不开这个文件", advice="请另存为 DOCX 后再导入")
        return replace(read_docx(made), format="doc")


def _read_with_antiword(path: Path, office: str | None) -> RawFile:
    """Return the document as antiword writes it in DocBook; automatic numbers, which it loses, call for `office`."""
    from lxml import etree  # noqa: PLC0415  only where a DOC is read

    output = _run(path, ["antiword", "-m", "UTF-8.txt", "-x", "db", str(path)])
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(output, parser) if output.strip() else None
    if root is None:
        raise CorruptSourceError(path.name, "文件已损坏，或不是 Word 文档", advice="请另存为 DOCX 后再导入")
    numbered = next(root.iter("orderedlist"), None) is not None
    if numbered and office:
        return _read_with_office(path, office)
    writer = _Writer()
    writer.write(root)
    characters = sum(len("".join(line.text.split())) for line in writer.lines)
    characters += sum(solid(table.rows) for table in writer.tables)
    page = RawPage(1, 0.0, 0.0, tuple(writer.lines), tuple(writer.tables), characters=characters)
    warnings = ("自动编号已按阿拉伯数字补出，可能与原文样式不同；安装 libreoffice 后可准确还原",) if numbered else ()
    return RawFile("doc", (page,), warnings)


@dataclass(slots=True)
class _Writer:
    """Writes DocBook blocks as lines and tables."""

    lines: list[RawLine] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)

    def write(self, root: _Element) -> None:
        """Write all that stands below an element, in order."""
        stack = list(reversed(root))
        while stack:
            element = stack.pop()
            if element.tag == "informaltable":
                self._write_table(element)
            elif element.tag in {"para", "title"}:
                self._write_paragraph(element)
                stack.extend(reversed([one for one in element if one.tag in {*_LISTS, "informaltable"}]))
            elif element.tag != "bookinfo":
                stack.extend(reversed(element))

    def _write_paragraph(self, element: _Element) -> None:
        text = _words(element)
        if text:
            bold = any(one.get("role") == "bold" and _words(one) == text for one in element.iter("emphasis"))
            tag = "heading" if element.tag == "title" else ""
            self.lines.append(RawLine(_number(element) + text, bold=bold, tag=tag, paragraph=True))

    def _write_table(self, table: _Element) -> None:
        rows = [[self._cell(entry) for entry in row.iter("entry")] for row in table.iter("row")]
        if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004  one column is a frame around paragraphs
            self.lines += [
                RawLine(text, paragraph=True) for row in rows for cell in row for text in cell.split("\n") if text
            ]
            return
        captions, grid = split_captions(square(rows))
        self.lines += [RawLine(caption, paragraph=True) for caption in captions]
        self.tables.append(RawTable(grid, len(self.lines)))

    def _cell(self, entry: _Element) -> str:
        texts = [_words(element) for element in entry.iter("para")] or [_words(entry)]
        return "\n".join(text for text in texts if text)


def _words(element: _Element) -> str:
    """Return the text of a paragraph; its source is broken into lines only at its ends."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _number(element: _Element) -> str:
    """Return the number of a list item, which DocBook leaves to the reader: `3.`; "" for anything else."""
    item = element.getparent()
    listing = item.getparent() if item is not None and item.tag == "listitem" else None
    if item is None or listing is None or listing.tag != "orderedlist" or item.index(element) > 0:
        return ""
    return f"{listing.index(item) + 1}."


def _run(path: Path, command: list[str]) -> bytes:
    """Return what a converter prints. Raises a SourceError for what it complains of."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  fixed commands
    except subprocess.TimeoutExpired as error:
        advice = "请另存为 DOCX 后再导入"
        raise ResourceLimitError(path.name, f"转换超过 {_SECONDS} 秒，已停止", advice=advice) from error
    complaint = done.stderr.decode("utf-8", errors="replace").lower()
    if "encrypted" in complaint or "password" in complaint:
        raise EncryptedSourceError(path.name, "文件已加密，需要密码", advice="请先解除密码保护，再重新导入")
    if done.returncode != 0 and not done.stdout.strip():
        raise CorruptSourceError(path.name, "文件已损坏，或不是 Word 文档", advice="请另存为 DOCX 后再导入")
    return done.stdout
