"""One who bears a duty by the words of a document."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Role, Span


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name with its role and the range of the document that says so."""

    name: str
    role: Role
    span: Span

    def shift(self, by: int) -> Bearer:
        """Return the same with its range moved `by` characters to the right."""
        return Bearer(self.name, self.role, self.span.shift(by))
