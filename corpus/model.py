"""What a policy is, in types: documents, clauses and what is tagged on them.

All are frozen, slotted dataclasses that know no framework. Every range is half-open, `[start, end)`, and counts
Python characters of `Document.text`. Pages count from 1; boxes are PDF points with the origin at the top left.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points (1/72 inch) from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of characters of `Document.text`."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """Return the characters of `text` in this range: `Span(0, 2).cut("省财政厅") == "省财"`."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """Return the same range moved `by` characters to the right."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line (or one table cell's line): which characters of the text stand where on which page.

    `opens_paragraph` is true for the first line of a paragraph, `in_table` for text of a table cell.
    """

    span: Span
    page: int
    box: Box | None
    opens_paragraph: bool = False
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """Printed matter that is no policy text: page number, running head, site menu, contents page, watermark.

    It is kept out of `Document.text`, but kept: nothing is lost silently. `reason` is one of `page_number`,
    `running_head`, `menu`, `contents`, `watermark`, `duplicate`, `seal`, `metadata`, `hidden` (text that is not
    painted), `ornament` (rules and fillers) and `revision` (balloons of tracked changes).
    """

    page: int
    text: str
    box: Box | None
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row; `column` counts from 0, `span` covers its text (empty span: an empty cell).

    `repeats` is true where a merged cell above is repeated for this row; its span is then that of the cell above.
    """

    column: int
    span: Span
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table with its cells from left to right; `chapter` is the last spanning group row above it."""

    cells: tuple[Cell, ...]
    page: int
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table, joined over pages; `header` holds one name per column ("" where it has none)."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    span: Span


class Status(StrEnum):
    """Validity of a document on a given day (时效性)."""

    IN_FORCE = "现行有效"
    EXPIRED = "已失效"
    NOT_YET = "尚未施行"
    DRAFT = "征求意见"
    UNKNOWN = "未知"


@dataclass(frozen=True, slots=True)
class Dates:
    """The days a document states of itself: 成文, 发布, 施行 and 失效 (last day in force); None where it is silent."""

    written: dt.date | None = None
    published: dt.date | None = None
    effective: dt.date | None = None
    expires: dt.date | None = None

    @property
    def best(self) -> dt.date | None:
        """Return the day a reader would cite: 成文, else 发布, else 施行."""
        return self.written or self.published or self.effective


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What became of the characters of one page (non-blank characters are counted).

    `characters = assigned + furniture + unassigned`; `unread` counts regions without readable text (e.g. pictures);
    `method` is `text`, `ocr` or `none`; `confidence` is the OCR's own, 0 to 1.
    """

    page: int
    characters: int
    assigned: int
    furniture: int = 0
    unassigned: int = 0
    unread: int = 0
    method: str = "text"
    confidence: float | None = None

    @property
    def coverage(self) -> float:
        """Return the share of characters that are in a clause or known furniture, 0 to 1 (1.0 for a blank page)."""
        return 1.0 if self.characters == 0 else (self.assigned + self.furniture) / self.characters


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole in a numbering: `after` 二 comes `before` 四 and nothing between."""

    after: str
    before: str
    page: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """The proof of reading: per page what was seen and where it went, numbering gaps, warnings.

    `complete` is false as soon as one character is unassigned, one page unread, the text is garbled, or the
    document says that it continues elsewhere. `unassigned` are the ranges of the text that no clause covers.
    """

    pages: tuple[PageRecord, ...]
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = ()
    unassigned: tuple[Span, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One policy document as read from one file.

    `id` is the first 16 hex digits of the SHA-256 of the file's bytes. `text` is the running text in reading order:
    lines of a paragraph are joined, paragraphs end with a line feed, table cells of a row are parted by a tab.
    Furniture is not in it. `audience` are the addressees or the scope as written ("" where neither is).
    """

    id: str
    title: str
    issuers: tuple[str, ...]
    number: str | None
    dates: Dates
    region: str | None
    status: Status
    genre: str
    source: str
    format: str
    text: str
    page_count: int
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    furniture: tuple[Furniture, ...]
    certificate: Certificate
    audience: str = ""

    def places(self, span: Span) -> tuple[tuple[int, Box], ...]:
        """Return (page, box) of every line that the span touches, clipped in proportion to the characters touched."""
        return tuple((line.page, _clip(line, span)) for line in self.lines if line.box and _touch(line.span, span))

    def page_of(self, span: Span) -> int | None:
        """Return the page (from 1) on which the span begins, None where the file has no pages."""
        return next((line.page for line in self.lines if _touch(line.span, span)), None)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _clip(line: Line, span: Span) -> Box:
    box, length = line.box or Box(0, 0, 0, 0), max(1, line.span.end - line.span.start)
    left = max(0, span.start - line.span.start) / length
    right = min(length, span.end - line.span.start) / length
    rows = _rows(box, length)
    height, first = (box.bottom - box.top) / rows, int(left * rows)
    last = max(first, math.ceil(right * rows) - 1)
    top, bottom = box.top + first * height, box.top + (last + 1) * height
    if first != last:
        return Box(box.x0, top, box.x1, bottom)
    width = box.x1 - box.x0
    return Box(box.x0 + (left * rows - first) * width, top, box.x0 + (right * rows - first) * width, bottom)


_TALL = 4.0  # why: one line is about as high as a character is wide, half-width letters about twice
_PITCH = 1.4  # rows of a table cell stand this many characters apart


