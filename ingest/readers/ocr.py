"""Reading pictures of pages: which OCR engine is installed, and one function that reads a page with it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from corpus.errors import CorruptSourceError, ResourceLimitError, UnsupportedFormatError
from ingest.raw import RawPage
from ingest.readers.ocr_lines import Found, build_ocr_lines, skew_of
from ingest.readers.ocr_rules import find_rules
from ingest.readers.ocr_tables import part_tables
from ingest.readers.pdf_tables import lines_above

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 150
"""Pixels per inch at which pages are read: RapidOCR finds all characters of the skewed, speckled scan from 150 on,
and at 200 needs 1.6 times as long (13 and 21 s a page on a busy core)."""

TESSERACT_DPI = 300
"""Tesseract loses a third of the characters below 200."""

MAX_PIXELS = 60_000_000
_LOW = 0.5  # an engine's own confidence below which a line is more noise than text


@cache
def available_engine() -> str:
    """Return `rapidocr` or `tesseract`, whichever is installed (the first wins), "" for none."""
    if find_spec("rapidocr") and find_spec("onnxruntime"):
        return "rapidocr"
    if which("tesseract"):
        from ingest.readers.ocr_tesseract import reads_chinese  # noqa: PLC0415  only where it is asked for

        return "tesseract" if reads_chinese() else ""
    return ""


def install_advice() -> str:
    """Return how to install an OCR engine, for a Chinese user."""
    return "请安装 OCR：pip install 'wence[ocr]'，或 apt install tesseract-ocr tesseract-ocr-chi-sim"


def ocr_page(path: Path, page: int) -> RawPage:
    """Return page `page` (from 1) of a PDF or picture as OCR reads it: lines with boxes in points, mean confidence.

    Raises UnsupportedFormatError where no engine is installed.
    """
    from ingest.readers.pdf import render_page  # noqa: PLC0415  PDFium is not needed for pictures

    if path.suffix.lower() == ".pdf" or _is_pdf(path):
        dpi = TESSERACT_DPI if available_engine() == "tesseract" else DPI
        return ocr_image(path, render_page(path, page, dpi), page, dpi)
    return ocr_image(path, open_frame(path, page), page, None)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"%PDF-" in stream.read(1024)


def open_frame(path: Path, number: int) -> Image:
    """Return frame `number` (from 1) of a picture file. Raises CorruptSourceError or ResourceLimitError."""
    from PIL import Image as Pictures  # noqa: PLC0415  only where a picture is read

    try:
        image = Pictures.open(path)
        image.seek(number - 1)
        if image.width * image.height > MAX_PIXELS:
            message = f"图片有 {image.width}×{image.height} 像素，超过上限"
            raise ResourceLimitError(path.name, message, advice="请缩小后再导入")
        image.load()
    except Pictures.DecompressionBombError as error:
        raise ResourceLimitError(path.name, "图片尺寸过大", advice="请缩小后再导入") from error
    except (OSError, ValueError, SyntaxError, EOFError, TypeError) as error:
        raise CorruptSourceError(path.name, "图片已损坏，无法打开", advice="请重新获取图片") from error
    return image


def ocr_image(path: Path, image: Image, number: int, dpi: float | None) -> RawPage:
    """Return the lines that OCR reads on a picture of a page; without `dpi` the picture is taken for an A4 page."""
    picture = image.convert("RGB")
    scale = 72 / dpi if dpi else 595.0 / max(1, min(picture.width, picture.height))
    seen = [] if _is_blank(picture) else _engine_found(path, picture)
    found = [one for one in seen if one.confidence >= _LOW]
    read = build_ocr_lines(found, scale)
    lines, tables = part_tables(read, find_rules(picture, scale, -skew_of(found)) if read else ())
    return RawPage(
        number,
        round(picture.width * scale, 2),
        round(picture.height * scale, 2),
        tuple(lines),
        tuple(replace(table, after=lines_above(table, lines)) for table in tables),
        method="ocr",
        confidence=_mean(found),
        unread=int(bool(seen) and not read),
        characters=sum(len("".join(line.text.split())) for line in read),
    )


def _engine_found(path: Path, picture: Image) -> list[Found]:
    engine = available_engine()
    if engine == "rapidocr":
        from ingest.readers.ocr_rapid import find_text  # noqa: PLC0415  onnxruntime takes a second

        return find_text(picture)
    if engine == "tesseract":
        from ingest.readers.ocr_tesseract import find_text as find_with_tesseract  # noqa: PLC0415

        return find_with_tesseract(path, picture)
    raise UnsupportedFormatError(path.name, "图片需要 OCR 才能识别", advice=install_advice())


def _mean(found: list[Found]) -> float | None:
    """Return the confidence of the page: that of its lines, weighted by their length."""
    length = sum(len(one.text) for one in found)
    return round(sum(one.confidence * len(one.text) for one in found) / length, 4) if length else None


def _is_blank(picture: Image) -> bool:
    greys = picture.convert("L").reduce(8).histogram()
    used = [grey for grey, count in enumerate(greys) if count]
    return used[-1] - used[0] < 24  # noqa: PLR2004  grey levels of paper
