"""Measures a reader can check by hand."""

from __future__ import annotations

import math

import pytest

from eval.metrics import interval, ndcg, recall, reciprocal_rank


def test_ndcg_of_a_hit_at_rank_two() -> None:
    """One relevant text at rank 2: 1 / log2(3)."""
    assert ndcg(["x", "a"], {"a": 1}, 10) == pytest.approx(1 / math.log2(3))


def test_ndcg_of_the_ideal_order_is_one() -> None:
    """Grades in falling order."""
    assert ndcg(["a", "b"], {"a": 2, "b": 1}, 10) == pytest.approx(1.0)


def test_what_lies_beyond_the_cut_does_not_count() -> None:
    """A hit at rank 3 is nothing at 2."""
    assert ndcg(["x", "y", "a"], {"a": 1}, 2) == 0
    assert recall(["x", "y", "a"], {"a": 1}, 2) == 0
    assert reciprocal_rank(["x", "y", "a"], {"a": 1}, 2) == 0


def test_a_query_without_results_counts_as_zero() -> None:
    """No silently inflated average."""
    assert ndcg([], {"a": 1}, 10) == recall([], {"a": 1}, 10) == reciprocal_rank([], {"a": 1}, 10) == 0


def test_recall_is_the_share_of_the_relevant() -> None:
    """One of two found."""
    assert recall(["a", "x"], {"a": 1, "b": 1}, 10) == 0.5


def test_the_interval_holds_the_mean_and_is_reproducible() -> None:
    """Twice the same draws, the mean inside."""
    values = [0.0, 1.0] * 50
    low, high = interval(values)
    assert low < 0.5 < high
    assert interval(values) == (low, high)
