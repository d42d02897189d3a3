"""`wence library verify | repair | reindex`: is all whole, mend it, make the index anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.output import console, notice, print_json, progress_bar
from corpus.errors import LibraryError

if TYPE_CHECKING:
    from api.wiring import Engine

_BEFORE = "library.before-repair.db"


def verify(engine: Engine, *, as_json: bool) -> int:
    """Print whether library and index are whole; return 1 where they are not."""
    from index.checking import index_faults, index_line

    faults = (*engine.library.verify(), *index_faults(engine.library))
    cards = engine.library.summaries()
    counts = {"documents": len(cards), "clauses": sum(card.clauses for card in cards)}
    if as_json:
        print_json({"sound": not faults, "faults": faults, **counts, "index": index_line(engine.library)})
        return int(bool(faults))
    out = console()
    out.print(f"{counts['documents']} 份文件，{counts['clauses']} 条条款；{index_line(engine.library)}")
    for fault in faults:
        out.print(f"[red]✗[/red] {fault}")
    out.print("修复：wence library repair" if faults else "[green]✓[/green] 完好：每条条款都与所存原文逐字相符")
    return int(bool(faults))


def repair(engine: Engine, *, as_json: bool) -> int:
    """Mend library and index; what cannot be read any more is forgotten and named. A copy of the old file stays."""
    from index.checking import index_faults

    kept = engine.library.folder / _BEFORE
    kept.unlink(missing_ok=True)
    engine.library.backup(kept)
    gone = engine.library.repair()
    broken = bool(index_faults(engine.library))
    if broken:
        _rebuild(engine)
    if as_json:
        rows = [{"id": card.id, "title": card.title, "source": card.source} for card in gone]
        print_json({"removed": rows, "reindexed": broken, "copy": str(kept)})
        return 0
    for card in gone:
        notice(f"已移除读不出的《{card.title}》，请重新读入：{card.source}")
    notice("索引已重建" if broken else "索引无需重建")
    notice(f"修复前的数据库留在 {kept}，确认无误后可删除")
    return 0


def reindex(engine: Engine, *, as_json: bool) -> int:
    """Make the index anew with the model that is set."""
    count = _rebuild(engine)
    name = engine.encoder.name.partition("@")[0]
    if as_json:
        print_json({"clauses": count, "model": name})
    else:
        notice(f"已用模型 {name} 重建索引：{count} 条")
    return 0


def _rebuild(engine: Engine) -> int:
    from index.snapshot import rebuild

    try:
        with progress_bar("建索引") as progress:
            return rebuild(engine.library, engine.encoder, progress)
    except OSError as error:
        raise LibraryError(
            f"索引写不进 {engine.library.folder}（{error.strerror}）", advice="请检查磁盘空间和权限"
        ) from error
