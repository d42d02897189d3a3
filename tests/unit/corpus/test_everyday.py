"""Everyday wordings lead to the words of policies."""

from __future__ import annotations

from corpus.authority.everyday import everyday_wordings, find_wordings


def test_the_longest_wording_is_found() -> None:
    """什么都没有 of 没活干 alone: overlapping wordings give way to the longest."""
    found = find_wordings("我丢了工作还能领钱吗")
    assert "失业" in found["丢了工作"]


def test_a_single_character_stands_for_nothing() -> None:
    """得 is written for 应当, but stands in every other question."""
    assert "得" in everyday_wordings()["应当"]
    assert not find_wordings("得")


def test_the_table_is_well_formed() -> None:
    """Every word has wordings of its own, none twice and none that is the word."""
    table = everyday_wordings()
    assert len(table) > 5_000
    for word, wordings in table.items():
        assert wordings
        assert len(set(wordings)) == len(wordings)
        assert word not in wordings
        assert all(1 <= len(one) <= 14 and one == one.strip() for one in wordings)
