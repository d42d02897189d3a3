"""Whether the library can answer at all, and what to say where it cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authority.regions import NATION
from corpus.evidence import Intent
from qa.catalogue import Catalogue
from qa.confidence import confidence
from qa.question import AskedRegion, Question
from qa.ranking import Passage
from qa.values import HARD, holds

# Chosen on the development questions and our own: see the curve in docs/research/refusal.md.
MIN_CONFIDENCE = 0.45
_OWN_SOURCE = r"(?:市|县|区|省)?[^，。？?,、]{{0,16}}?(?:方案|意见|办法|计划|措施|条例|细则|规划|政策|文件)"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the question is not answered, in Chinese, and the passages that come nearest."""

    reason: str
    near: tuple[Passage, ...] = ()


def refuse(question: Question, passages: Sequence[Passage], catalogue: Catalogue) -> Refusal | None:
    """Return why the passages do not answer the question, None where they may."""
    if question.intent is Intent.OFF_TOPIC:
        return Refusal("这个问题与政策无关，政策库里没有依据。")
    if not passages:
        return Refusal("政策库里没有与此有关的条款。")
    if _out_of_region(question, passages[0], catalogue):
        return Refusal(_region_reason(question, catalogue), tuple(passages[:3]))
    if confidence(question, passages[0]) < MIN_CONFIDENCE:
        return Refusal("政策库里没有找到能回答这个问题的条款。", tuple(passages[:2]))
    if _lacks_value(question, passages):
        return Refusal("政策库里相近的条款没有写明所问的数值或期限。", tuple(passages[:3]))
    return None


def _out_of_region(question: Question, best: Passage, catalogue: Catalogue) -> bool:
    """Return whether the question is about a place, or a document of a place, that the library does not hold."""
    if any(_names_own_source(question.text, one) and not _has_place(one, catalogue) for one in question.regions):
        return True
    if not question.regions or any(region.name in best.context for region in question.regions):
        return False
    if all(region.home for region in question.regions) and best.card.region == NATION:
        return False
    if catalogue.out_of_region(question):
        return True
    # why: who does something in a town, or what the town's own plan says, no document of its province tells.
    local = question.intent is Intent.DEPARTMENT
    return local and not any(_has_place(region, catalogue) for region in question.regions)


def _has_place(region: AskedRegion, catalogue: Catalogue) -> bool:
    """Return whether the library holds a document of the place; where the asker lives need not be held."""
    return region.home or catalogue.has_region(region.full)


def _names_own_source(text: str, region: AskedRegion) -> bool:
    """Return whether the text speaks of a document of the place itself: `金华市人工智能工作方案`."""
    return bool(re.search(re.escape(region.name) + _OWN_SOURCE.format(), text))


def _region_reason(question: Question, catalogue: Catalogue) -> str:
    asked = "、".join(dict.fromkeys(region.name for region in question.regions))
    here = "、".join(sorted(catalogue.regions)[:8])
    return f"政策库里没有{asked}的文件" + (f"，现有的地方文件来自：{here}等。" if here else "。")


def _lacks_value(question: Question, passages: Sequence[Passage]) -> bool:
    if not question.wants & HARD or question.intent is Intent.DEPARTMENT:
        return False
    # why: 上限 may be one of money, age or days, so any value will do here; the fitting kind counts in the confidence.
    return not any(holds(want, passage.context) for want in HARD for passage in passages[:3])
