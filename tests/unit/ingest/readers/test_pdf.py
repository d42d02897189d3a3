"""What reading a PDF yields, on files drawn for the purpose (a fictional province)."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import CorruptSourceError, EmptySourceError, EncryptedSourceError, SourceNotFoundError
from ingest.raw import RawLine, RawPage
from ingest.readers.pdf import read_pdf, render_page, state_doubts
from ingest.readers.pdf_characters import is_private, mend_character

FONT = "STSong-Light"
Draw = Callable[[Canvas], None]


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that draws pages into a PDF and gives its path."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))

    def draw(*pages: Draw, **options: object) -> Path:
        path = tmp_path / "云河省.pdf"
        canvas = Canvas(str(path), pagesize=(595, 842), **options)
        for page in pages:
            canvas.setFont(FONT, 16)
            page(canvas)
            canvas.showPage()
        canvas.save()
        return path

    return draw


def write(*lines: tuple[float, float, str]) -> Draw:
    """Return a page that writes each text at (x, y from the top)."""

    def page(canvas: Canvas) -> None:
        for x, y, text in lines:
            canvas.drawString(x, 842 - y, text)

    return page


def test_a_line_keeps_its_text_place_and_size(drawn):
    """Box in points from the top left, size as set."""
    raw = read_pdf(drawn(write((100, 120, "云河省商务厅负责落实"))))
    (line,) = raw.pages[0].lines
    assert (line.text, line.size) == ("云河省商务厅负责落实", 16.0)
    assert line.box is not None
    assert abs(line.box.x0 - 100) < 1
    assert line.box.top < 120 < line.box.bottom
    assert raw.pages[0].characters == 10


def test_lines_come_from_top_to_bottom_whatever_their_order_in_the_file(drawn):
    """Content order is not reading order."""
    raw = read_pdf(drawn(write((100, 300, "第二行"), (100, 100, "第一行"))))
    assert [line.text for line in raw.pages[0].lines] == ["第一行", "第二行"]


def test_text_far_apart_in_one_row_is_parted(drawn):
    """A newspaper's columns stand on one baseline; the reader does not run them together."""
    raw = read_pdf(drawn(write((60, 100, "左栏文字"), (300, 100, "右栏文字"))))
    assert [line.text for line in raw.pages[0].lines] == ["左栏文字", "右栏文字"]


def test_bold_drawn_twice_is_read_once(drawn):
    """Fake bold shifts the second drawing by a fraction of a point."""
    raw = read_pdf(drawn(write((100, 100, "一、总体要求"), (100.4, 100, "一、总体要求"))))
    (line,) = raw.pages[0].lines
    assert line.text == "一、总体要求"


def test_the_same_character_twice_in_a_row_stays_twice(drawn):
    """谢谢 is no fake bold."""
    assert read_pdf(drawn(write((100, 100, "谢谢合作")))).pages[0].lines[0].text == "谢谢合作"


def test_radicals_become_ideographs_and_punctuation_stays():
    """Mapped one by one: ⼯ is 工, but ，：；（） keep their width."""
    assert [mend_character(ord(c)) for c in "⼯⻓⻅，：；（）１"] == list("工长见，：；（）１")


def test_a_soft_hyphen_between_years_is_a_hyphen():
    """Dropped, it would join two numbers."""
    assert mend_character(0xAD) == "-"


def test_private_use_glyphs_are_reported_with_their_page():
    """Nobody can say what they mean."""
    assert is_private("\ue5cc")
    page = RawPage(3, 595, 842, (RawLine("投资\ue5cc万元"),))
    assert list(state_doubts([page])) == ["第 3 页有 1 个私有字形，无法确认原字"]


def test_full_width_digits_with_a_blank_between_are_reported_and_not_joined(drawn):
    """1.2 with a lost point must not become 12."""
    raw = read_pdf(drawn(write((100, 100, "产业规模超１ ２ 万亿元"))))
    assert "１ ２" in raw.pages[0].lines[0].text
    assert any("小数点" in warning for warning in raw.warnings)


def test_a_tilted_watermark_is_tagged(drawn):
    """Text at an angle is never part of a line."""

    def page(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "澜州市科技局负责")
        canvas.rotate(45)
        canvas.drawString(300, 100, "内部资料")

    lines = read_pdf(drawn(page)).pages[0].lines
    assert sorted((line.text, line.tag) for line in lines) == [("内部资料", "watermark"), ("澜州市科技局负责", "")]


def test_invisible_text_is_tagged_hidden(drawn):
    """Render mode 3 leaves no ink."""

    def page(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "看得见的条款")
        text = canvas.beginText(100, 600)
        text.setTextRenderMode(3)
        text.textOut("看不见的条款")
        canvas.drawText(text)

    raw = read_pdf(drawn(page))
    assert [(line.text, line.tag) for line in raw.pages[0].lines] == [("看得见的条款", ""), ("看不见的条款", "hidden")]
    assert any("不可见" in warning for warning in raw.warnings)


