"""The parts of one file: the main document, documents appended to it (notice + plan), and its attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.structure.numbering import Scheme, read_mark
from ingest.structure.patterns import ends_like_title, is_closing_line, is_organ_line, is_page_number, read_attachment
from ingest.structure.title import Title, join_title, may_be_title
from ingest.structure.units import Unit


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of units `[first, last)` with its own numbering.

    `name` is what its paths begin with where they must be told apart (附件1, or the appended document's title);
    `head` is how many of its units are its own title; `attachment` says which of the two it is.
    """

    first: int
    last: int
    name: str = ""
    title: str = ""
    head: int = 0
    attachment: bool = False


def split_parts(units: Sequence[Unit], title: Title | None) -> tuple[Part, ...]:
    """Return the parts in order; the first is the main document.

    A line `附件2` opens an attachment, the lines under it are its title; a title after a signature and date opens an
    appended document. The list of attachments under a document (附件：1.…) opens nothing.
    """
    main = _even(title.text) if title else ""
    after_title = title.last if title and not title.at_end else 0
    parts, index = [Part(0, 0)], after_title
    listed: dict[str, str] = {}
    while index < len(units):
        is_title = title is not None and title.first <= index < title.last
        read = None if is_title else _read_head(units, index)
        if read and _is_listed(units, index, *read):
            listed |= _listed(units, index, *read)
        part = None if is_title else _open_part(units, index, listed)
        if part is None:
            index += 1
            continue
        parts[-1] = replace(parts[-1], last=part.first)
        parts.append(replace(part, title="") if not part.attachment and _even(part.title) in main else part)
        index = part.first + part.head
    parts[-1] = replace(parts[-1], last=len(units))
    return tuple(parts)


def _open_part(units: Sequence[Unit], index: int, listed: dict[str, str]) -> Part | None:
    return _open_attachment(units, index) or _open_listed(units, index, listed) or _open_appended(units, index)


def _read_head(units: Sequence[Unit], index: int) -> tuple[str, str] | None:
    unit = units[index]
    alone = unit.table is None or "\t" not in unit.text.strip()  # why: a table's first row may be its title
    return read_attachment(unit.text) if alone and len(unit.text) <= _LONGEST_HEAD else None


def _listed(units: Sequence[Unit], index: int, name: str, rest: str) -> dict[str, str]:
    """Return the attachments that a list names: title → 附件2, read from `附件：1.甲 / 2.乙`."""
    found: dict[str, str] = {}
    lines = [rest, *(unit.text for unit in units[index + 1 : index + _LONGEST_LIST])]
    for number, line in enumerate(lines, 1):
        mark = read_mark(line.strip())
        digits = re.match(r"\d{1,2}(?!\d)", line.strip())
        if number > 1 and (mark is None or mark.scheme is not Scheme.DIGIT or mark.value != number):
            break
        start = mark.end if mark else digits.end() if digits else 0
        title = _bare(line.strip()[start:])
        if len(title) >= _SHORTEST:
            found[title] = f"{name}{number}" if mark or digits else name
    return found


_LONGEST_LIST = 40


def _even(title: str) -> str:
    """Return a title without blanks and with one kind of dash, so that two printings of it agree."""
    return re.sub(r"[-－–—]+", "-", "".join(title.split()))


def _bare(title: str) -> str:
    return join_title([title]).rstrip("。；;")


def _open_listed(units: Sequence[Unit], index: int, listed: dict[str, str]) -> Part | None:
    """Return the part that opens where the title of a listed attachment stands by itself (with or without 附)."""
    for count in (1, 2, 3):
        lines = units[index : index + count]
        if not listed or len(lines) < count or any(unit.table is not None for unit in lines):
            return None
        text = _bare(join_title([unit.text for unit in lines]))
        if name := listed.pop(text.removeprefix("附件").removeprefix("附"), None):
            return Part(index, index, name, text.removeprefix("附件").removeprefix("附"), count, attachment=True)
    return None


