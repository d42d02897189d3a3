"""Ranking measures per query. A query without results counts, as zero."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from random import Random


def ndcg(ranking: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Return nDCG@k with linear gains (Järvelin & Kekäläinen 2002, as trec_eval computes it)."""
    gains = [relevant.get(text, 0) for text in ranking[:k]]
    ideal = sorted(relevant.values(), reverse=True)[:k]
    return _discounted(gains) / _discounted(ideal)


def recall(ranking: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Return the share of the relevant texts among the first k."""
    return len(set(ranking[:k]) & set(relevant)) / len(relevant)


def reciprocal_rank(ranking: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Return 1 / rank of the first relevant text among the first k, 0 where there is none."""
    ranks = (rank for rank, text in enumerate(ranking[:k], start=1) if text in relevant)
    return 1 / next(ranks, math.inf)


def interval(values: Sequence[float], *, draws: int = 1000, seed: int = 7) -> tuple[float, float]:
    """Return the 95 % bootstrap confidence interval of the mean over queries (percentile method, Efron 1979)."""
    random, size = Random(seed), len(values)  # noqa: S311  reproducible, not secret
    means = sorted(sum(random.choices(values, k=size)) / size for _ in range(draws))
    return means[int(0.025 * draws)], means[int(0.975 * draws) - 1]


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
