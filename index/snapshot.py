"""The index follows the library: opened, caught up with what was added and removed, made anew.

A generation that is missing or damaged is made anew from the library; one that is merely old is caught up. One that
another embedding model made is never searched with this one: a new edition of the model that ships replaces its
own, any other is refused until somebody asks for `rebuild`, which may take hours of a large model's time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelMismatchError
from corpus.library import Library
from index.embed import Encoder
from index.entries import Entry, entry_of, is_searchable
from index.filtering import Gate
from index.generation import CUTS, Generation, Side, load, read_card, store
from index.rerank import Reranker, load_reranker
from index.search import Contents, Judge, LexicalIndex, Searcher, lexical_of
from index.tokens import plain
from index.vectors import Vectors

Progress = Callable[[int, int, str], None]
# why: np.load parses each array's head with ast, which fails in threads on CPython 3.11 (gh-106905)
_READING = Lock()
_BATCH = 4096
_SLOW_BATCH = 64  # clauses that a large model embeds between two steps of the progress bar
_LARGE = 20_000  # clauses from which on a small change is caught up at every start rather than stored
_TOLERATED = 0.01  # share of clauses that is a small change


def open_searcher(library: Library, encoder: Encoder, judge: Judge | None = None) -> Searcher:
    """Return a searcher over the library as it is now; its files are brought up to date first.

    `judge` puts the best candidates in order once more (None: the reranker that ships). Raises ModelMismatchError.
    """
    folder, reranker = library.folder / "index", load_reranker()
    check_model(library, encoder)
    with _READING:
        card = read_card(folder)
        generation = (
            load(folder) if card and (card.model, card.dimension) == (encoder.name, encoder.dimension) else None
        )
    if generation is None or generation.revision != library.revision:
        old = generation or _fresh(encoder, reranker)
        generation, changed = _catch_up(old, library, encoder, reranker, _silent)
        if len(generation.keys) < _LARGE or changed > _TOLERATED * len(generation.keys):
            with suppress(OSError):  # the files only spare the next start work: a full disk must not stop a search
                store(folder, generation, encoder.name)
    return Searcher(_contents(generation), encoder, Gate(library), reranker=judge or reranker)


def rebuild(library: Library, encoder: Encoder, progress: Progress) -> int:
    """Make the index anew with this model, whatever made the old one; return how many clauses it holds.

    `progress(done, total, model)` is called before every batch and at the end. Readers keep the old generation until
    the new one is whole. Raises OSError where it cannot be written.
    """
    reranker = load_reranker()
    generation, _ = _catch_up(_fresh(encoder, reranker), library, encoder, reranker, progress)
    store(library.folder / "index", generation, encoder.name)
    return len(generation.keys)


def check_model(library: Library, encoder: Encoder) -> None:
    """Raise ModelMismatchError where another model than this one made the vectors of the library."""
    card = read_card(library.folder / "index")
    if card is None or card.model == encoder.name or not card.clauses:
        return
    if _family(card.model) != _family(encoder.name):
        raise ModelMismatchError(
            f"政策库的向量由模型 {_family(card.model)} 建立，现在用的是 {_family(encoder.name)}，两者不能混用",
            advice="请用 wence library reindex 按现在的模型重建，或把 --model（WENCE_MODEL）设回原来的模型",
        )


def _family(name: str) -> str:
    """Return a model's name without the checksum that tells its editions apart."""
    return name.partition("@")[0]


def _silent(_done: int, _total: int, _name: str) -> None:
    pass


def _contents(generation: Generation) -> Contents:
    lexical = {cut: _lexical(cut, generation) for cut in CUTS}
    return Contents(
        generation.keys,
        generation.clause_ids,
        generation.document_ids,
        lexical["words"],
        lexical["pairs"],
        generation.vectors,
        generation.cut,
    )


def _lexical(cut: str, generation: Generation) -> LexicalIndex:
    return lexical_of(cut, generation.sides[cut].vocabulary, generation.sides[cut].ranker)


def _fresh(encoder: Encoder, reranker: Reranker) -> Generation:
    sides = {cut: Side() for cut in CUTS}
    vectors = Vectors.empty(encoder.dimension)
    return Generation(-1, np.zeros(0, np.int64), [], [], sides, vectors, reranker.cut([]))


def _catch_up(
    old: Generation, library: Library, encoder: Encoder, reranker: Reranker, progress: Progress
) -> tuple[Generation, int]:
    """Return the generation without the clauses that are gone and with those that are new; how many these are."""
    revision = library.revision  # read before the clauses: what changes meanwhile is caught up with next time
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
    _embed(old.vectors, entries, encoder, progress)
    generation = Generation(
        revision,
        np.concatenate((old.keys, np.array([entry.key for entry in entries], np.int64))),
        old.clause_ids + [clause_id for _, clause_id, _ in added],
        old.document_ids + [document_id for _, _, document_id in added],
        {cut: _grow(side, stays, entries, cut) for cut, side in old.sides.items()},
        old.vectors,
        old.cut.extend(reranker.cut([plain(entry.whole) for entry in entries])),
    )
    return generation, len(added) + int((~stays).sum())


def _shrink(old: Generation, stays: npt.NDArray[np.bool_]) -> None:
    """Forget the clauses that are gone, but for the rankers, which shrink and grow in one step."""
    if stays.all():
        return
    positions = np.flatnonzero(stays)
    old.vectors.remove(old.keys[~stays])
    old.keys, old.cut = old.keys[stays], old.cut.take(positions)
    old.clause_ids = [old.clause_ids[position] for position in positions]
    old.document_ids = [old.document_ids[position] for position in positions]


def _grow(side: Side, stays: npt.NDArray[np.bool_], entries: list[Entry], cut: str) -> Side:
    counted = [entry.word_counts() if cut == "words" else entry.pair_counts() for entry in entries]
    return Side(side.vocabulary, side.ranker.grow(stays, counted, side.vocabulary))


def _embed(vectors: Vectors, entries: list[Entry], encoder: Encoder, progress: Progress) -> None:
    size = _BATCH if encoder.fast else _SLOW_BATCH
    for start in range(0, len(entries), size):
        batch = entries[start : start + size]
        progress(start, len(entries), encoder.name)
        found = encoder.encode([entry.prose for entry in batch])
        vectors.add(np.array([entry.key for entry in batch], np.int64), found)
    progress(len(entries), len(entries), encoder.name)
