"""Which files a run is to read: folders are walked, addresses fetched, everything else is taken as it is named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import SourceNotFoundError
from ingest.readers.registry import is_readable

_SCHEMES = ("http:/", "https:/")


def find_sources(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files to read, each once: named files as given, folders by their documents in order of name.

    Raises SourceNotFoundError for a folder that holds no document. A missing file is returned: its reader says so.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if is_address(path) or not path.is_dir():
            found[path] = None
            continue
        files = list(_walk(path))
        if not files:
            raise SourceNotFoundError(
                str(path), "文件夹里没有可读的文件", advice="支持 PDF、DOCX、DOC、HTML、OFD、TXT、MD 和图片"
            )
        found.update(dict.fromkeys(files))
    return tuple(found)


def is_address(path: Path) -> bool:
    """Return whether a path is a web address, whose double slash `Path` has closed up."""
    return str(path).startswith(_SCHEMES)


def address_of(path: Path) -> str:
    """Return the web address that a path stands for: `https:/a.cn/b` is `https://a.cn/b`."""
    scheme, _, rest = str(path).partition(":")
    return f"{scheme}://{rest.lstrip('/')}"


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the documents below a folder; hidden folders and links to folders are not entered."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if is_readable(Path(name)))
