"""Where uploaded files lie: first in a folder of their own, once taken in under `uploads/<document id>/`."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from api.upload.names import clean_name
from corpus.errors import LibraryError, ResourceLimitError
from corpus.library import Library

FOLDER = "uploads"
_PREFIX = ".incoming-"
_LEFT_BEHIND = 86_400.0  # seconds after which staged files belong to a process that died
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that was received: the name to show and the path where it waits."""

    name: str
    path: Path
    size: int


class Staging:
    """The files of one upload in a folder of their own, which `clear` removes with all that is still in it."""

    def __init__(self, library: Path) -> None:
        """Make the folder. Raises LibraryError where the library cannot be written to."""
        home = library / FOLDER
        try:
            home.mkdir(parents=True, exist_ok=True)
            sweep(home)
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home))
        except OSError as error:
            raise _unwritable(error) from error
        self.files: list[Staged] = []

    def take(self, name: str, stream: BinaryIO, most: int) -> None:
        """Keep one file. Raises ResourceLimitError for more than `most` bytes, LibraryError where the disk is full."""
        shown = clean_name(name)
        place = self._folder / str(len(self.files))
        try:
            place.mkdir()
            size = _copy(stream, place / shown, most)
        except OSError as error:
            raise _unwritable(error) from error
        if size > most:
            raise ResourceLimitError(shown, f"超过 {most // 2**20} MB", advice="请拆分后再上传")
        self.files.append(Staged(shown, place / shown, size))

    def clear(self) -> None:
        """Remove what is still here."""
        shutil.rmtree(self._folder, ignore_errors=True)


def backup_uploads(library: Path, target: Path) -> None:
    """Copy the files that were taken in beside a copy of the library, which then names the copies.

    Raises LibraryError where the disk is full.
    """
    home, copy = (folder.absolute() / FOLDER for folder in (library, target))
    if not home.is_dir():
        return
    try:
        shutil.copytree(home, copy, ignore=shutil.ignore_patterns(f"{_PREFIX}*"), dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise LibraryError(f"上传的原件没有备份下来（{error}）", advice="请检查磁盘空间和权限") from error
    with Library.open(target, create=False) as saved:
        saved.move_sources(home, copy)


def sweep(home: Path) -> None:
    """Remove what processes that died have left staged."""
    for folder in home.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another process may be removing it
            if time.time() - folder.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(folder)


def _copy(stream: BinaryIO, target: Path, most: int) -> int:
    """Copy until the end or just beyond `most` bytes; return how many were read."""
    size = 0
    with target.open("xb") as file:
        while size <= most and (part := stream.read(_CHUNK)):
            size += len(part)
            file.write(part)
    return size


def _unwritable(error: OSError) -> LibraryError:
    return LibraryError(f"上传的文件没有存下来（{error.strerror}）", advice="请检查政策库文件夹是否可写、磁盘是否已满")
