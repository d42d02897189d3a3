"""Measures a reader can check by hand."""

from __future__ import annotations

import math

import pytest

from corpus.errors import SettingsError
from eval.metrics import chance, interval, measured


def of(ranking: list[str], grades: dict[str, int], name: str) -> float:
    """Return one measure of one ranking."""
    scored = {"q": [(text, 1 / rank) for rank, text in enumerate(ranking, 1)]} if ranking else {}
    return measured(scored, {"q": grades}, ["q"], [name])["q"][name]


def test_ndcg_of_a_hit_at_rank_two() -> None:
    """One relevant text at rank 2: 1 / log2(3)."""
    assert of(["x", "a"], {"a": 1}, "nDCG@10") == pytest.approx(1 / math.log2(3))


def test_ndcg_of_the_ideal_order_is_one() -> None:
    """Grades in falling order."""
    assert of(["a", "b"], {"a": 2, "b": 1}, "nDCG@10") == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["nDCG@2", "R@2", "MRR@2", "MAP@2"])
def test_what_lies_beyond_the_cut_does_not_count(name: str) -> None:
    """A hit at rank 3 is nothing at 2."""
    assert of(["x", "y", "a"], {"a": 1}, name) == 0


@pytest.mark.parametrize("name", ["nDCG@10", "R@10", "MRR@10", "MAP@100", "P@5"])
def test_a_query_without_results_counts_as_zero(name: str) -> None:
    """No silently inflated average."""
    assert of([], {"a": 1}, name) == 0


def test_recall_reciprocal_rank_and_average_precision() -> None:
    """Two relevant texts, found at rank 2 and 4."""
    ranking, grades = ["x", "a", "y", "b"], {"a": 1, "b": 1}
    assert of(ranking, grades, "R@2") == 0.5
    assert of(ranking, grades, "MRR@10") == 0.5
    assert of(ranking, grades, "MAP@100") == pytest.approx((1 / 2 + 2 / 4) / 2)


def test_a_measure_nobody_knows_is_named() -> None:
    """With examples of those there are."""
    with pytest.raises(SettingsError, match="Glück@3"):
        of(["a"], {"a": 1}, "Glück@3")


def test_the_interval_holds_the_mean_and_is_reproducible() -> None:
    """Twice the same draws, the mean inside."""
    values = [0.0, 1.0] * 50
    low, high = interval(values)
    assert low < 0.5 < high
    assert interval(values) == (low, high)
    assert interval([]) == (0.0, 0.0)


def test_chance_agrees_with_counting_all_swaps() -> None:
    """Four questions all better by the same: of 16 ways to swap the systems two are as extreme."""
    assert chance([0.3] * 4) == pytest.approx(2 / 16, abs=0.015)
    assert chance([0.0] * 9) == 1.0
    assert chance([0.2, 0.1, 0.3] * 20) < 0.001
    assert chance([0.2, -0.2] * 20) > 0.9
