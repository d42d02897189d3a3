"""A cross-encoder as the judge of the best candidates: question and text read together by one model.

Slower than all the rest of a search by far (tens of milliseconds a candidate on a CPU), so it is never the default and
sees at most `index.rerank.DEPTH` texts a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelNotFoundError
from index.rerank import DEPTH, Asked, Cut
from index.sequences import Sequences

Floats = npt.NDArray[np.float32]
_ADVICE = "请填写 sentence-transformers 交叉编码器的文件夹或名称；去掉 WENCE_RERANKER 则使用随附的精排"
_MOST_TOKENS = 512


class CrossJudge:
    """Any cross-encoder with one score, by folder or name; nothing is fetched where HF_HUB_OFFLINE is set."""

    depth = DEPTH

    def __init__(self, model: str) -> None:
        """Load the model. Raises ModelNotFoundError where there is none or it gives several scores."""
        from sentence_transformers import CrossEncoder  # noqa: PLC0415  5 s

        try:
            self._model = CrossEncoder(model, device="cpu", max_length=_MOST_TOKENS)
        except Exception as error:  # the hub, torch and json each raise their own
            raise ModelNotFoundError(f"找不到精排模型 {model}", advice=_ADVICE) from error
        if self._model.num_labels != 1:
            raise ModelNotFoundError(
                f"精排模型 {model} 给出 {self._model.num_labels} 个分值，应为 1 个", advice=_ADVICE
            )

    def scores(self, asked: Asked, texts: Cut, found: Mapping[str, Floats]) -> Floats:  # noqa: ARG002  of a judge
        """Return the model's score of each text with the question, from 0 to 1."""
        from torch.nn import Sigmoid  # noqa: PLC0415  heavy

        pairs = [(asked.text, text) for text in _texts(texts.characters)]
        judged = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False)
        return np.asarray(judged, np.float32).reshape(-1)


def _texts(characters: Sequences) -> list[str]:
    """Return the texts that these code units spell (`index.matching.codes_of` wrote them, each closed by a zero)."""
    whole = characters.values.astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")
    return [whole[start:end].rstrip("\0") for start, end in pairwise(characters.starts.tolist())]
