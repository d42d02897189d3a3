"""Puts the best candidates in order once more: how closely the words match, learned from questions with answers.

A static late interaction (ColBERT, Khattab & Zaharia 2020, without the transformer): each token of the question looks
for its nearest token in the text. That, the runs of characters and the rankers' scores make one weighted sum whose
weights are never negative, learned from questions kept back in training (docs/research/retrieval.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelNotFoundError
from index.embed import SHIPPED, tokenizer_of
from index.matching import MOST_ASKED, MOST_READ, codes_of, pair_weights, runs_of, words_covered
from index.sequences import Sequences

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]
Rarity = Callable[[str], float]

FOLDER = SHIPPED.with_name("wence-rerank")
DEPTH = 60  # candidates that are looked at again
FEATURES = (
    "words", "pairs", "dense", "cosine", "covered", "worded", "window", "matched", "longest", "triples", "opening",
    "telling", "apart", "familiar",
)  # fmt: skip
_MOST_TOKENS = 1200
_OPENING, _STRANGEST = 60, 3  # tokens of a text that are looked through for strange ones, and how many count
_RIVALS = 20  # candidates that a part of the question has to tell apart (10 and 30 give the same within .003)
_ADVICE = "请重新安装问策，或用 python -m index.train_rerank 重新训练"


@dataclass(frozen=True, slots=True)
class Cut:
    """The texts as the reranker reads them, by position: code units of the characters, and tokens."""

    characters: Sequences
    tokens: Sequences

    def take(self, positions: Positions) -> Cut:
        """Return the texts at these positions, in this order."""
        return Cut(self.characters.take(positions), self.tokens.take(positions))

    def extend(self, other: Cut) -> Cut:
        """Return these texts followed by the other's."""
        return Cut(self.characters.extend(other.characters), self.tokens.extend(other.tokens))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its plain text, its words, how rare a word and a pair are in the library."""

    text: str
    words: Sequence[str]
    word_rarity: Rarity
    pair_rarity: Rarity


class Reranker:
    """Scores candidates; holds the token table (rows of length 1) and each token's weight in a question."""

    depth = DEPTH

    def __init__(
        self, tokenizer: Tokenizer, table: npt.NDArray[np.int8], heed: Floats, weights: Mapping[str, float]
    ) -> None:
        self._tokenizer, self._table, self._heed = tokenizer, table, heed
        self.weights = {name: float(weights[name]) for name in FEATURES}
        self._weights = np.array([weights[name] for name in FEATURES], np.float32)

    def cut(self, texts: Sequence[str]) -> Cut:
        """Return the texts cut for later comparison; an empty text is one zero."""
        encoded = self._tokenizer.encode_batch_fast([text[:MOST_READ] for text in texts], add_special_tokens=False)
        tokens = [np.array(one.ids[:_MOST_TOKENS] or [0], np.uint16) for one in encoded]
        return Cut(Sequences.of([codes_of(text) for text in texts]), Sequences.of(tokens))

    def scores(self, asked: Asked, texts: Cut, found: Mapping[str, Floats]) -> Floats:
        """Return one score from 0 to 1 for each text; `found` are the rankers' scores of the same texts."""
        return np.asarray(self.features(asked, texts, found) @ self._weights / self._weights.sum(), np.float32)

    def features(self, asked: Asked, texts: Cut, found: Mapping[str, Floats]) -> Floats:
        """Return the features of each text in the order of FEATURES, float32 of shape (texts, features)."""
        plain = asked.text[:MOST_ASKED]
        runs = runs_of(codes_of(plain)[:-1], texts.characters)
        of_texts, weights = runs.texts, pair_weights(plain, asked.pair_rarity)
        by_window = weights @ (runs.windows() >= 2)  # noqa: PLR2004  a pair
        opening = runs.starts[:-1]
        cosines, places, heed, strange = self._cosines(plain, texts.tokens)
        nearest = nearest_of(cosines, places, texts.tokens.starts)
        held = (of_texts >= 2).astype(np.float32)  # noqa: PLR2004
        columns = (
            *(_over_best(found[name]) for name in ("words", "pairs", "dense")),
            found["dense"],
            weights @ held,
            words_covered(plain, asked.words, asked.word_rarity, of_texts),
            np.maximum.reduceat(by_window, opening),
            mean_of(nearest, heed),
            of_texts.max(axis=0, initial=0) / max(1, len(plain)),
            (of_texts >= 3).sum(axis=0) / max(1, len(plain) - 2),  # noqa: PLR2004  three in a row
            weights @ (runs.blocks[:, opening] >= 2),  # noqa: PLR2004
            mean_of(nearest, telling(nearest, heed)),
            mean_of(held, telling(held, weights)),
            np.exp(-mean_of_largest(strange[places], texts.tokens.starts)),  # how little of the opening is strange
        )
        return np.stack(columns, axis=1).astype(np.float32)

    def matched(self, plain: str, texts: Sequences) -> dict[str, Floats]:
        """Return by text the means of each question token's best cosine with a text token.

        Weighed by the tokens' own weights, "matched", and by how far they tell the texts apart besides, "telling".
        """
        cosines, places, heed, _ = self._cosines(plain, texts)
        nearest = nearest_of(cosines, places, texts.starts)
        return {"matched": mean_of(nearest, heed), "telling": mean_of(nearest, telling(nearest, heed))}

    def _cosines(self, plain: str, texts: Sequences) -> tuple[Floats, Positions, Floats, Floats]:
        """Return cosines of shape (question tokens, distinct text tokens), and three rows beside them.

        The column of each text token, the weights of the question's tokens, and by column how strange the token is to
        the question: who asks for a permit did not ask for the one that speaks of 注销 and 遗失.
        """
        asked = np.array(self._tokenizer.encode(plain, add_special_tokens=False).ids or [0], np.int64)
        distinct, places = np.unique(texts.values, return_inverse=True)
        cosines = self._rows[asked] @ self._rows[distinct].T
        strange = np.maximum(0, 1 - cosines.max(axis=0)) * self._heed[distinct]
        return cosines, places, self._heed[asked], strange

    @cached_property
    def _rows(self) -> Floats:
        """Return the token table as rows of length 1: made once, for it takes longer than a search."""
        return unit(self._table)


