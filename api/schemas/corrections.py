"""JSON of the corrections of staff, and of the form in which they are written."""

from __future__ import annotations

from collections.abc import Iterable

from typing_extensions import TypedDict

from api.desk.correcting import STATE_NAMES, State, states
from api.schemas.documents import MeasureJson, ResponsibilityJson, measure_json, responsibility_json
from api.schemas.labels import ASPECT_NAMES, MODALITY_NAMES, modality_name, role_name
from corpus.authority.instruments import instruments
from corpus.corrections import Aspect, Correction
from corpus.library import Library
from corpus.model import ROLE_NAMES, Clause


class CorrectionJson(TypedDict):
    """A correction: `before` is what was parsed, `after` what holds instead, in short Chinese lines.

    `title` and `path` are null where the clause is gone; only one in state `holds` changes answers.
    """

    number: int
    clause_id: str
    document_id: str
    title: str | None
    path: str | None
    aspect: str
    aspect_name: str
    before: list[str]
    after: list[str]
    by: str
    why: str
    date: str
    state: str
    state_name: str


class CorrectionsJson(TypedDict):
    """All corrections, newest first."""

    corrections: list[CorrectionJson]


class ChoiceJson(TypedDict):
    """A coded value with its Chinese word."""

    value: str
    name: str


class ClauseFormJson(TypedDict):
    """What the form needs: the clause's words, its tags as they hold and as parsed, and the values to choose from."""

    clause_id: str
    text: str
    duties: list[ResponsibilityJson]
    parsed_duties: list[ResponsibilityJson]
    measures: list[MeasureJson]
    parsed_measures: list[MeasureJson]
    roles: list[ChoiceJson]
    modalities: list[ChoiceJson]
    instruments: list[str]


def clause_form_json(clause: Clause, library: Library) -> ClauseFormJson:
    """Return what the form of a clause shows."""
    text = library.document(clause.document_id).text

    def duties(*, corrected: bool) -> list[ResponsibilityJson]:
        found = library.responsibilities(clause_id=clause.id, corrected=corrected)
        return [responsibility_json(one, text) for one in found]

    def measures(*, corrected: bool) -> list[MeasureJson]:
        return [measure_json(one, text) for one in library.measures(clause_id=clause.id, corrected=corrected)]

    return {
        "clause_id": clause.id,
        "text": clause.text,
        "duties": duties(corrected=True),
        "parsed_duties": duties(corrected=False),
        "measures": measures(corrected=True),
        "parsed_measures": measures(corrected=False),
        "roles": [{"value": role.value, "name": name} for role, name in ROLE_NAMES.items()],
        "modalities": [{"value": value, "name": name} for value, name in MODALITY_NAMES.items()],
        "instruments": [one.name for one in instruments()],
    }


def corrections_json(library: Library) -> CorrectionsJson:
    """Return all corrections, newest first."""
    found = library.corrections.all()
    known = states(found, library)
    return {"corrections": [correction_json(one, known[one.number], library) for one in found]}


def correction_json(correction: Correction, state: State, library: Library) -> CorrectionJson:
    """Return one correction with what it replaces."""
    clause, card = library.clause(correction.clause_id), library.summary(correction.document_id)
    return {
        "number": correction.number,
        "clause_id": correction.clause_id,
        "document_id": correction.document_id,
        "title": card.title if card else None,
        "path": clause.printed_path if clause else None,
        "aspect": correction.aspect.value,
        "aspect_name": ASPECT_NAMES[correction.aspect],
        "before": _before(correction, library),
        "after": _after(correction),
        "by": correction.by,
        "why": correction.why,
        "date": correction.at.astimezone().date().isoformat(),
        "state": state.value,
        "state_name": STATE_NAMES[state],
    }


def _before(correction: Correction, library: Library) -> list[str]:
    where = correction.clause_id
    if correction.aspect is Aspect.DEPARTMENTS:
        parsed = library.responsibilities(clause_id=where, corrected=False)
        return [_line(role_name(one.role), one.name) for one in parsed]
    measures = library.measures(clause_id=where, corrected=False)
    return [_line(f"{one.instrument}·{modality_name(one.modality)}", one.verb + one.object) for one in measures]


def _after(correction: Correction) -> list[str]:
    duties: Iterable[str] = (_line(role_name(one.role), one.name) for one in correction.duties)
    measures = (
        _line(f"{one.instrument}·{modality_name(one.modality)}", one.verb + one.object or one.words)
        for one in correction.measures
    )
    return [*duties, *measures]


def _line(kind: str, words: str) -> str:
    return f"{kind}：{words}"
