"""Official sentences are put into everyday words for training."""

from __future__ import annotations

from random import Random

from index.train_everyday import Speaker, everyday_pairs

_WORDINGS = {"失业": ("没活干",), "失业保险金": ("失业钱",), "申领": ("去领",)}


def test_official_words_are_replaced_the_longest_first() -> None:
    """失业保险金 is said as one thing; over many tries every word is replaced and every word is kept."""
    speaker, random = Speaker(_WORDINGS), Random(1)  # noqa: S311  reproducible, not secret
    said = {speaker.say("失业保险金申领", random) for _ in range(60)}
    assert said == {"失业保险金申领", "失业钱申领", "失业保险金去领", "失业钱去领"}


def test_only_questions_that_changed_are_spoken() -> None:
    """A question without a known word teaches nothing new and is left out; the passage stays."""
    speaker, random = Speaker(_WORDINGS), Random(1)  # noqa: S311  reproducible, not secret
    pairs = [("申领", "甲"), ("天气", "乙")] * 20
    spoken = speaker.speak(pairs, random)
    assert set(spoken) == {("去领", "甲")}


def test_every_wording_is_a_pair() -> None:
    """The wording asks, the official word answers."""
    assert ("没活干", "失业") in everyday_pairs(_WORDINGS)
