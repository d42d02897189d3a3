"""Files that nobody should have to read, built from nothing: what the robustness tests try, and its table.

`python -m tests.bad_inputs` prints every one of them with the message it gives, as Markdown.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from ingest.crew import Limits, Worker

Build = Callable[[Path], None]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x17" * 600
_NOISE = bytes((i * 7919 + i // 13 * 104729) % 256 for i in range(20_000))
_PARAGRAPH = "第一条 云河省支持中小企业技术改造，由省工业和信息化厅负责。"


def _bytes(data: bytes) -> Build:
    return lambda path: path.write_bytes(data) and None


def _zip(parts: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _docx(body: str | bytes) -> bytes:
    whole = body if isinstance(body, bytes) else f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return _zip({"[Content_Types].xml": "<Types/>", "word/document.xml": whole})


def _ofd(document: str, **parts: str) -> bytes:
    root = f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    whole = f"<ofd:Document {_OFD}>{document}</ofd:Document>"
    return _zip({"OFD.xml": root, "Doc_0/Document.xml": whole, **parts})


def _pdf(*, pages: int = 1, locked: bool = False) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415  a development dependency
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  the same

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("geheim", "owner") if locked else None)
    for number in range(pages):
        canvas.drawString(72, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _crowded() -> bytes:
    """Return a PDF with a million characters on its one page."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  a development dependency

    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont("Helvetica", 0.5)
    for line in range(1000):
        canvas.drawString(20, 20 + line * 0.8, "policy " * 143)
    canvas.save()
    return stream.getvalue()


def _broken_stream() -> bytes:
    whole = bytearray(_docx(f"<w:p><w:r><w:t>{_PARAGRAPH * 50}</w:t></w:r></w:p>"))
    middle = whole.index(b"word/document.xml") + 40
    whole[middle : middle + 30] = bytes(30)
    return bytes(whole)


def _page_loop() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width + 1) * min(height, 50)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _many_parts() -> bytes:
    return _zip({"word/document.xml": "<a/>"} | {f"x{number}": "" for number in range(20_001)})


def _wordless_ofd() -> bytes:
    page = {"Doc_0/P.xml": f"<ofd:Page {_OFD}/>"}
    return _ofd('<ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>', **page)


