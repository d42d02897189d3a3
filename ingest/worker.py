"""The process that reads files for another one: a line in for each, a MessagePack outcome out, within limits.

A line holds the path (in hex) and how many processes may share its pages.

Run as `python -m ingest.worker MEGABYTES`. It is a process of its own because a hostile file may crash a C
library, fill the memory or never end; its parent (`ingest.crew`) then starts another one. What it answers is data
of known types, nothing that could run in the parent.
"""

from __future__ import annotations

import gc
import os
import struct
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from corpus.errors import ResourceLimitError, WenceError
from corpus.model import Parse
from ingest.readers.stretches import allow_page_workers

HEADER = struct.Struct(">Q")
"""The length of an outcome, before its bytes."""

Outcome = tuple[Parse | None, str]
"""What became of a file: its parse, or the reason why there is none."""


def read_within_limits(path: Path) -> Outcome:
    """Return the parse of a file, or one Chinese line that says why not; nothing is raised."""
    try:
        from ingest.parsing import parse_file  # noqa: PLC0415  after the limits are set

        return parse_file(path), ""
    except WenceError as error:
        return None, str(error)
    except (MemoryError, ImportError):  # a library that finds no room to be loaded
        advice = "请拆分后再导入"
        return None, str(ResourceLimitError(path.name, "读取所需内存超过上限", advice=advice))
    except RecursionError:
        return None, str(ResourceLimitError(path.name, "内容嵌套过深", advice="请用原软件另存一份"))
    except Exception as error:  # noqa: BLE001  one file must not end the others; the reason names the fault
        detail = " ".join(str(error).split())[:120]
        return None, f"{path.name}：读取时出错（{type(error).__name__}：{detail}）。请把文件发给维护者"


def limit(megabytes: int) -> None:
    """Bound the address space of this process and leave no core dump, where the system can."""
    try:
        import resource  # noqa: PLC0415  not on every system
    except ImportError:  # pragma: no cover
        return
    size = megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer every line of `requests` with the outcome of reading that path, until there are no more."""
    for line in iter(requests.readline, b""):
        path, cores = line.decode("ascii").split()
        os.environ.update(allow_page_workers(int(cores)))
        outcome = read_within_limits(Path(os.fsdecode(bytes.fromhex(path))))
        data = msgspec.msgpack.encode(outcome)
        replies.write(HEADER.pack(len(data)) + data)
        replies.flush()
        del outcome, data
        gc.collect()
        gc.freeze()  # what is left is code and tables, which need not be looked through after every file


def main() -> None:
    """Serve the parent over standard input and output; what libraries print goes to standard error."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit(int(sys.argv[1]))
    serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
