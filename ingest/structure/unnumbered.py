"""Parts without any number: each paragraph is a clause, under the headings that stand above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import ClauseKind
from ingest.structure.headings import looks_like_heading
from ingest.structure.outline import Node
from ingest.structure.patterns import is_addressee
from ingest.structure.units import Unit

_FEWEST = 4
_SHORTEST_PART = 400  # characters; the body of a covering notice is shorter and stays one preamble
_QUESTION = re.compile(r"(?:问|[Qq]|提问|问题)\s*\d{0,2}\s*[：:.、]")


def is_worth_parting(body: Sequence[Unit]) -> bool:
    """Return whether an unnumbered part is long enough to be cut into paragraphs."""
    texts = [unit for unit in body if unit.table is None]
    asks = any(_QUESTION.match(unit.text) for unit in texts)
    return asks or (len(texts) >= _FEWEST and sum(len(unit.text) for unit in texts) >= _SHORTEST_PART)


class Paragraphs:
    """Adds the paragraphs of an unnumbered part to its tree, named like 引言, 申报条件/第1段 or 问1."""

    def __init__(self, root: Node) -> None:
        """Begin with no heading open; paragraphs are counted under each heading."""
        self.root = root
        self.heading: Node | None = None
        self.counts: dict[int, int] = {}
        self.questions = 0

    @property
    def top(self) -> Node:
        """Return the node a table would stand in."""
        return self.heading or self.root

    def add(self, unit: Unit, following: Unit | None) -> None:
        """Add one paragraph: a heading opens its own node, an answer stays with its question."""
        if _QUESTION.match(unit.text):
            self.questions += 1
            self._add(unit, f"问{self.questions}", self.root, heading=_QUESTION.sub("", unit.text).strip())
        elif self.questions and not _is_heading(unit, following):
            return  # why: the answer is the question's own text
        elif _is_heading(unit, following):
            self.heading = self._add(unit, "".join(unit.text.split()), self.root, heading=unit.text.strip())
        elif is_addressee(unit.text) and not self.root.children:
            self._add(unit, "引言", self.root, kind=ClauseKind.PREAMBLE)
        else:
            parent = self.heading or self.root
            self.counts[id(parent)] = self.counts.get(id(parent), 0) + 1
            self._add(unit, f"第{self.counts[id(parent)]}段", parent)

    def _add(
        self, unit: Unit, name: str, parent: Node, *, heading: str = "", kind: ClauseKind = ClauseKind.PARAGRAPH
    ) -> Node:
        node = Node(unit.span.start, name, kind, parent, heading=heading, fixed=True)
        parent.children.append(node)
        return node


def _is_heading(unit: Unit, following: Unit | None) -> bool:
    """Return whether a line heads what follows: tagged or set off as a heading, or short above a long paragraph."""
    if not looks_like_heading(unit) or following is None:
        return False
    larger = bool(unit.size and following.size and unit.size > following.size)
    return unit.tag == "heading" or larger or (following.table is None and not looks_like_heading(following))
