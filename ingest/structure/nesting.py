"""From a sequence of numbers to a tree: which number is a sibling, a child, a new count, or no number at all."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import ClauseKind, Gap
from ingest.structure.numbering import SEQUENCED, Mark, Scheme
from ingest.structure.outline import Node
from ingest.structure.units import Unit

_WIDEST_GAP = 9  # why: a larger jump is a year, a telephone number or a reference, not a lost paragraph


class Nest:
    """Places the marks of one part into a tree; remembers where counts stand and which numbers are missing."""

    def __init__(
        self, root: Node, depths: dict[Scheme, int], lone: frozenset[tuple[Scheme, str]] = frozenset()
    ) -> None:
        """Begin an empty tree under `root`.

        `depths` says which scheme stands above which (see `learn_depths`), `lone` which weak families never reach a
        second member (see `lone_families`).
        """
        self.lone = lone
        self.root = root
        self.stack: list[Node] = [root]
        self.depths = depths
        self.last: dict[tuple[Scheme, str], Mark] = {}
        self.gaps: list[Gap] = []

    @property
    def top(self) -> Node:
        """Return the node that a paragraph without number belongs to."""
        return self.stack[-1]

    def counts_on(self, mark: Mark, size: float | None = None) -> bool:
        """Return whether the mark is the next one of a count that is open, or the first of a deeper one."""
        entry = self._entry(mark, size)
        if entry and entry.mark:
            return mark.value == entry.mark.value + 1
        last = self.last.get(mark.family)
        return mark.value == 1 or (last is not None and mark.value == last.value + 1)

    def accepts(self, mark: Mark, size: float | None = None) -> bool:
        """Return whether the mark is plausible here: no step back, no wide jump, weak schemes only in sequence."""
        if mark.family in self.lone:
            return False
        if mark.scheme in SEQUENCED:
            return self.counts_on(mark, size)
        entry = self._entry(mark, size)
        before = entry.mark.value if entry and entry.mark else 0
        last = self.last.get(mark.family)
        if mark.value == 1 or (entry is None and last is not None and mark.value == last.value + 1):
            return True
        if mark.scheme is Scheme.ARTICLE and mark.stem:
            return mark.value == before
        if mark.value == before:
            return mark.scheme is not Scheme.ARTICLE
        return before < mark.value <= before + _WIDEST_GAP

    def restarts(self, mark: Mark) -> bool:
        """Return whether the mark begins a count anew that is still open."""
        return mark.value == 1 and self._entry(mark) is not None

    def add(self, mark: Mark, unit: Unit, start: int, label: str) -> Node:
        """Return the new node for an accepted mark, standing in its place in the tree."""
        entry = self._entry(mark, unit.size)
        if entry is not None:
            self._pop_to(entry.parent or self.root)
        else:
            while self.top.mark is not None and not self._stands_above(self.top, mark, unit.size):
                self.stack.pop()
        self._note_gap(mark, entry, label, unit)
        self.last[mark.family] = mark
        return self._push(Node(start, mark.part, ClauseKind.CLAUSE, self.top, mark, label, size=unit.size))

    def add_heading(self, start: int, heading: str, above: Mark | None) -> Node:
        """Return the new node of a heading without number; the count of `above` begins anew under it."""
        entry = self._entry(above) if above else None
        self._pop_to((entry.parent or self.root) if entry else self.root)
        if self.top.mark is None and self.top is not self.root:
            self.stack.pop()
        name = "".join(heading.split())
        node = Node(start, name, ClauseKind.PARAGRAPH, self.top, None, "", name, fixed=True)
        self.last.clear()
        return self._push(node)

    def close(self) -> None:
        """Leave every open count: what follows belongs to the part as a whole."""
        self._pop_to(self.root)

    def _push(self, node: Node) -> Node:
        self.top.children.append(node)
        self.stack.append(node)
        return node

    def _entry(self, mark: Mark, size: float | None = None) -> Node | None:
        """Return the open node that counts in the same sequence, None where there is none.

        A count in clearly smaller type inside another of the same scheme (a card's 1. 2. under the card's own 17.)
        is a sequence of its own.
        """
        for node in reversed(self.stack):
            if node.mark and node.mark.family == mark.family and _is_alike(size, node.size):
                return node
        return None

    def _stands_above(self, node: Node, mark: Mark, size: float | None) -> bool:
        if node.mark is None:
            return True
        if node.mark.family == mark.family:
            return _is_smaller(size, node.size)
        return self.depths[node.mark.scheme] < self.depths[mark.scheme]

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


def lone_families(marks: Sequence[Mark]) -> frozenset[tuple[Scheme, str]]:
    """Return the families of ordinal words and labels that never count to two: a lone `首先，` numbers nothing."""
    weak = {mark.family for mark in marks if mark.scheme in (Scheme.ORDINAL, Scheme.LABELLED)}
    return frozenset(weak - {mark.family for mark in marks if mark.value == _SECOND})


_SECOND = 2


def _is_smaller(size: float | None, other: float | None) -> bool:
    return size is not None and other is not None and size < other * _SMALLER


def _is_alike(size: float | None, other: float | None) -> bool:
    return not _is_smaller(size, other) and not _is_smaller(other, size)


_SMALLER = (
    0.8  # why: body type under a heading is a size class smaller (16 → 12 points); a scan is off by up to a fifth
)


def learn_depths(marks: Sequence[Mark], bare: Sequence[bool] = ()) -> dict[Scheme, int]:
    """Return the depth of every scheme in this part, corrected where the part nests two schemes the other way round.

    Usually （一） stands above 1.; in a part that runs 1. （一）（二） 2. （一）（二） it stands below. `bare` says of
    each mark whether it opens a heading without text: where two schemes both count through the part
    (（一）奖励 第1条 第2条 （二）补贴 第3条), the one of headings stands above.
    """
    depths = {scheme: int(scheme) * 2 for scheme in Scheme}
    present = sorted({mark.scheme for mark in marks})
    for upper in present:
        for lower in present:
            if lower > upper and (_is_reversed(marks, upper, lower) or _heads(marks, bare, upper, lower)):
                depths[upper] = depths[lower] + 1
    first = next((i for i, mark in enumerate(marks) if mark.scheme is Scheme.LABELLED), 0)
    if first and marks[first - 1].scheme is Scheme.HAN_BRACKET:
        depths[Scheme.LABELLED] = depths[Scheme.HAN_BRACKET] + 1
    return depths


def _is_reversed(marks: Sequence[Mark], upper: Scheme, lower: Scheme) -> bool:
    """Return whether the usually deeper scheme counts once through while the other begins anew inside it."""
    pair = [mark for mark in marks if mark.scheme in (upper, lower)]
    if not pair or pair[0].scheme is not lower or pair[0].value != 1:
        return False
    low = [mark.value for mark in pair if mark.scheme is lower]
    restarts = sum(mark.value == 1 for mark in pair if mark.scheme is upper)
    return len(low) > 1 and low == sorted(set(low)) and restarts > 1


def _heads(marks: Sequence[Mark], bare: Sequence[bool], upper: Scheme, lower: Scheme) -> bool:
    """Return whether `lower` only heads what `upper` counts: both run through, `lower` mostly without text."""
    values: dict[Scheme, list[int]] = {upper: [], lower: []}
    headings: dict[Scheme, list[bool]] = {upper: [], lower: []}
    for mark, is_bare in zip(marks, bare, strict=False):
        if mark.scheme in values:
            values[mark.scheme].append(mark.value)
            headings[mark.scheme].append(is_bare)
    through = all(len(run) > 1 and run == sorted(set(run)) for run in values.values())
    return through and _share(headings[lower]) >= _MOSTLY and _share(headings[upper]) <= 1 - _MOSTLY


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags)


_MOSTLY = 0.8
