"""Fusion is a function of the scores alone."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.fuse import fuse

NAMES = ("words", "pairs", "dense")
ROWS = st.lists(st.tuples(*[st.floats(-1, 50, width=32)] * 3), min_size=1, max_size=12)
WEIGHTS = {"words": 0.4, "pairs": 0.25, "dense": 0.35}


def columns(rows: list[tuple[float, float, float]]) -> dict[str, np.ndarray]:
    """Return the rows as one array per ranker."""
    return {name: np.array([row[at] for row in rows], np.float32) for at, name in enumerate(NAMES)}


@given(ROWS)
def test_fusion_ignores_the_order_of_its_input(rows: list[tuple[float, float, float]]) -> None:
    """Rankers and candidates may come in any order."""
    turned = dict(reversed(columns(rows[::-1]).items()))
    assert np.array_equal(fuse(columns(rows), WEIGHTS), fuse(turned, WEIGHTS)[::-1])


@example([(0.0, 0.0, 1.401298464324817e-45)])  # the smallest float32: its inverse overflows
@given(ROWS)
def test_a_fused_score_lies_between_nothing_and_everything(rows: list[tuple[float, float, float]]) -> None:
    """Weights that sum to one give scores from 0 to 1, whatever the rankers' scales."""
    found = fuse(columns(rows), WEIGHTS)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-6


def test_the_better_of_two_agreeing_rankers_wins_by_its_weights() -> None:
    """The worked example of the docstring, and a ranker without any score says nothing."""
    scores = {"words": np.array([4, 2], np.float32), "dense": np.array([0, 0.8], np.float32)}
    assert fuse(scores, {"words": 0.5, "dense": 0.5}).tolist() == [0.5, 0.75]
    silent = {**scores, "pairs": np.zeros(2, np.float32)}
    assert fuse(silent, {"words": 0.5, "dense": 0.5, "pairs": 9.0}).tolist() == [0.5, 0.75]
