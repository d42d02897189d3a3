"""Many words as one pattern: the same matches as a plain alternation, whatever their number and order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.alternatives import either

WORDS = st.text("补贴助奖励企业", min_size=1, max_size=4)


@given(st.lists(WORDS, min_size=1, max_size=60), st.text("补贴助奖励企业，", max_size=60))
def test_that_it_matches_like_a_plain_alternation(words: list[str], text: str) -> None:
    """The first word given wins where several match at one place."""
    plain = re.compile("|".join(words))
    assert [one.span() for one in re.finditer(either(words), text)] == [one.span() for one in plain.finditer(text)]


@pytest.mark.parametrize("number", [1, 24, 25, 500])
def test_that_no_word_is_lost_where_sets_end(number: int) -> None:
    """Each of many words with first characters of their own is found."""
    words = [chr(0x4E00 + at) + "业" for at in range(number)]
    assert all(re.fullmatch(either(words), word) for word in words)


def test_that_what_follows_the_first_character_may_be_a_pattern() -> None:
    """Signs of patterns count behind the first character and are signs no more at its place."""
    pattern = re.compile(either(["奖[励补]", re.escape("[注]"), re.escape("^顶")]))
    assert [one.group() for one in pattern.finditer("奖励、奖补、[注]、^顶")] == ["奖励", "奖补", "[注]", "^顶"]
