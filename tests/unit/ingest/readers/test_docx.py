from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.raw import RawPage
from ingest.readers.docx import read_docx
from ingest.readers.docx_numbering import chinese, spell

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    + LEVEL.format(0, "chineseCounting", "%1、")
    + LEVEL.format(1, "chineseCountingThousand", "（%2）")
    + LEVEL.format(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def _read(folder: Path, body: str, **parts: str) -> RawPage:
    path = folder / "意见.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return read_docx(path).pages[0]


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _listed(text: str, depth: int) -> str:
    return _p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>')


def test_that_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    """Word prints them, its text lacks them; deeper levels begin anew."""
    body = (
        _listed("总则", 0)
        + _listed("甲", 1)
        + _listed("子", 2)
        + _listed("乙", 1)
        + _listed("附则", 0)
        + _listed("丙", 1)
    )
    page = _read(tmp_path, body, numbering=NUMBERING)
    assert [line.text for line in page.lines] == ["一、总则", "（一）甲", "1.子", "（二）乙", "二、附则", "（一）丙"]


def test_that_numbers_of_a_style_count_too(tmp_path: Path) -> None:
    """A heading style may carry the list."""
    style = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    page = _read(tmp_path, _p("总则", '<w:pStyle w:val="2"/>'), numbering=NUMBERING, styles=style)
    assert (page.lines[0].text, page.lines[0].tag) == ("一、总则", "heading")


def test_that_deleted_text_is_gone_and_inserted_text_stays(tmp_path: Path) -> None:
    """A draft with tracked changes is read as if all were accepted."""
    body = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>"
    assert [line.text for line in _read(tmp_path, body).lines] == ["新"]


def test_that_merged_cells_keep_the_grid(tmp_path: Path) -> None:
    """Vertical and horizontal merges leave None in the covered places."""
    row = "<w:tr>{}</w:tr>".format
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>".format
    restart, going = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = "<w:tbl>{}{}{}</w:tbl>".format(
        row(cell("", _p("序号")) + cell("", _p("任务")) + cell("", _p("单位"))),
        row(cell(restart, _p("1")) + cell("", _p("技改")) + cell("", _p("省工业和信息化厅"))),
        row(cell(going, "<w:p/>") + cell('<w:gridSpan w:val="2"/>', _p("贴息"))),
    )
    page = _read(tmp_path, _p("附件") + body)
    assert page.tables[0].rows[1:] == (("1", "技改", "省工业和信息化厅"), (None, "贴息", None))
    assert page.tables[0].after == 1


def test_that_a_table_of_one_column_is_a_frame(tmp_path: Path) -> None:
    """Columns boxes around paragraphs are no table."""
    page = _read(tmp_path, f"<w:tbl><w:tr><w:tc>{_p('甲')}{_p('乙')}</w:tc></w:tr></w:tbl>")
    assert [line.text for line in page.lines] == ["甲", "乙"]


def test_that_a_text_box_is_read_once(tmp_path: Path) -> None:
    """Word writes it twice, for new and for old programs."""
    box = f"<w:txbxContent>{_p('红头')}</w:txbxContent>"
    twice = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    page = _read(tmp_path, f"<w:p><w:r>{twice}</w:r><w:r><w:t>正文</w:t></w:r></w:p>")
    assert [line.text for line in page.lines] == ["正文", "红头"]


def test_that_headers_are_furniture_and_notes_are_text(tmp_path: Path) -> None:
    """A running head is no policy; a footnote may well be."""
    header = f"<w:hdr {W}>{_p('云河省人民政府公报')}</w:hdr>"
    rule = f'<w:footnote w:type="separator">{_p("—")}</w:footnote>'
    notes = f"<w:footnotes {W}>{rule}<w:footnote>{_p('注')}</w:footnote></w:footnotes>"
    page = _read(tmp_path, _p("正文"), header1=header, header2=header, footnotes=notes)
    assert [(line.text, line.tag) for line in page.lines] == [
        ("正文", ""),
        ("注", ""),
        ("云河省人民政府公报", "running_head"),
    ]


@pytest.mark.parametrize(
    ("count", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十")]
)
def test_that_chinese_counts_are_spelled_as_printed(count: int, text: str) -> None:
    """十二 and not 一十二."""
    assert chinese(count) == text


def test_that_other_number_forms_are_spelled() -> None:
    """The forms Word offers beside the Chinese one."""
    forms = ("decimalEnclosedCircle", "upperLetter", "lowerRoman", "decimalFullWidth", "chineseLegalSimplified")
    assert [spell(4, form) for form in forms] == ["④", "D", "iv", "４", "肆"]
