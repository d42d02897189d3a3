"""Generations of the index on disk: folders of files under `<library>/index/`, one of them named by the file CURRENT.

A generation is written whole into a new folder, then CURRENT is replaced in one step, so a process that dies at any
moment leaves the old or the new generation.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.lexical import Bm25, Postings, no_postings
from index.rerank import Cut
from index.sequences import Sequences
from index.vectors import Vectors

CUTS = ("words", "pairs")
_FORMAT = 5  # raise when the files or the way texts are cut change
_PATIENCE = 3600.0  # seconds after which an unfinished generation counts as left behind by a process that died


@dataclass(slots=True)
class Side:
    """One lexical ranker: its vocabulary and its weighted postings."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    ranker: Bm25 = field(default_factory=lambda: Bm25.build(no_postings()))


@dataclass(slots=True)
class Generation:
    """The state that a generation stores."""

    revision: int
    keys: npt.NDArray[np.int64]
    clause_ids: list[str]
    document_ids: list[str]
    sides: dict[str, Side]
    vectors: Vectors
    cut: Cut


@dataclass(frozen=True, slots=True)
class Card:
    """What a generation says of itself: where it lies, at which revision of the library it was made, by which model."""

    path: Path
    format: int
    revision: int
    model: str
    dimension: int
    clauses: int

    @property
    def readable(self) -> bool:
        """Return whether this program reads files of that format; older ones are made anew by the next search."""
        return self.format == _FORMAT


def read_card(folder: Path) -> Card | None:
    """Return what the current generation says of itself, None where there is none or it cannot be read."""
    try:
        current = folder / (folder / "CURRENT").read_text(encoding="utf-8").strip()
        card = json.loads((current / "generation.json").read_text(encoding="utf-8"))
        clauses = card["clauses"] if "clauses" in card else len(card["clause_ids"])
        return Card(current, card["format"], card["revision"], card["model"], card["dimension"], clauses)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load(folder: Path) -> Generation | None:
    """Return the current generation, None where there is none that is whole and fits this program."""
    card = read_card(folder)
    if card is None or not card.readable:
        return None
    try:
        return _read(card)
    except (OSError, ValueError, KeyError, RuntimeError):
        return None


def _read(card: Card) -> Generation:
    current = card.path
    ids = json.loads((current / "ids.json").read_text(encoding="utf-8"))
    keys = np.load(current / "keys.npy")
    sides = {cut: _load_side(current, cut, len(keys)) for cut in CUTS}
    vectors = Vectors.read(current / "vectors.faiss")
    cut = Cut(*(_load_sequences(current, name) for name in ("characters", "tokens")))
    _check_whole(keys, sides, vectors, cut)
    return Generation(card.revision, keys, ids["clauses"], ids["documents"], sides, vectors, cut)


def _check_whole(keys: npt.NDArray[np.int64], sides: dict[str, Side], vectors: Vectors, cut: Cut) -> None:
    """Raise ValueError where the files of a generation do not belong together."""
    fits = all(_fits(side) for side in sides.values())
    if not fits or {len(vectors), len(cut.characters), len(cut.tokens)} != {len(keys)}:
        raise ValueError("the files of this generation do not belong together")


def _fits(side: Side) -> bool:
    postings = side.ranker.postings
    lengths = {len(postings.entries), len(postings.counts), len(side.ranker.impacts), int(postings.starts[-1])}
    return len(lengths) == 1 and len(side.vocabulary) + 1 == len(postings.starts)


def _load_side(folder: Path, cut: str, size: int) -> Side:
    text = (folder / f"{cut}.txt").read_text(encoding="utf-8")
    terms = text.split("\n") if text else []
    vocabulary = dict(zip(terms, range(len(terms)), strict=True))
    starts, entries, counts, impacts = (
        _mapped(folder / f"{cut}-{name}.npy") for name in ("starts", "entries", "counts", "impacts")
    )
    return Side(vocabulary, Bm25(Postings(starts, entries, counts, size), impacts))


def _mapped(path: Path) -> npt.NDArray[Any]:
    """Return an array that is read from its file as it is needed; a plain one, whose slices cost less."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _load_sequences(folder: Path, name: str) -> Sequences:
    return Sequences(_mapped(folder / f"{name}.npy"), np.load(folder / f"{name}-starts.npy"))


def store(folder: Path, generation: Generation, model: str) -> None:
    """Write a new generation and make it current; older ones are cleared away."""
    folder.mkdir(parents=True, exist_ok=True)
    target = Path(tempfile.mkdtemp(prefix="new-", dir=folder))
    for cut, side in generation.sides.items():
        postings = side.ranker.postings
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "starts": postings.starts, "entries": postings.entries, "counts": postings.counts,
            "impacts": side.ranker.impacts,
        }  # fmt: skip
        for name, array in arrays.items():
            np.save(target / f"{cut}-{name}.npy", array)
        (target / f"{cut}.txt").write_text("\n".join(side.vocabulary), encoding="utf-8")
    for name, sequences in (("characters", generation.cut.characters), ("tokens", generation.cut.tokens)):
        np.save(target / f"{name}.npy", sequences.values)
        np.save(target / f"{name}-starts.npy", sequences.starts)
    np.save(target / "keys.npy", generation.keys)
    generation.vectors.write(target / "vectors.faiss")
    card = {
        "format": _FORMAT, "revision": generation.revision, "model": model,
        "dimension": generation.vectors.dimension, "clauses": len(generation.keys),
    }  # fmt: skip
    ids = {"clauses": generation.clause_ids, "documents": generation.document_ids}
    for name, value in (("generation", card), ("ids", ids)):
        (target / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    _make_current(folder, target)


def _make_current(folder: Path, written: Path) -> None:
    for path in written.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    target = written.rename(folder / written.name.replace("new-", "gen-"))
    pointer = folder / f"{target.name}.pointer"
    pointer.write_text(target.name, encoding="utf-8")
    pointer.replace(folder / "CURRENT")
    for other in folder.iterdir():
        if other not in {target, folder / "CURRENT"} and not _is_being_written(other):
            shutil.rmtree(other, ignore_errors=True) if other.is_dir() else other.unlink(missing_ok=True)


def _is_being_written(path: Path) -> bool:
    """Return whether another process may still be at work on this folder or pointer."""
    if path.name.startswith("gen-") and path.is_dir():
        return False
    with suppress(OSError):
        return time.time() - path.stat().st_mtime < _PATIENCE
    return False
