"""Is the index on disk whole, and does it hold what the library holds."""

from __future__ import annotations

import numpy as np

from corpus.library import Library
from index.generation import load, read_card


def index_faults(library: Library) -> tuple[str, ...]:
    """Return what is wrong with the index, in Chinese; one that is missing or merely old is no fault.

    The next search builds it, or catches up.
    """
    folder = library.folder / "index"
    if not (folder / "CURRENT").exists():
        return ()
    card = read_card(folder)
    if card is not None and not card.readable:
        return ()
    generation = load(folder)
    if card is None or generation is None:
        return ("索引文件损坏或不齐",)
    if len(np.unique(generation.keys)) != len(generation.keys):
        return ("索引里有重复的条款",)
    foreign = generation.keys[~np.isin(generation.keys, np.fromiter(library.keys(), np.int64))]
    if card.revision == library.revision and len(foreign):
        return (f"索引里有 {len(foreign)} 条条款不在政策库里",)
    return ()


def index_line(library: Library) -> str:
    """Return one Chinese line on the index: how many clauses, which model, whether it is up to date."""
    card = read_card(library.folder / "index")
    if card is None:
        return "还没有索引，第一次检索时建立"
    if not card.readable:
        return "索引由旧版本建立，下次检索时重建"
    state = "与政策库同步" if card.revision == library.revision else "待下次检索时补上新增的"
    return f"索引 {card.clauses} 条，{state}；向量模型 {card.model.partition('@')[0]}"
