"""Runs of characters that a question and a text share, against a slow count of the same thing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.matching import MOST_READ, codes_of, pair_weights, runs_of, words_covered
from index.sequences import Sequences


def runs(asked, *texts):
    """Return the table of runs of invented texts."""
    return runs_of(codes_of(asked)[:-1], Sequences.of([codes_of(text) for text in texts]))


def longest_common(asked, text):
    """Return the length of the longest part of the question that stands in the text, the slow way."""
    parts = (asked[a:b] for a in range(len(asked)) for b in range(a, len(asked) + 1))
    return max(len(part) for part in parts if part in text)


@settings(deadline=None)
@given(st.text("松果补贴办", min_size=1, max_size=12), st.lists(st.text("松果补贴办厂", max_size=300), min_size=1))
def test_the_longest_run_is_the_longest_common_part(asked, texts):
    """Whatever the texts, also empty ones and ones longer than a block."""
    found = runs(asked, *texts).texts.max(axis=0)
    assert found.tolist() == [longest_common(asked, text) for text in texts]


def test_a_run_does_not_reach_from_one_text_into_the_next():
    """松果 at the end of one text and 补贴 at the start of the next are no 松果补贴."""
    assert runs("松果补贴", "办松果", "补贴办").texts.max() == 2


def test_a_window_sees_two_adjoining_blocks_of_one_text():
    """Words at the end of one block and the start of the next are near; those of two texts are not."""
    near = "松果" + "厂" * 90 + "补贴"
    table = runs("松果补贴", near, "补贴")
    together = (table.windows() >= 2)[[1, 3]].all(axis=0)
    assert together[: table.starts[1]].any()
    assert not together[table.starts[1] :].any()


def test_only_the_beginning_of_a_very_long_text_is_compared():
    """The text is cut, not refused."""
    assert len(codes_of("厂" * (MOST_READ + 5))) == MOST_READ + 1


def test_a_rare_pair_weighs_more_and_no_pair_nothing():
    """The weights stand where the pair ends, and sum to 1; a letter and a character are no pair."""
    rarity = {"松果": 3.0, "果补": 1.0}
    assert pair_weights("松果补a", lambda pair: rarity[pair]).tolist() == [0.0, 0.75, 0.25, 0.0]


@pytest.mark.parametrize(("text", "share"), [("松果补贴", 1.0), ("松果厂", 0.75), ("松与果，补和贴", 0.0)])
def test_a_word_counts_where_it_stands_whole(text, share):
    """松果 is three times as rare as 补贴; a word torn apart does not count."""
    rarity = {"松果": 3.0, "补贴": 1.0}
    found = words_covered("松果补贴", ["松果", "补贴"], rarity.__getitem__, runs("松果补贴", text).texts)
    assert found == pytest.approx(np.array([share], np.float32))
