"""BM25 over arrays agrees with the formula, grows and shrinks."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from index.lexical import K1, B, Bm25, count_terms, empty_forward


def test_scores_agree_with_the_formula_worked_by_hand() -> None:
    """One term in one of two entries: Lucene's idf times the saturated frequency."""
    vocabulary: dict[str, int] = {}
    forward = count_terms([{"补贴": 2.0, "企业": 1.0}, {"企业": 1.0}], vocabulary)
    scores = Bm25.build(forward, len(vocabulary)).scores(Counter({vocabulary["补贴"]: 1}))
    norm = K1 * (1 - B + B * 3 / 2)
    assert scores[0] == pytest.approx(math.log1p(1.5 / 1.5) * 2 * (K1 + 1) / (2 + norm))
    assert scores[1] == 0


def test_an_entry_without_terms_scores_nothing() -> None:
    """An empty entry neither matches nor breaks the sums of its neighbours."""
    vocabulary: dict[str, int] = {}
    forward = count_terms([{"甲": 1.0}, {}, {"乙": 1.0}], vocabulary)
    scores = Bm25.build(forward, len(vocabulary)).scores(Counter({vocabulary["乙"]: 1}))
    assert scores[1] == 0
    assert scores[2] > 0


def test_taking_and_extending_is_the_same_as_counting_anew() -> None:
    """Removing an entry and adding another gives the index one would have built from scratch."""
    vocabulary: dict[str, int] = {}
    first = count_terms([{"甲": 1.0}, {"乙": 2.0}, {"甲": 3.0, "丙": 1.0}], vocabulary)
    changed = first.take(np.array([0, 2])).extend(count_terms([{"乙": 1.0}], vocabulary))
    anew = count_terms([{"甲": 1.0}, {"甲": 3.0, "丙": 1.0}, {"乙": 1.0}], vocabulary)
    assert changed.terms.tolist() == anew.terms.tolist()
    assert changed.counts.tolist() == anew.counts.tolist()
    assert changed.starts.tolist() == anew.starts.tolist()


def test_nothing_indexed_finds_nothing() -> None:
    """An empty index has no scores."""
    assert Bm25.build(empty_forward(), 0).scores(Counter()).shape == (0,)
