"""Questions that can be read in several ways, each as good as the others: the readings, as questions to choose from.

`租金补贴多少` without a place is one thing in a province and another in its district; `什么时候申报` alone does not say
for what. What was found is still shown, since one of the readings is usually meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.authority.regions import NATION
from corpus.evidence import Answer, AnswerStatus, Intent
from qa.question import Question, last_part
from qa.ranking import Passage
from qa.sentences import fold

MOST = 4  # readings; more are no choice
_AS_GOOD = 0.94
_SAYING = 2.5  # the weight from which on a word may name a matter
_LEAD = {
    "place": "各地规定不同，请选一个地区。以下是最接近的几条：",
    "matter": "您没有说是哪一件事，请选一个。以下是最接近的几条：",
}
# why: what is given, asked or done; none of them is a matter by itself.
_KINDS = frozenset(
    (
        *("补贴", "补助", "奖励", "奖补", "资助", "扶持", "优惠", "支持", "钱", "资金", "标准", "条件", "要求"),
        *("申报", "申请", "办理", "领取", "受理", "审核", "时间", "流程", "手续", "材料", "企业", "公司", "个人"),
        *("部门", "单位", "工作", "项目", "金额", "比例", "对象", "范围", "期限", "额度", "名单", "政策", "文件"),
    )
)
_NUMBERED = re.compile(r"^(?:我?(?:选|要|问的是|说的是))?第?([一二三四1-4])(?:个|项|条|种)?[吧。.!！]?$")
_ORDINALS = {word: at for at, pair in enumerate(("一1", "二2", "三3", "四4")) for word in pair}


def clarified(answer: Answer, question: Question, passages: Sequence[Passage]) -> Answer:
    """Return the answer with the readings to choose from, unchanged where the question has but one."""
    if answer.status is not AnswerStatus.ANSWERED:
        return answer
    kind, choices = readings(question, passages)
    if len(choices) < 2:  # noqa: PLR2004  one reading is no choice
        return answer
    return replace(answer, status=AnswerStatus.CLARIFY, text=f"{_LEAD[kind]}\n{answer.text}", followups=choices)


def readings(question: Question, passages: Sequence[Passage]) -> tuple[str, tuple[str, ...]]:
    """Return what is open, `place` or `matter`, and the questions that settle it; none where nothing is open."""
    settled = question.titles or question.context or question.figures or question.checks or question.years
    if settled or question.intent not in {Intent.FACT, Intent.INCENTIVE}:
        return "matter", ()
    near = [one for one in passages if one.score >= _AS_GOOD * passages[0].score]
    if not _names_matter(question):
        return "matter", _first(f"《{one.card.title}》{question.text}" for one in near if one.card.title)
    if question.regions or question.national:
        return "place", ()
    return "place", _first(f"{_short(place)}的{question.text}" for place in _places(near))


def is_pick(text: str) -> bool:
    """Return whether the words are nothing but a choice by number: `第二个`, `选2`."""
    return bool(_NUMBERED.match(text.strip()))


def chosen(text: str, choices: Sequence[str]) -> str | None:
    """Return the reading that the words pick by its number, None where they pick none: `第二个`, `选2`."""
    found = _NUMBERED.match(text.strip())
    at = _ORDINALS[found[1]] if found else len(choices)
    return choices[at] if at < len(choices) else None


def _names_matter(question: Question) -> bool:
    return any(term.word not in _KINDS and term.weight >= _SAYING for term in question.terms)


def _places(near: Sequence[Passage]) -> list[str]:
    """Return the places whose documents rule the matter in words of their own; none where the nation's come first."""
    if near[0].card.region in {None, NATION}:
        return []
    first: dict[str, str] = {}
    for passage in near:
        region = passage.card.region
        if region and region != NATION:
            first.setdefault(region, fold(passage.clause.text))
    return list({words: region for region, words in first.items()}.values())


def _short(region: str) -> str:
    return last_part(region) or region


def _first(questions: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(questions))[:MOST]