def test_a_page_printed_sideways_is_read_upright(drawn):
    """A wide table on an upright page: the text runs from bottom to top."""

    def page(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.drawString(100, 400, "横排的第一行文字")
        canvas.drawString(100, 370, "横排的第二行文字")

    raw = read_pdf(drawn(page)).pages[0]
    assert [line.text for line in raw.lines] == ["横排的第一行文字", "横排的第二行文字"]
    assert (raw.width, raw.height) == (842, 595)
    assert all(line.box and math.isclose(line.box.x0, 100, abs_tol=3) for line in raw.lines)


def grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    """Draw the rules of a table; `ys` count from the top."""
    canvas.grid(xs, [842 - y for y in ys])


def test_a_ruled_table_gives_rows_of_cells(drawn):
    """Cell text stands in the table and not in the lines."""

    def page(canvas: Canvas) -> None:
        grid(canvas, [60, 150, 400, 540], [100, 130, 160])
        write((70, 120, "序号"), (160, 120, "任务"), (410, 120, "责任单位"))(canvas)
        write((70, 150, "1"), (160, 150, "建设中试平台"), (410, 150, "省科技厅"), (60, 220, "附注说明"))(canvas)

    raw = read_pdf(drawn(page)).pages[0]
    assert raw.tables[0].rows == (("序号", "任务", "责任单位"), ("1", "建设中试平台", "省科技厅"))
    assert [line.text for line in raw.lines] == ["附注说明"]
    assert raw.tables[0].after == 0


def test_a_merged_cell_covers_the_slots_below_it(drawn):
    """None marks what a merged cell covers; the cell's box spans both rows."""

    def page(canvas: Canvas) -> None:
        for x in (60, 200, 500):
            canvas.line(x, 842 - 100, x, 842 - 160)
        canvas.line(60, 842 - 100, 500, 842 - 100)
        canvas.line(200, 842 - 130, 500, 842 - 130)
        canvas.line(60, 842 - 160, 500, 842 - 160)
        write((70, 138, "人才"), (210, 120, "引进专家"), (210, 150, "培育工匠"))(canvas)

    table = read_pdf(drawn(page)).pages[0].tables[0]
    assert table.rows == (("人才", "引进专家"), (None, "培育工匠"))
    assert table.boxes[0][0] == table.boxes[1][0]


def test_a_frame_around_text_is_no_table(drawn):
    """Its lines stay running text."""

    def page(canvas: Canvas) -> None:
        canvas.rect(50, 500, 480, 250)
        write((70, 120, "本措施自印发之日起施行。"))(canvas)

    raw = read_pdf(drawn(page)).pages[0]
    assert raw.tables == ()
    assert [line.text for line in raw.lines] == ["本措施自印发之日起施行。"]


@pytest.fixture
def scan(drawn) -> Path:
    """Return a PDF whose page is a picture with a scanner's mark."""
    from PIL import Image  # noqa: PLC0415  only this fixture needs it

    picture = Image.new("L", (60, 80), 200)
    return drawn(
        *[
            lambda canvas: (
                canvas.drawInlineImage(picture, 0, 0, 595, 842),
                canvas.drawString(400, 20, "扫描大师 创建"),
            )
            for _ in range(2)
        ]
    )


def test_a_scan_without_ocr_is_unread_and_its_stamp_no_text(scan):
    """A watermark is not a text layer."""
    page = read_pdf(scan).pages[0]
    assert (page.method, page.unread) == ("none", 1)
    assert {line.tag for line in page.lines} == {"watermark"}


def test_a_scan_is_handed_to_ocr_by_path_and_page(scan):
    """The hook's page takes the place of the text layer."""
    seen = []

    def ocr(path: Path, number: int) -> RawPage:
        seen.append((path, number))
        return RawPage(number, 595, 842, (RawLine("识别出的文字"),), method="ocr", confidence=0.9)

    raw = read_pdf(scan, ocr)
    assert seen == [(scan, 1), (scan, 2)]
    assert raw.pages[1].method == "ocr"


def test_a_page_can_be_rendered(scan):
    """72 dots per inch give one pixel a point."""
    assert render_page(scan, 1, dpi=72).size == (595, 842)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptySourceError, "空的"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", CorruptSourceError, "不是 PDF"),
        (b"%PDF-1.7\n1 0 obj", CorruptSourceError, "损坏"),
    ],
)
def test_a_bad_file_is_refused_in_one_chinese_line(tmp_path, content, error, words):
    """Empty, a renamed JPEG, cut off: each says what to do next."""
    path = tmp_path / "坏文件.pdf"
    path.write_bytes(content)
    with pytest.raises(error, match=words) as caught:
        read_pdf(path)
    assert "坏文件.pdf" in str(caught.value)
    assert caught.value.advice


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    """No traceback of the library underneath."""
    with pytest.raises(SourceNotFoundError, match="找不到"):
        read_pdf(tmp_path / "没有.pdf")


def test_an_encrypted_file_asks_for_its_password(drawn):
    """The reader never guesses."""
    path = drawn(write((100, 100, "密")), encrypt=StandardEncryption("geheim"))
    with pytest.raises(EncryptedSourceError, match="密码"):
        read_pdf(path)


def test_a_page_without_any_text_or_picture_is_an_empty_file(drawn):
    """Nothing to read is said, not passed over."""
    with pytest.raises(EmptySourceError, match="没有可读"):
        read_pdf(drawn(write()))
