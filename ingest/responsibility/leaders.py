"""Remarks on who of a list leads: 列第一位的为牵头单位，下同; 逗号前为牵头单位; 加粗的为牵头单位."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from corpus.model import Role
from ingest.responsibility.bearer import Bearer

_FIRST = (
    r"(?:均以|以)?[，]?(?:(?:各项)?(?:责任|工作|任务)?(?:单位|部门|任务)?(?:中|里))?(?:(?:排名|位列|[列排])(?:在|名|名在|于)?(?:第一|首|最前|第1)(?:位|名|个|家)?"
    r"|(?:第一|首)(?:位|个|家|名)?|排名(?:第一|首位))(?:的|者)?(?:责任)?(?:部门|单位|机构)?(?:为|是|系|作为)?"
)
_COMMA = r"(?:第一个|首个)?逗号(?:之?前|前面|以前)的?(?:责任)?(?:部门|单位|机构)?(?:均|都)?(?:为|是|系|作为)"
_PRINT = (
    r"[以用]?[标为]?有?[“”]?(?:黑体|粗体|加粗|加黑|下划线|斜体|[*★△])[^，。；、：]{0,8}?(?:均|都)?(?:为|是|系|作为)"
)
_REMARK = re.compile(
    rf"（?[，、。；]?(?:其中[，]?)?(?:(?P<comma>{_COMMA})|(?P<print>{_PRINT})|{_FIRST})(?:总)?牵头(?:责任)?"
    r"(?:单位|部门|方|机构)?(?:、(?:单位|部门))?(?P<onward>(?:，|、|；)?(?:以?下(?:均|各项|各条)?(?:相同|类同|同)))?[。]?）?"
)


class Leaders(Enum):
    """Who of a list leads; PRINT: those in bold, which the text does not show."""

    FIRST = "first"
    BEFORE_COMMA = "comma"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a remark says, whether of later lists too (下同), and where in the text it stands."""

    leaders: Leaders
    onward: bool
    start: int
    end: int


def find_remark(text: str) -> Remark | None:
    """Return the first remark on leaders in folded text without blanks, None where there is none."""
    match = _REMARK.search(text) if "牵头" in text else None
    if match is None:
        return None
    leaders = Leaders.BEFORE_COMMA if match["comma"] else Leaders.PRINT if match["print"] else Leaders.FIRST
    return Remark(leaders, bool(match["onward"]), match.start(), match.end())


def drop_remarks(text: str) -> str:
    """Return the text without its remarks on leaders."""
    return _REMARK.sub("", text) if "牵头" in text else text


def appoint(leaders: Leaders | None, bearers: tuple[Bearer, ...], comma: int | None = None) -> tuple[Bearer, ...]:
    """Return the bearers with their leaders by a remark, where nobody leads by name and all bear alike.

    `comma` is where in the document the first comma of the list stands.
    """
    if not bearers or bearers[0].role is not Role.RESPONSIBLE or any(one.role is Role.LEAD for one in bearers):
        return bearers
    if leaders is Leaders.FIRST:
        return (replace(bearers[0], role=Role.LEAD), *bearers[1:])
    if leaders is Leaders.BEFORE_COMMA and comma is not None:
        return tuple(_before(comma, bearers))
    return bearers


def _before(comma: int, bearers: Iterable[Bearer]) -> Iterable[Bearer]:
    for one in bearers:
        leads = one.role is Role.RESPONSIBLE and one.span.start < comma
        yield replace(one, role=Role.LEAD) if leads else one
