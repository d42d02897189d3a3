"""One annotation, `A牵头，B、C按职责分工负责`, becomes bearers with roles, and the document-wide rules it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.model import Role, Span
from ingest.responsibility.bearer import Bearer
from ingest.responsibility.cues import find_tail, label_pattern, role_of_label
from ingest.responsibility.folding import Folded
from ingest.responsibility.kinds import is_note
from ingest.responsibility.leaders import Leaders, Remark, appoint, find_remark
from ingest.responsibility.names import split_names


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one annotation says. `how` is `label` (责任单位：), `tail` (…负责), or `bare` (names alone).

    `leaders`: who of the list leads by a remark of its own (列第一位的为牵头单位), with `onward` in later annotations
    too (下同); `comma` is where the list's first comma stands. `common` bear every later clause as well (以下均需…).
    """

    bearers: tuple[Bearer, ...]
    how: str
    span: Span
    leaders: Leaders | None = None
    onward: bool = False
    comma: int | None = None
    common: tuple[Bearer, ...] = ()

    def shift(self, by: int) -> Annotation:
        """Return the same with all ranges moved `by` characters to the right."""
        bearers, common = (tuple(one.shift(by) for one in group) for group in (self.bearers, self.common))
        comma = None if self.comma is None else self.comma + by
        return replace(self, bearers=bearers, span=self.span.shift(by), comma=comma, common=common)

    def led(self, leaders: Leaders | None) -> tuple[Bearer, ...]:
        """Return the bearers with those as leaders whom a remark here or in an earlier annotation means."""
        return appoint(leaders, self.bearers, self.comma)


COMMON = re.compile(
    r"[，；。、]?(?:(?:各项|所有|上述各?项?)(?:措施|任务|工作)的?责任(?:单位|部门)|以下(?:各[项条款]?[^，。；、]{0,8}?|所有[^，。；、]{0,8}?|[^，。；、]{0,6}?))(?:均|都|皆|全部)(?:需要?|须|由|应当?|请|涉及|包括|包含|含)"
    r"(?P<rest>.+?)(?:，|。|；)?(?:不再(?:一一|逐一|逐项|重复|单独|另行|分别)?[^，。；）]{0,6})?[。）]*$"
)
_LABEL = re.compile(
    rf"^(?:(?P<label>{label_pattern()})(?:：|为?(?=[省市县区国]|各[市县区地级州]))|(?P<other>[一-龥]{{2,8}})：)"
)
_LABEL_INSIDE = re.compile(rf"{label_pattern()}：")
_OWN_ROLE = re.compile(r"（(?P<words>牵头|总牵头|主责|主办|配合|协助|协办|参与|负责|落实)(?:单位|部门|负责)?）$")
_OWN_ROLES = {"牵": Role.LEAD, "总": Role.LEAD, "主": Role.LEAD, "负": Role.RESPONSIBLE, "落": Role.IMPLEMENT}
_WITH = re.compile(r"(?:，|^|(?<=.{2}))(?:会同|商(?=[省市县区国各相有]))")
_SEPARATORS = frozenset("、，；。")


def read_annotation(body: Folded, role: Role | None = None) -> Annotation | None:
    """Return what an annotation's words say, None where they name nobody.

    `责任单位：省教育厅、财政厅，列第一位的为牵头单位，下同` gives 省教育厅 and 省财政厅 and the rule that the first
    leads. `role` is the role that a table header gives.
    """
    if not body.text:
        return None
    whole = body.span(0, len(body.text))
    remark = find_remark(body.text)
    body = _without(body, remark) if remark else body
    body, common = _cut_common(body)
    reader = _Reader(role)
    bearers = tuple(reader.read(body)) if body.text else ()
    if not bearers and not common:
        return None
    leaders, onward = (remark.leaders, remark.onward) if remark else (None, False)
    found = Annotation(bearers, reader.how, whole, leaders, onward, _first_comma(body), common)
    return replace(found, bearers=found.led(leaders)) if leaders else found


def _without(body: Folded, remark: Remark) -> Folded:
    texts, places = body.text, body.places
    return Folded(texts[: remark.start] + texts[remark.end :], places[: remark.start] + places[remark.end :])


def _first_comma(body: Folded) -> int | None:
    """Return where in the document the first comma or semicolon outside brackets stands."""
    ends = (end for _, end in _pieces(body.text) if body.text[end : end + 1] in {"，", "；"})
    first = next(ends, None)
    return None if first is None else body.places[first]


