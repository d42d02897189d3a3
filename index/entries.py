"""What of a clause is indexed: its own words, and with less weight the headings above it and the title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from corpus.model import Clause, ClauseKind
from index.tokens import pairs, words

_TITLE_WEIGHT = 0.3
_HEADING_WEIGHT = 0.6
_SILENT = frozenset((ClauseKind.TITLE, ClauseKind.CLOSING))


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause as the rankers see it."""

    key: int
    title: str
    heading: str
    text: str

    @property
    def prose(self) -> str:
        """Return what the embedding model reads: heading, then the clause's own words."""
        return f"{self.heading} {self.text}".strip()

    @property
    def whole(self) -> str:
        """Return what the reranker reads: title, heading, then the clause's own words."""
        return f"{self.title} {self.prose}".strip()

    def word_counts(self) -> dict[str, float]:
        """Return the weighted count of each word."""
        return self._counts(words)

    def pair_counts(self) -> dict[str, float]:
        """Return the weighted count of each character pair."""
        return self._counts(pairs)

    def _counts(self, cut: Callable[[str], list[str]]) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for text, weight in ((self.title, _TITLE_WEIGHT), (self.heading, _HEADING_WEIGHT), (self.text, 1.0)):
            for term in cut(text):
                counts[term] += weight  # type: ignore[assignment]  # a Counter of floats
        return dict(counts)


def is_searchable(clause: Clause) -> bool:
    """Return whether a clause says anything one may search for: titles and signatures do not."""
    return clause.kind not in _SILENT and bool(clause.text.strip())


def entry_of(key: int, clause: Clause, title: str) -> Entry:
    """Return the entry of a clause of a document with this title."""
    return Entry(key, title, " ".join(clause.heading), clause.text)
