"""The reranker puts the text first that says what is asked, and never forgets a candidate."""

import json

import numpy as np
import pytest

from corpus.errors import ModelNotFoundError
from corpus.evidence import Filter
from index.contents import contents_of
from index.embed import StaticEncoder, tokenizer_of
from index.rerank import FEATURES, Asked, LateInteraction, Reranker, load_reranker, mean_of, mean_of_largest, telling
from index.search import Searcher
from index.train_rerank import save
from index.train_weights import Judged, learn_weights

TEXTS = {
    "far": "补贴发放。平台由省里认定。设备另行采购，中试结束后归还。",
    "near": "对省级中试平台给予设备补贴。",
    "other": "人才公寓租金按市场价收取。",
}


@pytest.fixture
def table(model_folder):
    """Return a token table in which every token is like itself alone."""
    return (np.eye(tokenizer_of(model_folder).get_vocab_size()) * 127).astype(np.int8)


@pytest.fixture
def reranker(model_folder, table):
    """Return a reranker over the tiny model's tokens."""
    heed = np.ones(len(table), np.float32)
    return Reranker(tokenizer_of(model_folder), table, heed, dict.fromkeys(FEATURES, 1.0))


@pytest.fixture
def searcher(model_folder, reranker):
    """Return a searcher over the three texts."""
    encoder = StaticEncoder(model_folder)
    return Searcher(contents_of(TEXTS, encoder, reranker), encoder, None, reranker=reranker)


def test_words_that_stand_together_come_before_the_same_words_apart(searcher):
    """Both texts hold every word of the question; only one says it."""
    found = [hit.clause_id for hit in searcher.search("中试平台设备补贴")]
    assert found[:2] == ["near", "far"]


def test_features_are_shares_between_nothing_and_one(searcher):
    """All but the cosine are shares; the text that repeats the question has its words covered."""
    positions, features = searcher.features("中试平台给予设备补贴")
    assert features.shape == (len(positions), len(FEATURES))
    shares = np.delete(features, FEATURES.index("cosine"), axis=1)
    assert ((shares >= 0) & (shares <= 1 + 1e-6)).all()
    best = features[positions.tolist().index(1)]
    assert best[FEATURES.index("covered")] == pytest.approx(1)
    assert best[FEATURES.index("longest")] == pytest.approx(1)


def test_scores_fall_from_first_to_last(searcher):
    """The order of the hits is the order of their scores, also behind those that were judged again."""
    scores = [hit.score for hit in searcher.search("平台补贴", where=Filter())]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_stored_reranker_scores_like_the_one_it_came_from(model_folder, table, searcher, tmp_path):
    """Table, token weights and feature weights come back from the folder."""
    save(tmp_path / "again", model_folder, table, np.ones(len(table), np.float32))
    (tmp_path / "again" / "weights.json").write_text(json.dumps(dict.fromkeys(FEATURES, 1.0)))
    again = load_reranker(tmp_path / "again")
    encoder = StaticEncoder(model_folder)
    other = Searcher(contents_of(TEXTS, encoder, again), encoder, None, reranker=again)
    assert other.search("设备补贴") == searcher.search("设备补贴")


def test_a_folder_without_a_model_is_named(tmp_path):
    """The message names the folder and what to do."""
    with pytest.raises(ModelNotFoundError, match="精排模型"):
        load_reranker(tmp_path)


def test_the_telling_feature_gets_the_weight():
    """Of two features the one that marks the right candidate; noise and a misleading one get next to nothing."""
    random = np.random.default_rng(1)
    judged = []
    for _ in range(200):
        features = random.random((10, len(FEATURES))).astype(np.float32)
        right = np.zeros(10, np.bool_)
        right[3] = True
        features[3, 0] += 1
        features[3, 1] -= 1
        judged.append(Judged("invented", features, right))
    weights = learn_weights(judged)
    assert weights["words"] == max(weights.values())
    assert weights["pairs"] == 0


def test_late_interaction_looks_at_vectors_alone(reranker):
    """A text that has every token of the question comes first; the lexical scores change nothing."""
    late, texts = LateInteraction(reranker), reranker.cut(list(TEXTS.values()))
    asked = Asked("中试平台", ("中试", "平台"), lambda _: 1.0, lambda _: 1.0)
    cosines = np.array([0.2, 0.2, 0.1], np.float32)
    scores = late.scores(asked, texts, {"dense": cosines})
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores[2] < scores.min(initial=1, where=np.array([True, True, False]))
    misled = late.scores(asked, texts, {"dense": cosines, "words": np.array([0, 0, 9], np.float32)})
    assert misled.tolist() == scores.tolist()
    nearer = late.scores(asked, texts, {"dense": np.array([0.2, 0.9, 0.1], np.float32)})
    assert nearer.argmax() == 1


def test_what_all_candidates_hold_tells_none_apart():
    """The first part of the question is in every text, the second in one: it alone decides."""
    parts = np.array([[1, 1, 1, 1], [0, 0, 1, 0]], np.float32)
    weights = telling(parts, np.ones(2, np.float32))
    assert weights.tolist() == pytest.approx([0, 0.75])
    assert mean_of(parts, weights).tolist() == pytest.approx([0, 0, 1, 0])


def test_a_single_candidate_is_told_apart_from_nothing():
    """No part weighs anything then, and the mean is nothing rather than not a number."""
    parts = np.ones((2, 1), np.float32)
    assert mean_of(parts, telling(parts, np.ones(2, np.float32))).tolist() == [0]


def test_the_largest_values_of_a_text_count_once_each():
    """A word that a text repeats is not three strange words; a text of one word has two missing."""
    values = np.array([3, 3, 3, 2, 1, 0.5, 6], np.float32)
    found = mean_of_largest(values, np.array([0, 6, 7]))
    assert found.tolist() == pytest.approx([(3 + 2 + 1) / 3, 6 / 3])


def test_a_text_that_says_nothing_strange_is_the_most_familiar(searcher):
    """The text on flats says nothing of the question; the near one little else."""
    positions, features = searcher.features("对省级中试平台给予设备补贴")
    familiar = dict(zip(positions.tolist(), features[:, FEATURES.index("familiar")].tolist(), strict=True))
    assert familiar[1] == pytest.approx(1)
    assert familiar[0] < familiar[1]