def _cut_common(body: Folded) -> tuple[Folded, tuple[Bearer, ...]]:
    match = COMMON.search(body.text)
    if not match:
        return body, ()
    rest = body.cut(match.start("rest"), match.end("rest"))
    return body.cut(0, match.start()), tuple(_Reader(None, fallback=Role.IMPLEMENT).read(rest))


class _Reader:
    """Reads the groups of an annotation from left to right; `how` says afterwards how the roles were given."""

    def __init__(self, role: Role | None, fallback: Role = Role.RESPONSIBLE) -> None:
        self.role, self.fallback = role, fallback
        self.how = "label" if role else "bare"
        self.led = False
        self.ignoring = False
        self.head: Folded | None = None

    def read(self, body: Folded) -> Iterator[Bearer]:
        """Yield the bearers; a group ends at its cue, at the next label, or at the end."""
        start = 0
        for piece_start, piece_end in _pieces(body.text):
            begin = piece_start
            label = _LABEL.match(body.text[piece_start:piece_end])
            if label:
                yield from self._close(body, start, piece_start)
                self._open(label["label"] or label["other"])
                start = begin = piece_start + label.end()
            with_ = _WITH.search(body.text[begin:piece_end])
            if with_ and not self.ignoring:
                yield from self._join(body, start, begin + with_.start())
                start = begin = begin + with_.end()
            if is_note(body.text[begin:piece_end]) and not find_tail(body.text[begin:piece_end]):
                yield from self._close(body, start, begin)
                start = piece_end + 1
                continue
            tail = find_tail(body.text[begin:piece_end])
            if tail and not self.ignoring:
                yield from self._end(body, start, begin + tail.start, tail.role)
                start = piece_end + 1
        yield from self._close(body, start, len(body.text))

    def _open(self, label: str) -> None:
        role = role_of_label(label)
        self.ignoring = role is None
        if role:
            self.role, self.how = role, "label"

    def _join(self, body: Folded, start: int, end: int) -> Iterator[Bearer]:
        """Close the group before 会同: its own cue gives its role, else the one that ends the sentence."""
        text = body.text[start:end].rstrip("，、")
        tail = find_tail(text)
        if tail:
            yield from self._end(body, start, start + tail.start, tail.role)
        self.head = None if tail else body.cut(start, start + len(text))
        if self.head is None or not self.head.text:
            self.head = body.cut(start, start)

    def _end(self, body: Folded, start: int, end: int, role: Role) -> Iterator[Bearer]:
        self.how = "label" if self.how == "label" else "tail"
        self.led = self.led or role is Role.LEAD
        if self.head is not None:
            yield from _named(self.head, role)
            yield from _named(body.cut(start, end), Role.SUPPORT)
            self.head = None
            return
        names = tuple(_named(body.cut(start, end), role))
        yield from (self._of_kind(one) for one in names)

    def _of_kind(self, bearer: Bearer) -> Bearer:
        """Return 落实 by a department as bearing: only localities merely implement."""
        if bearer.role is Role.IMPLEMENT and self.fallback is not Role.IMPLEMENT and not _LOCAL.search(bearer.name):
            return replace(bearer, role=Role.RESPONSIBLE)
        return bearer

    def _close(self, body: Folded, start: int, end: int) -> Iterator[Bearer]:
        """Close a group that no cue ends: the label's role, or support where another leads, or the fallback."""
        if self.ignoring:
            return
        default = self.role or (Role.SUPPORT if self.led else self.fallback)
        if self.head is not None:
            yield from _named(self.head, self.role or self.fallback)
            self.head, default = None, Role.SUPPORT
        if end > start:
            yield from _named(body.cut(start, end), default)


_LOCAL = re.compile(
    r"(?:^|各|相关|有关|试点)(?:设区)?(?:省|市|州|县|区|旗|地|地方|城市|乡镇|街道|园区|开发区)|(?:政府|管委会|[市县区州])$"
)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges between the separators outside brackets."""
    labels = {match.start() for match in _LABEL_INSIDE.finditer(text)}
    start, depth = 0, 0
    for at, char in enumerate(text):
        depth += (char == "（") - (char == "）" and depth > 0)
        if depth == 0 and at in labels and at > start:
            yield start, at
            start = at
        if depth == 0 and char in _SEPARATORS:
            yield start, at
            start = at + 1
    yield start, len(text)


def _named(body: Folded, role: Role) -> Iterator[Bearer]:
    for one in split_names(body.text):
        if one.end > one.start and not is_note(one.name):
            own = _OWN_ROLE.search(one.name)
            name = one.name[: own.start()] if own else one.name
            yield Bearer(
                name, _OWN_ROLES.get(own["words"][0], Role.SUPPORT) if own else role, body.span(one.start, one.end)
            )
