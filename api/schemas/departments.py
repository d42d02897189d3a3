"""JSON of a department's duties over all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from typing_extensions import TypedDict

from api.schemas.documents import day
from api.schemas.labels import role_name
from corpus.library import Library, Summary
from corpus.model import Clause, Responsibility

_SUMMARY = 90  # characters of a clause that tell what it is about


class DutyJson(TypedDict):
    """One duty: which clause, in which role."""

    document_id: str
    title: str
    number: str | None
    date: str | None
    status: str
    clause_id: str
    path: str
    heading: str
    page: int | None
    role: str
    role_name: str
    inherited: bool
    summary: str


class DepartmentJson(TypedDict):
    """A department with its duties; `names` are the forms in which documents write it."""

    name: str
    names: list[str]
    duties: list[DutyJson]


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
    found = [duty for duty in library.responsibilities() if name in (duty.canonical, duty.name)]
    if not found:
        return None
    rows = [row for row in (_row(duty, library) for duty in _once(found)) if row]
    return {"name": name, "names": sorted({duty.name for duty in found}), "duties": rows}


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
