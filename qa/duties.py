"""The reverse question: which clauses a department bears, over all documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.authority.departments import resolve
from corpus.library import Library
from corpus.model import Clause, Responsibility
from qa.departments import asked_role, same_department
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

    def of(self, question: Question, fits: Mapping[str, float], reach: Mapping[str, float]) -> tuple[Duty, ...]:
        """Return the duties of the department that the question names, those fitting the question best first.

        `fits` gives scores of clause ids, `reach` how near a document's region is to the one asked for (below 0: it
        is another's). A clause that two files hold in the same words counts once. With `question.sole` only clauses
        count that nobody else bears; a role asked for (牵头) leaves the others out.
        """
        name = question.departments[0]
        region = question.regions[0].full if question.regions else None
        canonical = resolve(name, region=region) or resolve(name)
        mine = [
            (next(duty for duty in duties if same_department(name, canonical, duty)), len({one.name for one in duties}))
            for clause_id, duties in self._book().items()
            if reach.get(clause_id.split("/")[0], 0.0) >= 0
            and any(same_department(name, canonical, duty) for duty in duties)
        ]
        chosen = [bearer for bearer, company in mine if company == 1 or not question.sole]
        role = asked_role(question.text)
        chosen = [bearer for bearer in chosen if bearer.role is role] or chosen
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
