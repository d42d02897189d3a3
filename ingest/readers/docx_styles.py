"""The styles of a Word document: which are headings, what is bold, large or numbered by its style."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.docx_numbering import W, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"heading \d|标题 ?\d", re.IGNORECASE)
_TITLE = frozenset(("title", "标题"))
_CONTENTS = re.compile(r"toc \d|toc heading|目录 ?\d|目录标题", re.IGNORECASE)
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says; `tag` is the reader's hint, `number` the list (id, depth) it belongs to."""

    tag: str = ""
    bold: bool = False
    size: float | None = None
    number: tuple[str, int] | None = None
    based_on: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document by id."""

    styles: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    def of(self, paragraph: _Element) -> Style:
        """Return the style of a paragraph, its own outline level regarded."""
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.get(value_of(properties, "pStyle") or self.default, Style())
        level = value_of(properties, "outlineLvl")
        if not style.tag and level is not None and level != "9":
            return Style("heading", style.bold, style.size, style.number)
        return style

    def number_of(self, paragraph: _Element) -> tuple[str, int] | None:
        """Return the list (id, depth) that a paragraph belongs to, by itself or by its style; None for none."""
        properties = paragraph.find(f"{W}pPr")
        own = properties.find(f"{W}numPr") if properties is not None else None
        inherited = self._inherited(value_of(properties, "pStyle") or self.default)
        if own is None:
            return inherited
        number_id = value_of(own, "numId") or (inherited[0] if inherited else "")
        depth = value_of(own, "ilvl") or (str(inherited[1]) if inherited else "0")
        return (number_id, int(depth)) if number_id not in {"", "0"} and depth.isdecimal() else None

    def _inherited(self, style_id: str) -> tuple[str, int] | None:
        for _ in range(_MAX_CHAIN):
            style = self.styles.get(style_id)
            if style is None:
                return None
            if style.number:
                return style.number if style.number[0] != "0" else None
            style_id = style.based_on
        return None


def read_styles(root: _Element | None) -> Styles:
    """Return the paragraph styles that `word/styles.xml` defines; without the part there are none."""
    styles: dict[str, Style] = {}
    default = ""
    for element in root.iter(f"{W}style") if root is not None else ():
        style_id = element.get(f"{W}styleId", "")
        styles[style_id] = _style(element)
        if element.get(f"{W}default") in {"1", "true"} and element.get(f"{W}type") == "paragraph":
            default = style_id
    return Styles(styles, default)


def _style(element: _Element) -> Style:
    name = value_of(element, "name") or ""
    runs, properties = element.find(f"{W}rPr"), element.find(f"{W}pPr")
    size = value_of(runs, "sz")
    number = properties.find(f"{W}numPr") if properties is not None else None
    number_id, depth = value_of(number, "numId"), value_of(number, "ilvl") or "0"
    return Style(
        _tag(name, value_of(properties, "outlineLvl")),
        runs is not None and runs.find(f"{W}b") is not None and value_of(runs, "b") not in {"0", "false"},
        float(size) / 2 if size and size.isdecimal() else None,
        (number_id, int(depth)) if number_id and depth.isdecimal() else None,
        value_of(element, "basedOn") or "",
    )


def _tag(name: str, level: str | None) -> str:
    if _CONTENTS.fullmatch(name):
        return "contents"
    if name.lower() in _TITLE:
        return "title"
    return "heading" if _HEADING.fullmatch(name) or (level is not None and level != "9") else ""
