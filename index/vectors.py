"""Clause vectors in FAISS, addressed by the library's clause keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.int64]


class Vectors:
    """An `IndexIDMap2` over a flat inner-product index: exact, and up to some 200,000 clauses in a few milliseconds."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401  faiss is untyped
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> Vectors:
        """Return an index without vectors."""
        faiss = _faiss()
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def read(cls, path: Path) -> Vectors:
        """Return the index stored in a file. The bytes are read here, because faiss cannot open every path name."""
        return cls(_faiss().deserialize_index(np.frombuffer(path.read_bytes(), np.uint8)))

    def write(self, path: Path) -> None:
        """Store the index in a file."""
        path.write_bytes(_faiss().serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        """Return the number of vectors."""
        return int(self._index.ntotal)

    def add(self, keys: Keys, vectors: Floats) -> None:
        """Add vectors under their keys; a key that is there already is replaced."""
        self.remove(keys)
        self._index.add_with_ids(vectors, keys)

    def remove(self, keys: Keys) -> None:
        """Forget the keys; unknown ones are passed over. FAISS itself would keep both of two equal keys."""
        if len(keys) and len(self):
            self._index.remove_ids(keys)

    def search(self, query: Floats, k: int, *, allowed: Keys | None = None) -> Keys:
        """Return the keys of up to k nearest vectors, best first, among the allowed keys (None: all)."""
        if not len(self) or (allowed is not None and not len(allowed)):
            return np.zeros(0, np.int64)
        options = _only(allowed) if allowed is not None else None
        _, keys = self._index.search(query[None, :], min(k, len(self)), params=options)
        return np.asarray(keys[0][keys[0] >= 0], np.int64)

    def cosines(self, query: Floats, keys: Keys) -> Floats:
        """Return the cosine of each key's vector with the query."""
        if not len(keys) or not len(self):
            return np.zeros(len(keys), np.float32)
        return np.asarray(self._index.reconstruct_batch(keys) @ query, np.float32)


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
