"""Corrections: what staff put right in the tags of a clause, kept as a layer over the parse.

The parse stays as it was read. A correction says what a clause's departments, or its measures, are instead; it holds
as long as the clause has the very words that staff saw (`digest`), and can be withdrawn.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from corpus.authority.departments import resolve
from corpus.authority.instruments import instruments
from corpus.errors import CorrectionError
from corpus.model import Clause, Measure, Responsibility, Role, Span

MODALITIES = ("must", "encourage", "explore")
MAX_ENTRIES = 60  # tags of one clause; the longest list seen in a real document has 31 departments


class Aspect(StrEnum):
    """Which tags of a clause a correction is about."""

    DEPARTMENTS = "departments"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class CorrectedDuty:
    """Who bears the clause; `words` stand in the clause and name the department, "" for its name.

    `inherited` keeps a duty that the parse found by a rule for the whole document.
    """

    name: str
    role: Role
    words: str = ""
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class CorrectedMeasure:
    """What the clause does; `words` stand in the clause and say so."""

    words: str
    verb: str
    object: str
    instrument: str
    modality: str = "must"


@dataclass(frozen=True, slots=True)
class Correction:
    """What staff say of one aspect of a clause: the whole list that holds instead of the parsed one.

    `digest` is of the clause's text when it was written; `withdrawn` is when it was taken back.
    """

    clause_id: str
    aspect: Aspect
    by: str
    why: str
    at: dt.datetime
    digest: str
    duties: tuple[CorrectedDuty, ...] = ()
    measures: tuple[CorrectedMeasure, ...] = ()
    number: int = 0
    withdrawn: dt.datetime | None = None

    @property
    def document_id(self) -> str:
        """Return the id of the document that the clause belongs to."""
        return self.clause_id.partition("/")[0]

    def fits(self, clause: Clause | None) -> bool:
        """Return whether the clause still has the words that staff saw."""
        return clause is not None and digest_of(clause) == self.digest


def digest_of(clause: Clause) -> str:
    """Return 16 hex digits that change with the clause's text."""
    return sha256(clause.text.encode()).hexdigest()[:16]


def locate(words: str, clause: Clause) -> Span | None:
    """Return where the clause has these words, blanks apart, in the document's text; the last place of several.

    Who bears a clause stands in the bracket that closes it, so that the last place is the one that says so.
    """
    pattern = r"\s*".join(re.escape(mark) for mark in words if not mark.isspace())
    found = [*re.finditer(pattern, clause.text)] if pattern else []
    return Span(*found[-1].span()).shift(clause.span.start) if found else None


def duties_of(
    correction: Correction, clause: Clause, parsed: Sequence[Responsibility], region: str | None
) -> tuple[Responsibility, ...]:
    """Return the duties of the clause as corrected; a word that the clause does not have gives none.

    Those that stay as they were parsed are not marked as corrected.
    """
    duties = [_duty(entry, clause, parsed, region) for entry in correction.duties]
    return tuple(duty if duty in parsed else replace(duty, correction=correction.number) for duty in duties if duty)


def _duty(
    entry: CorrectedDuty, clause: Clause, parsed: Sequence[Responsibility], region: str | None
) -> Responsibility | None:
    same = [one for one in parsed if one.name == entry.name and bool(one.inherited_from) == entry.inherited]
    if same:
        same.sort(key=lambda one: one.role is not entry.role)
        return replace(same[0], role=entry.role)
    span = None if entry.inherited else locate(entry.words or entry.name, clause)
    canonical = resolve(entry.name, region=region) or resolve(entry.name)
    return Responsibility(clause.id, entry.name, canonical, entry.role, span) if span else None


def measures_of(correction: Correction, clause: Clause, parsed: Sequence[Measure]) -> tuple[Measure, ...]:
    """Return the measures of the clause as corrected, with the beneficiaries that were parsed there."""
    known = {(one.span, one.verb): one.beneficiaries for one in parsed}
    found = ((entry, locate(entry.words, clause)) for entry in correction.measures)
    measures = (
        Measure(clause.id, span, one.verb, one.object, one.instrument, one.modality, known.get((span, one.verb), ()))
        for one, span in found
        if span
    )
    return tuple(one if one in parsed else replace(one, correction=correction.number) for one in measures)


Tag = TypeVar("Tag", bound=Responsibility | Measure)


def laid_over(parsed: Iterable[Tag], clause_id: str, corrected: Sequence[Tag]) -> tuple[Tag, ...]:
    """Return the tags with those of one clause replaced, at the place of its first, else at the end."""
    tags: list[Tag] = list(parsed)
    at = next((index for index, tag in enumerate(tags) if tag.clause_id == clause_id), len(tags))
    others = [tag for tag in tags if tag.clause_id != clause_id]
    return (*others[:at], *corrected, *others[at:])


def check_duties(
    entries: Sequence[CorrectedDuty],
    clause: Clause,
    parsed: Sequence[Responsibility],
    current: Sequence[Responsibility],
) -> None:
    """Raise CorrectionError, in Chinese, for a list of duties that the clause does not hold or that changes nothing."""
    _check_count(entries)
    twice = next((entry.name for at, entry in enumerate(entries) if entry in entries[:at]), None)
    if twice:
        raise CorrectionError(f"“{twice}”写了两次", advice="同一部门、同一角色只留一行")
    inherited = {duty.name for duty in parsed if duty.inherited_from}
    for entry in entries:
        if not entry.name.strip():
            raise CorrectionError("有一行没有写部门", advice="填写部门名称，或删去这一行")
        if entry.inherited and entry.name not in inherited:
            raise CorrectionError(f"这一条没有承接自文件统一要求的“{entry.name}”", advice="删去这一行")
        if not entry.inherited and not locate(entry.words or entry.name, clause):
            raise CorrectionError(
                f"这一条里没有“{entry.words or entry.name}”", advice="请填写原文里写明该部门的字样，例如“财政厅”"
            )
    if {(one.name, one.role, bool(one.inherited_from)) for one in current} == {
        (entry.name, entry.role, entry.inherited) for entry in entries
    }:
        raise CorrectionError("与现有的责任单位相同，没有改动", advice="改动后再保存")


def check_measures(entries: Sequence[CorrectedMeasure], clause: Clause, current: Sequence[Measure]) -> None:
    """Raise CorrectionError, in Chinese, for measures that the clause does not hold or that change nothing."""
    _check_count(entries)
    known = {one.name for one in instruments()}
    for entry in entries:
        if not locate(entry.words, clause):
            raise CorrectionError(f"这一条里没有“{entry.words}”", advice="举措的字样须与原文相同")
        if entry.instrument not in known or entry.modality not in MODALITIES:
            raise CorrectionError(f"不认识政策工具“{entry.instrument}”或语气“{entry.modality}”", advice="从列表里选")
    if [(locate(one.words, clause), one.verb, one.object, one.instrument, one.modality) for one in entries] == [
        (one.span, one.verb, one.object, one.instrument, one.modality) for one in current
    ]:
        raise CorrectionError("与现有的举措相同，没有改动", advice="改动后再保存")


def _check_count(entries: Sequence[object]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise CorrectionError(f"一条至多 {MAX_ENTRIES} 项", advice="请分开核对")
