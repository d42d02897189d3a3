"""From trees to clauses: kinds, unique paths, heading trails, spans that cover the text without overlap."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from corpus.model import Clause, ClauseKind, Span
from ingest.flow import Flow
from ingest.structure.numbering import Scheme
from ingest.structure.outline import Node

_ABOVE_ARTICLES = frozenset({Scheme.PART, Scheme.CHAPTER, Scheme.SUBCHAPTER, Scheme.HAN})


def assemble(flow: Flow, document_id: str, roots: Sequence[Node]) -> tuple[Clause, ...]:
    """Return the clauses of all parts in reading order, ids unique, spans disjoint and trimmed of blanks."""
    placed: list[tuple[Node, tuple[str, ...]]] = []
    used: set[tuple[str, ...]] = set()
    taken: set[tuple[str, ...]] = set()
    for root in roots:
        nodes = [node for node in _walk(root) if node.start >= 0]
        for node in nodes:
            _settle_kind(node, nodes)
        placed += _name(root, nodes, used, taken)
    placed.sort(key=lambda pair: pair[0].start)
    ends = [*(node.start for node, _ in placed), len(flow.text)][1:]
    pages = _Pages(flow)
    cuts = (_trim(flow.text, node.start, end) for (node, _), end in zip(placed, ends, strict=True))
    return tuple(
        Clause(
            f"{document_id}/{'/'.join(path)}",
            document_id,
            path,
            node.label,
            node.kind,
            tuple(line for one in node.trail() for line in one.heading.split("\n") if line),
            span.cut(flow.text),
            span,
            pages.of(span.start),
        )
        for (node, path), span in zip(placed, cuts, strict=True)
        if span.start < span.end
    )


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _settle_kind(node: Node, nodes: Sequence[Node]) -> None:
    """Set the kind of a numbered node from its scheme, its place and whether it has children."""
    if node.fixed or node.mark is None:
        return
    scheme = node.mark.scheme
    numbered = [one.mark.scheme for one in node.trail() if one.mark]
    if scheme in (Scheme.PART, Scheme.CHAPTER, Scheme.SUBCHAPTER):
        node.kind = ClauseKind.CHAPTER
    elif scheme is Scheme.ARTICLE:
        node.kind = ClauseKind.ARTICLE
    elif all(one in _ABOVE_ARTICLES for one in numbered):
        heads = not numbered and (scheme in (Scheme.HAN, Scheme.LABELLED)) and _heads_section(node, nodes)
        node.kind = ClauseKind.SECTION if heads else ClauseKind.CLAUSE
    else:
        node.kind = ClauseKind.ITEM


def _heads_section(node: Node, nodes: Sequence[Node]) -> bool:
    if node.children or not node.has_body:
        return True
    peers = [one for one in nodes if one.mark and node.mark and one.mark.scheme is node.mark.scheme]
    return 2 * sum(bool(one.children) for one in peers) > len(peers)


def _name(
    root: Node, nodes: Sequence[Node], used: set[tuple[str, ...]], taken: set[tuple[str, ...]]
) -> list[tuple[Node, tuple[str, ...]]]:
    """Return every node with its path; the part's name goes in front once the numbers are taken."""
    articles = [node.part for node in nodes if node.kind is ClauseKind.ARTICLE]
    short = len(articles) == len(set(articles))
    bare = [_path(node, root, short=short) for node in nodes]
    name = _free((root.part,), used) if root.part else ()
    apart = bool(name) and (root.kind is ClauseKind.ATTACHMENT or bool(taken))
    named = []
    for node, path in zip(nodes, bare, strict=True):
        prefix = name if name and (apart or not _is_counted(node)) else ()
        full = _free((*prefix, *path) or ("正文",), used)
        used.add(full)
        named.append((node, full))
        if _is_counted(node):
            taken.add(full)
    return named


def _is_counted(node: Node) -> bool:
    """Return whether the node's path rests on a printed number (its own or one above it)."""
    return any(one.mark is not None for one in (node, *node.trail()))


def _path(node: Node, root: Node, *, short: bool) -> tuple[str, ...]:
    """Return the path below the part: articles count through, so chapters are left out of it where they are unique."""
    above = [one for one in node.trail() if one is not root]
    cut = next((i for i, one in enumerate((*above, node)) if one.kind is ClauseKind.ARTICLE), None)
    if short and cut is not None:
        above = above[cut:]
    return tuple(part.replace("/", "／") for one in (*above, node) if (part := one.part))


def _free(path: tuple[str, ...], used: set[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the path, its last part counted on (`三#2`) where the path is taken."""
    candidate, count = path, 1
    while candidate in used:
        count += 1
        candidate = (*path[:-1], f"{path[-1]}#{count}")
    return candidate


def _trim(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    first = start + len(raw) - len(raw.lstrip())
    return Span(first, first + len(raw.strip()))


class _Pages:
    """Looks up the page of a place in the text."""

    def __init__(self, flow: Flow) -> None:
        self.starts = [line.span.start for line in flow.lines]
        self.pages = [line.page for line in flow.lines]

    def of(self, place: int) -> int | None:
        """Return the page of the line at this place, None where the flow has no lines."""
        if not self.starts:
            return None
        return self.pages[max(0, bisect.bisect_right(self.starts, place) - 1)]
