"""The composition root: the only place that builds the library, the encoder, the searcher and the answerer."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from threading import RLock
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from api.desk.desk import Desk
from api.feedback import FeedbackBook
from api.settings import Settings
from api.suggestions import Suggestions, collect
from corpus.library import Library

if TYPE_CHECKING:
    from corpus.evidence import Answer, Filter
    from corpus.firm import Firm
    from index.embed import Encoder
    from index.search import Judge, Searcher
    from qa.answer import Answerer
    from qa.incentives import MatchReport
    from qa.language_model import Writer


def language_model(settings: Settings) -> Writer | None:
    """Return the language model that may rewrite answers: the server's, else the local one, None where none is set.

    Raises ModelNotFoundError where the local one cannot be loaded.
    """
    from qa.language_model import LanguageModel, LocalModel  # noqa: PLC0415  heavy

    if settings.llm_base_url is None and settings.llm_path is not None:
        local = LocalModel(settings.llm_path, settings.llm_timeout)
        local.load()
        return local
    if settings.llm_base_url is None:
        return None
    return LanguageModel(settings.llm_base_url, settings.llm_model, settings.llm_key, settings.llm_timeout)


def set_for_readers(settings: Settings) -> None:
    """Tell the readers, who also work in processes of their own, what is set for them: they inherit it."""
    os.environ["WENCE_OCR_THREADS"] = str(settings.ocr_threads)


class Engine:
    """All concrete objects over one library, each built when first needed.

    The searcher and the answerer are built anew when the library has changed, so that a running service sees what
    another process has ingested. Safe to share between threads.
    """

    def __init__(self, settings: Settings, *, create: bool = False) -> None:
        """Open the library. Raises LibraryError where it does not exist and `create` is false."""
        self.settings = settings
        self.library = Library.open(settings.library, create=create)
        self.feedback = FeedbackBook(settings.library)
        self.desk = Desk(settings.library)
        self._lock = RLock()
        self._encoder: Encoder | None = None
        self._searcher: Searcher | None = None
        self._answerer: Answerer | None = None
        self._revision = -1
        self._held = 0
        self._suggestions: tuple[int, Suggestions] | None = None

    def __enter__(self) -> Self:
        """Return the engine itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the library."""
        self.close()

    def close(self) -> None:
        """Close the library; the engine is of no use afterwards."""
        self.desk.close()
        self.library.close()

    @property
    def encoder(self) -> Encoder:
        """Return the embedding model of the settings. Raises ModelNotFoundError."""
        from index.embed import load_encoder  # noqa: PLC0415  heavy

        with self._lock:
            if self._encoder is None:
                self._encoder = load_encoder(self.settings.model)
            return self._encoder

    @cached_property
    def _judge(self) -> Judge | None:
        """Return the cross-encoder of the settings, None where none is set. Raises ModelNotFoundError."""
        from index.crossing import CrossJudge  # noqa: PLC0415  heavy

        return CrossJudge(self.settings.reranker) if self.settings.reranker else None

    @property
    def searcher(self) -> Searcher:
        """Return a searcher that knows the present library."""
        from index.snapshot import open_searcher  # noqa: PLC0415  heavy

        with self._lock:
            revision = self.library.revision
            if self._searcher is None or (revision != self._revision and not self._held):
                self._searcher = open_searcher(self.library, self.encoder, self._judge)
                self._answerer, self._revision = None, revision
            return self._searcher

    @property
    def answerer(self) -> Answerer:
        """Return an answerer over the present library."""
        from qa.answer import Answerer  # noqa: PLC0415  heavy

        with self._lock:
            searcher = self.searcher
            if self._answerer is None:
                self._answerer = Answerer(self.library, searcher, model=language_model(self.settings))
            return self._answerer

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it questions are answered from what `renew` last made, however the library changes."""
        with self._lock:
            self._held += 1
        try:
            yield
        finally:
            with self._lock:
                self._held -= 1

    def renew(self) -> None:
        """Build what answers questions over the present library, while the one before goes on answering."""
        from index.snapshot import open_searcher  # noqa: PLC0415  heavy
        from qa.answer import Answerer  # noqa: PLC0415  heavy

        revision = self.library.revision
        searcher = open_searcher(self.library, self.encoder, self._judge)
        answerer = Answerer(self.library, searcher, model=language_model(self.settings))
        with self._lock:
            self._searcher, self._answerer, self._revision = searcher, answerer, revision

    @property
    def suggestions(self) -> Suggestions:
        """Return what people may ask of the present library."""
        with self._lock:
            revision = self.library.revision
            if self._suggestions is None or self._suggestions[0] != revision:
                self._suggestions = (revision, collect(self.library))
            return self._suggestions[1]

    def warm(self) -> None:
        """Build now what the first question, the first firm and the first key stroke would wait for."""
        from qa.offers import offers_of  # noqa: PLC0415  heavy

        _ = self.answerer
        offers_of(self.library)
        self.suggestions.find("zc")

    def ask(
        self, question: str, *, context: Sequence[str] = (), firm: Firm | None = None, where: Filter | None = None
    ) -> Answer:
        """Return the answer that staff gave to this question, else the library's.

        An answer of staff is for everybody: a firm's own question, and one within a part of the library, is answered
        from the library.
        """
        started = perf_counter()
        reviewed = self.desk.answer(question, context, self.library) if firm is None and where is None else None
        if reviewed is None:
            return self.answerer.ask(question, context=context, firm=firm, where=where)
        return replace(reviewed, question=question, milliseconds=round((perf_counter() - started) * 1000, 2))

    def match(self, firm: Firm, date: dt.date | None = None) -> MatchReport:
        """Return the verdict on every incentive of the library for this firm."""
        from qa.incentives import match_firm  # noqa: PLC0415  heavy

        return match_firm(firm, self.library, date=date)