_LAUGHS = f"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
<w:document {_W}><w:body><w:p><w:r><w:t>&e;&e;&e;</w:t></w:r></w:p></w:body></w:document>"""

BAD_INPUTS: dict[str, tuple[str, Build]] = {
    "文件不存在": ("无.pdf", lambda _: None),
    "空 PDF": ("空.pdf", _bytes(b"")),
    "空 DOCX": ("空.docx", _bytes(b"")),
    "空 TXT": ("空.txt", _bytes(b"")),
    "只有空白的 TXT": ("白.txt", _bytes(b" \n\t\r\n" * 500)),
    "只有 BOM 的 TXT": ("标.txt", _bytes(b"\xef\xbb\xbf")),
    "JPEG 改名 PDF": ("图.pdf", _bytes(_JPEG)),
    "PNG 改名 DOCX": ("图.docx", _bytes(_png(8, 8))),
    "文本改名 PDF": ("文.pdf", _bytes(_PARAGRAPH.encode())),
    "文本改名 DOCX": ("文.docx", _bytes(_PARAGRAPH.encode())),
    "下载失败的网页改名 PDF": ("页.pdf", _bytes(b"<html><body>404 Not Found</body></html>")),
    "PDF 改名 JPG": ("版.jpg", lambda path: path.write_bytes(_pdf()) and None),
    "ZIP 改名 PDF": ("包.pdf", _bytes(_zip({"a.txt": "甲"}))),
    "乱字节 PDF": ("乱.pdf", _bytes(_NOISE)),
    "乱字节 TXT": ("乱.txt", _bytes(_NOISE)),
    "乱字节，无扩展名": ("乱", _bytes(_NOISE)),
    "只有文件头的 PDF": ("头.pdf", _bytes(b"%PDF-1.7\n")),
    "截断的 PDF": ("断.pdf", lambda path: path.write_bytes(_pdf(pages=20)[:900]) and None),
    "对象损坏的 PDF": ("坏.pdf", _bytes(b"%PDF-1.4\n" + _NOISE)),
    "加密的 PDF": ("密.pdf", lambda path: path.write_bytes(_pdf(locked=True)) and None),
    "页树成环的 PDF": ("环.pdf", _bytes(_page_loop())),
    "一页一百万字的 PDF": ("挤.pdf", lambda path: path.write_bytes(_crowded()) and None),
    "嵌套十万层数组的 PDF": ("套.pdf", _bytes(b"%PDF-1.4\n1 0 obj" + b"[" * 100_000 + b"endobj\n%%EOF")),
    "截断的 DOCX": ("断.docx", lambda path: path.write_bytes(_docx("<w:p/>" * 99)[:200]) and None),
    "缺正文的 DOCX": ("缺.docx", _bytes(_zip({"[Content_Types].xml": "<Types/>"}))),
    "XML 残缺的 DOCX": ("残.docx", _bytes(_docx(f"<w:document {_W}><w:body><w:p>".encode()))),
    "压缩流损坏的 DOCX": ("坏.docx", lambda path: path.write_bytes(_broken_stream()) and None),
    "没有文字的 DOCX": ("无字.docx", _bytes(_docx("<w:p/><w:p/>"))),
    "压缩炸弹 DOCX": ("弹.docx", lambda path: path.write_bytes(_docx(b" " * 300_000_000)) and None),
    "嵌套十万层的 DOCX": ("套.docx", _bytes(_docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000))),
    "实体炸弹 DOCX": ("笑.docx", _bytes(_docx(_LAUGHS.encode()))),
    "两万多个部件的 DOCX": ("多.docx", lambda path: path.write_bytes(_many_parts()) and None),
    "加密的 DOCX": ("密.docx", _bytes(_OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000))),
    "压缩炸弹 OFD": (
        "弹.ofd",
        lambda path: path.write_bytes(_zip({"OFD.xml": b"<a>" + b" " * 300_000_000 + b"</a>"})) and None,
    ),
    "没有页面的 OFD": ("空.ofd", _bytes(_ofd("<ofd:Pages/>"))),
    "找不到正文的 OFD": ("缺.ofd", _bytes(_zip({"OFD.xml": f"<ofd:OFD {_OFD}/>"}))),
    "没有文字的 OFD": ("无字.ofd", _bytes(_wordless_ofd())),
    "截断的 OFD": ("断.ofd", lambda path: path.write_bytes(_ofd("<ofd:Pages/>")[:150]) and None),
    "只有文件头的 DOC": ("头.doc", _bytes(_OLE + "WordDocument".encode("utf-16-le") + bytes(600))),
    "XLS 改名 DOC": ("表.doc", _bytes(_OLE + "Workbook".encode("utf-16-le") + bytes(600))),
    "Excel 表格": ("表.xlsx", _bytes(_zip({"xl/workbook.xml": "<a/>"}))),
    "PPT": ("幻.pptx", _bytes(_zip({"ppt/presentation.xml": "<a/>"}))),
    "RTF": ("富.rtf", _bytes(b"{\\rtf1 hello}")),
    "RAR 压缩包": ("包.rar", _bytes(b"Rar!\x1a\x07\x00" + _NOISE)),
    "7z 压缩包": ("包.7z", _bytes(b"7z\xbc\xaf\x27\x1c" + _NOISE)),
    "gzip": ("包.gz", _bytes(b"\x1f\x8b\x08\x00" + _NOISE)),
    "Windows 程序": ("程.exe", _bytes(b"MZ\x90\x00" + _NOISE)),
    "SQLite 数据库": ("库.db", _bytes(b"SQLite format 3\x00" + _NOISE)),
    "视频": ("影.mp4", _bytes(b"\x00\x00\x00\x18ftypmp42" + _NOISE)),
    "只有脚本的网页": ("空.html", _bytes(b"<html><script>var a='x'</script><body></body></html>")),
    "嵌套二十万层的空网页": ("套.html", _bytes(b"<html><body>" + b"<div>" * 200_000)),
    "截断的 JPEG": ("断.jpg", _bytes(_JPEG)),
    "像素炸弹 PNG": ("弹.png", _bytes(_png(30_000, 30_000))),
    "空白图片": ("白.png", _bytes(_png(40, 40))),
    "命名管道": ("管.txt", os.mkfifo),
    "自指的符号链接": ("链.txt", lambda path: path.symlink_to(path)),
    "文件夹": ("夹.pdf", lambda path: path.mkdir()),
    "名字带换行": ("换\n行.pdf", _bytes(_NOISE)),
}
"""What is wrong -> name of the file and how it is made."""


def build(folder: Path, what: str) -> Path:
    """Return the bad file, newly made in the folder."""
    name, make = BAD_INPUTS[what]
    path = folder / f"{list(BAD_INPUTS).index(what):02d}{name}"
    make(path)
    return path


def _peak(pid: int | None) -> str:
    """Return the most memory that a process has held, in MiB; a dash where it has ended or the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return "—"
    return next((f"{int(line.split()[1]) // 1024}" for line in lines if line.startswith("VmHWM")), "—")


def main() -> None:
    """Print the table of all bad inputs."""
    head = "# 坏文件一览\n\n每份交给一个新的受限进程来读，秒数含它的启动；由 `python -m tests.bad_inputs` 生成。\n"
    rows = [head, "| 坏文件 | 提示 | 秒 | 内存峰值 MiB |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for what in BAD_INPUTS:
            path = build(Path(folder), what)
            worker = Worker(Limits(seconds=60))
            started = time.perf_counter()
            parse, reason = worker.read(path)
            seconds = time.perf_counter() - started
            told = " ".join(reason.split()) if parse is None else "（读成了）"
            rows.append(f"| {what} | {told} | {seconds:.2f} | {_peak(worker.pid)} |")
            worker.stop()
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
