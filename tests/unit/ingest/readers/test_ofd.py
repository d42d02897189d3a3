from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.layout.arrange import arrange
from ingest.raw import RawFile
from ingest.readers.ofd import read_ofd
from ingest.readers.ofd_drawing import spread

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _text(x: float, y: float, words: str, *, more: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 150 8" Size="5.6" {more}>'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(words) - 1} 5.6">{words}</ofd:TextCode></ofd:TextObject>'
    )


def _rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _read(folder: Path, content: str) -> RawFile:
    path = folder / "通知.ofd"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {OFD}><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:OFD>")
        pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P.xml"/></ofd:Pages>'
        archive.writestr("Doc_0/Document.xml", f"<ofd:Document {OFD}>{pages}</ofd:Document>")
        page = f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        archive.writestr("Doc_0/Pages/P.xml", page)
    return read_ofd(path)


def test_that_lines_stand_where_they_are_printed(tmp_path: Path) -> None:
    """Millimetres become points from the top left; the order is that of the page, not of the file."""
    raw = _read(tmp_path, _text(39, 60, "云河省财政厅负责。") + _text(28, 40, "关于支持企业的通知"))
    assert [line.text for line in raw.pages[0].lines] == ["关于支持企业的通知", "云河省财政厅负责。"]
    box = raw.pages[0].lines[0].box
    assert box is not None
    assert abs(box.x0 - 28 * 72 / 25.4) < 0.1
    assert abs(raw.pages[0].width - 595.28) < 0.1


def test_that_rules_make_a_table(tmp_path: Path) -> None:
    """Cells of a ruled table do not leak into the text."""
    rules = "".join(_rule(20, y, 140, y) for y in (50, 60, 70)) + "".join(_rule(x, 50, x, 70) for x in (20, 80, 140))
    words = [(22, 51, "事项"), (82, 51, "责任单位"), (22, 61, "技改"), (82, 61, "省财政厅")]
    raw = _read(tmp_path, rules + "".join(_text(*word) for word in words))
    assert raw.pages[0].tables[0].rows == (("事项", "责任单位"), ("技改", "省财政厅"))
    assert raw.pages[0].lines == ()


def test_that_private_glyphs_are_reported(tmp_path: Path) -> None:
    """They stay in the text, but nobody is told that it was read."""
    raw = _read(tmp_path, _text(28, 40, "关于\ue11e\ue236的通知"))
    assert raw.warnings == ("第 1 页有 2 个私有字形，无法确认原字",)


def test_that_tilted_text_is_a_watermark(tmp_path: Path) -> None:
    """It is laid over the page and is no policy."""
    tilted = _text(28, 90, "内部资料", more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    flow = arrange(_read(tmp_path, _text(28, 40, "关于支持企业的通知") + tilted))
    assert flow.text == "关于支持企业的通知\n"
    assert [piece.reason for piece in flow.furniture] == ["watermark"]


def test_that_a_page_without_its_part_is_unread(tmp_path: Path) -> None:
    """A missing part is no blank page."""
    path = tmp_path / "缺.ofd"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {OFD}><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:OFD>")
        pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>'
        archive.writestr("D.xml", f"<ofd:Document {OFD}>{pages}</ofd:Document>")
    assert read_ofd(path).pages[0].unread == 1


def test_that_grouped_steps_are_spread() -> None:
    """`g n s` stands for n times s."""
    assert spread("g 3 5.5 2.7", 9) == [5.5, 5.5, 5.5, 2.7]
    assert spread("g 999999999 1", 4) == [1.0, 1.0, 1.0, 1.0]
