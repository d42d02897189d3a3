"""Several rankers' scores become one: a convex combination of scores, each scaled to its own best of this query.

Bruch et al. 2023, "An Analysis of Fusion Functions for Hybrid Retrieval": it beats reciprocal ranks and needs few
examples to set. The weights were chosen on held-out training pairs (docs/research/retrieval.md), not on test sets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ranker says: dictionary words, character pairs, vectors."""

    words: float = 0.40
    pairs: float = 0.25
    dense: float = 0.35


def fuse(scores: Mapping[str, Mapping[int, float]], weights: Mapping[str, float]) -> dict[int, float]:
    """Return one score per key: the weighted sum of each ranker's score over its best; missing scores count zero.

    `fuse({"words": {1: 4.0, 2: 2.0}, "dense": {2: 0.8}}, {"words": 0.5, "dense": 0.5})` gives `{1: 0.5, 2: 0.75}`.
    """
    total: dict[int, float] = {}
    for name in sorted(scores):
        found = scores[name]
        best = max(found.values(), default=0.0)
        if best <= 0:
            continue
        for key, score in found.items():
            total[key] = total.get(key, 0.0) + weights[name] * max(0.0, score) / best
    return total
