"""Every setting of Wence in one frozen value: environment variables `WENCE_*`, overridden by command-line flags."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated

import msgspec

from corpus.errors import SettingsError

_PREFIX = "WENCE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; the field `port` is read from `WENCE_PORT`.

    `library` is the folder of the working library; `runs_dir` holds benchmark runs (None: `runs` beside the library);
    `model` is a folder or name for sentence-transformers (None: the one that ships), also read from
    `WENCE_EMBEDDING_MODEL`; `reranker` one of a cross-encoder (None: the reranker that ships); `workers` the processes
    of an ingest run (None: one per core); `max_request_bytes` bounds what the HTTP door reads of one request;
    `max_upload_…` bounds each file that staff upload and the files of one upload;
    `expose_sources` lets it hand out the original files. `llm_…` name a server with the OpenAI chat interface, or the
    folder of a local model (`llm_path`), that may rewrite answers (None: no model); `staff_token` opens the staff
    routes to whoever sends it (None: they open to this machine only). Neither `llm_key` nor `staff_token` is shown by
    `repr`.
    """

    library: Path = Path("library")
    runs_dir: Path | None = None
    model: str | None = None
    reranker: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    host: Annotated[str, msgspec.Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 8000
    workers: Annotated[int, msgspec.Meta(ge=1, le=256)] | None = None
    max_request_bytes: Annotated[int, msgspec.Meta(ge=1024)] = 262_144
    max_upload_bytes: Annotated[int, msgspec.Meta(ge=1024)] = 50 * 1024 * 1024
    max_upload_files: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 20
    expose_sources: bool = True
    ocr_threads: Annotated[int, msgspec.Meta(ge=1, le=256)] = 1
    llm_base_url: Annotated[str, msgspec.Meta(pattern=r"^https?://\S+$")] | None = None
    llm_path: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    llm_model: Annotated[str, msgspec.Meta(min_length=1)] = "default"
    llm_key: str = field(default="", repr=False)
    llm_timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] = 15.0
    staff_token: Annotated[str, msgspec.Meta(min_length=16)] | None = field(default=None, repr=False)


_EXPECTED = {
    "library": "应为文件夹路径",
    "runs_dir": "应为文件夹路径",
    "model": "应为模型文件夹或名称",
    "reranker": "应为交叉编码器的文件夹或名称",
    "host": "应为主机名或地址，例如 127.0.0.1",
    "port": "应为 0 到 65535 的整数，例如 8000",
    "workers": "应为 1 到 256 的整数",
    "max_request_bytes": "应为不小于 1024 的整数（字节）",
    "max_upload_bytes": "应为不小于 1024 的整数（字节）",
    "max_upload_files": "应为 1 到 1000 的整数",
    "expose_sources": "应为 true 或 false",
    "ocr_threads": "应为 1 到 256 的整数",
    "llm_base_url": "应为 http:// 或 https:// 开头的地址，一般以 /v1 结尾",
    "llm_path": "应为 transformers 因果语言模型的文件夹或名称",
    "llm_model": "应为模型名称",
    "llm_key": "应为文字",
    "llm_timeout": "应为大于 0、不超过 600 的秒数",
    "staff_token": "应至少 16 个字符",
}
_ALSO = {"model": ("WENCE_EMBEDDING_MODEL",)}
_SECRET = frozenset({"llm_key", "staff_token"})


def load_settings(environ: Mapping[str, str] | None = None, /, **flags: object) -> Settings:
    """Return the settings: a flag that is not None beats the environment, which beats the default.

    `load_settings({"WENCE_PORT": "80"}).port == 80`. Raises SettingsError naming the setting that is wrong.
    """
    source = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for one in fields(Settings):
        name = _PREFIX + one.name.upper()
        value = flags.get(one.name)
        if value is None:
            value = next(
                (found for key in (name, *_ALSO.get(one.name, ())) if (found := source.get(key, "").strip())), ""
            )
        if value != "":
            values[one.name] = _checked(one.name, name, value)
    return Settings(**values)  # type: ignore[arg-type]  # each value was converted to its field's type


def _checked(key: str, name: str, value: object) -> object:
    try:
        settings = msgspec.convert({key: value}, Settings, strict=False, dec_hook=_decode)
    except msgspec.ValidationError as error:
        shown = "" if key in _SECRET else f"“{value}”"
        raise SettingsError(f"设置 {name} 的值{shown}不对", advice=_EXPECTED[key]) from error
    return getattr(settings, key)


def _decode(kind: type, value: object) -> object:
    return Path(str(value)).expanduser() if kind is Path else value
