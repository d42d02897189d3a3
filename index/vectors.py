"""Clause vectors in FAISS, addressed by the library's clause keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.int64]

MANY = 30_000  # vectors from which on a rough first look saves time
_LOOKED_AT = 1000  # candidates of the first look that are compared in full
_DIMENSIONS_A_CODE = 4  # of 4 bits: a vector of 256 dimensions has a rough copy of 32 bytes
_SAMPLE = 20_000  # vectors that the codes are learned from


class Vectors:
    """An `IndexIDMap2` over a flat inner-product index.

    Up to 30,000 vectors every one is compared. Above, rough copies (product quantization, 4 bits for 4 dimensions, read
    in registers: André et al. 2017) choose 1,000 that are compared in full: on 100,000 recombined clauses Recall@10
    .996 of the exact search in a twelfth of its time.
    """

    def __init__(self, index: Any, coarse: Any = None) -> None:  # noqa: ANN401  faiss is untyped
        self._index = index
        self._coarse = coarse

    @classmethod
    def empty(cls, dimension: int) -> Vectors:
        """Return an index without vectors."""
        faiss = _faiss()
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def read(cls, path: Path) -> Vectors:
        """Return the index stored in a file."""
        rough = _rough_path(path)
        coarse = _deserialized(rough) if rough.is_file() else None
        found = _deserialized(path)
        return cls(found, coarse if coarse is not None and coarse.ntotal == found.ntotal else None)

    def write(self, path: Path) -> None:
        """Store the index in a file, and the rough copies in another one beside it."""
        self._ready()
        path.write_bytes(_faiss().serialize_index(self._index).tobytes())
        if self._coarse is not None:
            _rough_path(path).write_bytes(_faiss().serialize_index(self._coarse).tobytes())

    def __len__(self) -> int:
        """Return the number of vectors."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Return the vectors' length."""
        return int(self._index.d)

    def add(self, keys: Keys, vectors: Floats) -> None:
        """Add vectors under their keys; a key that is there already is replaced."""
        self.remove(keys)
        self._index.add_with_ids(vectors, keys)
        if self._coarse is not None:
            self._coarse.add(np.ascontiguousarray(vectors, np.float32))

    def remove(self, keys: Keys) -> None:
        """Forget the keys; unknown ones are passed over. FAISS itself would keep both of two equal keys."""
        if len(keys) and len(self):
            places = np.flatnonzero(np.isin(self._keys(), keys))
            self._index.remove_ids(keys)
            if self._coarse is not None and len(places):
                self._coarse.remove_ids(places)

    def search(self, query: Floats, k: int, *, allowed: Keys | None = None) -> Keys:
        """Return the keys of up to k nearest vectors, best first, among the allowed keys (None: all)."""
        if not len(self) or (allowed is not None and not len(allowed)):
            return np.zeros(0, np.int64)
        if allowed is None and k < _LOOKED_AT and self._ready():
            return self._search_twice(query, k)
        options = _only(allowed) if allowed is not None else None
        _, keys = self._index.search(query[None, :], min(k, len(self)), params=options)
        return np.asarray(keys[0][keys[0] >= 0], np.int64)

    def _ready(self) -> bool:
        """Return whether there are rough copies, made now where there are many vectors and none are."""
        if self._coarse is None and len(self) >= MANY and self._index.d % _DIMENSIONS_A_CODE == 0:
            self._coarse = _coarse_of(self._rows())
        return self._coarse is not None

    def _search_twice(self, query: Floats, k: int) -> Keys:
        """Return the keys of the k nearest of those that look nearest in their rough copies."""
        _, places = self._coarse.search(query[None, :], min(_LOOKED_AT, len(self)))
        found = places[0][places[0] >= 0]
        nearness = self._rows()[found] @ query
        best = found[np.argsort(-nearness, kind="stable")[:k]]
        return np.asarray(self._keys()[best], np.int64)

    def _keys(self) -> Keys:
        """Return the keys in the order of the rows, as they lie in memory, not copied."""
        ids = self._index.id_map
        return np.asarray(_faiss().rev_swig_ptr(ids.data(), ids.size()), np.int64)

    def _rows(self) -> Floats:
        """Return the stored vectors as they lie in memory, not copied."""
        faiss = _faiss()
        flat = faiss.downcast_index(self._index.index)
        size = self._index.ntotal * self._index.d
        return np.asarray(faiss.rev_swig_ptr(flat.get_xb(), size)).reshape(-1, self._index.d)

    def cosines(self, query: Floats, keys: Keys) -> Floats:
        """Return the cosine of each key's vector with the query."""
        if not len(keys) or not len(self):
            return np.zeros(len(keys), np.float32)
        return np.asarray(self._index.reconstruct_batch(keys) @ query, np.float32)


def _coarse_of(rows: Floats) -> Any:  # noqa: ANN401  faiss is untyped
    """Return an index of rough copies of the rows, in their order."""
    faiss = _faiss()
    width = rows.shape[1]
    index = faiss.IndexPQFastScan(width, width // _DIMENSIONS_A_CODE, 4, faiss.METRIC_INNER_PRODUCT)
    chosen = np.linspace(0, len(rows) - 1, min(_SAMPLE, len(rows))).astype(np.int64)
    index.train(np.ascontiguousarray(rows[chosen]))
    index.add(rows)
    return index


def _rough_path(path: Path) -> Path:
    return path.with_suffix(".rough")


def _deserialized(path: Path) -> Any:  # noqa: ANN401  faiss is untyped
    """Return the index in a file. It is opened here, because faiss cannot open every path name."""
    faiss = _faiss()
    with path.open("rb") as file:
        return faiss.read_index(faiss.PyCallbackIOReader(file.read, 1 << 24))


def _only(keys: Keys) -> Any:  # noqa: ANN401  faiss is untyped
    """Return search parameters that admit these keys alone."""
    faiss = _faiss()
    return faiss.SearchParameters(sel=faiss.IDSelectorBatch(keys))  # why: by keyword, it keeps a reference


@cache
def _faiss() -> Any:  # noqa: ANN401  a module
    """Return faiss on one thread: a flat search of some 10,000 vectors takes longer to share out than to do."""
    import faiss  # noqa: PLC0415  heavy

    faiss.omp_set_num_threads(1)
    return faiss
