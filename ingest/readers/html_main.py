"""Where in a web page the document itself stands, among menus, sidebars and copies for small screens."""

from __future__ import annotations

import re
from functools import cache

from ingest.readers.html_names import names
from ingest.readers.html_tree import Tree

_STOP = re.compile(r"[，。；：、！？]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_STOP_WEIGHT = 10  # a menu has characters too, but no punctuation
_NAMED_SHARE = 0.3  # of the page's prose: a block named as content that holds less is a teaser
_DESCEND = 0.8  # of the prose: while one child holds as much, the frame around it is no content
_ASIDE_TAGS = frozenset(("nav", "header", "footer", "aside", "select", "button"))


def find_main(tree: Tree) -> int:
    """Return the index of the element that holds the document: one named so by its site, else where the prose is."""
    _score(tree)
    total = tree.elements[0].score
    named = [i for i, one in enumerate(tree.elements) if one.score and _words(one.names) & names("main")]
    best = max(named, key=lambda i: tree.elements[i].score, default=0)
    return best if best and tree.elements[best].score >= _NAMED_SHARE * total else _descend(tree)


@cache
def _words(given: str) -> frozenset[str]:
    """Return names as written and their parts: `page-head PT35` gives page-head, page, head, pt35."""
    return frozenset(given.split()) | frozenset(re.split(r"[\s\-_]+", given))


def _score(tree: Tree) -> None:
    """Give every element the prose in it; links, hidden and side matter count nothing."""
    aside = [one.hidden or one.link or _is_aside(one.tag, one.names) for one in tree.elements]
    for index, one in enumerate(tree.elements):
        one.score = 0
        aside[index] = aside[index] or (one.parent >= 0 and aside[one.parent])
    for piece in tree.pieces:
        if not aside[piece.element]:
            prose = len(_CHINESE.findall(piece.text)) + _STOP_WEIGHT * len(_STOP.findall(piece.text))
            tree.elements[piece.element].score += prose
    for one in reversed(tree.elements):
        if one.parent >= 0:
            tree.elements[one.parent].score += one.score


def _is_aside(tag: str, given: str) -> bool:
    if tag in _ASIDE_TAGS:
        return True
    words = _words(given)
    return bool(words & names("aside")) and not words & names("main")


def _descend(tree: Tree) -> int:
    """Return the innermost element that holds nearly all prose of the page."""
    best, total = 0, tree.elements[0].score
    for index, one in enumerate(tree.elements):
        inside = tree.holds(best, index) and one.score >= _DESCEND * total
        if inside and one.tag not in {"p", "span", "font", "strong", "b", "tr", "tbody"}:
            best = index
    return best
