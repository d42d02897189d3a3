"""What an OCR engine finds on a picture becomes lines: set upright, sized, Chinese punctuation restored."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.model import Box
from ingest.raw import RawLine

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]

_WIDE = str.maketrans("(),:;!?", "（），：；！？")
_CHINESE = r"\u4e00-\u9fff\u3000-\u303f\uff00-\uffef“”‘’"
_NARROW = re.compile(
    rf"(?<=[{_CHINESE}\d])[(),:;!?](?=[{_CHINESE}\d]|$)|^[(](?=[{_CHINESE}])|(?<=[{_CHINESE}])[(),:;!?]"
)
_NUMBERED = re.compile(r"^\(([一二三四五六七八九十百\d]{1,4})\)")
_BLANK = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}])")
_FOOT = re.compile(r"[-—–－一]{1,2}\s*(\d{1,4})\s*[-—–－一]{1,2}")
_MIN_WIDTH = 4.0  # em: shorter lines say little about the size of their type
_SAME_SIZE = 0.18  # share by which sizes measured on one page differ by chance
_MAX_SKEW = 0.2  # radians; more is a picture of something else


@dataclass(frozen=True, slots=True)
class Found:
    """A line found on a picture: its four corners in pixels (clockwise from the top left), text and confidence."""

    corners: Corners
    text: str
    confidence: float


def build_ocr_lines(found: Sequence[Found], scale: float) -> list[RawLine]:
    """Return the found lines from top to bottom with boxes in points; the page's skew is taken out.

    `(一)落实…` is read as `（一）落实…`: engines print Chinese brackets narrow.
    """
    if not found:
        return []
    turn = -skew_of(found)
    boxes = [_upright(one, turn, scale) for one in found]
    texts = [widen(one.text) for one in found]
    sizes = _sizes(boxes, texts)
    lines = [RawLine(text, box, size) for text, box, size in zip(texts, boxes, sizes, strict=True) if text]
    return sorted(lines, key=lambda line: (line.box.top, line.box.x0) if line.box else (0.0, 0.0))


def widen(text: str) -> str:
    """Return the text with the punctuation of Chinese print: `(一)支持,鼓励` gives `（一）支持，鼓励`.

    The dashes around a page number, which engines take for 一, are dashes again: `一3一` gives `— 3 —`.
    """
    if foot := _FOOT.fullmatch(text.strip()):
        return f"— {foot[1]} —"
    closed = _BLANK.sub("", text.strip())
    numbered = _NUMBERED.sub(r"（\1）", closed)
    if not re.search(rf"[{_CHINESE}]", numbered):
        return numbered
    return _NARROW.sub(lambda sign: _widen_one(sign, numbered), numbered)


def _widen_one(sign: re.Match[str], text: str) -> str:
    before, after = text[sign.start() - 1 : sign.start()], text[sign.end() : sign.end() + 1]
    between_digits = before.isascii() and before.isdigit() and after.isascii() and after.isdigit()
    return sign[0] if between_digits else sign[0].translate(_WIDE)


def skew_of(found: Sequence[Found]) -> float:
    """Return the angle of the long lines, in radians; that of most of them counts."""
    angles = []
    for one in found:
        (x0, y0), (x1, y1) = one.corners[0], one.corners[1]
        if x1 - x0 > 5 * abs(one.corners[3][1] - y0):
            angles.append(math.atan2(y1 - y0, x1 - x0))
    angle = median(angles) if angles else 0.0
    return angle if abs(angle) < _MAX_SKEW else 0.0


def _upright(one: Found, turn: float, scale: float) -> Box:
    """Return the box of a line after the page is turned back about its top left corner."""
    cos, sin = math.cos(turn), math.sin(turn)
    points = [(x * cos - y * sin, x * sin + y * cos) for x, y in one.corners]
    left, right = (points[0][0] + points[3][0]) / 2, (points[1][0] + points[2][0]) / 2
    top, bottom = (points[0][1] + points[1][1]) / 2, (points[2][1] + points[3][1]) / 2
    return Box(*(round(value * scale, 2) for value in (left, top, right, bottom)))


def _sizes(boxes: Sequence[Box], texts: Sequence[str]) -> list[float]:
    """Return the type size of every line in points; lines that differ by chance get the size of the body."""
    sizes = [_size(box, text) for box, text in zip(boxes, texts, strict=True)]
    long = [size for size, text in zip(sizes, texts, strict=True) if _em(text) >= 3 * _MIN_WIDTH]
    body = median(long or sizes)
    return [round(body if abs(size - body) < _SAME_SIZE * body else size, 1) for size in sizes]


def _size(box: Box, text: str) -> float:
    height = 0.72 * (box.bottom - box.top)  # engines draw their boxes wider than the type
    width = (box.x1 - box.x0) / max(1.0, _em(text))
    return width if _em(text) >= _MIN_WIDTH and width < 2 * height else height


def _em(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)
