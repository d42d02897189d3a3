"""What is read as one text: a clause, or table rows that a page break has torn; and the cards they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpus.model import Clause, ClauseKind
from ingest.incentives.squeezed import Squeezed, squeeze

_STOPS = "。；！？："
_LONGEST_LABEL = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more clauses read as one text; `owner(at)` is the clause in which a character of `view` stands.

    `label` is the name of its row (条件要求), `card` the path of the card or table it stands on, "" outside tables.
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
    """Return the passages in order; a table row that ends in mid-sentence goes on in the next one without a label.

    On a card (a clause with rows 服务内容, 条件要求 … below it) a row's items belong to the card too.
    """
    cards = {clause.path[:-1] for clause in clauses if clause.kind is ClauseKind.TABLE_ROW}
    passages: list[Passage] = []
    for clause in clauses:
        view = squeeze(clause.text, clause.span.start)
        card, label = _place(clause, cards, view.text)
        last = passages[-1] if passages else None
        if last and _goes_on(last, clause, card, view.text):
            passages[-1] = _joined(last, clause, view)
        else:
            passages.append(Passage((clause,), view, label, "/".join(card)))
    return tuple(passages)


def _place(clause: Clause, cards: AbstractSet[tuple[str, ...]], text: str) -> tuple[tuple[str, ...], str]:
    """Return the path of the card a clause stands on and the name of its row, () and "" off any card."""
    for length in range(len(clause.path) - 1, -1, -1):
        card = clause.path[:length]
        if card not in cards:
            continue
        first, tab, _ = text.partition("\t")
        name = clause.path[length].partition("#")[0].replace("／", "/")
        return card, first if tab and len(first) <= _LONGEST_LABEL else name
    return (), ""


def _goes_on(last: Passage, clause: Clause, card: Sequence[str], text: str) -> bool:
    """Return whether a row without a label of its own continues the sentence of the row before."""
    rows = clause.kind is ClauseKind.TABLE_ROW and last.clauses[-1].kind is ClauseKind.TABLE_ROW
    if not rows or last.card != "/".join(card) or "\t" in text:
        return False
    return _is_long(last) and last.view.text[-1] not in _STOPS


_LONG = 40


def _is_long(passage: Passage) -> bool:
    return len(passage.view.text) > _LONG


def _joined(passage: Passage, clause: Clause, view: Squeezed) -> Passage:
    joined = Squeezed(passage.view.text + view.text, passage.view.at + view.at)
    return Passage((*passage.clauses, clause), joined, passage.label, passage.card)
