"""What people say of answers: kept beside the library, one JSON object a line, only ever appended to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Literal

import msgspec

from corpus.errors import LibraryError

FILE_NAME = "feedback.jsonl"
MAX_BYTES = 64 * 1024 * 1024  # about 100,000 remarks; beyond it somebody writes who is no reader


class Reason(StrEnum):
    """What is wrong with an answer."""

    OFF_TARGET = "off_target"
    DEPARTMENT = "department"
    NUMBER = "number"
    EXPIRED = "expired"
    OTHER = "other"


REASON_NAMES = {
    Reason.OFF_TARGET: "答非所问",
    Reason.DEPARTMENT: "部门不对",
    Reason.NUMBER: "数字不对",
    Reason.EXPIRED: "已失效",
    Reason.OTHER: "其他",
}


class Remark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One verdict on one answer; `time` is ISO 8601 with its zone. None as the reason: not said."""

    time: str
    question: str
    status: str
    verdict: Literal["up", "down"]
    comment: str = ""
    reason: Reason | None = None


class FeedbackBook:
    """The remarks of one library; safe to share between threads, and each line is one write."""

    def __init__(self, folder: Path, *, limit: int = MAX_BYTES) -> None:
        self._path = folder / FILE_NAME
        self._limit = limit
        self._lock = Lock()

    def add(self, remark: Remark) -> None:
        """Append one remark. Raises LibraryError where the book is full or cannot be written."""
        line = msgspec.json.encode(remark) + b"\n"
        try:
            with self._lock:
                self._append(line)
        except OSError as error:
            raise LibraryError("反馈没有存下来", advice="请检查政策库文件夹是否可写、磁盘是否已满") from error

    def _append(self, line: bytes) -> None:
        with self._path.open("ab", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size + len(line) > self._limit:
                raise LibraryError("反馈已满，没有存下来", advice=f"请管理员移走 {FILE_NAME}")
            file.write(line)

    def backup(self, folder: Path) -> None:
        """Copy the book into the folder, nothing where nobody said anything. Raises LibraryError."""
        try:
            with self._lock:
                shutil.copyfile(self._path, folder / FILE_NAME)
        except FileNotFoundError:
            return
        except OSError as error:
            raise LibraryError("反馈没有备份", advice="请检查目标文件夹是否可写、磁盘是否已满") from error

    def remarks(self) -> Iterator[Remark]:
        """Yield the remarks, oldest first; a line that was cut off by a crash is passed over."""
        try:
            lines = self._path.open("rb")
        except FileNotFoundError:
            return
        with lines:
            for line in lines:
                try:
                    yield msgspec.json.decode(line, type=Remark)
                except msgspec.MsgspecError:
                    continue

    def latest(self, limit: int) -> list[Remark]:
        """Return the newest remarks, newest first."""
        return list(self.remarks())[::-1][:limit]
