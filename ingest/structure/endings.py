"""Where the closing of a part begins: list of attachments, signature, date, 抄送, 印发."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.numbering import read_mark
from ingest.structure.patterns import goes_on_as_organ, is_closing_line, is_organ_line, is_page_number, read_attachment
from ingest.structure.units import Unit

_LONGEST_ENTRY = 70
_LONGEST_LIST = 60


def closing_start(units: Sequence[Unit]) -> int:
    """Return the index of the first unit of the closing; the number of units where there is none."""
    start = index = len(units)
    while index > 0:
        below = units[index] if index < len(units) else None
        if _is_closing(units[index - 1], below):
            start = index - 1
        elif not _is_contact(units[index - 1]):
            break
        index -= 1
    return _list_start(units, start)


def _is_contact(unit: Unit) -> bool:
    """Return whether the line names a contact; it is end matter only under a signature, else a clause's text."""
    return bool(re.match(r"[（(]?\s*联\s?系\s?(?:人|电\s?话|方\s?式)", unit.text)) and len(unit.text) <= _LONGEST_ENTRY


def _is_closing(unit: Unit, below: Unit | None) -> bool:
    """Return whether the unit is end matter, or the first line of a signature that goes on in `below`."""
    if unit.table is not None:
        return False
    if is_closing_line(unit.text) or is_page_number(unit.text):
        return True
    if read_mark(unit.text) is not None:
        return False
    return is_organ_line(unit.text) or (below is not None and goes_on_as_organ(unit.text, below.text))


def _list_start(units: Sequence[Unit], last: int) -> int:
    """Return where the list of attachments (附件：1.… 2.…) right above `last` begins, `last` where there is none."""
    for index in range(last - 1, max(0, last - _LONGEST_LIST) - 1, -1):
        unit = units[index]
        if unit.table is not None or len(unit.text) > _LONGEST_ENTRY or re.search(r"。.", unit.text):
            return last
        read = read_attachment(unit.text)
        if read and read[1]:
            return _list_start(units, index)
        if unit.text.strip().endswith("。"):
            return last
    return last
