"""Fusion is a function of the scores alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.fuse import fuse

SCORES = st.dictionaries(st.integers(0, 30), st.floats(0, 50), max_size=12)
WEIGHTS = {"words": 0.4, "pairs": 0.25, "dense": 0.35}


@given(st.fixed_dictionaries({"words": SCORES, "pairs": SCORES, "dense": SCORES}))
def test_fusion_ignores_the_order_of_its_input(scores: dict[str, dict[int, float]]) -> None:
    """Rankers and clauses may come in any order."""
    turned = {name: dict(reversed(found.items())) for name, found in reversed(scores.items())}
    assert fuse(scores, WEIGHTS) == fuse(turned, WEIGHTS)


@given(st.fixed_dictionaries({"words": SCORES, "pairs": SCORES, "dense": SCORES}))
def test_a_fused_score_lies_between_nothing_and_everything(scores: dict[str, dict[int, float]]) -> None:
    """Weights that sum to one give scores from 0 to 1."""
    assert all(0 <= score <= 1 + 1e-9 for score in fuse(scores, WEIGHTS).values())
