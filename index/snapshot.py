"""The index on disk: generations of files under `<library>/index/`, one of them named by the file CURRENT.

A generation is written whole into a new folder, then CURRENT is replaced in one step, so a process that dies at any
moment leaves the old or the new generation. A generation that is missing, damaged, or made with another model is
made anew from the library; one that is merely old is caught up with the clauses added and removed since.
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
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.library import Library
from index.embed import Encoder
from index.entries import Entry, entry_of, is_searchable
from index.filtering import Gate
from index.lexical import Bm25, Postings, no_postings
from index.rerank import Cut, Reranker, load_reranker
from index.search import Contents, LexicalIndex, Searcher, lexical_of
from index.sequences import Sequences
from index.tokens import plain
from index.vectors import Vectors

_FORMAT = 5  # raise when the files or the way texts are cut change
_CUTS = ("words", "pairs")
# why: np.load parses each array's head with ast, which fails in threads on CPython 3.11 (gh-106905)
_READING = Lock()
_BATCH = 4096
_LARGE = 20_000  # clauses from which on a small change is caught up at every start rather than stored
_TOLERATED = 0.01  # share of clauses that is a small change
_PATIENCE = 3600.0  # seconds after which an unfinished generation counts as left behind by a process that died


@dataclass(slots=True)
class _Side:
    """One lexical ranker: its vocabulary and its weighted postings."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    ranker: Bm25 = field(default_factory=lambda: Bm25.build(no_postings()))


@dataclass(slots=True)
class _Generation:
    """The state that a generation stores."""

    revision: int
    keys: npt.NDArray[np.int64]
    clause_ids: list[str]
    document_ids: list[str]
    sides: dict[str, _Side]
    vectors: Vectors
    cut: Cut


def open_searcher(library: Library, encoder: Encoder) -> Searcher:
    """Return a searcher over the library as it is now; its files are brought up to date first."""
    folder, reranker = library.folder / "index", load_reranker()
    revision = library.revision
    with _READING:
        generation = _load(folder, encoder)
    if generation is None or generation.revision != revision:
        generation, changed = _catch_up(generation or _fresh(encoder, reranker), library, encoder, revision, reranker)
        if len(generation.keys) < _LARGE or changed > _TOLERATED * len(generation.keys):
            with suppress(OSError):  # the files only spare the next start work: a full disk must not stop a search
                _store(folder, generation, encoder)
    lexical = {cut: _lexical(cut, generation) for cut in _CUTS}
    contents = Contents(
        generation.keys,
        generation.clause_ids,
        generation.document_ids,
        lexical["words"],
        lexical["pairs"],
        generation.vectors,
        generation.cut,
    )
    return Searcher(contents, encoder, Gate(library), reranker=reranker)


def _lexical(cut: str, generation: _Generation) -> LexicalIndex:
    return lexical_of(cut, generation.sides[cut].vocabulary, generation.sides[cut].ranker)


def _fresh(encoder: Encoder, reranker: Reranker) -> _Generation:
    sides = {cut: _Side() for cut in _CUTS}
    vectors = Vectors.empty(encoder.dimension)
    return _Generation(-1, np.zeros(0, np.int64), [], [], sides, vectors, reranker.cut([]))


def _catch_up(
    old: _Generation, library: Library, encoder: Encoder, revision: int, reranker: Reranker
) -> tuple[_Generation, int]:
    """Return the generation without the clauses that are gone and with those that are new; how many these are."""
    stored = np.fromiter(library.keys(), np.int64)
    stays = np.isin(old.keys, stored)
    known = int(old.keys.max()) if len(old.keys) else 0
    titles = {card.id: card.title for card in library.summaries()}
    added = [
        (entry_of(key, clause, titles[clause.document_id]), clause.id, clause.document_id)
        for key, clause in library.keyed_clauses(after=known)
        if is_searchable(clause)
    ]
    _shrink(old, stays)
    entries = [entry for entry, _, _ in added]
    _embed(old.vectors, entries, encoder)
    generation = _Generation(
        revision,
        np.concatenate((old.keys, np.array([entry.key for entry in entries], np.int64))),
        old.clause_ids + [clause_id for _, clause_id, _ in added],
        old.document_ids + [document_id for _, _, document_id in added],
        {cut: _grow(side, stays, entries, cut) for cut, side in old.sides.items()},
        old.vectors,
        old.cut.extend(reranker.cut([plain(entry.whole) for entry in entries])),
    )
    return generation, len(added) + int((~stays).sum())


