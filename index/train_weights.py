"""Weights of the reranker's features, learned on questions kept back from the models that make the features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.rerank import DEPTH, FEATURES

_EPOCHS = 40
_RATE = 0.04
_BATCH = 128
_PENALTY = 1e-3


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: its source, the candidates' features (candidates × features), which candidates are right."""

    source: str
    features: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]


def learn_weights(judged: Sequence[Judged]) -> dict[str, float]:
    """Return a weight, never negative, by feature: the least cross-entropy of the right candidate among all.

    Every source counts alike. Negative weights are ruled out because a closer match is never worse evidence: free
    weights fitted the questions kept back better and those of other sets worse.
    """
    import torch  # noqa: PLC0415  heavy

    torch.manual_seed(0)
    torch.set_num_threads(1)
    features, right, real = (torch.from_numpy(array) for array in _padded(judged))
    spread = features[real].std(0) + 1e-6
    features = features / spread
    often = Counter(one.source for one in judged)
    heed = torch.tensor([len(judged) / len(often) / often[one.source] for one in judged])
    weights = torch.full((len(FEATURES),), 0.3, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=_RATE)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(judged)).split(_BATCH):
            scores = (features[batch] @ weights).masked_fill(~real[batch], -1e9)
            wanted = right[batch] / right[batch].sum(1, keepdim=True)
            loss = -(wanted * torch.log_softmax(scores, 1)).sum(1) * heed[batch]
            optimizer.zero_grad()
            (loss.mean() + _PENALTY * (weights**2).sum()).backward()
            optimizer.step()
            weights.data.clamp_min_(0)
    found = (weights / spread).detach().numpy()
    return {name: round(float(one), 4) for name, one in zip(FEATURES, found, strict=True)}


def _padded(
    judged: Sequence[Judged],
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.bool_]]:
    features = np.zeros((len(judged), DEPTH, len(FEATURES)), np.float32)
    right, real = np.zeros((len(judged), DEPTH), np.float32), np.zeros((len(judged), DEPTH), np.bool_)
    for row, one in enumerate(judged):
        size = len(one.right)
        features[row, :size], right[row, :size], real[row, :size] = one.features, one.right, True
    return features, right, real
