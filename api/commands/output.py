"""Where commands write: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Progress = Callable[..., None]
_PLAIN_WIDTH = 100  # columns where the output is no terminal: a pipe should not break Chinese text at 80


def print_json(value: object) -> None:
    """Print one value as one line of JSON in UTF-8, Chinese unescaped."""
    import orjson

    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def console() -> Console:
    """Return the console for results; without a terminal it is plain and wide."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _PLAIN_WIDTH
    return Console(highlight=False, width=width, soft_wrap=False)


def notice(line: str) -> None:
    """Print one line to standard error."""
    sys.stderr.write(f"{line}\n")


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Yield a callback `(done, total, name)` that moves a bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("[bold]{task.description}"),
        BarColumn(bar_width=28, complete_style="red", finished_style="red"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None, name="")

        def move(done: int, total: int, name: str = "") -> None:
            bar.update(task, completed=done, total=total, name=name)

        yield move
