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
    postings, _ = no_postings().add([{"补贴": 2.0, "企业": 1.0}, {"企业": 1.0}], vocabulary)
    scores = Bm25.build(postings).scores(Counter({vocabulary["补贴"]: 1}))
    norm = K1 * (1 - B + B * 3 / 2)
    assert scores[0] == pytest.approx(math.log1p(1.5 / 1.5) * 2 * (K1 + 1) / (2 + norm))
    assert scores[1] == 0


def test_an_entry_without_terms_scores_nothing() -> None:
    """An empty entry neither matches nor breaks the sums of its neighbours."""
    vocabulary: dict[str, int] = {}
    postings, _ = no_postings().add([{"甲": 1.0}, {}, {"乙": 1.0}], vocabulary)
    scores = Bm25.build(postings).scores(Counter({vocabulary["乙"]: 1}))
    assert scores[1] == 0
    assert scores[2] > 0


def test_taking_and_extending_is_the_same_as_counting_anew() -> None:
    """Removing an entry and adding another gives the index one would have built from scratch."""
    vocabulary: dict[str, int] = {}
    first, _ = no_postings().add([{"甲": 1.0}, {"乙": 2.0}, {"甲": 3.0, "丙": 1.0}], vocabulary)
    changed, _ = first.keep(np.array([True, False, True])).add([{"乙": 1.0, "甲": 2.0}, {"丁": 1.0}], vocabulary)
    rows = [{"甲": 1.0}, {"甲": 3.0, "丙": 1.0}, {"乙": 1.0, "甲": 2.0}, {"丁": 1.0}]
    anew, _ = no_postings().add(rows, dict(vocabulary))
    assert changed.starts.tolist() == anew.starts.tolist()
    assert changed.entries.tolist() == anew.entries.tolist()
    assert changed.counts.tolist() == anew.counts.tolist()
    assert changed.size == anew.size == 4


@pytest.mark.parametrize("added", [3, 40, 400])
def test_a_ranker_that_grew_scores_as_one_built_anew(added: int) -> None:
    """Whether the mean length moves or not, entries added later weigh what they would have weighed from the start."""
    random = np.random.default_rng(added)
    rows = [{f"词{term}": float(count) for term, count in random.integers(1, 30, (12, 2))} for _ in range(300 + added)]
    grown_words: dict[str, int] = {}
    first = Bm25.build(no_postings().add(rows[:300], grown_words)[0])
    grown = first.grow(np.ones(300, np.bool_), rows[300:], grown_words)
    words: dict[str, int] = {}
    anew = Bm25.build(no_postings().add(rows, words)[0])
    for term in ("词1", "词7", "词29"):
        wanted = anew.scores(Counter({words[term]: 2}))
        assert grown.scores(Counter({grown_words[term]: 2})) == pytest.approx(wanted, rel=1e-5)


def test_nothing_indexed_finds_nothing() -> None:
    """An empty index has no scores."""
    assert Bm25.build(no_postings()).scores(Counter()).shape == (0,)
