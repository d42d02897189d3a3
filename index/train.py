"""Trains the shipped embedding model: `python -m index.train --data ../shared/train/open --out index/models/…`.

A static embedding (the mean of token vectors) under a multiple-negatives ranking loss (Henderson et al. 2017) with
Matryoshka sizes (Kusupati et al. 2022): in-batch negatives, batches of one source, symmetric.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corpus.authority.everyday import everyday_wordings
from index.train_data import (
    OWN,
    RAW,
    REPEATED,
    SOURCES,
    Pair,
    batches,
    hold_out,
    matter_groups,
    read_lexicon,
    read_matters,
    read_own_questions,
    read_pairs,
    read_texts,
    sentence_pairs,
    telling_sentences,
)
from index.train_everyday import Speaker, everyday_pairs
from index.train_negatives import mine_negatives
from index.train_tokenizer import build_tokenizer, count_words

if TYPE_CHECKING:
    from tokenizers import Tokenizer


# sources whose questions are official enough to be put into everyday words
SPOKEN = (*RAW, "policy_heading2body", "policy_title2text", "law_template_qa", "wence_questions", OWN)
Row = tuple[str, str, str]  # question, its passage, a hard negative or ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the weights; stored beside them."""

    vocabulary: int = 40_000
    dimension: int = 256
    sizes: tuple[int, ...] = (256, 128, 64)
    batch: int = 512
    epochs: int = 4
    rate: float = 0.02
    temperature: float = 0.05
    sentences: int = 60_000
    spoken: int = 30_000
    most_tokens: int = 200
    negatives: bool = True
    held_out: bool = False
    seed: int = 20_261_122


