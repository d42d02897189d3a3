"""From a sequence of numbers to a tree: which number is a sibling, a child, a new count, or no number at all."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import ClauseKind, Gap
from ingest.numbering import SEQUENCED, Mark, Scheme
from ingest.outline import Node
from ingest.units import Unit

_WIDEST_GAP = 9  # why: a larger jump is a year, a telephone number or a reference, not a lost paragraph


class Nest:
    """Places the marks of one part into a tree; remembers where counts stand and which numbers are missing."""

    def __init__(self, root: Node, depths: dict[Scheme, int]) -> None:
        """Begin an empty tree under `root`; `depths` says which scheme stands above which (see `learn_depths`)."""
        self.root = root
        self.stack: list[Node] = [root]
        self.depths = depths
        self.last: dict[tuple[Scheme, str], Mark] = {}
        self.gaps: list[Gap] = []

    @property
    def top(self) -> Node:
        """Return the node that a paragraph without number belongs to."""
        return self.stack[-1]

    def counts_on(self, mark: Mark) -> bool:
        """Return whether the mark is the next one of a count that is open, or the first of a deeper one."""
        entry = self._entry(mark)
        if entry and entry.mark:
            return mark.value == entry.mark.value + 1
        last = self.last.get(mark.family)
        return mark.value == 1 or (last is not None and mark.value == last.value + 1)

    def accepts(self, mark: Mark) -> bool:
        """Return whether the mark is plausible here: no step back, no wide jump, weak schemes only in sequence."""
        if mark.scheme in SEQUENCED:
            return self.counts_on(mark)
        entry = self._entry(mark)
        before = entry.mark.value if entry and entry.mark else 0
        last = self.last.get(mark.family)
        if entry is None and last is not None and mark.value == last.value + 1:
            return True
        if mark.value == 1:
            return True
        if mark.scheme is Scheme.ARTICLE and mark.stem:
            return mark.value == before
        return before <= mark.value <= before + _WIDEST_GAP and not (
            mark.value == before and mark.scheme is Scheme.ARTICLE
        )

    def restarts(self, mark: Mark) -> bool:
        """Return whether the mark begins a count anew that is still open."""
        return mark.value == 1 and self._entry(mark) is not None

    def add(self, mark: Mark, unit: Unit, start: int, label: str) -> Node:
        """Return the new node for an accepted mark, standing in its place in the tree."""
        entry = self._entry(mark)
        if entry is not None:
            self._pop_to(entry.parent or self.root)
        else:
            depth = self.depths[mark.scheme]
            while self.top.mark is not None and self.depths[self.top.mark.scheme] >= depth:
                self.stack.pop()
        self._note_gap(mark, entry, label, unit)
        self.last[mark.family] = mark
        return self._push(Node(start, mark.part, ClauseKind.CLAUSE, self.top, mark, label))

    def add_heading(self, start: int, heading: str, above: Mark | None) -> Node:
        """Return the new node of a heading without number; the count of `above` begins anew under it."""
        entry = self._entry(above) if above else None
        self._pop_to((entry.parent or self.root) if entry else self.root)
        if self.top.mark is None and self.top is not self.root:
            self.stack.pop()
        node = Node(start, heading, ClauseKind.PARAGRAPH, self.top, None, "", heading, fixed=True)
        self.last.clear()
        return self._push(node)

    def _push(self, node: Node) -> Node:
        self.top.children.append(node)
        self.stack.append(node)
        return node

    def _entry(self, mark: Mark) -> Node | None:
        """Return the open node that counts in the same sequence, None where a deeper heading has closed it."""
        return next((node for node in reversed(self.stack) if node.mark and node.mark.family == mark.family), None)

    def _pop_to(self, node: Node) -> None:
        while self.top is not node:
            self.stack.pop()

    def _note_gap(self, mark: Mark, entry: Node | None, label: str, unit: Unit) -> None:
        last = self.last.get(mark.family)
        before = entry.mark if entry and entry.mark else None
        reached = before or last
        expected = {1} | {one.value + 1 for one in (before, last) if one}
        if mark.value in expected or (mark.scheme is Scheme.ARTICLE and mark.stem):
            return
        if reached is None or mark.value > reached.value:
            self.gaps.append(Gap(reached.part if reached else "", label, unit.page or 1))


def learn_depths(marks: Sequence[Mark]) -> dict[Scheme, int]:
    """Return the depth of every scheme in this part, corrected where the part nests two schemes the other way round.

    Usually （一） stands above 1.; in a part that runs 1. （一）（二） 2. （一）（二） it stands below.
    """
    depths = {scheme: int(scheme) * 2 for scheme in Scheme}
    present = sorted({mark.scheme for mark in marks})
    for upper in present:
        for lower in present:
            if lower > upper and _is_reversed(marks, upper, lower):
                depths[upper] = depths[lower] + 1
    return depths


def _is_reversed(marks: Sequence[Mark], upper: Scheme, lower: Scheme) -> bool:
    """Return whether the usually deeper scheme counts once through while the other begins anew inside it."""
    pair = [mark for mark in marks if mark.scheme in (upper, lower)]
    if not pair or pair[0].scheme is not lower or pair[0].value != 1:
        return False
    low = [mark.value for mark in pair if mark.scheme is lower]
    restarts = sum(mark.value == 1 for mark in pair if mark.scheme is upper)
    return len(low) > 1 and low == sorted(set(low)) and restarts > 1
