"""The words of one Word paragraph as printed: deleted and field text left out, text boxes set aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.docx_numbering import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHOICE, FALLBACK = f"{_MC}Choice", f"{_MC}Fallback"
_LEFT_OUT = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "rt"))
_SIGNS = {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□", "00A3": "□", "F0FC": "✓", "F0D8": "•"}


@dataclass(slots=True)
class Words:
    """The text of a paragraph (line breaks as line feeds), how it looks, and the text boxes anchored in it."""

    text: str = ""
    bold: bool = True
    hidden: bool = True
    size: float | None = None
    pictures: int = 0
    boxes: list[_Element] = field(default_factory=list)


def skipped(element: _Element) -> bool:
    """Return whether an element is deleted text or the older copy of a text box."""
    return element.tag in _LEFT_OUT or any(
        above.tag in _LEFT_OUT or above.tag == FALLBACK for above in element.iterancestors()
    )


def read_words(paragraph: _Element) -> Words:
    """Return the words of a paragraph; `bold` and `hidden` hold only where all of its runs are so."""
    words = Words()
    seen = False
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}txbxContent":
            words.boxes.append(element)
        elif element.tag == f"{W}r":
            said = _read_run(element, words)
            seen = seen or said
            stack.extend(one for one in reversed(element) if one.tag in _HOLDERS)
        elif element.tag not in _LEFT_OUT and element.tag != FALLBACK:
            stack.extend(reversed(element))
    words.bold, words.hidden = words.bold and seen, words.hidden and seen
    return words


_HOLDERS = frozenset((f"{W}pict", f"{W}drawing", f"{W}object", f"{_MC}AlternateContent", CHOICE, f"{W}ruby"))


def _read_run(run: _Element, words: Words) -> bool:
    """Add the text of a run; return whether it says anything."""
    text = "".join(_spell(child) for child in run)
    words.text += text
    words.pictures += sum(child.tag in {f"{W}drawing", f"{W}pict"} and not _holds_text(child) for child in run)
    if not text.strip():
        return False
    properties = run.find(f"{W}rPr")
    words.bold = words.bold and _is_on(properties, "b")
    words.hidden = words.hidden and _is_on(properties, "vanish")
    size = properties.find(f"{W}sz") if properties is not None else None
    value = size.get(f"{W}val", "") if size is not None else ""
    if value.replace(".", "", 1).isdecimal():
        words.size = max(words.size or 0.0, float(value) / 2)
    return True


def _spell(child: _Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag in {f"{W}br", f"{W}cr"}:
        return "\n"
    if child.tag in {f"{W}tab", f"{W}ptab"}:
        return " "
    if child.tag == f"{W}noBreakHyphen":
        return "-"
    if child.tag == f"{W}sym":
        return _SIGNS.get((child.get(f"{W}char") or "").upper(), "•")
    return ""


def _is_on(properties: _Element | None, name: str) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _holds_text(drawing: _Element) -> bool:
    return next(drawing.iter(f"{W}txbxContent"), None) is not None
