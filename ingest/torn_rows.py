"""What is read as one text: a clause, or table rows that a page break has torn; and the cards they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Clause, ClauseKind
from ingest.squeezed import Squeezed, squeeze

_STOPS = "。；！？："
_LONGEST_LABEL = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more clauses read as one text; `owner(at)` is the clause in which a character of `view` stands.

    `label` is the row's first cell where it names the others (条件要求), `card` the id of the clause that heads the
    table, "" outside tables.
    """

    clauses: tuple[Clause, ...]
    view: Squeezed
    label: str = ""
    card: str = ""

    def owner(self, at: int) -> Clause:
        """Return the clause in which character `at` of the view stands."""
        place = self.view.at[at]
        return next((one for one in self.clauses if one.span.start <= place < one.span.end), self.clauses[0])


def read_passages(clauses: Sequence[Clause]) -> tuple[Passage, ...]:
    """Return the passages in order; a table row that ends in mid-sentence goes on in the next one without a label."""
    passages: list[Passage] = []
    card = label = ""
    for clause in clauses:
        if clause.kind is not ClauseKind.TABLE_ROW:
            card, label = clause.id, ""
            passages.append(Passage((clause,), squeeze(clause.text, clause.span.start)))
            continue
        view = squeeze(clause.text, clause.span.start)
        first, tab, _ = view.text.partition("\t")
        label = first if tab and len(first) <= _LONGEST_LABEL else label if not tab else ""
        last = passages[-1] if passages else None
        if (
            last
            and last.card == card
            and not tab
            and last.view.text
            and last.view.text[-1] not in _STOPS
            and _is_long(last)
        ):
            passages[-1] = _joined(last, clause, view)
        else:
            passages.append(Passage((clause,), view, label, card))
    return tuple(passages)


_LONG = 40


def _is_long(passage: Passage) -> bool:
    return len(passage.view.text) > _LONG


def _joined(passage: Passage, clause: Clause, view: Squeezed) -> Passage:
    joined = Squeezed(passage.view.text + view.text, passage.view.at + view.at)
    return Passage((*passage.clauses, clause), joined, passage.label, passage.card)
