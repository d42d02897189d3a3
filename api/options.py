"""What the commands have in common: their options, and the engine they work with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from api.wiring import Engine

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="政策库文件夹，默认 $WENCE_LIBRARY 或 ./library。")
]
ModelOption = Annotated[str | None, typer.Option("--model", help="向量模型：文件夹路径或名称，默认随附模型。")]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
FirmOption = Annotated[Path | None, typer.Option("--firm", help="企业画像文件（TOML、JSON 或 YAML）。")]


def with_engine(act: Callable[[Engine], int], *, create: bool = False, **flags: object) -> int:
    """Return what `act` returns on an engine of these settings, which is closed behind it."""
    from api.settings import load_settings
    from api.wiring import Engine

    with Engine(load_settings(**flags), create=create) as engine:
        return act(engine)