def _rows(box: Box, characters: int) -> int:
    """Return how many rows of text a box holds: a cell of a table is kept as one line however often it wraps."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    if width <= 0 or height <= 0 or height * characters < _TALL * width:
        return 1
    return max(1, round(height / math.sqrt(width * height * _PITCH / characters)))


class ClauseKind(StrEnum):
    """The place of a clause in the document's outline."""

    TITLE = "title"
    PREAMBLE = "preamble"
    SECTION = "section"
    CLAUSE = "clause"
    ITEM = "item"
    TABLE_ROW = "table_row"
    CHAPTER = "chapter"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ATTACHMENT = "attachment"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest numbered unit of a document (条款).

    `id` is `document_id/path joined by "/"`; `path` is e.g. `("二", "（五）")`; `label` is the printed number, "五、"
    without its mark being normalised; `heading` is the trail of headings above, outermost first; `text` is its own
    words (children excluded), always `span.cut(document.text)`.
    """

    id: str
    document_id: str
    path: tuple[str, ...]
    label: str
    kind: ClauseKind
    heading: tuple[str, ...]
    text: str
    span: Span
    page: int | None

    @property
    def printed_path(self) -> str:
        """Return the path as a reader cites it: `("十三", "（一）")` gives `十三、（一）`."""
        inner = (f"{part}、" if set(part) <= _NUMERALS else part for part in self.path[:-1])
        return "".join((*inner, *self.path[-1:]))


_NUMERALS = frozenset("〇零一二三四五六七八九十百")


class Role(StrEnum):
    """How a department bears a duty: 牵头, 责任, 配合, 落实."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    IMPLEMENT = "implement"


ROLE_NAMES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORT: "配合", Role.IMPLEMENT: "落实"}


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A department bears a duty of a clause (责任单位).

    `name` is as written (shared prefix restored: 省发展改革委、财政厅 gives 省财政厅), `canonical` the full
    official name or None where it is not known. `inherited_from` is the id of the clause whose document-wide rule
    says so, None for the clause's own words. `span` covers the words that say so. `correction` is the number of the
    correction by which staff set it, None as parsed.
    """

    clause_id: str
    name: str
    canonical: str | None
    role: Role
    span: Span
    inherited_from: str | None = None
    correction: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One action of a clause (政策举措): verb + object, who it is for, which policy instrument it is.

    `instrument` is a name of the taxonomy in `corpus/authority` (Rothwell & Zegveld 1985: supply, environment and
    demand side). `modality` is `must`, `encourage` or `explore`. `correction` is the number of the correction by which
    staff set it, None as parsed.
    """

    clause_id: str
    span: Span
    verb: str
    object: str
    instrument: str
    modality: str = "must"
    beneficiaries: tuple[str, ...] = ()
    correction: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity that a clause promises, as written and in base units.

    `unit` is `yuan`, `percent`, `permille`, `years`, `months`, `yuan_per_person` …; `relation` is `fixed`, `max`,
    `min`, `rate`, `range`, `tier` or `pool` (what a whole programme may spend, never what one firm gets); `value` is
    in base units (300万元 is 3_000_000.0, 30% is 30.0), a pair for a range, "LPR" for the reference rate. `label` names
    the tier (国家级), `base` what a rate is of.
    """

    value: float | tuple[float, ...] | str | None
    unit: str
    relation: str
    as_written: str
    span: Span
    label: str = ""
    base: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """One condition that can be checked: attribute, operator, value, and the words that say it.

    `attribute` is one of region, industry, size, qualification, registration, age, employees, revenue, investment,
    rd_ratio, growth, credit, activity, time, other; `operator` one of is, in, not, >=, >, <=, <, between, other.
    """

    __test__: ClassVar[bool] = False  # not a pytest class

    attribute: str
    operator: str
    value: str | float | tuple[str, ...] | None
    text: str
    span: Span


class Connective(StrEnum):
    """How the parts of a condition are joined."""

    ALL = "all"
    ANY = "any"
    NOT = "not"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition tree: ALL / ANY of children, NOT of one child, or a TEST (a leaf, which alone has `test`)."""

    connective: Connective
    children: tuple[Condition, ...] = ()
    test: Test | None = None

    def tests(self) -> tuple[Test, ...]:
        """Return the leaves from left to right."""
        own = (self.test,) if self.test else ()
        return own + tuple(leaf for child in self.children for leaf in child.tests())


@dataclass(frozen=True, slots=True)
class Incentive:
    """A benefit that a clause promises to a firm or person (优惠政策).

    `kind` is reward, grant, interest_subsidy, tax, fee_reduction, rent, land, energy, loan_guarantee, equity_fund,
    talent, procurement, honor, service or other. `qualitative` is true for support without an amount (鼓励, 支持,
    优先). Days are inclusive. An empty ALL condition means: no condition stated.
    """

    id: str
    clause_id: str
    span: Span
    kind: str
    amounts: tuple[Amount, ...]
    beneficiary: str
    condition: Condition
    departments: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    window: str = ""
    materials: tuple[str, ...] = ()
    contact: str = ""
    qualitative: bool = False


@dataclass(frozen=True, slots=True)
class Parse:
    """Everything that reading one file yields; what the library stores."""

    document: Document
    clauses: tuple[Clause, ...]
    responsibilities: tuple[Responsibility, ...] = ()
    measures: tuple[Measure, ...] = ()
    incentives: tuple[Incentive, ...] = ()
