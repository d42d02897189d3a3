"""`wence library …`: look after what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.output import console, notice, print_json
from api.schemas.documents import parse_json
from api.schemas.searches import summary_json
from api.upload.staging import backup_uploads
from corpus.errors import LibraryError
from corpus.library import Library

if TYPE_CHECKING:
    from api.wiring import Engine


def list_documents(library: Library, *, as_json: bool) -> int:
    """Print the catalogue by title."""
    cards = [summary_json(summary) for summary in library.summaries()]
    if as_json:
        print_json({"documents": cards})
        return 0
    from rich.table import Table

    table = Table(header_style="dim")
    for name in ("编号", "标题", "文号", "日期", "时效", "条款", "凭证"):
        table.add_column(name, overflow="fold", justify="right" if name == "条款" else "left")
    for card in cards:
        words = (card["id"][:8], card["title"], card["number"] or "", card["date"] or "", card["status"])
        table.add_row(*words, str(card["clauses"]), "完整" if card["complete"] else "不完整")
    console().print(table)
    return 0


def show_document(library: Library, document_id: str, *, as_json: bool) -> int:
    """Print everything stored of one document."""
    parse = parse_json(library.parse(find_document(library, document_id)), library)
    if as_json:
        print_json(parse)
    else:
        from api.commands.parse import show_parse

        show_parse(console(), parse)
    return 0


def remove_documents(library: Library, document_ids: Sequence[str], *, as_json: bool) -> int:
    """Forget documents; all are looked up before the first is removed."""
    found = [find_document(library, document_id) for document_id in document_ids]
    count = library.remove(found)
    if as_json:
        print_json({"removed": found})
    else:
        notice(f"已移除 {count} 份文件")
    return 0


def export(library: Library, target: Path | None) -> int:
    """Write every document as one line of JSON, to the target or to standard output."""
    ids = [summary.id for summary in library.summaries()]
    if target is None:
        for document_id in ids:
            print_json(parse_json(library.parse(document_id)))
        return 0
    import orjson

    try:
        with target.open("wb") as file:
            for document_id in ids:
                row = parse_json(library.parse(document_id))
                file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
    except OSError as error:
        raise LibraryError(f"写不进 {target}（{error.strerror}）", advice="请换一个可写的位置") from error
    notice(f"已导出 {len(ids)} 份文件到 {target}")
    return 0


def backup(engine: Engine, target: Path, *, as_json: bool) -> int:
    """Write a consistent copy of the library into the folder `target`, which `--library` can then name.

    What people wrote goes with it, the desk and the feedback, and the files that were uploaded.
    """
    file = target / "library.db"
    if file.exists():
        raise LibraryError(f"{file} 已经存在", advice="请换一个文件夹，以免覆盖")
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"建不了文件夹 {target}（{error.strerror}）", advice="请换一个可写的位置") from error
    engine.library.backup(file)
    engine.desk.backup(target)
    engine.feedback.backup(target)
    backup_uploads(engine.library.folder, target)
    if as_json:
        print_json({"backup": str(file)})
    else:
        notice(f"已备份到 {file}；用 --library {target} 即可打开")
    return 0


def find_document(library: Library, prefix: str) -> str:
    """Return the full id of the one document whose id begins with the prefix. Raises LibraryError for none or many."""
    found = [summary.id for summary in library.summaries() if summary.id.startswith(prefix)]
    if len(found) == 1:
        return found[0]
    trouble = "没有" if not found else f"有 {len(found)} 份"
    raise LibraryError(f"政策库里{trouble}编号以“{prefix}”开头的文件", advice="用 wence library list 查看编号")
