"""Headings: the words at the head of a numbered paragraph, and headings that carry no number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.nesting import Nest
from ingest.structure.numbering import Mark, read_mark
from ingest.structure.patterns import is_closing_line, is_date_line, is_organ_line, read_attachment
from ingest.structure.units import Unit

_LONGEST_HEADING = 48
_LONGEST_RUN_IN = 42
_LONGEST_LEAD = 100  # why: 申请人应当符合下列条件： tells what the items below it are
_BRACKETED = re.compile(r"\s*[【〔\[（(]([^】〕\]）)]{2,20})[】〕\]）)]")
_IN_BRACKETS = re.compile(r"【([^】]{2,20})】")
_SENTENCE_MARK = re.compile("[。；！？]")
_RUN_IN = re.compile(rf"([^。；！？]{{2,{_LONGEST_RUN_IN}}})。\s*(?=\S)")
_RUN_IN_COLON = re.compile(r"([^。；，：！？]{2,16})：\s*(?=\S)")
_RUN_IN_BLANK = re.compile(r"([\u4e00-\u9fff、“”]{2,16})(?:\s{1,4}|　)(?=[\u4e00-\u9fff“《])")


def heading_of(body: str) -> tuple[str, bool]:
    """Return the heading at the head of a paragraph's words (number cut off), and whether more text follows it.

    `加强领导。各地要…` gives (加强领导, True), `总体要求` gives (总体要求, False), a plain sentence gives ("", True).
    """
    text = _tighten(body.strip())
    if hit := _IN_BRACKETS.match(text):
        return hit[1], hit.end() < len(text)
    if len(text) <= _LONGEST_HEADING and not _SENTENCE_MARK.search(text):
        return text.rstrip("：:"), False
    if len(text) <= _LONGEST_RUN_IN + 1 and text.count("。") == 1 and text.endswith("。"):
        return text.rstrip("。"), False
    if len(text) <= _LONGEST_LEAD and text.endswith("：") and "。" not in text:
        return text.rstrip("："), False
    for pattern in (_RUN_IN, _RUN_IN_COLON, _RUN_IN_BLANK):
        if hit := pattern.match(text):
            return hit[1].strip(), True
    return "", True


def _tighten(text: str) -> str:
    """Return a letter-spaced heading set solid: `总　则` becomes `总则`."""
    solid = "".join(text.split())
    return solid if len(solid) <= _LETTER_SPACED else text


_LETTER_SPACED = 4


def looks_like_heading(unit: Unit) -> bool:
    """Return whether a paragraph without number could be a heading: short, no sentence, not end matter."""
    text = unit.text.strip()
    return (
        unit.table is None
        and 1 < len(text) <= _LONGEST_PLAIN_HEADING
        and not re.search(r"[。；：，！？:;,]|https?|\d{4}-\d", text)
        and read_mark(unit.text) is None
        and read_attachment(text) is None
        and not (is_closing_line(text) or is_date_line(text) or is_organ_line(text))
    )


_LONGEST_PLAIN_HEADING = 30


def is_rest_of_heading(heading: str, unit: Unit, following: Unit | None) -> bool:
    """Return whether a short paragraph is the second line of the heading above it: `…“政府+企业` / `”机制`.

    It is where the heading has an open quote or bracket, or breaks off at the edge and a number follows.
    """
    if not looks_like_heading(unit):
        return False
    if any(heading.count(left) > heading.count(right) for left, right in ("“”", "（）", "《》")):
        return True
    return len(heading) >= _FULL_LINE and following is not None and read_mark(following.text) is not None


_FULL_LINE = 14


def find_plain_headings(units: Sequence[Unit], nest: Nest) -> dict[int, Mark]:
    """Return the units that are headings without number because a count begins anew right under them.

    The value is the mark that begins anew. `nest` is an empty tree, used up by this dry run.
    """
    found: dict[int, Mark] = {}
    firsts: dict[tuple[object, str], tuple[int, Mark]] = {}
    for index, unit in enumerate(units):
        mark = read_mark(unit.text) if unit.table is None else None
        if mark is None or not nest.accepts(mark):
            continue
        headed = index > 0 and looks_like_heading(units[index - 1])
        if headed and nest.restarts(mark):
            found[index - 1] = mark
            if mark.family in firsts:
                found.setdefault(*firsts[mark.family])
        elif headed and mark.value == 1:
            firsts.setdefault(mark.family, (index - 1, mark))
        nest.add(mark, unit, unit.span.start, mark.part)
    return found
