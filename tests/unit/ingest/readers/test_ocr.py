from __future__ import annotations

import math
from pathlib import Path

import pytest

from corpus.errors import UnsupportedFormatError
from ingest.readers import image
from ingest.readers.ocr_lines import Found, build_ocr_lines, widen


def _found(text: str, x: float, y: float, *, slope: float = 0.0) -> Found:
    width, height = 40.0 * len(text), 50.0
    rise = width * math.tan(slope)
    return Found(((x, y), (x + width, y + rise), (x + width, y + rise + height), (x, y + height)), text, 0.99)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("(一)支持研发,鼓励创新;", "（一）支持研发，鼓励创新；"),
        ("(1)符合条件的企业:", "（1）符合条件的企业："),
        ("增长1,200万元(含)", "增长1,200万元（含）"),
        ("支持 企业 发展", "支持企业发展"),
        ("一3一", "— 3 —"),
        ("R&D (pilot)", "R&D (pilot)"),
    ],
)
def test_that_chinese_punctuation_is_restored(seen: str, meant: str) -> None:
    """Engines print brackets and commas narrow, and dashes as 一; Western text stays."""
    assert widen(seen) == meant


def test_that_a_skewed_page_is_set_upright() -> None:
    """Rows of a page turned by one degree keep their order and share an edge again."""
    slope = math.radians(1)
    rows = [
        _found("云河省支持企业发展的若干措施细则", 100, 100 + 60 * i + 100 * math.tan(slope), slope=slope)
        for i in range(3)
    ]
    lines = build_ocr_lines(rows, 0.5)
    boxes = [line.box for line in lines if line.box]
    assert all(abs(box.bottom - box.top - 25) < 1 for box in boxes)
    assert boxes[0].top < boxes[1].top < boxes[2].top


def test_that_lines_of_one_type_have_one_size() -> None:
    """Chance differences of measured boxes must not look like headings."""
    found = [
        _found("云河省支持企业发展的若干措施细则", 100, 100),
        _found("由省财政厅会同省工业和信息化厅负责落", 104, 160),
    ]
    assert len({line.size for line in build_ocr_lines(found, 0.5)}) == 1


def test_that_a_picture_without_ocr_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the package."""
    monkeypatch.setattr(image, "available_engine", lambda: "")
    with pytest.raises(UnsupportedFormatError, match="tesseract-ocr-chi-sim"):
        image.read_image(tmp_path / "页.png")
