"""Trains the reranker: `python -m index.train_rerank --data … --model index/models/wence-static --out …`.

Two steps. The token table learns on questions with hard negatives from our own search, one passage right among eight.
The weights of the features are learned on questions kept back from both models, so `--held-out` (with a model that was
trained with `--held-out`) makes them; a run without it takes them from `--weights`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corpus.authority.everyday import everyday_wordings
from index.contents import contents_of
from index.embed import SHIPPED, StaticEncoder, read_table, tokenizer_of
from index.rerank import FEATURES, Reranker
from index.search import Searcher
from index.train import SPOKEN, Recipe, read_groups
from index.train_data import MATTER, MATTER_ASKED, OWN, Pair, read_matters, siblings
from index.train_everyday import Speaker
from index.train_weights import Judged, learn_weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Row = tuple[str, str, tuple[str, ...]]  # question, its passage, passages that do not answer it

# source → pairs taken at most, passages of the raw texts beside its own
MINED = {
    "wence_questions": (8_000, 8_000),
    OWN: (20_000, 8_000),
    "law_template_qa": (8_000, 5_000),
    "lawyer_llama_q2law": (6_000, 5_000),
    "cmrc2018": (9_000, 0),
    "drcd_t2s": (5_000, 0),
    "houjin_security_rc": (4_000, 0),
    "policy_heading2body": (5_000, 4_000),
    "policy_summary2text": (3_000, 3_000),
    MATTER: (9_000, 0),
    MATTER_ASKED: (9_000, 0),
}
# what the weights are learned on: questions as people ask them, half of them on policy, half of any kind
JUDGED = {"wence_questions": 15_000, "cmrc2018": 3_000}
_DIMENSION = 128
_RIVALS = 7
_BATCH = 24
_ASKED, _READ = 40, 128  # tokens
_SAME = 40
_RATE = 3e-3


@dataclass(frozen=True, slots=True)
class Sources:
    """Training pairs and raw texts by source, and the pairs kept back."""

    groups: Mapping[str, Sequence[Pair]]
    raw: Sequence[str]
    back: Mapping[str, Sequence[Pair]]


def mine(sources: Sources, encoder: StaticEncoder, random: Random) -> list[Row]:
    """Return the rows to learn from, with up to fourteen passages each that our search finds but are no answer.

    Questions that are official enough come a second time in everyday words.
    """
    rows: list[Row] = []
    speaker, near = Speaker(everyday_wordings()), siblings(read_matters())
    for name, (most, beside) in MINED.items():
        pairs = sorted(set(sources.groups.get(name, ())))
        random.shuffle(pairs)
        texts = dict.fromkeys(passage for _, passage in pairs[:most])
        texts.update(dict.fromkeys(random.sample(sources.raw, beside)))
        found = _rivals(pairs[:most], list(texts), near, encoder, random)
        rows += found + (speaker.speak(found, random) if name in SPOKEN else [])
        sys.stderr.write(f"{name}: {len(rows)} rows\n")
    return rows


def _rivals(
    pairs: Sequence[Pair],
    texts: Sequence[str],
    near: Mapping[str, Sequence[str]],
    encoder: StaticEncoder,
    random: Random,
) -> list[Row]:
    """Return the pairs with passages that do not answer: those `near` the right one, then what our search finds."""
    searcher = Searcher(contents_of({str(at): text for at, text in enumerate(texts)}, encoder), encoder, None)
    answers: dict[str, set[str]] = {}
    for query, passage in pairs:
        answers.setdefault(query, set()).add(passage[:_SAME])
    rows = []
    for query, passage in pairs:
        found = [texts[int(hit.clause_id)] for hit in searcher.search(query, k=40)]
        wrong = [text for text in (*near.get(passage, ()), *found) if text[:_SAME] not in answers[query]]
        wrong = list(dict.fromkeys(wrong))
        if len(wrong) >= _RIVALS:
            rows.append((query, passage, tuple(wrong[:6] + random.sample(wrong[6:], min(8, len(wrong) - 6)))))
    return rows


class _Table:
    """The token vectors and weights while they learn."""

    def __init__(self, model: Path) -> None:
        import torch  # noqa: PLC0415  heavy

        torch.manual_seed(0)
        torch.set_num_threads(1)
        self._torch = torch
        rows = np.array(read_table(model / "model.safetensors"), np.float32)
        lengths = np.linalg.norm(rows, axis=1)
        start = rows[:, :_DIMENSION] / np.maximum(1e-6, lengths[:, None])
        heed = np.log(lengths / np.median(lengths) + 1e-3).clip(-3, 2)
        self.vectors = torch.nn.Embedding.from_pretrained(torch.from_numpy(start), freeze=False, sparse=True)
        self.heed = torch.nn.Embedding.from_pretrained(torch.from_numpy(heed[:, None]), freeze=False, sparse=True)
        self.sharpness = torch.nn.Parameter(torch.tensor(16.0))
        slow = [*self.vectors.parameters(), *self.heed.parameters()]
        self.steps = (torch.optim.SparseAdam(slow, lr=_RATE), torch.optim.Adam([self.sharpness], lr=0.05))

    def learn(self, asked: Sequence[Sequence[int]], texts: Sequence[Sequence[int]], rate: float) -> tuple[float, float]:
        """Take one step; the texts of a question stand together, the right one first. Return (loss, share right)."""
        scores = self._scores(asked, texts)
        loss = self._torch.nn.functional.cross_entropy(
            scores * self.sharpness, self._torch.zeros(len(asked), dtype=self._torch.long)
        )
        self.steps[0].param_groups[0]["lr"] = rate
        for step in self.steps:
            step.zero_grad()
        loss.backward()
        for step in self.steps:
            step.step()
        return float(loss.detach()), float((scores.argmax(1) == 0).float().mean())

    def _scores(self, asked: Sequence[Sequence[int]], texts: Sequence[Sequence[int]]) -> Any:  # noqa: ANN401  a tensor
        torch = self._torch
        normal = torch.nn.functional.normalize
        questions, real = self._padded(asked, _ASKED)
        passages, present = self._padded(texts, _READ)
        each = len(texts) // len(asked)
        left, right = normal(self.vectors(questions), dim=-1), normal(self.vectors(passages), dim=-1)
        cosines = torch.bmm(left, right.view(len(asked), -1, right.shape[-1]).transpose(1, 2))
        cosines = cosines.view(len(asked), questions.shape[1], each, passages.shape[1])
        best = cosines.masked_fill(~present.view(len(asked), 1, each, -1), -1).amax(-1)
        heed = torch.exp(self.heed(questions)[..., 0].clamp(-4, 4)) * real
        return (best * (heed / heed.sum(1, keepdim=True).clamp_min(1e-6))[:, :, None]).sum(1)

    def _padded(self, lists: Sequence[Sequence[int]], most: int) -> tuple[Any, Any]:
        width = min(most, max(map(len, lists)))
        rows, real = np.zeros((len(lists), width), np.int64), np.zeros((len(lists), width), np.bool_)
        for row, one in enumerate(lists):
            kept = one[:width]
            rows[row, : len(kept)], real[row, : len(kept)] = kept, True
        return self._torch.from_numpy(rows), self._torch.from_numpy(real)

    def result(self) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
        """Return the table in 8 bits a number (only directions count) and the weight of each token."""
        rows = self.vectors.weight.detach().numpy()
        scaled = rows / np.maximum(1e-9, np.abs(rows).max(axis=1, keepdims=True)) * 127
        heed = np.exp(self.heed.weight.detach().numpy()[:, 0].clip(-4, 4))
        return scaled.round().astype(np.int8), heed.astype(np.float32)


def learn_table(rows: list[Row], model: Path, random: Random) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return the token table and the weights of the tokens after one pass over the rows."""
    table, cut = _Table(model), _cutter(tokenizer_of(model))
    random.shuffle(rows)
    loss, right, begun, steps = 0.0, 0.0, time.monotonic(), len(rows) // _BATCH
    for step in range(steps):
        batch = rows[step * _BATCH : (step + 1) * _BATCH]
        texts = [text for _, passage, wrong in batch for text in (passage, *random.sample(wrong, _RIVALS))]
        rate = _RATE * max(0.03, 1 - step / steps)
        found = table.learn([cut(query) for query, _, _ in batch], [cut(text) for text in texts], rate)
        loss, right = loss + found[0], right + found[1]
        if step % 200 == 199:  # noqa: PLR2004
            seconds = time.monotonic() - begun
            sys.stderr.write(f"step {step + 1}/{steps} loss {loss / 200:.3f} right {right / 200:.3f} {seconds:.0f}s\n")
            loss = right = 0.0
    return table.result()


