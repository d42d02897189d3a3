"""What the structure stage yields, and the tree it is built from."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Clause, ClauseKind, Gap, Span
from ingest.structure.numbering import Mark


@dataclass(frozen=True, slots=True)
class Outline:
    """The clauses of a document in reading order, its title, holes in its numbering, and what to warn of.

    `continues` is true where the text itself says that it goes on elsewhere (下转 B2 版).
    """

    title: str
    title_span: Span | None
    clauses: tuple[Clause, ...]
    gaps: tuple[Gap, ...] = ()
    continues: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Node:
    """A unit of the outline while it is being built: where it starts, its number, its parent and its kind."""

    start: int
    part: str
    kind: ClauseKind
    parent: Node | None = None
    mark: Mark | None = None
    label: str = ""
    heading: str = ""
    has_body: bool = False
    children: list[Node] = field(default_factory=list)
    fixed: bool = False
    size: float | None = None
    holds_card: bool = False

    def trail(self) -> tuple[Node, ...]:
        """Return the nodes above this one, outermost first."""
        above: list[Node] = []
        node = self.parent
        while node is not None:
            above.append(node)
            node = node.parent
        return tuple(reversed(above))