def nearest_of(cosines: Floats, places: Positions, starts: Positions) -> Floats:
    """Return each question token's best cosine by text, of shape (tokens, texts)."""
    return np.asarray(np.maximum.reduceat(cosines[:, places], starts[:-1], axis=1), np.float32)


def mean_of_largest(values: Floats, starts: Positions) -> Floats:
    """Return by text the mean of its three largest distinct values among the first sixty; too few count as zeros."""
    offsets = starts[:-1, None] + np.arange(_OPENING)
    inside = offsets < starts[1:, None]
    rows = np.where(inside, values[np.minimum(offsets, len(values) - 1)], 0)
    rows.sort(axis=1)
    rows[:, :-1][rows[:, :-1] == rows[:, 1:]] = 0
    return np.asarray(np.partition(rows, -_STRANGEST, axis=1)[:, -_STRANGEST:].mean(axis=1), np.float32)


def mean_of(parts: Floats, weights: Floats) -> Floats:
    """Return by text the weighted mean over the parts of a question; `parts` has the shape (parts, texts)."""
    return np.asarray(weights @ parts / max(1e-6, float(weights.sum())), np.float32)


def telling(parts: Floats, weights: Floats) -> Floats:
    """Return the weights of the parts of a question, each times how far it tells the best candidates apart.

    That is the best candidate's figure less the mean of the twenty candidates that hold most of the question: of
    `实验动物生产许可注销` every candidate has the permit, and 注销 decides.
    """
    whole = weights @ parts
    best = np.argpartition(-whole, min(_RIVALS, len(whole)) - 1)[:_RIVALS]
    return np.asarray(weights * np.maximum(0, parts.max(axis=1) - parts[:, best].mean(axis=1)), np.float32)


class LateInteraction:
    """Scores candidates by vectors alone: no word of the question need stand in the text.

    Each token of the question looks for its nearest token in the text (ColBERT's late interaction), and the whole
    question for the whole text. The two are weighed as the reranker weighs them.
    """

    depth = 200

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker

    def scores(self, asked: Asked, texts: Cut, found: Mapping[str, Floats]) -> Floats:
        """Return one score from 0 to 1 for each text; of `found` only the cosines, "dense", are looked at."""
        weights = self._reranker.weights
        parts = {
            **self._reranker.matched(asked.text[:MOST_ASKED], texts.tokens),
            "cosine": np.maximum(found["dense"], 0),
            "dense": _over_best(found["dense"]),
        }
        total = sum(weights[name] * part for name, part in parts.items())
        return np.asarray(np.clip(total / sum(weights[name] for name in parts), 0, 1), np.float32)


def unit(rows: npt.NDArray[np.int8]) -> Floats:
    """Return the rows as float32 of length 1."""
    found = rows.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", found, found))  # several times faster than np.linalg.norm
    return np.asarray(found / np.maximum(1e-6, lengths)[:, None], np.float32)


def _over_best(scores: Floats) -> Floats:
    best = float(scores.max(initial=0.0))
    return np.asarray(np.maximum(scores, 0) / best if best > 0 else np.zeros_like(scores), np.float32)


@cache
def load_reranker(folder: Path = FOLDER) -> Reranker:
    """Return the reranker stored in a folder. Raises ModelNotFoundError where a file is missing or broken."""
    from safetensors.numpy import load_file  # noqa: PLC0415  only where it is used

    try:
        tensors = load_file(folder / "tokens.safetensors")
        weights = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
        tokenizer = tokenizer_of(folder.with_name("wence-static") if folder == FOLDER else folder)
        return Reranker(tokenizer, tensors["table"], tensors["heed"].astype(np.float32), weights)
    except Exception as error:  # safetensors and tokenizers raise their own
        raise ModelNotFoundError(f"精排模型 {folder} 无法读取", advice=_ADVICE) from error
