"""The reverse question: which clauses a department bears, over all documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.authority.departments import resolve
from corpus.library import Library
from corpus.model import Clause, Responsibility
from qa.departments import same_department
from qa.question import Question
from qa.sentences import fold


@dataclass(frozen=True, slots=True)
class Duty:
    """A clause and how the department asked for bears it."""

    clause: Clause
    bearer: Responsibility


class DutyBook:
    """All duties of the library by clause, read once per revision."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._revision = -1
        self._duties: dict[str, list[Responsibility]] = {}

    def of(self, question: Question, fits: Mapping[str, float]) -> tuple[Duty, ...]:
        """Return the duties of the department that the question names, those fitting the question best first.

        `fits` gives scores of clause ids; a clause that two files hold in the same words counts once. With
        `question.sole` only clauses count that nobody else bears.
        """
        name = question.departments[0]
        region = question.regions[0].full if question.regions else None
        canonical = resolve(name, region=region) or resolve(name)
        mine = [
            (next(duty for duty in duties if same_department(name, canonical, duty)), len({one.name for one in duties}))
            for duties in self._book().values()
            if any(same_department(name, canonical, duty) for duty in duties)
        ]
        chosen = [bearer for bearer, company in mine if company == 1 or not question.sole]
        chosen.sort(key=lambda bearer: -fits.get(bearer.clause_id, 0.0))
        return _distinct(chosen, self._library)

    def _book(self) -> dict[str, list[Responsibility]]:
        revision = self._library.revision
        if revision != self._revision:
            self._duties = {}
            for duty in self._library.responsibilities():
                if not duty.inherited_from:
                    self._duties.setdefault(duty.clause_id, []).append(duty)
            self._revision = revision
        return self._duties


def _distinct(bearers: Sequence[Responsibility], library: Library) -> tuple[Duty, ...]:
    seen: set[str] = set()
    duties = []
    for bearer in bearers:
        clause = library.clause(bearer.clause_id)
        if clause and (words := fold(clause.text)) not in seen:
            seen.add(words)
            duties.append(Duty(clause, bearer))
    return tuple(duties)
