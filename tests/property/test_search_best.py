"""The best of many scores, found by blocks, are the best of all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search import best_positions


@given(st.integers(0, 120_000), st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_no_better_one_is_left_out(size: int, share: float, seed: int) -> None:
    """Whatever part of the scores is 0 and however many are equal, nothing above the worst chosen one is left out."""
    random = np.random.default_rng(seed)
    scores = random.integers(0, 50, size).astype(np.float32) * (random.random(size) < share)
    chosen = best_positions(scores)
    assert len(chosen) == min(200, np.count_nonzero(scores))
    assert len(np.unique(chosen)) == len(chosen)
    assert np.sort(scores[chosen]).tolist() == np.sort(scores)[size - len(chosen) :].tolist()


@pytest.mark.parametrize("size", [0, 1, 199, 200, 201, 51_200, 51_327])
def test_sizes_at_the_edges(size: int) -> None:
    """Few scores, and a last block that is not full."""
    scores = np.arange(size, dtype=np.float32)[::-1]
    assert sorted(best_positions(np.ascontiguousarray(scores)).tolist()) == list(range(min(200, max(0, size - 1))))
