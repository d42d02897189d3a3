"""JSON of what is tagged where: on a page as boxes, in the text as ranges, and one clause in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from typing_extensions import TypedDict

from api.schemas.answers import BoxJson, box_json
from api.schemas.documents import ClauseJson, clauses_json
from api.schemas.labels import ASPECT_NAMES, kind_name, role_name
from corpus.authority.departments import successor
from corpus.corrections import Correction
from corpus.model import Document, Parse, Responsibility, Span


class MarkJson(TypedDict):
    """A tagged range of the text; `layer` is `departments`, `measures` or `incentives`, `words` tell what it is."""

    layer: str
    words: str
    clause_id: str
    start: int
    end: int


class MarkedPlaceJson(TypedDict):
    """A tag on a page."""

    layer: str
    words: str
    clause_id: str
    boxes: list[BoxJson]


class ClausePlaceJson(TypedDict):
    """The lines of a clause on a page."""

    clause_id: str
    boxes: list[BoxJson]


class PageLayersJson(TypedDict):
    """A page: its size in points, the boxes of the asked range, of the tags and of the clauses on it."""

    page: int
    width: float
    height: float
    boxes: list[BoxJson]
    marks: list[MarkedPlaceJson]
    clauses: list[ClausePlaceJson]


class SuccessionJson(TypedDict):
    """Who took over a department's work, and when."""

    department: str
    name: str
    year: int


class AmendedJson(TypedDict):
    """A correction by staff that holds for a clause (人工更正)."""

    number: int
    aspect: str
    aspect_name: str
    by: str
    why: str
    date: str


class ClauseDetailJson(ClauseJson):
    """One clause in full; `successors` names the departments dissolved since the document was written.

    `pictured` tells whether its page can be had as a picture; `amended` lists the corrections that hold for it.
    """

    successors: list[SuccessionJson]
    pictured: bool
    amended: list[AmendedJson]


class TextClauseJson(TypedDict):
    """A clause of the text view with its tagged ranges."""

    id: str
    kind: str
    depth: int
    text: str
    start: int
    marks: list[MarkJson]


@dataclass(frozen=True, slots=True)
class _Mark:
    layer: str
    words: str
    clause_id: str
    span: Span


def _marks(parse: Parse) -> Iterator[_Mark]:
    for duty in parse.responsibilities:
        if duty.inherited_from is None:  # inherited words stand in another clause
            yield _Mark(
                "departments", f"{role_name(duty.role)}：{duty.canonical or duty.name}", duty.clause_id, duty.span
            )
    for measure in parse.measures:
        yield _Mark(
            "measures", f"{measure.instrument}：{measure.verb}{measure.object}", measure.clause_id, measure.span
        )
    for one in parse.incentives:
        amounts = "、".join(amount.as_written for amount in one.amounts)
        yield _Mark("incentives", f"{kind_name(one.kind)} {amounts}".strip(), one.clause_id, one.span)


def page_layers_json(parse: Parse, page: int, size: tuple[float, float], cited: Span | None) -> PageLayersJson:
    """Return what stands on one page of a document with positions; `cited` is the range to be highlighted."""
    sheet = replace(parse.document, lines=tuple(line for line in parse.document.lines if line.page == page))
    within = _range(sheet)
    return {
        "page": page,
        "width": size[0],
        "height": size[1],
        "boxes": _boxes(sheet, cited) if cited else [],
        "marks": [
            {"layer": mark.layer, "words": mark.words, "clause_id": mark.clause_id, "boxes": boxes}
            for mark in _marks(parse)
            if _touch(mark.span, within) and (boxes := _boxes(sheet, mark.span))
        ],
        "clauses": [
            {"clause_id": clause.id, "boxes": boxes}
            for clause in parse.clauses
            if _touch(clause.span, within) and (boxes := _boxes(sheet, clause.span))
        ],
    }


def text_json(parse: Parse) -> list[TextClauseJson]:
    """Return the clauses in order, each with its tagged ranges from left to right."""
    marks: defaultdict[str, list[MarkJson]] = defaultdict(list)
    for mark in sorted(_marks(parse), key=lambda one: (one.span.start, -one.span.end)):
        span = mark.span
        marks[mark.clause_id].append(
            {
                "layer": mark.layer,
                "words": mark.words,
                "clause_id": mark.clause_id,
                "start": span.start,
                "end": span.end,
            }
        )
    return [
        {
            "id": clause.id,
            "kind": clause.kind.value,
            "depth": len(clause.path),
            "text": clause.text,
            "start": clause.span.start,
            "marks": marks[clause.id],
        }
        for clause in parse.clauses
    ]


def amended_json(correction: Correction) -> AmendedJson:
    """Return who corrected what, why and when, by the day of this machine."""
    return {
        "number": correction.number,
        "aspect": correction.aspect.value,
        "aspect_name": ASPECT_NAMES[correction.aspect],
        "by": correction.by,
        "why": correction.why,
        "date": correction.at.astimezone().date().isoformat(),
    }


def clause_detail_json(
    parse: Parse, clause_id: str, *, pictured: bool = False, amended: Sequence[Correction] = ()
) -> ClauseDetailJson | None:
    """Return one clause with all its tags, None where the document has none of this id."""
    clauses = tuple(clause for clause in parse.clauses if clause.id == clause_id)
    if not clauses:
        return None
    duties = tuple(duty for duty in parse.responsibilities if duty.clause_id == clause_id)
    part = replace(
        parse,
        clauses=clauses,
        responsibilities=duties,
        measures=tuple(one for one in parse.measures if one.clause_id == clause_id),
        incentives=tuple(one for one in parse.incentives if one.clause_id == clause_id),
    )
    clause = clauses_json(part)[0]
    return {
        **clause,
        "successors": successions(duties, parse.document),
        "pictured": pictured,
        "amended": [amended_json(one) for one in amended if one.fits(clauses[0])],
    }


def successions(duties: Iterable[Responsibility], document: Document) -> list[SuccessionJson]:
    """Return the departments among the bearers that were dissolved after the document was written."""
    written = document.dates.best
    if written is None:
        return []
    names = dict.fromkeys(duty.canonical or duty.name for duty in duties)
    changes = ((name, successor(name, after=written.year)) for name in names)
    return [{"department": name, "name": one.successor, "year": one.year} for name, one in changes if one]


def _range(sheet: Document) -> Span:
    spans = [line.span for line in sheet.lines]
    return Span(min((one.start for one in spans), default=0), max((one.end for one in spans), default=0))


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _boxes(sheet: Document, span: Span) -> list[BoxJson]:
    return [box_json(number, box) for number, box in sheet.places(span)]
