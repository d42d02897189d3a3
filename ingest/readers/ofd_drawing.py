"""What is drawn on an OFD page: characters with their boxes, ruling lines, and how far pictures cover it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.glyphs import Glyph, Look
from ingest.readers.pdf_characters import mend_character
from ingest.readers.pdf_rules import Rule

if TYPE_CHECKING:
    from lxml.etree import _Element

POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""

MAX_GLYPHS = 1_000_000
_ASCENT, _DESCENT = 0.88, 0.12  # of the size, as Chinese fonts are drawn
_HALF = re.compile(r"[!-~]")
_STRAIGHT = 0.5  # millimetres by which a rule may slant
_TILT = 0.1  # of the unit: text turned further is a watermark
_BOLD = 600
_TOKEN = re.compile(r"[A-Za-z]|-?\d+\.?\d*(?:[eE][-+]?\d+)?|-?\.\d+")

Matrix = tuple[float, float, float, float, float, float]
Quad = tuple[float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """Characters and rules in points from the page's top left; `covered` is the area of its pictures."""

    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    covered: float = 0.0


def read_layer(root: _Element, page: Quad, drawing: Drawing) -> None:
    """Add what a page, a template or an annotation draws; `page` is its box in millimetres."""
    for element in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        frame = read_box(element.get("Boundary", "")) or (0.0, 0.0, 0.0, 0.0)
        kind = str(element.tag).rpartition("}")[2]
        if kind == "TextObject" and len(drawing.glyphs) < MAX_GLYPHS:
            drawing.glyphs.extend(_glyphs(element, (frame[0] - page[0], frame[1] - page[1])))
        elif kind == "PathObject":
            drawing.rules.extend(_rules(element, (frame[0] - page[0], frame[1] - page[1])))
        elif kind == "ImageObject":
            drawing.covered += frame[2] * frame[3] * POINTS * POINTS


def read_box(text: str) -> Quad | None:
    """Return four numbers of a text: `0 0 210 297`; None where it has fewer."""
    found = _numbers(text)
    return (found[0], found[1], found[2], found[3]) if len(found) >= 4 else None  # noqa: PLR2004


def _numbers(text: str) -> list[float]:
    return [value for part in text.split() if (value := _number(part)) is not None]


def _number(part: str) -> float | None:
    try:
        value = float(part)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e6 else None  # noqa: PLR2004  a kilometre of paper


def _matrix(element: _Element) -> Matrix:
    found = _numbers(element.get("CTM", ""))
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else _UNIT  # noqa: PLR2004


def spread(text: str, count: int) -> list[float]:
    """Return the steps between characters: `g 3 5.5 2.7` stands for `5.5 5.5 5.5 2.7`; missing ones repeat the last."""
    steps: list[float] = []
    parts = iter(text.split())
    for part in parts:
        if part in {"g", "G"}:
            times, step = next(parts, ""), _number(next(parts, ""))
            steps += [step or 0.0] * min(int(times) if times.isdecimal() else 0, count)
        elif (value := _number(part)) is not None:
            steps.append(value)
        if len(steps) >= count:
            break
    return steps[:count]


def _glyphs(element: _Element, origin: tuple[float, float]) -> Iterator[Glyph]:
    size = _number(element.get("Size", "")) or 3.5
    matrix = _matrix(element)
    across = _number(element.get("HScale", "")) or 1.0
    bold = (_number(element.get("Weight", "")) or 0) >= _BOLD
    shown = element.get("Visible") != "false" and element.get("Alpha") != "0"
    for code in element.iter("{*}TextCode"):
        text = code.text or ""
        x, y = _number(code.get("X", "")) or 0.0, _number(code.get("Y", "")) or 0.0
        steps = spread(code.get("DeltaX", ""), len(text)), spread(code.get("DeltaY", ""), len(text))
        look = _look(matrix, upright=not steps[1] or bool(steps[0]), shown=shown)
        for index, character in enumerate(text):
            meant = mend_character(ord(character))
            if meant:
                yield _glyph(meant, (x, y), (size, across), (matrix, origin), (bold, look))
            x += steps[0][index] if index < len(steps[0]) else 0.0 if steps[1] else _advance(character, size * across)
            y += steps[1][index] if index < len(steps[1]) else 0.0


def _advance(character: str, size: float) -> float:
    return size / 2 if _HALF.match(character) else size


def _look(matrix: Matrix, *, upright: bool, shown: bool) -> Look:
    if not shown:
        return Look.HIDDEN
    tilted = abs(matrix[1]) > _TILT * abs(matrix[0]) or abs(matrix[2]) > _TILT * abs(matrix[3])
    return Look.TILTED if tilted else Look.UPRIGHT if upright else Look.TURNED


def _glyph(
    text: str,
    place: tuple[float, float],
    font: tuple[float, float],
    frame: tuple[Matrix, tuple[float, float]],
    style: tuple[bool, Look],
) -> Glyph:
    (a, b, c, d, e, f), origin = frame
    size = font[0] * (math.hypot(c, d) or 1.0) * POINTS
    x = (origin[0] + a * place[0] + c * place[1] + e) * POINTS
    base = (origin[1] + b * place[0] + d * place[1] + f) * POINTS
    width = _advance(text[0], font[0] * font[1]) * (math.hypot(a, b) or 1.0) * POINTS
    return Glyph(text, x, base - _ASCENT * size, x + width, base + _DESCENT * size, base, size, *style)


def _rules(element: _Element, origin: tuple[float, float]) -> Iterator[Rule]:
    """Yield the straight strokes of a path: `M 0 0 L 156 0` is one rule."""
    a, b, c, d, e, f = _matrix(element)
    for data in element.findall("{*}AbbreviatedData"):
        for start, end in _strokes(data.text or ""):
            (x0, y0), (x1, y1) = (
                (origin[0] + a * x + c * y + e, origin[1] + b * x + d * y + f) for x, y in (start, end)
            )
            if abs(y0 - y1) < _STRAIGHT < abs(x0 - x1):
                yield Rule(flat=True, at=y0 * POINTS, start=min(x0, x1) * POINTS, end=max(x0, x1) * POINTS)
            elif abs(x0 - x1) < _STRAIGHT < abs(y0 - y1):
                yield Rule(flat=False, at=x0 * POINTS, start=min(y0, y1) * POINTS, end=max(y0, y1) * POINTS)


def _strokes(data: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    first = here = (0.0, 0.0)
    tokens = _TOKEN.findall(data)
    index = 0
    while index < len(tokens):
        command, index = tokens[index], index + 1
        values: list[float] = []
        while index < len(tokens) and not tokens[index].isalpha():
            values.append(_number(tokens[index]) or 0.0)
            index += 1
        if command == "C" and not values:
            yield here, first
            here = first
        elif len(values) >= 2:  # noqa: PLR2004  a point
            there = (values[-2], values[-1])
            if command == "L":
                yield here, there
            here = there
            first = there if command in {"M", "S"} else first
