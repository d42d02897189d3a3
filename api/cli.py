"""The command `wence`. Nothing heavy is imported before a command needs it, so that `--help` comes at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli_library import library_app
from api.options import FirmOption, JsonOption, LibraryOption, ModelOption, with_engine

if TYPE_CHECKING:
    import datetime as dt

    from api.wiring import Engine
    from corpus.firm import Firm

_UsageError: type[Exception] = typer.BadParameter.__bases__[
    0
]  # typer carries its own copy of click, which has no public name

app = typer.Typer(
    name="wence",
    help="问策：中文政策问答——条款、责任单位、惠企政策，句句有出处。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(library_app, name="library")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit: 0 done, 1 a stated failure, 2 wrong usage. Every trouble is one Chinese line."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of the command."""
    from api.commands.failures import explain, usage_line

    # several OpenMP threads for one small search wait for each other: 25 to 120 ms a question, 15 to 50 ms with one
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a model is a folder or already in the cache; nothing is fetched
    command = typer.main.get_command(app)
    try:
        outcome = command.main(None if arguments is None else list(arguments), "wence", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except _UsageError as error:
        sys.stderr.write(usage_line(error))
        return 2
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("WENCE_DEBUG"):
            raise
        line, code = explain(error)
        sys.stderr.write(line)
        return code


@app.command()
def parse(
    files: Annotated[list[Path], typer.Argument(help="要解析的文件。")],
    json: JsonOption = False,
) -> int:
    """解析文件：结构、责任单位、优惠政策；不入库。"""
    from api.commands.parse import run as parse_files

    return parse_files(files, as_json=json)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹，可多个。")],
    library: LibraryOption = None,
    model: ModelOption = None,
    workers: Annotated[int | None, typer.Option("--workers", help="并行进程数，默认每核一个。")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="拒收读不全的文件。")] = False,
    json: JsonOption = False,
) -> int:
    """读入文件或文件夹：解析、入库、建索引；重复运行只读新的和改过的。"""
    from api.commands.ingest import run as ingest_files

    return with_engine(
        lambda engine: ingest_files(engine, paths, strict=strict, as_json=json),
        create=True,
        library=library,
        model=model,
        workers=workers,
    )


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="问题，例如：绿色电力直供由哪个部门负责？")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="问题文件：每行 {id,question,context?,firm?}；- 为标准输入。")
    ] = None,
    context: Annotated[list[str] | None, typer.Option("--context", help="此前的问题，可重复。")] = None,
    firm: FirmOption = None,
    library: LibraryOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> int:
    """提问：哪个部门负责、有什么支持、条款怎么说；答案附原文出处。"""
    from api.commands import ask as asking

    if (batch is None) == (not question or not question.strip()):
        raise typer.BadParameter("请给出一个问题，或用 --batch 指定问题文件（二选一）")

    def answer(engine: Engine) -> int:
        if batch is not None:
            return asking.run_batch(engine, batch, as_json=json)
        return asking.run(engine, question or "", context=context or (), firm=_firm(firm), as_json=json)

    return with_engine(answer, library=library, model=model)


@app.command()
def match(
    firm: FirmOption = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="企业表（CSV 或 XLSX，一行一家），代替 --firm。")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="--batch 的结果文件（XLSX）。")] = Path("matches.xlsx"),
    show_all: Annotated[bool, typer.Option("--all", help="也列出不符合的政策。")] = False,
    date: Annotated[
        str | None, typer.Option("--date", help="以哪一天为准，例如 2026-05-01；默认画像的 as_of 或今天。")
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """匹配：哪些优惠政策适用于这家企业，每个条件符合、不符合还是待确认。"""
    from api.commands.match import run as match_profile
    from api.commands.match_batch import run as match_table

    if firm is not None and batch is not None:
        raise typer.BadParameter("--firm 与 --batch 只能用一个")
    day, profile = _day(date), _firm(firm)
    if batch is not None:
        return with_engine(lambda engine: match_table(engine, batch, out, day, as_json=json), library=library)
    if profile is None:
        raise typer.BadParameter("没有企业画像：请用 --firm 指定画像文件，或用 --batch 指定企业表")
    return with_engine(
        lambda engine: match_profile(engine, profile, day, show_all=show_all, as_json=json), library=library
    )


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="要查找的内容。")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="返回多少条。")] = 10,
    library: LibraryOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> int:
    """检索：按相关程度列出条款。"""
    from api.commands.search import run as find

    return with_engine(lambda engine: find(engine, text, k=k, as_json=json), library=library, model=model)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="监听地址，默认 127.0.0.1。")] = None,
    port: Annotated[int | None, typer.Option("--port", help="端口，默认 8000。")] = None,
    library: LibraryOption = None,
    model: ModelOption = None,
) -> int:
    """启动网页与 HTTP 接口。"""
    from api.commands.serve import run as serve_forever
    from api.settings import load_settings

    return serve_forever(load_settings(host=host, port=port, library=library, model=model))


@app.command("mcp")
def assistant(library: LibraryOption = None, model: ModelOption = None) -> int:
    """作为 MCP 服务（标准输入输出）供智能助手调用：ask、search、match、read_clause。"""
    from api.tools import create_server

    def speak(engine: Engine) -> int:
        create_server(engine).run("stdio")
        return 0

    return with_engine(speak, library=library, model=model)


@app.command(
    "eval", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
)
def evaluate(context: typer.Context) -> int:
    """评测检索与问答（参数原样交给 python -m eval）。"""
    from api.commands.evaluate import run as run_benchmarks

    return run_benchmarks(context.args)


def _firm(path: Path | None) -> Firm | None:
    from corpus.firm import load_firm

    return load_firm(path) if path else None


def _day(text: str | None) -> dt.date | None:
    import datetime as dt

    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"日期“{text}”不对，应写成 2026-05-01 这样") from error