def _shrink(old: _Generation, stays: npt.NDArray[np.bool_]) -> None:
    """Forget the clauses that are gone, but for the rankers, which shrink and grow in one step."""
    if stays.all():
        return
    positions = np.flatnonzero(stays)
    old.vectors.remove(old.keys[~stays])
    old.keys, old.cut = old.keys[stays], old.cut.take(positions)
    old.clause_ids = [old.clause_ids[position] for position in positions]
    old.document_ids = [old.document_ids[position] for position in positions]


def _grow(side: _Side, stays: npt.NDArray[np.bool_], entries: list[Entry], cut: str) -> _Side:
    counted = [entry.word_counts() if cut == "words" else entry.pair_counts() for entry in entries]
    return _Side(side.vocabulary, side.ranker.grow(stays, counted, side.vocabulary))


def _embed(vectors: Vectors, entries: list[Entry], encoder: Encoder) -> None:
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        found = encoder.encode([entry.prose for entry in batch])
        vectors.add(np.array([entry.key for entry in batch], np.int64), found)


def _store(folder: Path, generation: _Generation, encoder: Encoder) -> None:
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
        "format": _FORMAT, "revision": generation.revision, "model": encoder.name, "dimension": encoder.dimension,
        "clause_ids": generation.clause_ids, "document_ids": generation.document_ids,
    }  # fmt: skip
    (target / "generation.json").write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
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


def _load(folder: Path, encoder: Encoder) -> _Generation | None:
    """Return the current generation, None where there is none that fits this program and model."""
    try:
        current = folder / (folder / "CURRENT").read_text(encoding="utf-8").strip()
        card = json.loads((current / "generation.json").read_text(encoding="utf-8"))
        if (card["format"], card["model"], card["dimension"]) != (_FORMAT, encoder.name, encoder.dimension):
            return None
        keys = np.load(current / "keys.npy")
        sides = {cut: _load_side(current, cut, len(keys)) for cut in _CUTS}
        vectors = Vectors.read(current / "vectors.faiss")
        cut = Cut(*(_load_sequences(current, name) for name in ("characters", "tokens")))
        _check_whole(keys, sides, vectors, cut)
    except (OSError, ValueError, KeyError, RuntimeError):
        return None
    return _Generation(card["revision"], keys, card["clause_ids"], card["document_ids"], sides, vectors, cut)


def _check_whole(keys: npt.NDArray[np.int64], sides: dict[str, _Side], vectors: Vectors, cut: Cut) -> None:
    """Raise ValueError where the files of a generation do not belong together."""
    fits = all(_fits(side) for side in sides.values())
    if not fits or {len(vectors), len(cut.characters), len(cut.tokens)} != {len(keys)}:
        raise ValueError("the files of this generation do not belong together")


def _fits(side: _Side) -> bool:
    postings = side.ranker.postings
    lengths = {len(postings.entries), len(postings.counts), len(side.ranker.impacts), int(postings.starts[-1])}
    return len(lengths) == 1 and len(side.vocabulary) + 1 == len(postings.starts)


def _load_side(folder: Path, cut: str, size: int) -> _Side:
    text = (folder / f"{cut}.txt").read_text(encoding="utf-8")
    terms = text.split("\n") if text else []
    vocabulary = dict(zip(terms, range(len(terms)), strict=True))
    starts, entries, counts, impacts = (
        _mapped(folder / f"{cut}-{name}.npy") for name in ("starts", "entries", "counts", "impacts")
    )
    return _Side(vocabulary, Bm25(Postings(starts, entries, counts, size), impacts))


def _mapped(path: Path) -> npt.NDArray[Any]:
    """Return an array that is read from its file as it is needed; a plain one, whose slices cost less."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _load_sequences(folder: Path, name: str) -> Sequences:
    return Sequences(_mapped(folder / f"{name}.npy"), np.load(folder / f"{name}-starts.npy"))