class _Cutter:
    """Texts as token ids; each text is cut once, however often it comes up."""

    def __init__(self, tokenizer: Tokenizer, most: int) -> None:
        self._tokenizer, self._most = tokenizer, most
        self._known: dict[str, npt.NDArray[np.int64]] = {}

    def __call__(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for text, one in zip(new, self._tokenizer.encode_batch_fast(new), strict=True):
            self._known[text] = np.array(one.ids[: self._most] or [0], np.int64)
        return [self._known[text] for text in texts]


def train(data: Path, out: Path, recipe: Recipe) -> None:
    """Write a sentence-transformers folder to `out`. Raises FileNotFoundError where a source is absent."""
    random = Random(recipe.seed)  # noqa: S311  reproducible, not secret
    groups, raw, _ = read_groups(data, recipe)
    negatives = mine_negatives(groups, random) if recipe.negatives else {}
    counts = count_words(text for pairs in groups.values() for pair in pairs for text in pair)
    counts += count_words(text for texts in raw.values() for text in texts)
    tokenizer = build_tokenizer(counts, recipe.vocabulary)
    table, cutter = _start(tokenizer, counts, recipe), _Cutter(tokenizer, recipe.most_tokens)
    speaker = Speaker(everyday_wordings())
    for epoch in range(recipe.epochs):
        extra = {name: sentence_pairs(texts, random, most=recipe.sentences) for name, texts in raw.items()}
        said = _spoken({**groups, **extra}, speaker, recipe, random)
        made = list(batches({**groups, **extra, **said}, recipe.batch, random))
        rows = [[_with_rival(pair, negatives, random) for pair in batch] for batch in made]
        _epoch(table, cutter, rows, recipe, epoch)
    save(out, tokenizer, table["weight"].detach().numpy(), recipe)


def read_groups(
    data: Path, recipe: Recipe
) -> tuple[dict[str, list[Pair]], dict[str, list[str]], dict[str, list[Pair]]]:
    """Return the pairs by source, the small sources repeated, the raw texts, and the pairs that are kept back."""
    groups = {name: read_pairs(data, name) for name in SOURCES}
    raw = {name: read_texts(data, name) for name in RAW}
    groups[OWN] = read_own_questions(text for texts in raw.values() for text in texts)
    groups.update(matter_groups(read_matters()))
    back: dict[str, list[Pair]] = {}
    if recipe.held_out:
        groups, back = hold_out(groups)
        unseen = telling_sentences(passage for pairs in back.values() for _, passage in pairs)
        raw = {name: [text for text in texts if not unseen & telling_sentences((text,))] for name, texts in raw.items()}
    repeated = {name: pairs * {**SOURCES, **REPEATED}.get(name, 1) for name, pairs in groups.items()}
    return {**repeated, "lexicon": read_lexicon(data) * 4, "everyday": everyday_pairs(everyday_wordings())}, raw, back


def _spoken(
    groups: Mapping[str, list[Pair]], speaker: Speaker, recipe: Recipe, random: Random
) -> dict[str, list[Pair]]:
    """Return pairs of some sources with the question put into everyday words, anew in each epoch."""
    chosen = {name: random.sample(groups[name], min(recipe.spoken, len(groups[name]))) for name in SPOKEN}
    return {f"{name}, spoken": speaker.speak(pairs, random) for name, pairs in chosen.items()}


def _start(tokenizer: Tokenizer, counts: Any, recipe: Recipe) -> dict[str, Any]:  # noqa: ANN401  a Counter
    """Return random token vectors, shorter for frequent tokens (smooth inverse frequency, Arora et al. 2017)."""
    import torch  # noqa: PLC0415  heavy

    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    vocabulary = tokenizer.get_vocab()
    share = np.zeros(len(vocabulary), np.float32)
    total = sum(counts.values())
    for token, index in vocabulary.items():
        share[index] = counts.get(token, 0) / total
    scale = torch.from_numpy(np.sqrt(1e-4 / (1e-4 + share)))[:, None]
    weight = torch.randn(len(vocabulary), recipe.dimension) * scale
    weight.requires_grad_(True)  # noqa: FBT003  torch's own signature
    return {"weight": weight, "optimizer": torch.optim.Adam([weight], lr=recipe.rate)}


def _with_rival(pair: Pair, negatives: Mapping[Pair, Sequence[str]], random: Random) -> Row:
    """Return the pair and one of its hard negatives, "" where it has none."""
    rivals = negatives.get(pair)
    return (*pair, random.choice(rivals) if rivals else "")


def _epoch(table: dict[str, Any], cutter: _Cutter, made: list[list[Row]], recipe: Recipe, epoch: int) -> None:
    import torch  # noqa: PLC0415  heavy

    total, begun = 0.0, time.monotonic()
    for step, batch in enumerate(made):
        progress = (epoch + step / len(made)) / recipe.epochs
        table["optimizer"].param_groups[0]["lr"] = recipe.rate * max(0.02, 1 - progress)
        queries = _embed(table["weight"], cutter([query for query, _, _ in batch]))
        rivals = [rival for _, _, rival in batch if rival]
        passages = _embed(table["weight"], cutter([passage for _, passage, _ in batch] + rivals))
        loss = sum(_loss(queries[:, :size], passages[:, :size], recipe, torch) for size in recipe.sizes)
        table["optimizer"].zero_grad()
        loss.backward()
        table["optimizer"].step()
        total += float(loss.detach())
        if step % 100 == 0 or step + 1 == len(made):
            seconds = time.monotonic() - begun
            sys.stderr.write(f"epoch {epoch} step {step}/{len(made)} loss {total / (step + 1):.3f} {seconds:.0f}s\n")


def _embed(weight: Any, ids: Sequence[npt.NDArray[np.int64]]) -> Any:  # noqa: ANN401  tensors
    import torch  # noqa: PLC0415  heavy

    offsets = torch.from_numpy(np.cumsum([0, *map(len, ids[:-1])]))
    flat = torch.from_numpy(np.concatenate(ids))
    return torch.nn.functional.embedding_bag(flat, weight, offsets, mode="mean")


def _loss(queries: Any, passages: Any, recipe: Recipe, torch: Any) -> Any:  # noqa: ANN401  tensors
    normal = torch.nn.functional.normalize
    scores = normal(queries) @ normal(passages).T / recipe.temperature
    target = torch.arange(len(scores))
    cross = torch.nn.functional.cross_entropy
    answers = scores[:, : len(scores)]  # why: the hard negatives behind them answer no question of the batch
    return (cross(scores, target) + cross(answers.T, target)) / 2


def save(out: Path, tokenizer: Tokenizer, weight: Any, recipe: Recipe) -> None:  # noqa: ANN401  an array
    """Write the folder in sentence-transformers' layout: modules.json, tokenizer.json, model.safetensors (fp16)."""
    from safetensors.numpy import save_file  # noqa: PLC0415  only here

    out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    unit = weight / np.abs(weight).max()
    save_file({"embedding.weight": unit.astype(np.float16)}, out / "model.safetensors")
    kind = "sentence_transformers.models.StaticEmbedding"
    modules = [{"idx": 0, "name": "0", "path": "", "type": kind}]
    normal = {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"}
    (out / "1_Normalize").mkdir(exist_ok=True)
    _write(out / "modules.json", [*modules, normal])
    _write(out / "config_sentence_transformers.json", {"similarity_fn_name": "cosine", "prompts": {}})
    _write(out / "recipe.json", asdict(recipe))


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--held-out", action="store_true", help="keep back a part of three sources to judge by")
    given = vars(parser.parse_args())
    data, out = given.pop("data"), given.pop("out")
    train(data, out, Recipe(**given))


if __name__ == "__main__":
    main()
