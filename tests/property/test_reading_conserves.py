"""No reader loses a character, and no damaged file makes one fail in a way that is not explained."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import WenceError
from ingest.layout.arrange import arrange
from ingest.raw import RawFile
from ingest.readers.registry import read

FORMATS = (".html", ".docx", ".doc", ".ofd", ".txt", ".md")
OFFICIAL = st.text("云河省财政厅负责支持企业，。；：（）一二三1234567890 \n\t\u3000ab|#<>&", min_size=1, max_size=400)
SLOW = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


def _solid(text: str) -> int:
    return len("".join(text.split()))


def _kept(raw: RawFile) -> int:
    flow = arrange(raw)
    return _solid(flow.text) + sum(_solid(piece.text) for piece in flow.furniture)


@pytest.mark.shared
def test_that_no_character_of_a_real_document_is_lost(shared: Path) -> None:
    """Text and furniture together hold what the reader counted in the file itself."""
    files = [path for path in sorted((shared / "docs").rglob("*")) if path.suffix in FORMATS]
    lost = {}
    for path in files:
        raw = read(path)
        seen = sum(page.characters for page in raw.pages)
        if _kept(raw) < seen:
            lost[path.name] = seen - _kept(raw)
    assert len(files) > 15
    assert not lost


@given(text=OFFICIAL)
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_that_any_text_is_kept_whole(tmp_path: Path, text: str) -> None:
    """Whatever a text file says stands in the flow, unless Markdown's marks were taken off."""
    path = tmp_path / "文.txt"
    path.write_text(f"云河省若干措施\n{text}", encoding="utf-8")
    with contextlib.suppress(WenceError):
        raw = read(path)
        if raw.format == "txt":
            assert _kept(raw) == _solid(path.read_text(encoding="utf-8"))


def _docx(words: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        body = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" * 5
        table = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{body}</w:tc></w:tr></w:tbl>"
        document = f'<w:document xmlns:w="{namespace}"><w:body>{body}{table}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def _ofd(words: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("OFD.xml", '<o:OFD xmlns:o="u"><o:DocRoot>D.xml</o:DocRoot></o:OFD>')
        archive.writestr("D.xml", '<o:D xmlns:o="u"><o:Pages><o:Page ID="1" BaseLoc="P.xml"/></o:Pages></o:D>')
        code = f'<o:TextCode X="0" Y="5" DeltaX="g 3 5 5">{words}</o:TextCode>'
        archive.writestr(
            "P.xml", f'<o:P xmlns:o="u"><o:TextObject Boundary="9 9 99 9" Size="5">{code}</o:TextObject></o:P>'
        )
    return stream.getvalue()


WHOLE = {
    ".docx": _docx("云河省财政厅负责支持企业"),
    ".ofd": _ofd("云河省财政厅负责"),
    ".html": "<html><body><table><tr><td>甲<td rowspan=2>云河省财政厅负责。<tr><td>乙</table></body></html>".encode(),
    ".md": "# 云河省\n\n| 事项 | 单位 |\n|---|---|\n| 技改 | 省财政厅 |\n\n**支持**。\n".encode(),
}


@pytest.mark.parametrize("suffix", WHOLE)
@given(
    edits=st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6), st.integers(0, 6)), min_size=1, max_size=8)
)
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_that_a_damaged_file_is_read_or_explained(tmp_path: Path, suffix: str, edits: list) -> None:
    """Bytes replaced, added and taken away anywhere: a RawFile or an error of our own tree, nothing else."""
    data = bytearray(WHOLE[suffix])
    for place, bytes_in, cut in edits:
        start = place % (len(data) + 1)
        data[start : start + cut] = bytes_in
    path = tmp_path / f"坏{suffix}"
    path.write_bytes(bytes(data))
    with contextlib.suppress(WenceError):
        raw = read(path)
        assert _kept(raw) >= 0
