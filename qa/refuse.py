"""Whether the library can answer at all, and what to say where it cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authority.regions import NATION, city_of, contains
from corpus.evidence import Intent
from corpus.model import ClauseKind
from qa.catalogue import Catalogue
from qa.confidence import confidence, lacks_focus, lacks_payment, lacks_target, signs_of
from qa.cues import Want
from qa.question import AskedRegion, Question, bare_name
from qa.ranking import Passage
from qa.values import HARD, asks_each, counter_missing, has_bare_number, holds, number_missing

# Chosen on the development questions and our own: see the curve in docs/research/refusal.md.
MIN_CONFIDENCE = 0.45
_OF_TITLE_ALONE = 0.55  # where only the document's title speaks of the question
_ALIKE = 0.8  # of the best passage's score, from which on a passage speaks of the question as well
_LESS_SURE, _NEAR = 0.1, 0.7  # so far may the asked place's own passage fall behind the best of another place
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
    if confidence(question, passages[0]) < _needed(question, passages[0]):
        return Refusal("政策库里没有找到能回答这个问题的条款。", tuple(passages[:2]))
    missing = _missing(question, passages[:3])
    return Refusal(f"政策库里相近的条款没有{missing}。", tuple(passages[:3])) if missing else None


def _missing(question: Question, near: Sequence[Passage]) -> str:
    """Return what the nearest passages do not say of what is asked, in Chinese, "" where they may say it."""
    if lacks_target(question, near) or lacks_payment(question, near) or _lacks_value(question, near):
        return "写明所问的数值或期限"
    return "提到所问的事" if lacks_focus(question, near) else ""


def _needed(question: Question, best: Passage) -> float:
    """Return the confidence that an answer needs: more where the clause holds none of the words beyond the title's.

    `人才公寓能养狗吗` finds the right document and no word of what is asked.
    """
    return MIN_CONFIDENCE if signs_of(question, best).beyond > 0 else _OF_TITLE_ALONE


def own_region_first(question: Question, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages with one of the very place first, where it answers nearly as surely as the best.

    `温州的……哪个局牵头`: the province's plan says nearly the same, but Wenzhou's own names Wenzhou's bureau. A row of
    the province's table that names the place is as good as its own document.
    """
    asked = [region for region in question.regions if not region.home]
    if not passages or not asked or _is_of(passages[0], asked):
        return tuple(passages)
    sure = max(MIN_CONFIDENCE, confidence(question, passages[0]) - _LESS_SURE)
    near = (one for one in passages if _is_of(one, asked) and one.score >= _NEAR * passages[0].score)
    own = next((one for one in near if confidence(question, one) >= sure), None)
    return (own, *(one for one in passages if one is not own)) if own else tuple(passages)


def _is_of(passage: Passage, regions: Sequence[AskedRegion]) -> bool:
    """Return whether the passage stands in a document of one of the places, or names one.

    A table's row may name it, and any clause of the city in which a county that is asked about lies.
    """
    text, row = passage.clause.text, passage.clause.kind is ClauseKind.TABLE_ROW
    return any(
        passage.card.region == one.full or ((row or passage.card.region == city_of(one.full)) and one.is_named_in(text))
        for one in regions
    )


def _out_of_region(question: Question, best: Passage, catalogue: Catalogue) -> bool:
    """Return whether the question is about a place, or a document of a place, that the library does not hold."""
    if any(_lacks_own_source(question.text, one, best, catalogue) for one in question.regions):
        return True
    if not question.regions or _speaks_of(best, question):
        return False
    if all(region.home for region in question.regions) and best.card.region == NATION:
        return False
    if catalogue.out_of_region(question):
        return True
    # why: who does something in a town, or what the town's own plan says, no document of its province tells.
    local = question.intent is Intent.DEPARTMENT
    return local and not any(_has_place(region, catalogue) for region in question.regions)


def _speaks_of(best: Passage, question: Question) -> bool:
    """Return whether the passage speaks of a place asked about; who acts there, only its rows and its bodies tell.

    `发挥杭州、嘉兴等地优势` in the province's plan names nobody in 嘉兴, `由嘉兴市政府牵头` does.
    """
    if question.intent is not Intent.DEPARTMENT:
        return any(region.is_named_in(best.context) for region in question.regions)
    bodies = [
        rf"{bare_name(one.full) or one.name}[市县区]?[^，。；、]{{0,8}}(?:政府|管委会|[局委办])"
        for one in question.regions
    ]
    return _is_of(best, question.regions) or any(re.search(body, best.clause.text) for body in bodies)


def _has_place(region: AskedRegion, catalogue: Catalogue) -> bool:
    """Return whether the library holds a document of the place; where the asker lives need not be held."""
    return region.home or catalogue.has_region(region.full)


def _lacks_own_source(text: str, region: AskedRegion, best: Passage, catalogue: Catalogue) -> bool:
    """Return whether the text asks for a place's own document while the library has none, or one of a part of it only.

    `台州的方案` where but one of its districts has a document here, and a passage of the province comes nearest.
    """
    if not _names_own_source(text, region):
        return False
    if not _has_place(region, catalogue):
        return True
    inside = best.card.region is not None and contains(region.full, best.card.region)
    return not (region.home or region.full in catalogue.regions or inside)


def _names_own_source(text: str, region: AskedRegion) -> bool:
    """Return whether the text speaks of a document of the place itself: `金华市人工智能工作方案`."""
    return bool(re.search(re.escape(region.name) + _OWN_SOURCE.format(), text))


def _region_reason(question: Question, catalogue: Catalogue) -> str:
    asked = "、".join(dict.fromkeys(region.name for region in question.regions))
    here = "、".join(sorted(catalogue.regions)[:8])
    return f"政策库里没有{asked}的文件" + (f"，现有的地方文件来自：{here}等。" if here else "。")


def _lacks_value(question: Question, near: Sequence[Passage]) -> bool:
    """Return whether a value is asked for and none of that kind stands where the question is spoken of.

    `企业安静日定在哪几天` is not answered by a clause that speaks of the day and gives no date, whatever dates stand in
    clauses beside it.
    """
    texts = [passage.context for passage in near]
    if counter_missing(question.text, texts):
        return True
    if not question.wants & HARD or question.intent is Intent.DEPARTMENT or Want.PROCEDURE in question.wants:
        return False
    if number_missing(question.text, texts):
        return True
    return not any(_gives(question, one) for one in _as_near(question, near))


def _as_near(question: Question, passages: Sequence[Passage]) -> list[Passage]:
    """Return the best passage and those that speak of the question nearly as much."""
    best = passages[0]
    rest = (one for one in passages[1:] if one.score >= _ALIKE * best.score)
    return [best, *(one for one in rest if confidence(question, one) >= MIN_CONFIDENCE)]


def _gives(question: Question, passage: Passage) -> bool:
    """Return whether the passage holds a value of a kind asked for.

    The cell of a table tells no kind, so any number in one will do, but none for the price of a unit.
    """
    if any(holds(want, passage.context) for want in question.wants & HARD):
        return True
    row = passage.clause.kind is ClauseKind.TABLE_ROW
    return row and has_bare_number(passage.clause.text) and not asks_each(question.text)
