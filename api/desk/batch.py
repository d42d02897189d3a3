"""A table of firms that staff upload becomes a table of matches, within bounds."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path, PurePath

from corpus.errors import ProfileError
from corpus.library import Library
from qa.batch import match_rows, read_firms, write_matches

MOST_FIRMS = 200  # at 0.3 s each over a library of 59 documents the caller waits a minute
_MOST_UNPACKED = 100 * 1024 * 1024  # bytes; a sheet of 200 firms has under one megabyte


def match_firms(body: bytes, name: str, library: Library, *, server: str) -> bytes:
    """Return the matches of the firms as an XLSX file; `name` tells by its ending how the table is written.

    Raises ProfileError for a table that cannot be read, is too long, or unpacks to more than it should.
    """
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / f"企业表{PurePath(name).suffix.lower()}"
        table.write_bytes(body)
        _check_unpacked(body)
        try:
            firms = read_firms(table)
        except ProfileError as error:  # why: the reader of the message knows no folder of this machine
            raise ProfileError(error.message.replace(f"{folder}/", ""), advice=error.advice) from error
        if len(firms) > MOST_FIRMS:
            raise ProfileError(f"企业表有 {len(firms)} 家企业，一次至多 {MOST_FIRMS} 家", advice="请分几次上传")
        target = Path(folder) / "matches.xlsx"
        write_matches(match_rows(firms, library, server=server), target)
        return target.read_bytes()


def _check_unpacked(body: bytes) -> None:
    if not zipfile.is_zipfile(BytesIO(body)):
        return
    with zipfile.ZipFile(BytesIO(body)) as packed:
        if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
            raise ProfileError("企业表解开后太大", advice="请只留企业资料一张表，另存后再传")
