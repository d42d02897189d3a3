"""The measurement at scale runs on invented text and reports plausible figures."""

from __future__ import annotations

from random import Random

from eval.scale import measure, recombine

_SENTENCES = [f"澜州市第{number}批项目由市发展改革委会同有关部门办理。" for number in range(30)]


def test_recombined_clauses_are_made_of_the_sentences() -> None:
    """Every clause is a run of one to four whole sentences."""
    made = recombine(_SENTENCES, 50, Random(1))  # noqa: S311  reproducible, not secret
    assert len(made) == 50
    assert all(text.count("。") in {1, 2, 3, 4} for text in made.values())
    assert all(text.split("。")[0] + "。" in _SENTENCES for text in made.values())


def test_measuring_builds_once_and_leaves_the_first_query_out() -> None:
    """The first query warms caches and is not counted."""
    asked: list[str] = []
    figures = measure("fake", 2, lambda: asked.append, ["热身", "甲", "乙"])
    assert asked == ["热身", "甲", "乙"]
    assert 0 <= figures.p50_ms <= figures.p99_ms
