"""The Chinese text of an answer, line by line, from evidence; every line is checked before it is released."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.authority.regions import NATION
from corpus.evidence import Citation, Intent
from corpus.model import ROLE_NAMES, Responsibility, Role
from qa.sentences import fold

_LONGEST_QUOTE = 260
_ORDER = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT, Role.IMPLEMENT)
_LABELS = {Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.SUPPORT: "配合单位", Role.IMPLEMENT: "落实单位"}


# What an asker may want next; each is understood with the question before it as context.
FOLLOWUPS = {
    Intent.DEPARTMENT: ("有没有补贴或奖励？", "有效期到什么时候？"),
    Intent.INCENTIVE: ("由哪个部门负责？", "怎么申请？", "要满足什么条件？"),
    Intent.FACT: ("由哪个部门负责？",),
}


def say_bearers(duties: Sequence[Responsibility]) -> str:
    """Return who bears a matter by role: `牵头单位：省商务厅；配合单位：省财政厅。`."""
    parts = []
    for role in _ORDER:
        names = list(dict.fromkeys(duty.name for duty in duties if duty.role is role))
        if names:
            parts.append(f"{_LABELS[role]}：{'、'.join(names)}")
    return "；".join(parts) + "。" if parts else ""


def say_inherited(duties: Sequence[Responsibility]) -> str:
    """Return who takes part by a rule for the whole document: `另按文件统一要求：各市落实。`."""
    parts = []
    for role in _ORDER:
        names = list(dict.fromkeys(duty.name for duty in duties if duty.role is role))
        if names:
            parts.append(f"{'、'.join(names)}{ROLE_NAMES[role]}")
    return f"另按文件统一要求：{'，'.join(parts)}。" if parts else ""


def say_elsewhere(here: str | None, others: Sequence[tuple[str, Sequence[Responsibility]]]) -> list[str]:
    """Return the lines on other regions, none for none: `以上为云河省的规定，…`, `松垣市：责任单位：市科技局。`."""
    if not others:
        return []
    first = f"以上为{_place(here)}的规定，各地规定不同，请以您所在地区的文件为准。"
    return [first, *(f"{_place(region)}：{say_bearers(duties)}" for region, duties in others)]


def _place(region: str | None) -> str:
    return "全国性文件" if not region or region == NATION else region


def say_source(citation: Citation, words: str = "") -> str:
    """Return the source and its words: `《关于……的意见》十三、（一）：原文`."""
    quote = shorten(fold(words or citation.quote))
    return f"《{citation.title}》{citation.path}：「{quote}」"


def shorten(text: str) -> str:
    """Return the text cut at a comma or stop before it gets too long to read; what is left is still verbatim."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    cut = max(text.rfind(mark, 0, _LONGEST_QUOTE) for mark in "。；，、")
    return text[: cut + 1 if cut > _LONGEST_QUOTE // 2 else _LONGEST_QUOTE]