def _cutter(tokenizer: Tokenizer) -> Any:  # noqa: ANN401  a function
    known: dict[str, list[int]] = {}

    def cut(text: str) -> list[int]:
        if text not in known:
            known[text] = tokenizer.encode(text, add_special_tokens=False).ids[:_READ] or [0]
        return known[text]

    return cut


def judge(sources: Sources, encoder: StaticEncoder, reranker: Reranker, random: Random) -> list[Judged]:
    """Return the features of the candidates for questions kept back, and which of them answer."""
    found: list[Judged] = []
    for name, beside in JUDGED.items():
        pairs = random.sample(list(sources.back[name]), min(500, len(sources.back[name])))
        mates = [passage for _, passage in sources.groups[name]] if name == "cmrc2018" else sources.raw
        texts = list(dict.fromkeys([passage for _, passage in pairs] + random.sample(list(mates), beside)))
        contents = contents_of({str(at): text for at, text in enumerate(texts)}, encoder, reranker)
        searcher = Searcher(contents, encoder, None, reranker=reranker)
        for query, passage in pairs:
            positions, features = searcher.features(query)
            right = np.array([texts[at] == passage for at in positions.tolist()], np.bool_)
            if right.any():
                found.append(Judged(name, features, right))
    return found


def save(out: Path, model: Path, table: npt.NDArray[np.int8], heed: npt.NDArray[np.float32]) -> None:
    """Write the table, and the tokenizer where the folder is not the shipped one (which shares it)."""
    from safetensors.numpy import save_file  # noqa: PLC0415  only here

    out.mkdir(parents=True, exist_ok=True)
    save_file({"table": table, "heed": heed.astype(np.float16)}, out / "tokens.safetensors")
    if model.resolve() != SHIPPED.resolve():
        shutil.copyfile(model / "tokenizer.json", out / "tokenizer.json")


def _sources(data: Path, *, held_out: bool) -> Sources:
    groups, raw, back = read_groups(data, Recipe(held_out=held_out))
    return Sources(groups, [text[:400] for texts in raw.values() for text in texts], back)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=SHIPPED)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="weights.json of a held-out run")
    parser.add_argument("--held-out", action="store_true", help="keep back a part and learn the weights on it")
    chosen = parser.parse_args()
    random = Random(5)  # noqa: S311  reproducible, not secret
    sources, encoder = _sources(chosen.data, held_out=chosen.held_out), StaticEncoder(chosen.model)
    table, heed = learn_table(mine(sources, encoder, random), chosen.model, random)
    save(chosen.out, chosen.model, table, heed)
    weights = dict.fromkeys(FEATURES, 1.0)
    if chosen.held_out:
        reranker = Reranker(tokenizer_of(chosen.model), table, heed, weights)
        weights = learn_weights(judge(sources, encoder, reranker, random))
    elif chosen.weights:
        weights = json.loads(chosen.weights.read_text(encoding="utf-8"))
    text = json.dumps(weights, indent=1) + "\n"
    (chosen.out / "weights.json").write_text(text, encoding="utf-8")
    sys.stderr.write(text)


if __name__ == "__main__":
    main()
