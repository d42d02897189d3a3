"""The desk of one library: its queue, its counts and its reviewed answers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from api.desk.queue import Queue, State
from api.desk.reviews import ReviewBook
from api.desk.store import FILE_NAME, Store
from api.desk.tally import Tally
from corpus.errors import LibraryError
from corpus.evidence import Answer, AnswerStatus
from corpus.library import Library
from qa.asked import question_key
from qa.reviewed import Reviewed

_log = logging.getLogger("wence.desk")


class Desk:
    """What staff work with; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.queue = Queue(self.store)
        self.tally = Tally(self.store)
        self.reviews = ReviewBook(self.store)

    def answer(self, question: str, context: Sequence[str], library: Library) -> Answer | None:
        """Return what staff answered to this question, None where they did not; a desk that cannot be read did not."""
        try:
            return self.reviews.answer(question, context, library)
        except LibraryError as error:
            _log.warning("%s", error)
            return None

    def settle(self, reviewed: Reviewed) -> int:
        """Keep a reviewed answer, close its question and return the answer's number. Raises LibraryError."""
        number = self.reviews.save(reviewed)
        self.queue.settle_key(question_key(reviewed.question, reviewed.context), State.ANSWERED)
        return number

    def withdraw(self, number: int) -> bool:
        """Forget a reviewed answer and open its question again; return False where there is none."""
        reviewed = self.reviews.withdraw(number)
        if reviewed:
            self.queue.settle_key(question_key(reviewed.question, reviewed.context), State.OPEN)
        return reviewed is not None

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
