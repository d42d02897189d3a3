"""The documents last opened, decoded once: the pages of one document are asked for one after the other."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from weakref import WeakKeyDictionary

from corpus.library import Library
from corpus.model import Parse

_KEPT = 4  # documents; the largest known, 331 pages, takes about 40 MB decoded and 0.11 s to decode
_Key = tuple[str, int]
_OPEN: WeakKeyDictionary[Library, OrderedDict[_Key, Parse]] = WeakKeyDictionary()
_lock = Lock()


def open_document(library: Library, document_id: str) -> Parse:
    """Return the document with its clauses and tags, fresh for the library's revision. Raises LibraryError."""
    key = (document_id, library.revision)
    with _lock:  # why: the outline and a clause are asked for at once, and need not be decoded twice
        shelf = _OPEN.setdefault(library, OrderedDict())
        if key not in shelf:
            shelf[key] = library.parse(document_id)
        shelf.move_to_end(key)
        while len(shelf) > _KEPT:
            shelf.popitem(last=False)
        return shelf[key]
