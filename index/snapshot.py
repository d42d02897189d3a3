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

import numpy as np
import numpy.typing as npt

from corpus.library import Library
from index.embed import Encoder
from index.entries import Entry, entry_of, is_searchable
from index.filtering import Gate
from index.lexical import Bm25, Forward, count_terms, empty_forward
from index.rerank import Cut, Reranker, load_reranker
from index.search import Contents, LexicalIndex, Searcher, lexical_of
from index.sequences import Sequences
from index.tokens import plain
from index.vectors import Vectors

_FORMAT = 3  # raise when the files or the way texts are cut change
_CUTS = ("words", "pairs")
# why: np.load parses each array's head with ast, which fails in threads on CPython 3.11 (gh-106905)
_READING = Lock()
_BATCH = 4096
_PATIENCE = 3600.0  # seconds after which an unfinished generation counts as left behind by a process that died


@dataclass(slots=True)
class _Side:
    """One lexical ranker while it is being brought up to date."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    forward: Forward = field(default_factory=empty_forward)


@dataclass(slots=True)
class _Generation:
    """The state that a generation stores."""

    revision: int
    keys: npt.NDArray[np.int64]
    clause_ids: list[str]
    document_ids: list[str]
    sides: dict[str, _Side]
    postings: dict[str, Bm25]
    vectors: Vectors
    cut: Cut


def open_searcher(library: Library, encoder: Encoder) -> Searcher:
    """Return a searcher over the library as it is now; its files are brought up to date first."""
    folder, reranker = library.folder / "index", load_reranker()
    revision = library.revision
    with _READING:
        generation = _load(folder, encoder)
    if generation is None or generation.revision != revision:
        generation = _catch_up(generation or _fresh(encoder, reranker), library, encoder, revision, reranker)
        with suppress(OSError):  # the files only spare the next start the work: a full disk must not stop a search
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
    return lexical_of(cut, generation.sides[cut].vocabulary, generation.postings[cut])


def _fresh(encoder: Encoder, reranker: Reranker) -> _Generation:
    sides = {cut: _Side() for cut in _CUTS}
    vectors = Vectors.empty(encoder.dimension)
    return _Generation(-1, np.zeros(0, np.int64), [], [], sides, {}, vectors, reranker.cut([]))


def _catch_up(old: _Generation, library: Library, encoder: Encoder, revision: int, reranker: Reranker) -> _Generation:
    """Return the generation without the clauses that are gone and with those that are new."""
    stored = library.keys()
    stays = np.array([int(key) in stored for key in old.keys], np.bool_)
    old.vectors.remove(old.keys[~stays])
    positions = np.flatnonzero(stays)
    known = int(old.keys.max()) if len(old.keys) else 0
    titles = {card.id: card.title for card in library.summaries()}
    added = [
        (entry_of(key, clause, titles[clause.document_id]), clause.id, clause.document_id)
        for key, clause in library.keyed_clauses(after=known)
        if is_searchable(clause)
    ]
    entries = [entry for entry, _, _ in added]
    sides = {cut: _grow(side, positions, entries, cut) for cut, side in old.sides.items()}
    _embed(old.vectors, entries, encoder)
    return _Generation(
        revision,
        np.concatenate((old.keys[stays], np.array([entry.key for entry in entries], np.int64))),
        [old.clause_ids[position] for position in positions] + [clause_id for _, clause_id, _ in added],
        [old.document_ids[position] for position in positions] + [document_id for _, _, document_id in added],
        sides,
        {cut: Bm25.build(side.forward, len(side.vocabulary)) for cut, side in sides.items()},
        old.vectors,
        old.cut.take(positions).extend(reranker.cut([plain(entry.whole) for entry in entries])),
    )


def _grow(side: _Side, positions: npt.NDArray[np.int64], entries: list[Entry], cut: str) -> _Side:
    counted = [entry.word_counts() if cut == "words" else entry.pair_counts() for entry in entries]
    kept = side.forward.take(positions)
    return _Side(side.vocabulary, kept.extend(count_terms(counted, side.vocabulary)))


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
        forward, postings = side.forward, generation.postings[cut]
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "terms": forward.terms, "counts": forward.counts, "forward": forward.starts,
            "starts": postings.starts, "entries": postings.entries, "impacts": postings.impacts,
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
        sides = {cut: _load_side(current, cut) for cut in _CUTS}
        keys = np.load(current / "keys.npy")
        postings = {cut: _load_postings(current, cut, len(keys)) for cut in _CUTS}
        vectors = Vectors.read(current / "vectors.faiss")
        cut = Cut(*(_load_sequences(current, name) for name in ("characters", "tokens")))
        _check_whole(keys, sides, postings, vectors, cut)
    except (OSError, ValueError, KeyError, RuntimeError):
        return None
    return _Generation(card["revision"], keys, card["clause_ids"], card["document_ids"], sides, postings, vectors, cut)


def _check_whole(
    keys: npt.NDArray[np.int64], sides: dict[str, _Side], postings: dict[str, Bm25], vectors: Vectors, cut: Cut
) -> None:
    """Raise ValueError where the files of a generation do not belong together."""
    fits = all(
        len(side.vocabulary) + 1 == len(postings[cut].starts) and len(side.forward) == len(keys)
        for cut, side in sides.items()
    )
    if not fits or {len(vectors), len(cut.characters), len(cut.tokens)} != {len(keys)}:
        raise ValueError("the files of this generation do not belong together")


def _load_side(folder: Path, cut: str) -> _Side:
    text = (folder / f"{cut}.txt").read_text(encoding="utf-8")
    vocabulary = {term: index for index, term in enumerate(text.split("\n") if text else [])}
    terms, counts, starts = (
        np.load(folder / f"{cut}-{name}.npy", mmap_mode="r") for name in ("terms", "counts", "forward")
    )
    return _Side(vocabulary, Forward(terms, counts, starts))


def _load_sequences(folder: Path, name: str) -> Sequences:
    return Sequences(np.load(folder / f"{name}.npy", mmap_mode="r"), np.load(folder / f"{name}-starts.npy"))


def _load_postings(folder: Path, cut: str, size: int) -> Bm25:
    starts, entries, impacts = (
        np.load(folder / f"{cut}-{name}.npy", mmap_mode="r") for name in ("starts", "entries", "impacts")
    )
    return Bm25(starts, entries, impacts, size)
