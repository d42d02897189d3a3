"""`wence library …`: the commands that look after what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.options import JsonOption, LibraryOption, ModelOption, with_engine

library_app = typer.Typer(help="查看和维护政策库。", no_args_is_help=True, rich_markup_mode=None)


@library_app.command("list")
def library_list(library: LibraryOption = None, json: JsonOption = False) -> int:
    """列出库内文件。"""
    from api.commands.catalogue import list_documents

    return with_engine(lambda engine: list_documents(engine.library, as_json=json), library=library)


@library_app.command("show")
def library_show(
    document: Annotated[str, typer.Argument(help="文件编号，可只写开头几位。")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """显示一份文件的条款、责任单位、优惠政策和阅读凭证。"""
    from api.commands.catalogue import show_document

    return with_engine(lambda engine: show_document(engine.library, document, as_json=json), library=library)


@library_app.command("remove")
def library_remove(
    documents: Annotated[list[str], typer.Argument(help="文件编号，可多个。")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """移除文件。"""
    from api.commands.catalogue import remove_documents

    return with_engine(lambda engine: remove_documents(engine.library, documents, as_json=json), library=library)


@library_app.command("export")
def library_export(
    target: Annotated[Path | None, typer.Argument(help="写到哪个文件；不写则输出到标准输出。")] = None,
    library: LibraryOption = None,
    json: JsonOption = False,  # noqa: ARG001  the export is JSON lines with or without it
) -> int:
    """导出全部文件（每行一份 JSON）。"""
    from api.commands.catalogue import export

    return with_engine(lambda engine: export(engine.library, target), library=library)


@library_app.command("backup")
def library_backup(
    target: Annotated[Path, typer.Argument(help="备份到哪个文件夹。")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """备份政策库，连同坐席数据、反馈和上传的原件（使用中也可以）。"""
    from api.commands.catalogue import backup

    return with_engine(lambda engine: backup(engine, target, as_json=json), library=library)


@library_app.command("verify")
def library_verify(library: LibraryOption = None, json: JsonOption = False) -> int:
    """检查政策库和索引是否完好：数据库、条款与原文、向量。"""
    from api.commands.upkeep import verify

    return with_engine(lambda engine: verify(engine, as_json=json), library=library)


@library_app.command("repair")
def library_repair(library: LibraryOption = None, model: ModelOption = None, json: JsonOption = False) -> int:
    """修复政策库和索引；读不出的文件移除并列出，修复前的数据库留一份。"""
    from api.commands.upkeep import repair

    return with_engine(lambda engine: repair(engine, as_json=json), library=library, model=model)


@library_app.command("reindex")
def library_reindex(library: LibraryOption = None, model: ModelOption = None, json: JsonOption = False) -> int:
    """按现在的向量模型重建索引；换模型后用。"""
    from api.commands.upkeep import reindex

    return with_engine(lambda engine: reindex(engine, as_json=json), library=library, model=model)


@library_app.command("feedback")
def library_feedback(
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多列出多少条，新的在前。")] = 100,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """查看读者对答案的评价。"""
    from api.commands.remarks import list_feedback

    return with_engine(lambda engine: list_feedback(engine.feedback, limit=limit, as_json=json), library=library)
