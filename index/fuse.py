"""Several rankers' scores become one: a convex combination of scores, each scaled to its own best of this query.

Bruch et al. 2023, "An Analysis of Fusion Functions for Hybrid Retrieval": it beats reciprocal ranks and needs few
examples to set. How the weights and the scaling were chosen: docs/research/retrieval.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ranker says: dictionary words, character pairs, vectors."""

    words: float = 0.35
    pairs: float = 0.35
    dense: float = 0.30


def fuse(scores: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Return one score per candidate: the weighted sum of the rankers' scores, each over its best of this query.

    All arrays run parallel by candidate; a score below zero counts as zero.
    `{"words": [4, 2], "dense": [0, 0.8]}` with weights 0.5 and 0.5 gives `[0.5, 0.75]`.
    """
    size = len(next(iter(scores.values())))
    total = np.zeros(size, np.float64)
    for name in sorted(scores):
        best = float(scores[name].max(initial=0.0))
        if best > 0:
            total += weights[name] * (np.maximum(scores[name], 0).astype(np.float64) / best)
    return total.astype(np.float32)
