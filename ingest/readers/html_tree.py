"""A web page as flat lists: its elements in document order and the texts in them, whatever the depth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.html_names import names

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MAX_ELEMENTS = 2_000_000


@dataclass(slots=True)
class Element:
    """One element: `end` is the index after its last descendant; `block` and `table` are the nearest such elements.

    `pieces` is the range of its texts, -1 stands for no table. `score` counts what reads like prose in it.
    `hidden` is true where the page does not show it.
    """

    tag: str
    names: str
    parent: int
    end: int = 0
    block: int = 0
    table: int = -1
    pieces: tuple[int, int] = (0, 0)
    hidden: bool = False
    link: bool = False
    bold: bool = False
    span: tuple[int, int] = (1, 1)
    score: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in an element; `<br>` is a piece that is one line feed."""

    element: int
    text: str


@dataclass(slots=True)
class Tree:
    """The elements of a page in document order (a parent before its children) and its texts."""

    elements: list[Element] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""

    def holds(self, outer: int, inner: int) -> bool:
        """Return whether the element `inner` is `outer` or stands in it."""
        return outer <= inner < self.elements[outer].end

    def pieces_in(self, index: int) -> list[Piece]:
        """Return the texts of an element and all in it."""
        first, last = self.elements[index].pieces
        return self.pieces[first:last]

    def leave(self, index: int) -> None:
        """Close an element: what was added since it was entered stands in it."""
        one = self.elements[index]
        one.end, one.pieces = len(self.elements), (one.pieces[0], len(self.pieces))


def parse_tree(text: str) -> Tree:
    """Return the tree of an HTML text; scripts, styles and the head are left out, depth is not limited."""
    parser = LexborHTMLParser(text)
    tree = Tree(metas=list(_metas(parser)))
    if title := parser.css_first("title"):
        tree.title = " ".join(title.text().split())
    if parser.body is not None:
        _walk(parser.body, tree)
    return tree


def _metas(parser: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in parser.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        if name and (content := node.attributes.get("content")):
            yield name, " ".join(content.split())


def _walk(root: LexborNode, tree: Tree) -> None:
    """Fill the tree from the root down, without recursion: pages may nest deeper than any stack."""
    node: LexborNode | None = root
    parent = -1
    while node is not None:
        entered = _enter(node, parent, tree)
        if entered is not None and node.child is not None:
            node, parent = node.child, entered
            continue
        if entered is not None:
            tree.leave(entered)
        while node is not None and parent >= 0 and node.next is None:
            node = node.parent
            tree.leave(parent)
            parent = tree.elements[parent].parent
        node = node.next if node is not None and parent >= 0 else None


def _enter(node: LexborNode, parent: int, tree: Tree) -> int | None:
    """Add the node; return its index where its children are to be visited too."""
    tag = node.tag or ""
    if tag == "-text":
        if text := node.text_content:
            tree.pieces.append(Piece(parent, text))
        return None
    if tag.startswith(("-", "!", "_")) or tag in names("silent") or len(tree.elements) >= MAX_ELEMENTS:
        return None
    if tag == "br":
        tree.pieces.append(Piece(parent, "\n"))
        return None
    tree.elements.append(_element(node, tag, parent, tree))
    return len(tree.elements) - 1


def _element(node: LexborNode, tag: str, parent: int, tree: Tree) -> Element:
    attributes = node.attributes
    above = tree.elements[parent] if parent >= 0 else None
    given = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".strip().lower()
    index = len(tree.elements)
    return Element(
        tag,
        given,
        parent,
        end=index + 1,
        block=index if tag in names("block") or above is None else above.block,
        table=index if tag == "table" else above.table if above else -1,
        pieces=(len(tree.pieces), len(tree.pieces)),
        hidden=above is not None and (above.hidden or _is_hidden(attributes)),
        link=tag == "a" or bool(above and above.link),
        bold=tag in {"b", "strong"} or bool(above and above.bold),
        span=(_count(attributes.get("rowspan")), _count(attributes.get("colspan"))),
    )


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _count(value: str | None, most: int = 1000) -> int:
    return max(1, min(most, int(value))) if value and value.strip().isdecimal() else 1
