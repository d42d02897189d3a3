"""The shipped models find on the development sets what the lab book says (docs/research/retrieval.md)."""

from __future__ import annotations

import pytest

from eval.datasets import read_dataset
from eval.retrieval import build_contents, judge, run
from index.embed import load_encoder

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(("name", "least"), [("gd_matter_department", 0.745), ("ncp_passages_derived", 0.75)])
def test_the_hybrid_finds_what_the_lab_book_says(shared, name, least) -> None:
    """NDCG over the first ten, over all questions of the set; a worse model or weights are no accident."""
    dataset, encoder = read_dataset(shared / "bench" / name), load_encoder(None)
    found = judge(dataset, run(dataset, build_contents(dataset, encoder), encoder, "hybrid"), ("nDCG@10",))
    assert found.metrics["nDCG@10"] >= least
