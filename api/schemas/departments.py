"""JSON of a department's duties over all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from typing_extensions import TypedDict

from api.schemas.documents import day
from api.schemas.labels import role_name
from corpus.authority.departments import generic_form
from corpus.library import Library, Summary
from corpus.model import Clause, Responsibility

_ELSEWHERE = 20  # departments of the same kind that are named
_SUMMARY = 90  # characters of a clause that tell what it is about


class DutyJson(TypedDict):
    """One duty: which clause, in which role."""

    document_id: str
    title: str
    number: str | None
    date: str | None
    status: str
    region: str | None
    clause_id: str
    path: str
    heading: str
    page: int | None
    role: str
    role_name: str
    inherited: bool
    summary: str


class NameCountJson(TypedDict):
    """The name of a department and how many duties of its own it bears."""

    name: str
    duties: int


class DepartmentJson(TypedDict):
    """A department with its duties; `names` are the forms in which documents write it.

    `elsewhere` are the departments of the same kind in other places.
    """

    name: str
    names: list[str]
    duties: list[DutyJson]
    elsewhere: list[NameCountJson]


class DepartmentCountJson(TypedDict):
    """A department and how many duties it bears, by role; inherited ones are not counted."""

    name: str
    duties: int
    lead: int


def official_name(duty: Responsibility) -> str:
    """Return the name under which a department's duties are gathered: the full one where it is known."""
    return duty.canonical or duty.name


def department_counts(library: Library) -> list[DepartmentCountJson]:
    """Return every department with its number of own duties, busiest first."""
    own = [duty for duty in library.responsibilities() if duty.inherited_from is None]
    duties = Counter(official_name(duty) for duty in own)
    leads = Counter(official_name(duty) for duty in own if duty.role.value == "lead")
    ranked = sorted(duties.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "duties": count, "lead": leads[name]} for name, count in ranked]


def department_json(name: str, library: Library) -> DepartmentJson | None:
    """Return the duties of the department called so in full or as written, None where there is none."""
    duties = library.responsibilities()
    found = [duty for duty in duties if name in (duty.canonical, duty.name)]
    if not found:
        return None
    rows = [row for row in (_row(duty, library) for duty in _once(found)) if row]
    names = sorted({duty.name for duty in found})
    return {"name": name, "names": names, "duties": rows, "elsewhere": _elsewhere(found, duties)}


def _elsewhere(found: Sequence[Responsibility], duties: Iterable[Responsibility]) -> list[NameCountJson]:
    own = {official_name(duty) for duty in found}
    kinds = {generic_form(name) for name in own}
    others = (official_name(duty) for duty in duties if duty.inherited_from is None)
    counts = Counter(name for name in others if name not in own and generic_form(name) in kinds)
    return [{"name": name, "duties": count} for name, count in counts.most_common(_ELSEWHERE)]


def _once(duties: Iterable[Responsibility]) -> list[Responsibility]:
    return list({(duty.clause_id, duty.role, duty.inherited_from): duty for duty in duties}.values())


def _row(duty: Responsibility, library: Library) -> DutyJson | None:
    clause = library.clause(duty.clause_id)
    card = library.summary(clause.document_id) if clause else None
    return _duty_json(duty, clause, card) if clause and card else None


def _duty_json(duty: Responsibility, clause: Clause, card: Summary) -> DutyJson:
    return {
        "document_id": card.id,
        "title": card.title,
        "number": card.number,
        "date": day(card.date),
        "status": card.status,
        "region": card.region,
        "clause_id": clause.id,
        "path": clause.printed_path,
        "heading": clause.heading[-1] if clause.heading else "",
        "page": clause.page,
        "role": duty.role.value,
        "role_name": role_name(duty.role),
        "inherited": duty.inherited_from is not None,
        "summary": _shortened(clause.text),
    }


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SUMMARY else f"{words[:_SUMMARY]}……"
