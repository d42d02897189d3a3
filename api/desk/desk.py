"""The desk of one library: its queue, its counts and its reviewed answers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from api.desk.queue import Queue
from api.desk.store import FILE_NAME, Store
from api.desk.tally import Tally
from corpus.errors import LibraryError
from corpus.evidence import Answer, AnswerStatus

_log = logging.getLogger("wence.desk")


class Desk:
    """What staff work with; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.queue = Queue(self.store)
        self.tally = Tally(self.store)

    def note(self, answer: Answer, context: Sequence[str] = ()) -> None:
        """Count an answer, and queue its question where the library did not answer.

        A desk that cannot write is told in the log: the reader's answer matters more.
        """
        try:
            self.tally.count(answer)
            if answer.status is AnswerStatus.INSUFFICIENT:
                self.queue.add_refusal(answer.question, context)
        except LibraryError as error:
            _log.warning("%s", error)

    def backup(self, folder: Path) -> None:
        """Write a consistent copy into the folder, nothing where there is nothing. Raises LibraryError."""
        self.store.backup(folder / FILE_NAME)

    def close(self) -> None:
        """Close the file of the desk."""
        self.store.close()
