"""Answers that staff wrote and proved: held to the same rule as our own, and withheld when their evidence changes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.corrections import digest_of
from corpus.errors import ReviewError
from corpus.evidence import Answer, AnswerStatus, Evidence, Intent, NamedDepartment
from corpus.library import Library
from corpus.model import Clause, Span, Status
from qa.asked import needed
from qa.citations import Dresser, cite, named
from qa.sentences import squeeze
from qa.verify import Fault, find_faults

_FAULT_NAMES = {"number": "数字", "date": "日期", "department": "部门", "quotation": "引文", "title": "文件名"}
_FIGURE = re.compile(r"\d+(?:[.,，]\d+)*\s*(?:[%％‰]|[万亿]?[元个家项人户亩吨台套年月日天倍])?")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words chosen as evidence; `digest` and `status` are of the clause and its document on the day of the review."""

    clause_id: str
    quote: str
    digest: str
    status: Status


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An answer that staff wrote; `context` is the question before it where it belongs to a dialogue."""

    question: str
    context: tuple[str, ...]
    text: str
    evidence: tuple[Quoted, ...]
    reviewer: str
    date: dt.date


def review(  # noqa: PLR0913  what a review consists of
    library: Library,
    question: str,
    text: str,
    chosen: Sequence[tuple[str, str]],
    *,
    reviewer: str,
    date: dt.date,
    context: Sequence[str] = (),
) -> Reviewed:
    """Return the reviewed answer; `chosen` are clauses by their ids with words of each.

    Raises ReviewError where a clause is not in the library, where words do not stand in their clause, and where the
    text holds a number, date, department, title or quotation that no chosen words hold: 最高150万元 needs the words
    that say 150万元.
    """
    found = [_found(library, clause_id, quote) for clause_id, quote in chosen]
    dresser = Dresser(library)
    citations = [dresser.dress(evidence) for evidence in found]
    names = [duty.name for one in found for duty in library.responsibilities(clause_id=one.clause.id)]
    faults = find_faults(text, citations, names=names)
    if faults:
        raise ReviewError(
            f"答复里的{'、'.join(map(_said, faults))}不在所选原文里", advice="请改答复，或补选写有它的原文"
        )
    evidence = tuple(
        Quoted(citation.clause_id, citation.quote, digest_of(one.clause), citation.status)
        for one, citation in zip(found, citations, strict=True)
    )
    return Reviewed(question, needed(question, context), text, evidence, reviewer, date)


def _said(fault: Fault) -> str:
    return f"{_FAULT_NAMES[fault.kind]}“{fault.claim}”"


def _found(library: Library, clause_id: str, quote: str) -> Evidence:
    clause = library.clause(clause_id)
    if clause is None:
        raise ReviewError(f"库内没有条款 {clause_id}", advice="请重新检索后再选")
    span = locate(clause, quote)
    if span is None:
        raise ReviewError(f"“{_short(quote)}”不在所选条款里", advice="引文须与原文逐字相同")
    return cite(clause, span)


def locate(clause: Clause, quote: str) -> Span | None:
    """Return where the words stand in the clause's document, None where they do not.

    Blanks do not matter: a reader who marks words over a line break gets none. `给予 补助` is found in 给予补助.
    """
    wanted = squeeze(quote)
    places = [place for place, letter in enumerate(clause.text) if not letter.isspace()]
    at = "".join(clause.text[place] for place in places).find(wanted)
    if not wanted or at < 0:
        return None
    return Span(places[at], places[at + len(wanted) - 1] + 1).shift(clause.span.start)


def why_stale(reviewed: Reviewed, library: Library) -> str | None:
    """Return why the answer must be looked at again, None where all its evidence still stands as it was."""
    for quoted in reviewed.evidence:
        clause = library.clause(quoted.clause_id)
        if clause is None:
            return f"所引条款已不在库内：“{_short(quoted.quote)}”"
        if not quoted.digest.startswith(digest_of(clause)):  # older reviews hold the whole checksum
            return f"所引条款的文字已经变动：“{_short(quoted.quote)}”"
        card = library.summary(clause.document_id)
        if card and card.status == Status.EXPIRED and quoted.status != Status.EXPIRED:
            return f"所引文件已失效：《{card.title}》"
    return None


def answer_of(reviewed: Reviewed, library: Library) -> Answer:
    """Return the answer with its evidence. Raises ReviewError where it is stale."""
    found = [_found(library, quoted.clause_id, quoted.quote) for quoted in reviewed.evidence]
    dresser = Dresser(library)
    return Answer(
        reviewed.question,
        intent_of(reviewed),
        AnswerStatus.ANSWERED,
        reviewed.text,
        departments=tuple(_bearers(reviewed.text, found, library)),
        citations=tuple(dresser.dress(evidence) for evidence in found),
        reviewed_on=reviewed.date,
    )


def intent_of(reviewed: Reviewed) -> Intent:
    """Return what the question asks for."""
    from qa.question import read_question  # noqa: PLC0415  heavy, and no import of the desk needs it

    return read_question(reviewed.question, context=reviewed.context).intent


def _bearers(text: str, found: Sequence[Evidence], library: Library) -> Iterator[NamedDepartment]:
    """Yield the departments that the text names and a chosen clause charges, each once, with its role there."""
    seen = set()
    for at, evidence in enumerate(found):
        for duty in library.responsibilities(clause_id=evidence.clause.id):
            if duty.name in text and duty.name not in seen:
                seen.add(duty.name)
                yield named(duty, at, inherited=duty.inherited_from is not None)


def figures(text: str) -> tuple[str, ...]:
    """Return the figures of the text with their units, each once: `补20%，最高150万元` gives 20%, 150万元."""
    return tuple(dict.fromkeys(squeeze(one) for one in _FIGURE.findall(text)))


def _short(quote: str) -> str:
    return quote if len(quote) <= 20 else f"{quote[:19]}…"  # noqa: PLR2004  enough to know it by
