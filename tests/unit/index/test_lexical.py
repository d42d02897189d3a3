"""BM25 over arrays agrees with the formula, grows and shrinks."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from index.lexical import K1, B, Bm25, no_postings


def test_scores_agree_with_the_formula_worked_by_hand() -> None:
    """One term in one of two entries: Lucene's idf times the saturated frequency."""
    vocabulary: dict[str, int] = {}
    postings = no_postings().add([{"补贴": 2.0, "企业": 1.0}, {"企业": 1.0}], vocabulary)
    scores = Bm25.build(postings).scores(Counter({vocabulary["补贴"]: 1}))
    norm = K1 * (1 - B + B * 3 / 2)
    assert scores[0] == pytest.approx(math.log1p(1.5 / 1.5) * 2 * (K1 + 1) / (2 + norm))
    assert scores[1] == 0


def test_an_entry_without_terms_scores_nothing() -> None:
    """An empty entry neither matches nor breaks the sums of its neighbours."""
    vocabulary: dict[str, int] = {}
    postings = no_postings().add([{"甲": 1.0}, {}, {"乙": 1.0}], vocabulary)
    scores = Bm25.build(postings).scores(Counter({vocabulary["乙"]: 1}))
    assert scores[1] == 0
    assert scores[2] > 0


def test_taking_and_extending_is_the_same_as_counting_anew() -> None:
    """Removing an entry and adding another gives the index one would have built from scratch."""
    vocabulary: dict[str, int] = {}
    first = no_postings().add([{"甲": 1.0}, {"乙": 2.0}, {"甲": 3.0, "丙": 1.0}], vocabulary)
    changed = first.keep(np.array([True, False, True])).add([{"乙": 1.0, "甲": 2.0}, {"丁": 1.0}], vocabulary)
    rows = [{"甲": 1.0}, {"甲": 3.0, "丙": 1.0}, {"乙": 1.0, "甲": 2.0}, {"丁": 1.0}]
    anew = no_postings().add(rows, dict(vocabulary))
    assert changed.starts.tolist() == anew.starts.tolist()
    assert changed.entries.tolist() == anew.entries.tolist()
    assert changed.counts.tolist() == anew.counts.tolist()
    assert changed.size == anew.size == 4


def test_nothing_indexed_finds_nothing() -> None:
    """An empty index has no scores."""
    assert Bm25.build(no_postings()).scores(Counter()).shape == (0,)
