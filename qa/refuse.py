"""Whether the library can answer at all, and what to say where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.evidence import Intent
from qa.catalogue import Catalogue
from qa.question import Question
from qa.ranking import Passage
from qa.values import HARD, holds

# Chosen on the development questions: see the curve in docs/research/refusal.md.
MIN_COVERAGE = 0.3
MIN_SCORE = 1.0


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
    if catalogue.out_of_region(question) and not _named_in(question, passages[0]):
        return Refusal(_region_reason(question, catalogue), tuple(passages[:3]))
    if passages[0].coverage < MIN_COVERAGE or passages[0].score < MIN_SCORE:
        return Refusal("政策库里没有找到能回答这个问题的条款。", tuple(passages[:2]))
    if _lacks_value(question, passages):
        return Refusal("政策库里相近的条款没有写明所问的数值或期限。", tuple(passages[:3]))
    return None


def _named_in(question: Question, passage: Passage) -> bool:
    text = passage.clause.text + passage.card.title
    return any(region.name in text for region in question.regions) and passage.coverage >= 2 * MIN_COVERAGE


def _region_reason(question: Question, catalogue: Catalogue) -> str:
    asked = "、".join(dict.fromkeys(region.name for region in question.regions))
    here = "、".join(sorted(catalogue.regions)[:8])
    return f"政策库里没有{asked}的文件" + (f"，现有的地方文件来自：{here}等。" if here else "。")


def _lacks_value(question: Question, passages: Sequence[Passage]) -> bool:
    wanted = question.wants & HARD
    if not wanted or question.intent is Intent.DEPARTMENT:
        return False
    return not any(holds(want, passage.clause.text) for want in wanted for passage in passages[:3])
