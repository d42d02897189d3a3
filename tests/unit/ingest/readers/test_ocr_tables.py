"""Tables on pictures: rules are seen on drawn pages, also skewed and speckled ones, and characters find their cells."""

from __future__ import annotations

import math
import random

import pytest
from PIL import Image, ImageDraw

from corpus.model import Box
from ingest.raw import RawLine
from ingest.readers.ocr_rules import find_rules
from ingest.readers.ocr_tables import part_tables
from ingest.readers.pdf_rules import Rule

SCALE = 72 / 150
XS, YS = (100, 300, 700, 1000), (200, 250, 300, 350)


def drawn(*, thick: int = 1, grey: int = 0) -> Image.Image:
    """Return a page with a table of three columns and three rows whose first column has one merged cell."""
    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    for y in YS:
        left = XS[0] if y != YS[2] else XS[1]
        pen.line((left, y, XS[-1], y), fill=grey, width=thick)
    for x in XS:
        pen.line((x, YS[0], x, YS[-1]), fill=grey, width=thick)
    return page


def line(text: str, x: float, y: float) -> RawLine:
    """Return a line of 10-point type whose top left corner is at these pixels."""
    left, top = x * SCALE, y * SCALE
    return RawLine(text, Box(left, top, left + 10 * len(text), top + 10), 10.0)


LINES = (
    line("表前的话", 100, 150), line("任务", 110, 215), line("内容", 320, 215), line("单位", 720, 215),
    line("中试", 110, 290), line("建平台", 320, 265), line("科技局", 720, 265), line("办展会商务局", 637, 315),
    line("表后的话", 100, 400),
)  # fmt: skip


@pytest.mark.parametrize(("thick", "grey"), [(1, 0), (1, 150), (4, 0)])
def test_a_drawn_table_is_read_by_cells(thick: int, grey: int) -> None:
    """Merged cells stay one, a line that runs over a rule is parted there, the text around stays outside."""
    rules = find_rules(drawn(thick=thick, grey=grey), SCALE, 0.0)
    rest, (table,) = part_tables(LINES, rules)
    assert table.rows == (("任务", "内容", "单位"), ("中试", "建平台", "科技局"), (None, "办展会", "商务局"))
    assert [one.text for one in rest] == ["表前的话", "表后的话"]


def test_a_skewed_and_speckled_table_is_read_as_well() -> None:
    """A page that lay askew is turned back by the angle of its lines."""
    page = drawn(thick=2).rotate(1.0, center=(0, 0), fillcolor=255)
    specks = random.Random(7)  # noqa: S311  no secret
    for _ in range(3000):
        page.putpixel((specks.randrange(1240), specks.randrange(1754)), specks.choice((0, 255)))
    _, tables = part_tables(LINES, find_rules(page, SCALE, math.radians(1.0)))
    assert [len(table.rows) for table in tables] == [3]
    assert tables[0].rows[1] == ("中试", "建平台", "科技局")


def test_characters_and_filled_areas_are_no_tables() -> None:
    """Strokes of large type, an underline and a dark picture form no grid."""
    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    for x in range(100, 1000, 60):
        pen.line((x, 300, x + 45, 300), fill=0, width=4)
        pen.line((x + 20, 280, x + 20, 325), fill=0, width=4)
    pen.line((100, 500, 900, 500), fill=0, width=3)
    pen.rectangle((300, 700, 800, 1200), fill=40)
    assert part_tables(LINES, find_rules(page, SCALE, 0.0))[1] == []


def test_no_character_is_lost_or_doubled() -> None:
    """Whatever the rules are: the characters of the lines are in cells or lines, each once."""
    chance = random.Random(3)  # noqa: S311  no secret
    for _ in range(200):
        rules = [
            Rule(chance.random() < 0.5, chance.uniform(0, 600), chance.uniform(0, 200), chance.uniform(200, 800))
            for _ in range(chance.randrange(12))
        ]
        rest, tables = part_tables(LINES, rules)
        cells = [cell for table in tables for row in table.rows for cell in row if cell]
        seen = sorted("".join([*(one.text for one in rest), *cells]))
        assert seen == sorted("".join(one.text for one in LINES))
