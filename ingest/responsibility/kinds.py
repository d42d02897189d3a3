"""What a piece of a list of bearers is: one body, a group, a place, a line of authority, or no name at all.

The patterns are in `kinds.tsv`, each with examples.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from corpus.authority.departments import is_body, is_known
from corpus.authority.departments_data import organ_stems
from corpus.authority.regions import find_regions

_FILE = Path(__file__).with_name("kinds.tsv")
_STEM_SEPARATOR = re.compile(r"、|(?<!规划)和(?!信息化|社会|旅游|自然|改革|城)")


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """Return the regular expression of a kind of piece; KeyError for a kind that the file does not hold."""
    return re.compile(_patterns()[kind])


@cache
def _patterns() -> dict[str, str]:
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {cells[0]: cells[1] for cells in (line.split("\t") for line in lines)}


def depth(text: str) -> int:
    """Return how many brackets the text opens more than it closes."""
    return text.count("（") - text.count("）")


def is_note(name: str) -> bool:
    """Return whether a piece of a list is no name but a deadline, remark or fragment: 2023年底前完成, 下同."""
    name = pattern("slogan").sub("", name)
    other = pattern("note").search(name) or pattern("fragment").match(name) or depth(name)
    return bool(other) and not is_known(name)


def is_place(name: str) -> bool:
    """Return whether the name is a place that bears duties itself: 朝阳区, 16区, 北京经济技术开发区."""
    if pattern("zone").match(name):
        return True
    found = find_regions(name) if pattern("place_like").match(name) else ()
    return bool(found) and found[-1].span.end == len(name)


def is_district(name: str) -> bool:
    """Return whether the name has the form of a county or city, known or not: 云谷区, but not 社区."""
    return bool(pattern("district").fullmatch(name)) and not pattern("common_noun").search(name)


def is_collective(name: str) -> bool:
    """Return whether the name means a group of bearers: 各市, 相关县（市、区）政府, 各产业链牵头单位."""
    plain = pattern("collective_start").match(name) and pattern("collective_end").search(name)
    return (bool(plain) and not is_note(name)) or is_shared(name.rpartition("、")[2])


def is_shared(last: str) -> bool:
    """Return whether a piece ends a name that several levels or places share: 市、区财政部门, 甲市、乙省相关部门."""
    body = pattern("level_body").match(last) and not pattern("level_only").match(last)
    return bool(body or pattern("places_offices").match(last))


def is_field_office(name: str) -> bool:
    """Return whether the name is a line of authority at a level: 市民政部门, 市、区财政部门, 县公安机关."""
    match = pattern("field_office").fullmatch(name)
    return match is not None and all(stem in organ_stems() for stem in _STEM_SEPARATOR.split(match["stems"]))


def is_line_office(name: str) -> bool:
    """Return whether the name is a line of authority as rules name it: 县级以上地方生态环境主管部门, 民政部门."""
    if any(_of_lines(pattern(kind).fullmatch(name)) for kind in ("line_office", "line_office_at")):
        return True
    return any(pattern(kind).fullmatch(name) for kind in ("line_any", "line_agency", "government"))


def _of_lines(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    *others, last = _STEM_SEPARATOR.split(match["stems"])
    return all(map(_is_line, others)) and (_is_line(last) or _is_line(last + (match["rest"] or "")))


def _is_line(stem: str) -> bool:
    """Return whether a field of duty (财政, 税务) has organs of its own."""
    return stem in organ_stems() or bool(pattern("line_stem").fullmatch(stem))


def is_specific(name: str) -> bool:
    """Return whether the name is one body or a line of authority, as duties in running text must have."""
    if is_known(name) or is_field_office(name) or pattern("township").fullmatch(name):
        return True
    return (name.startswith("各") and is_known(name[1:])) or bool(pattern("specific").match(name) and is_body(name))


def stands_alone(name: str) -> bool:
    """Return whether the name can stand on one side of 和: a body or group, a place, 县（市、区） without its 各."""
    return (
        is_known(name)
        or is_collective(name)
        or is_place(name)
        or is_district(name)
        or is_line_office(name)
        or any(pattern(kind).fullmatch(name) for kind in ("unled", "township"))
    )


def is_bearer(name: str) -> bool:
    """Return whether the name can stand in an annotation: a body, a group of bearers, a place."""
    place = is_place(name) or is_district(name)
    return not is_note(name) and (is_known(name) or is_collective(name) or place or is_body(name))
