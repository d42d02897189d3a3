"""Tesseract's command line with the Chinese model of Debian, for machines without RapidOCR."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpus.errors import CorruptSourceError, ResourceLimitError
from ingest.readers.ocr_lines import Found

if TYPE_CHECKING:
    from PIL.Image import Image

_SECONDS = 120
_SPECKLE = 3  # pixels: the window of the median filter that takes dust off a scan
_WORD = 5  # the level of a word in Tesseract's table


@cache
def reads_chinese() -> bool:
    """Return whether the simplified Chinese model is installed."""
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S607
    return "chi_sim" in listed.stdout.split()


def find_text(path: Path, picture: Image) -> list[Found]:
    """Return the lines that Tesseract finds, from top to bottom. Raises a SourceError where it fails."""
    from PIL import ImageFilter  # noqa: PLC0415  only where a picture is read

    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.png"
        picture.convert("L").filter(ImageFilter.MedianFilter(_SPECKLE)).save(file)
        table = _run(path, file)
    return list(_lines(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)))


def _run(path: Path, file: Path) -> str:
    command = ["tesseract", str(file), "-", "-l", "chi_sim", "--psm", "3", "-c", "preserve_interword_spaces=1", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603  a fixed command on our own file
            command, capture_output=True, timeout=_SECONDS, check=False, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    except subprocess.TimeoutExpired as error:
        advice = "请缩小图片，或安装 pip install 'wence[ocr]'"
        raise ResourceLimitError(path.name, f"识别一页超过 {_SECONDS} 秒，已停止", advice=advice) from error
    if done.returncode:
        raise CorruptSourceError(path.name, "tesseract 无法识别这张图片", advice="请检查图片是否完整")
    return done.stdout.decode("utf-8", errors="replace")


def _lines(rows: csv.DictReader[str]) -> list[Found]:
    words: defaultdict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["level"] == str(_WORD) and (row["text"] or "").strip():
            words[row["block_num"], row["par_num"], row["line_num"]].append(row)
    return [_found(line) for line in words.values()]


def _found(words: list[dict[str, str]]) -> Found:
    left = min(int(word["left"]) for word in words)
    top = min(int(word["top"]) for word in words)
    right = max(int(word["left"]) + int(word["width"]) for word in words)
    bottom = max(int(word["top"]) + int(word["height"]) for word in words)
    text = "".join(word["text"] for word in words)
    length = sum(len(word["text"]) for word in words)
    confidence = sum(float(word["conf"]) * len(word["text"]) for word in words) / 100 / length
    return Found(((left, top), (right, top), (right, bottom), (left, bottom)), text, confidence)