def _open_attachment(units: Sequence[Unit], index: int) -> Part | None:
    read = _read_head(units, index)
    if read is None or _is_listed(units, index, *read):
        return None
    name, rest = read
    if re.search(r"[。；，]|^(?:和|与|的|所|中|规定|要求)", rest):
        return None
    extra = 0 if rest else _title_lines(units, index + 1)
    lines = [rest] if rest else [units[i].text for i in range(index + 1, index + 1 + extra)]
    return Part(index, index, name, join_title(lines), 1 + extra, attachment=True)


_LONGEST_HEAD = 80


def _is_listed(units: Sequence[Unit], index: int, name: str, rest: str) -> bool:
    """Return whether the line is only an entry of the list of attachments that stands before the signature."""
    if not rest:
        return False
    following = units[index + 1 : index + 3]
    if not following or re.match(r"1\s*[.、．]|\d{1,2}-1(?!\d)", rest):
        return True
    mark = read_mark(following[0].text)
    if mark and mark.scheme is Scheme.DIGIT and mark.value == 2:  # noqa: PLR2004  # the second entry of the list
        return True
    before = read_attachment(units[index - 1].text) if index else None
    after = read_attachment(following[0].text)
    if (before and before[1]) or (after and after[1]) or any(_ends_list(unit, rest) for unit in following):
        return True
    again = (_read_head(units, i) for i in range(index + 1, min(len(units), index + _NEARBY)))
    return any(found and found[0] == name for found in again)


def _ends_list(unit: Unit, rest: str) -> bool:
    """Return whether the unit shows that the list is over: signature, date, or the listed title itself."""
    if _bare(unit.text).removeprefix("附件").removeprefix("附") == _bare(rest):
        return True
    return unit.table is None and (is_closing_line(unit.text) or is_organ_line(unit.text))


_NEARBY = 12


def _title_lines(units: Sequence[Unit], index: int) -> int:
    """Return how many lines under `附件1` are its title (none where a number or a long paragraph follows at once)."""
    count = 0
    while count < _MOST_TITLE_LINES and index + count < len(units):
        unit = units[index + count]
        if unit.table is not None or len(unit.text) > _LONGEST_TITLE_LINE or re.search(r"[。；：]", unit.text):
            break
        if is_page_number(unit.text):
            break
        if (read_mark(unit.text) and not ends_like_title(unit.text)) or read_attachment(unit.text):
            break
        count += 1
        if ends_like_title(unit.text):
            break
    return count


_MOST_TITLE_LINES = 3
_LONGEST_TITLE_LINE = 45


def _open_appended(units: Sequence[Unit], index: int) -> Part | None:
    """Return the part that an appended title at `index` (of one to three lines) opens."""
    for count in (1, 2, 3):
        lines = units[index : index + count]
        if len(lines) < count or not all(may_be_title(unit) and read_mark(unit.text) is None for unit in lines):
            return None
        if not ends_like_title(lines[-1].text):
            continue
        text = join_title([unit.text for unit in lines])
        if len(text) >= _SHORTEST and _stands_alone(units, index, index + count):
            return Part(index, index, text, text, count)
        return None
    return None


_SHORTEST = 6


def _stands_alone(units: Sequence[Unit], first: int, last: int) -> bool:
    """Return whether a title-like line is set apart: after a signature, in larger type, or before a new count."""
    if first and _ends_document(units, first):
        return True
    if units[first].tag == "title":
        return True
    marks = [read_mark(unit.text) for unit in units[last : last + 12] if unit.table is None]
    restart = next((mark for mark in marks if mark), None)
    if last < len(units) and restart and restart.value == 1 and _LEAD.match(units[last].text):
        return True
    outstanding = units[first].centred or units[first].tag == "heading" or _is_large(units, first)
    return outstanding and restart is not None and restart.value == 1


# why: the sentence that opens a document of its own (为…，制定本办法)
_LEAD = re.compile(r"(?:为(?!民服务)|根据|按照|依据|为了).{12,}[。：]")


def _ends_document(units: Sequence[Unit], first: int) -> bool:
    return any(is_closing_line(unit.text) for unit in units[max(0, first - 2) : first])


def _is_large(units: Sequence[Unit], index: int) -> bool:
    sizes = sorted(unit.size for unit in units[max(0, index - 20) : index + 20] if unit.size)
    size = units[index].size
    return bool(sizes and size and size > sizes[len(sizes) // 2] * 1.15)
