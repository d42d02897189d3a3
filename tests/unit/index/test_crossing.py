"""A cross-encoder judges what fusion found; a wrong one says what to set."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelNotFoundError
from corpus.library import Library
from index.crossing import CrossJudge
from index.embed import StaticEncoder
from index.rerank import Asked, load_reranker
from index.snapshot import open_searcher
from tests.unit.index.tiny_bert import write_bert

TEXTS = ["省科技厅负责中试平台认定。", "人才租房补贴每月领取。", ""]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> CrossJudge:
    """Return a cross-encoder with random weights."""
    return CrossJudge(str(write_bert(tmp_path_factory.mktemp("cross"), scores=1)))


def test_each_text_gets_the_score_of_its_own_words(judge: CrossJudge) -> None:
    """The texts are read back from the index letter by letter and judged as the model itself judges them."""
    from sentence_transformers import CrossEncoder  # noqa: PLC0415  heavy

    asked = Asked("中试平台认定", (), lambda _: 0.0, lambda _: 0.0)
    scores = judge.scores(asked, load_reranker().cut(TEXTS), {})
    model: CrossEncoder = judge._model  # noqa: SLF001  the peer to compare with
    wanted = model.predict([(asked.text, text) for text in TEXTS], show_progress_bar=False)
    assert scores == pytest.approx(np.asarray(wanted), abs=1e-6)
    assert len(set(scores.tolist())) == len(TEXTS)


def test_the_judge_decides_the_order_of_a_search(
    library: Library, encoder: StaticEncoder, judge: CrossJudge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it says of the candidates is the order they come in."""
    rising = np.linspace(0.2, 0.8, 4, dtype=np.float32)
    orders = []
    for scores in (rising, rising[::-1]):
        monkeypatch.setattr(judge, "scores", lambda *_, scores=scores: scores)
        hits = open_searcher(library, encoder, judge).search("中试平台 租房补贴")
        assert [hit.score for hit in hits] == pytest.approx(sorted(rising.tolist(), reverse=True))
        orders.append([hit.clause_id for hit in hits])
    assert orders[0] == orders[1][::-1]


def test_a_model_with_several_scores_or_none_at_all_is_named(tmp_path: Path) -> None:
    """One Chinese line with the setting to change."""
    with pytest.raises(ModelNotFoundError, match="3 个分值"):
        CrossJudge(str(write_bert(tmp_path / "three", scores=3)))
    with pytest.raises(ModelNotFoundError, match="WENCE_RERANKER"):
        CrossJudge(str(tmp_path / "nothing"))
