"""Who bears a clause, and which clauses a department bears."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.authority.departments_find import find_departments
from corpus.library import Library
from corpus.model import Clause, ClauseKind, Responsibility, Role, Span
from qa.ranking import Passage
from qa.sentences import split_sentences

_PROSE_DUTY = re.compile(r"负责|牵头|会同|制定|组织|指导|监督|管理|协调|受理|审核|应当|统筹")
_ROLE_ASKED = (
    (Role.LEAD, re.compile(r"牵头|主责|带头|领头|挑头|第一责任")),
    (Role.SUPPORT, re.compile(r"(?<!统筹)配合|协助|协办")),
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """Who bears what a passage says: by its own words, and by a rule for the whole document (`inherited`).

    `source` is the clause whose words name the bearers; `span` covers those words there.
    """

    source: Clause
    own: tuple[Responsibility, ...]
    inherited: tuple[Responsibility, ...]
    span: Span | None


def bearing_of(passage: Passage, library: Library) -> Bearing:
    """Return who bears the passage: the clause's own annotation, else that of the clause above, else its prose."""
    clause = passage.clause
    duties = library.responsibilities(clause_id=clause.id)
    inherited = tuple(duty for duty in duties if duty.inherited_from)
    own = nearest_group(clause, [duty for duty in duties if not duty.inherited_from], passage.best.span)
    if own:
        return Bearing(clause, own, inherited, _hull(own))
    above = _from_above(clause, library)
    if above:
        return replace(above, inherited=above.inherited or inherited)
    prose = _from_prose(passage)
    return Bearing(clause, prose, inherited, _hull(prose) if prose else None)


def nearest_group(clause: Clause, duties: Sequence[Responsibility], at: Span) -> tuple[Responsibility, ...]:
    """Return the duties of the annotation that closes the passage at `at`.

    A clause of two paragraphs, each with its own bracket, has two annotations: the one in the sentence at `at` counts,
    else the next bracket after it, else the last. Prose (民政部门负责…) speaks for its own sentence; a row is one.
    """
    if clause.kind is ClauseKind.TABLE_ROW:
        return tuple(duties)
    places = sorted({_place(clause, duty.span) for duty in duties})
    if len(places) < 2:  # noqa: PLR2004  one annotation bears the whole clause
        return tuple(duties)
    touching = [place for place in places if place.start < at.end and at.start < place.end]
    brackets = [place for place in places if _is_bracket(clause, place)]
    after = [place for place in brackets if place.start >= at.end - 1]
    chosen = (touching or after or brackets[-1:] or places[-1:])[0]
    return _members(clause, duties, chosen)


def _place(clause: Clause, span: Span) -> Span:
    """Return the outermost bracket that encloses the words, else the sentence they stand in.

    `〔责任单位：省市场监管局（省知识产权局）、省科技厅〕` is one place.
    """
    start, end = span.start - clause.span.start, span.end - clause.span.start
    around = next((one for one in _brackets(clause.text) if one.start <= start and end <= one.end), None)
    if around is not None:
        return around.shift(clause.span.start)
    sentences = (one.span for one in split_sentences(clause))
    return next((one for one in sentences if one.start < span.end and span.start < one.end), span)


def _is_bracket(clause: Clause, place: Span) -> bool:
    return clause.text[place.start - clause.span.start] in _OPEN


_OPEN, _CLOSE = "（(〔【[", "）)〕】]"


@lru_cache(maxsize=256)
def _brackets(text: str) -> tuple[Span, ...]:
    """Return the ranges in brackets, the outermost first; one never closed reaches to the end and comes last."""
    closed: list[Span] = []
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in _OPEN:
            opened.append(at)
        elif char in _CLOSE and opened:
            closed.append(Span(opened.pop(), at + 1))
    closed.sort(key=lambda one: one.start - one.end)
    return (*closed, *(Span(at, len(text)) for at in reversed(opened)))


def _members(clause: Clause, duties: Sequence[Responsibility], place: Span) -> tuple[Responsibility, ...]:
    """Return the duties named in the place; a name that the tagger noted at its first mention counts here too."""
    words = place.shift(-clause.span.start).cut(clause.text)
    own = [duty for duty in duties if place.start <= duty.span.start < place.end]
    held = {duty.name for duty in own}
    again = [
        replace(duty, role=own[0].role, span=_found(duty.name, words, place.start))
        for duty in duties
        if duty.name in words and duty.name not in held and not any(duty.name in name for name in held)
    ]
    return tuple(sorted((*own, *again), key=lambda duty: duty.span))


def _found(name: str, words: str, start: int) -> Span:
    at = words.find(name)
    return Span(start + at, start + at + len(name))


def _hull(duties: Sequence[Responsibility]) -> Span:
    return Span(min(duty.span.start for duty in duties), max(duty.span.end for duty in duties))


def _from_above(clause: Clause, library: Library) -> Bearing | None:
    """Return who bears the clause above, where one is annotated."""
    for depth in range(len(clause.path) - 1, 0, -1):
        above = library.clause(f"{clause.document_id}/{'/'.join(clause.path[:depth])}")
        duties = library.responsibilities(clause_id=above.id) if above else ()
        own = tuple(duty for duty in duties if not duty.inherited_from)
        if above and own:
            return Bearing(above, own, tuple(duty for duty in duties if duty.inherited_from), _hull(own))
    return None


def _from_prose(passage: Passage) -> tuple[Responsibility, ...]:
    """Return the departments that the best sentence names next to a duty, without an annotation."""
    sentence = passage.best
    if not _PROSE_DUTY.search(sentence.text):
        return ()
    found = find_departments(sentence.text, region=passage.card.region)
    return tuple(
        Responsibility(
            passage.clause.id, one.name, one.canonical, Role.RESPONSIBLE, one.span.shift(sentence.span.start)
        )
        for one in found
    )


def asked_role(question: str) -> Role | None:
    """Return the role that the question asks for, None for any: `谁牵头` is LEAD."""
    return next((role for role, pattern in _ROLE_ASKED if pattern.search(question)), None)


def of_role(duties: Sequence[Responsibility], role: Role | None) -> tuple[Responsibility, ...]:
    """Return the duties of the role asked for, or all where none has it; each name once."""
    chosen = [duty for duty in duties if duty.role is role] if role else list(duties)
    if role is Role.LEAD and not chosen and any(duty.role is Role.SUPPORT for duty in duties):
        # why: where some merely support, those that bear the matter lead it.
        chosen = [duty for duty in duties if duty.role is Role.RESPONSIBLE]
    unique = {duty.name: duty for duty in reversed(chosen or list(duties))}
    return tuple(sorted(unique.values(), key=lambda duty: (_RANK[duty.role], duty.span)))


_RANK = {Role.LEAD: 0, Role.RESPONSIBLE: 1, Role.SUPPORT: 2, Role.IMPLEMENT: 3}


def same_department(asked: str, canonical_asked: str | None, duty: Responsibility) -> bool:
    """Return whether a duty is borne by the department asked for: 省药监局 is 山西省药品监督管理局 here."""
    if squeeze_name(asked) == squeeze_name(duty.name):
        return True
    if not canonical_asked or not duty.canonical:
        return False
    return duty.canonical.endswith(canonical_asked) or canonical_asked.endswith(duty.canonical)


def squeeze_name(name: str) -> str:
    """Return the name without blanks."""
    return re.sub(r"\s", "", name)
