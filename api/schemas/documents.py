"""JSON of a parsed document: its card, clauses with tags, and the certificate of reading."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from typing_extensions import TypedDict

from api.schemas.cites import CiteJson, cites_json
from api.schemas.labels import kind_name, role_name
from corpus.library import Library
from corpus.model import Amount, Certificate, Clause, Document, Incentive, Measure, Parse, Responsibility, Test

_Tag = TypeVar("_Tag", Responsibility, Measure, Incentive)


class DocumentJson(TypedDict):
    """The card of a document."""

    id: str
    title: str
    issuers: list[str]
    number: str | None
    date: str | None
    published: str | None
    effective: str | None
    expires: str | None
    region: str | None
    status: str
    genre: str
    format: str
    source: str
    pages: int
    audience: str


class ResponsibilityJson(TypedDict):
    """A department that bears a duty of the clause (责任单位)."""

    name: str
    canonical: str | None
    role: str
    role_name: str
    inherited: bool
    inherited_from: str | None
    corrected: bool
    quote: str


class MeasureJson(TypedDict):
    """An action of the clause with its policy instrument (政策举措)."""

    verb: str
    object: str
    instrument: str
    modality: str
    beneficiaries: list[str]
    corrected: bool
    quote: str


class AmountJson(TypedDict):
    """A promised quantity, in base units and as written."""

    value: float | list[float] | str | None
    unit: str
    relation: str
    as_written: str
    label: str
    base: str
    period: str


class ConditionJson(TypedDict):
    """One condition that can be checked, with the words that say it."""

    text: str
    attribute: str
    op: str
    value: str | float | list[str] | None


class IncentiveJson(TypedDict):
    """A benefit that the clause promises (优惠政策)."""

    id: str
    clause_id: str
    kind: str
    kind_name: str
    quote: str
    amounts: list[AmountJson]
    beneficiary: str
    conditions: list[ConditionJson]
    departments: list[str]
    valid_from: str | None
    valid_to: str | None
    window: str
    materials: list[str]
    contact: str
    qualitative: bool


class ClauseJson(TypedDict):
    """A clause with everything tagged on it (条款)."""

    id: str
    path: list[str]
    printed_path: str
    label: str
    kind: str
    heading: list[str]
    text: str
    start: int
    end: int
    page: int | None
    responsibilities: list[ResponsibilityJson]
    measures: list[MeasureJson]
    incentives: list[IncentiveJson]


class PageJson(TypedDict):
    """What became of the characters of one page."""

    page: int
    characters: int
    assigned: int
    furniture: int
    unassigned: int
    unread: int
    coverage: float
    method: str
    confidence: float | None


class GapJson(TypedDict):
    """A hole in a numbering."""

    after: str
    before: str
    page: int


class CertificateJson(TypedDict):
    """The proof of reading (阅读凭证)."""

    pages: list[PageJson]
    gaps: list[GapJson]
    warnings: list[str]
    unassigned: list[str]
    complete: bool


class ParseJson(TypedDict):
    """All that reading one file yields."""

    document: DocumentJson
    cites: list[CiteJson]
    clauses: list[ClauseJson]
    certificate: CertificateJson


def day(date: dt.date | None) -> str | None:
    """Return a day as ISO text: 2026-05-01, None for none."""
    return date.isoformat() if date else None


def document_json(document: Document) -> DocumentJson:
    """Return the card of a document."""
    dates = document.dates
    return {
        "id": document.id,
        "title": document.title,
        "issuers": list(document.issuers),
        "number": document.number,
        "date": day(dates.best),
        "published": day(dates.published),
        "effective": day(dates.effective),
        "expires": day(dates.expires),
        "region": document.region,
        "status": document.status.value,
        "genre": document.genre,
        "format": document.format,
        "source": document.source,
        "pages": document.page_count,
        "audience": document.audience,
    }


def responsibility_json(duty: Responsibility, text: str) -> ResponsibilityJson:
    """Return a duty with the words of the document that state it."""
    return {
        "name": duty.name,
        "canonical": duty.canonical,
        "role": duty.role.value,
        "role_name": role_name(duty.role),
        "inherited": duty.inherited_from is not None,
        "inherited_from": duty.inherited_from,
        "corrected": duty.correction is not None,
        "quote": duty.span.cut(text),
    }


def measure_json(measure: Measure, text: str) -> MeasureJson:
    """Return a measure with its sentence."""
    return {
        "verb": measure.verb,
        "object": measure.object,
        "instrument": measure.instrument,
        "modality": measure.modality,
        "beneficiaries": list(measure.beneficiaries),
        "corrected": measure.correction is not None,
        "quote": measure.span.cut(text),
    }


def amount_json(amount: Amount) -> AmountJson:
    """Return a quantity; a range becomes a list of two numbers."""
    value = list(amount.value) if isinstance(amount.value, tuple) else amount.value
    return {
        "value": value,
        "unit": amount.unit,
        "relation": amount.relation,
        "as_written": amount.as_written,
        "label": amount.label,
        "base": amount.base,
        "period": amount.period,
    }


def condition_json(test: Test) -> ConditionJson:
    """Return one leaf of a condition tree."""
    value = list(test.value) if isinstance(test.value, tuple) else test.value
    return {"text": test.text, "attribute": test.attribute, "op": test.operator, "value": value}


def incentive_json(incentive: Incentive, quote: str) -> IncentiveJson:
    """Return an incentive with the words that promise it and its conditions from left to right."""
    return {
        "id": incentive.id,
        "clause_id": incentive.clause_id,
        "kind": incentive.kind,
        "kind_name": kind_name(incentive.kind),
        "quote": quote,
        "amounts": [amount_json(amount) for amount in incentive.amounts],
        "beneficiary": incentive.beneficiary,
        "conditions": [condition_json(test) for test in incentive.condition.tests()],
        "departments": list(incentive.departments),
        "valid_from": day(incentive.valid_from),
        "valid_to": day(incentive.valid_to),
        "window": incentive.window,
        "materials": list(incentive.materials),
        "contact": incentive.contact,
        "qualitative": incentive.qualitative,
    }


def certificate_json(certificate: Certificate, text: str) -> CertificateJson:
    """Return the certificate with the words that no clause took."""
    return {
        "pages": [
            {
                "page": page.page,
                "characters": page.characters,
                "assigned": page.assigned,
                "furniture": page.furniture,
                "unassigned": page.unassigned,
                "unread": page.unread,
                "coverage": round(page.coverage, 4),
                "method": page.method,
                "confidence": page.confidence,
            }
            for page in certificate.pages
        ],
        "gaps": [{"after": gap.after, "before": gap.before, "page": gap.page} for gap in certificate.gaps],
        "warnings": list(certificate.warnings),
        "unassigned": [span.cut(text) for span in certificate.unassigned],
        "complete": certificate.complete,
    }


def clause_json(clause: Clause) -> ClauseJson:
    """Return a clause without tags; `parse_json` fills them in."""
    return {
        "id": clause.id,
        "path": list(clause.path),
        "printed_path": clause.printed_path,
        "label": clause.label,
        "kind": clause.kind.value,
        "heading": list(clause.heading),
        "text": clause.text,
        "start": clause.span.start,
        "end": clause.span.end,
        "page": clause.page,
        "responsibilities": [],
        "measures": [],
        "incentives": [],
    }


def clauses_json(parse: Parse) -> list[ClauseJson]:
    """Return the clauses in order, each with its own tags in the order of the text."""
    text = parse.document.text
    duties, measures = _by_clause(parse.responsibilities), _by_clause(parse.measures)
    incentives = _by_clause(parse.incentives)
    clauses = [clause_json(clause) for clause in parse.clauses]
    for clause in clauses:
        clause["responsibilities"] = [responsibility_json(duty, text) for duty in duties.get(clause["id"], ())]
        clause["measures"] = [measure_json(measure, text) for measure in measures.get(clause["id"], ())]
        clause["incentives"] = [incentive_json(one, one.span.cut(text)) for one in incentives.get(clause["id"], ())]
    return clauses


def parse_json(parse: Parse, library: Library | None = None) -> ParseJson:
    """Return what `wence parse --json` prints for one file; with a library its citations are linked."""
    document = parse.document
    return {
        "document": document_json(document),
        "cites": cites_json(document, library),
        "clauses": clauses_json(parse),
        "certificate": certificate_json(document.certificate, document.text),
    }


def _by_clause(tags: Iterable[_Tag]) -> Mapping[str, list[_Tag]]:
    groups: defaultdict[str, list[_Tag]] = defaultdict(list)
    for tag in tags:
        groups[tag.clause_id].append(tag)
    return groups
