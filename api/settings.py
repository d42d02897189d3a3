"""Every setting of Wence in one frozen value: environment variables `WENCE_*`, overridden by command-line flags."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

import msgspec

from corpus.errors import SettingsError

_PREFIX = "WENCE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; the field `port` is read from `WENCE_PORT`.

    `library` is the folder of the working library; `model` a folder or name for sentence-transformers (None: the one
    that ships); `workers` the processes of an ingest run (None: one per core); `max_request_bytes` bounds what the
    HTTP door reads of one request; `expose_sources` lets it hand out the original files.
    """

    library: Path = Path("library")
    model: str | None = None
    host: Annotated[str, msgspec.Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 8000
    workers: Annotated[int, msgspec.Meta(ge=1, le=256)] | None = None
    max_request_bytes: Annotated[int, msgspec.Meta(ge=1024)] = 262_144
    expose_sources: bool = True


_EXPECTED = {
    "library": "应为文件夹路径",
    "model": "应为模型文件夹或名称",
    "host": "应为主机名或地址，例如 127.0.0.1",
    "port": "应为 0 到 65535 的整数，例如 8000",
    "workers": "应为 1 到 256 的整数",
    "max_request_bytes": "应为不小于 1024 的整数（字节）",
    "expose_sources": "应为 true 或 false",
}


def load_settings(environ: Mapping[str, str] | None = None, /, **flags: object) -> Settings:
    """Return the settings: a flag that is not None beats the environment, which beats the default.

    `load_settings({"WENCE_PORT": "80"}).port == 80`. Raises SettingsError naming the setting that is wrong.
    """
    source = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for field in fields(Settings):
        name = _PREFIX + field.name.upper()
        value = flags.get(field.name)
        value = source.get(name, "").strip() if value is None else value
        if value != "":
            values[field.name] = _checked(field.name, name, value)
    return Settings(**values)  # type: ignore[arg-type]  # each value was converted to its field's type


def _checked(field: str, name: str, value: object) -> object:
    try:
        settings = msgspec.convert({field: value}, Settings, strict=False, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise SettingsError(f"设置 {name} 的值“{value}”不对", advice=_EXPECTED[field]) from error
    return getattr(settings, field)


def _decode(kind: type, value: object) -> object:
    return Path(str(value)).expanduser() if kind is Path else value
