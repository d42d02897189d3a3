"""Reading pictures of pages: which OCR engine is installed, and one function that reads a page with it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from ingest.raw import RawPage

if TYPE_CHECKING:
    from PIL.Image import Image


@cache
def available_engine() -> str:
    """Return `rapidocr` or `tesseract`, whichever is installed (the first wins), "" for none."""
    if find_spec("rapidocr") and find_spec("onnxruntime"):
        return "rapidocr"
    return "tesseract" if which("tesseract") else ""


def install_advice() -> str:
    """Return how to install an OCR engine, for a Chinese user."""
    return "如需识别，请安装 OCR：pip install 'wence[ocr]'，或 apt install tesseract-ocr tesseract-ocr-chi-sim"


def ocr_page(path: Path, page: int) -> RawPage:
    """Return page `page` (from 1) of a PDF or picture as its OCR reads it, boxes in points."""
    raise NotImplementedError(path, page)


def ocr_image(image: Image, number: int, dpi: float) -> RawPage:
    """Return the lines that OCR reads on a picture."""
    raise NotImplementedError(image, number, dpi)
