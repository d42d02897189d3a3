"""Ranking measures per query, by ir-measures (MacAvaney et al. 2022), and how sure their means and differences are.

A query without results counts, as zero. Ties are broken as trec_eval does, by the texts' ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from ir_measures import Measure

MEASURES = ("nDCG@10", "R@10", "R@100", "MRR@10", "MAP@100")
_NAMES = {"MRR": "RR", "MAP": "AP", "Recall": "R"}  # as evaluators write them, and as the library does
_DRAWS, _SWAPS, _SEED = 1000, 10_000, 7
Rankings = Mapping[str, Sequence[tuple[str, float]]]
Relevant = Mapping[str, Mapping[str, int]]


def measured(
    rankings: Rankings, relevant: Relevant, queries: Sequence[str], names: Sequence[str] = MEASURES
) -> dict[str, dict[str, float]]:
    """Return the measures of every query, by name; `names` are nDCG@10, R@100, MRR@10, MAP@100, P@5 and the like.

    Raises SettingsError where a name is none of ir-measures.
    """
    import ir_measures  # noqa: PLC0415  heavy

    wanted = {str(measure): name for name, measure in zip(names, map(_parsed, names), strict=True)}
    found = {query: dict.fromkeys(names, 0.0) for query in queries}
    grades = [ir_measures.Qrel(query, text, grade) for query in queries for text, grade in relevant[query].items()]
    scored = (ir_measures.ScoredDoc(query, text, score) for query in queries for text, score in rankings.get(query, ()))
    for one in ir_measures.iter_calc([_parsed(name) for name in names], grades, scored):
        found[one.query_id][wanted[str(one.measure)]] = float(one.value)
    return found


def _parsed(name: str) -> Measure:
    import ir_measures  # noqa: PLC0415  heavy

    kind, at, depth = name.partition("@")
    try:
        return ir_measures.parse_measure(_NAMES.get(kind, kind) + at + depth)
    except Exception as error:  # a name that is none raises what its parser raises
        raise SettingsError(f"不认识指标“{name}”", advice="例如 nDCG@10、R@100、MRR@10、MAP@100、P@5") from error


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % bootstrap confidence interval of the mean over queries (percentile method, Efron 1979)."""
    if not len(values):
        return 0.0, 0.0
    random, each = np.random.default_rng(_SEED), np.asarray(values, np.float64)
    means = [each[random.integers(0, len(each), len(each))].mean() for _ in range(_DRAWS)]
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def chance(differences: Sequence[float]) -> float:
    """Return how often mere chance gives a mean difference as large: a randomisation test that swaps the systems.

    Smucker, Allan & Carterette 2007, "A Comparison of Statistical Significance Tests for Information Retrieval
    Evaluation"; 10,000 draws, so the least value is .0001.
    """
    values = np.asarray(differences, np.float64)
    if not len(values) or not np.any(values):
        return 1.0
    random = np.random.default_rng(_SEED)
    seen = abs(values.mean()) - 1e-12
    signs = (random.integers(0, 2, (_SWAPS // 20, len(values)), np.int8) * 2 - 1 for _ in range(20))
    extreme = sum(int((np.abs(sign @ values) / len(values) >= seen).sum()) for sign in signs)
    return (extreme + 1) / (_SWAPS + 1)
