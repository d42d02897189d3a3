"""Pictures of pages (JPEG, PNG, TIFF, BMP, WebP): every frame is a page, read by OCR."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import CorruptSourceError, ResourceLimitError, UnsupportedFormatError
from ingest.raw import RawFile
from ingest.readers.ocr import available_engine, install_advice, ocr_page

MAX_FRAMES = 500


def read_image(path: Path) -> RawFile:
    """Return the frames of a picture file as pages. Raises UnsupportedFormatError where no OCR engine is installed."""
    if not available_engine():
        raise UnsupportedFormatError(path.name, "图片需要 OCR 才能识别", advice=install_advice())
    count = _count_frames(path)
    if count > MAX_FRAMES:
        raise ResourceLimitError(path.name, f"共 {count} 页，超过 {MAX_FRAMES} 页上限", advice="请拆分后再导入")
    return RawFile("image", tuple(ocr_page(path, number) for number in range(1, count + 1)))


def _count_frames(path: Path) -> int:
    from PIL import Image  # noqa: PLC0415  only where a picture is read

    try:
        with Image.open(path) as image:
            return int(getattr(image, "n_frames", 1))
    except Image.DecompressionBombError as error:
        raise ResourceLimitError(path.name, "图片尺寸过大", advice="请缩小后再导入") from error
    except (OSError, ValueError, SyntaxError, EOFError, TypeError) as error:
        raise CorruptSourceError(path.name, "图片已损坏，无法打开", advice="请重新获取图片") from error
