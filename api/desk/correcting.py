"""Corrections from the desk: checked against the clause, told with what was read, exported as labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from typing_extensions import TypedDict

from corpus.corrections import (
    Aspect,
    CorrectedDuty,
    CorrectedMeasure,
    Correction,
    check_duties,
    check_measures,
    digest_of,
)
from corpus.errors import CorrectionError
from corpus.library import Library
from corpus.model import Clause, ClauseKind


class State(StrEnum):
    """What became of a correction."""

    HOLDS = "holds"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    STALE = "stale"


STATE_NAMES = {
    State.HOLDS: "使用中",
    State.REPLACED: "已有更新的更正",
    State.WITHDRAWN: "已撤销",
    State.STALE: "条款已变，已停用",
}


def correct(  # noqa: PLR0913  what a correction is made of
    library: Library,
    clause_id: str,
    aspect: Aspect,
    *,
    duties: Sequence[CorrectedDuty] = (),
    measures: Sequence[CorrectedMeasure] = (),
    by: str,
    why: str,
) -> Correction:
    """Let a correction hold and return it with its number. Raises CorrectionError where the clause does not hold it."""
    clause = library.clause(clause_id)
    if clause is None:
        raise CorrectionError("库里没有这一条", advice="文件可能重新读过，请从原文页重新打开")
    if aspect is Aspect.DEPARTMENTS:
        parsed = library.responsibilities(clause_id=clause_id, corrected=False)
        check_duties(duties, clause, parsed, library.responsibilities(clause_id=clause_id))
        made = Correction(clause_id, aspect, by, why, _now(), digest_of(clause), duties=tuple(duties))
    else:
        check_measures(measures, clause, library.measures(clause_id=clause_id))
        made = Correction(clause_id, aspect, by, why, _now(), digest_of(clause), measures=tuple(measures))
    return library.correct(made)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def states(corrections: Sequence[Correction], library: Library) -> dict[int, State]:
    """Return the state of each correction by its number."""
    newest = {(one.clause_id, one.aspect): one.number for one in sorted(corrections, key=_number) if not one.withdrawn}
    return {
        one.number: _state(one, newest[one.clause_id, one.aspect], library) for one in corrections if not one.withdrawn
    } | {one.number: State.WITHDRAWN for one in corrections if one.withdrawn}


def _number(correction: Correction) -> int:
    return correction.number


def _state(correction: Correction, newest: int, library: Library) -> State:
    if not correction.fits(library.clause(correction.clause_id)):
        return State.STALE
    return State.HOLDS if correction.number == newest else State.REPLACED


class LabelJson(TypedDict):
    """A department with its role."""

    name: str
    role: str


class RowJson(TypedDict):
    """A label row as `wence eval extraction` reads it."""

    doc: str
    kind: str
    path: str
    snippet: str
    departments: list[LabelJson]


def as_labels(library: Library) -> Iterator[RowJson]:
    """Yield a label row for each correction of departments that holds."""
    files = {card.id: Path(card.source).stem for card in library.summaries()}
    for correction in library.corrections.active(Aspect.DEPARTMENTS):
        clause = library.clause(correction.clause_id)
        if clause is not None and correction.fits(clause):
            yield {
                "doc": files[clause.document_id],
                "kind": "table" if clause.kind is ClauseKind.TABLE_ROW else "bracket",
                "path": clause.printed_path,
                "snippet": _snippet(clause),
                "departments": [
                    {"name": one.name, "role": one.role.value} for one in correction.duties if not one.inherited
                ],
            }


def _snippet(clause: Clause) -> str:
    """Return the clause's words without blanks: they tell it from the clause around it, the shortest that has them."""
    return "".join(clause.text.split())
