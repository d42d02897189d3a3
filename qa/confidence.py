"""How sure we may be that a passage answers a question: a few features and a logistic curve over them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from corpus.evidence import Intent
from qa.cover import LOOSE, held
from qa.question import Question
from qa.ranking import Passage
from qa.sentences import fold
from qa.terms import Term
from qa.values import HARD, value_fit
from qa.words import nouns, rarities

_VALUE_CUE = re.compile(r"多少|多久|多长|多大|几[个天年月家万千成分号点岁块元]|百分之几|什么价|何时|什么时候|哪天")
_BODIES = re.compile(r"税务(?:总?局|部门|机关)|财政[厅局]|[\u4e00-\u9fff]{1,4}(?:费|税)收?管理")
# why: these words name a kind of value or the giving of it, not the thing that has the value.
_KINDS = frozenset(
    (
        *(
            "上限",
            "下限",
            "标准",
            "比例",
            "金额",
            "额度",
            "期限",
            "数量",
            "价格",
            "面积",
            "规模",
            "年龄",
            "年纪",
            "岁数",
        ),
        *(
            "最高",
            "封顶",
            "时间",
            "目标",
            "数额",
            "总额",
            "名额",
            "时限",
            "钱",
            "奖",
            "补",
            "领",
            "拿",
            "给",
            "发",
            "贷",
        ),
        *("奖励", "补贴", "补助", "资助"),
    )
)
_FULL = 0.8
_UNASKED = 0.5  # no region asked: any document's region is as good


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a passage, each 0 to 1 (the region's part -1 to 1).

    `words` is the share of the question's words that the clause, its headings or its title hold, `pairs` that of its
    character pairs, `beyond` that of the words which the title does not hold already; `strange` the share in words
    that policies use but this one does not; `target` whether the thing whose value is asked for is there, `value`
    whether a value of the wanted kind is; `title` and `region` how well the document is the one that is meant (a title
    says nothing where the clause holds no word beyond it: `人才公寓能养狗吗` finds the right document only); `length`
    how many words the question has (of many, fewer are repeated), `found` the passage's rank in the searches.
    """

    words: float
    pairs: float
    strange: float
    target: float
    value: float
    title: float
    region: float
    beyond: float
    length: float
    found: float


# Fitted on the development questions and our own (docs/research/refusal.md says how and shows the curve).
_WEIGHTS = Signs(
    words=2.31, pairs=1.0, strange=-2.16, target=1.29, value=0.53, title=1.37, region=2.5, beyond=2.64, length=1.59,
    found=1.38,
)  # fmt: skip
_BIAS = -7.07
_LONG = 8  # terms; more say no more


def signs_of(question: Question, passage: Passage) -> Signs:
    """Return the signs of the passage for the question."""
    text = passage.context
    total = sum(term.weight for term in question.terms) or 1.0
    strange = sum(term.weight for term in question.terms if term.word in rarities() and held(term, text) < _FULL)
    target = _target(question)
    beyond = _beyond(question, passage)
    return Signs(
        words=sum(term.weight * held(term, text) for term in question.terms) / total,
        pairs=passage.marks["pairs"],
        strange=strange / total,
        target=held(target, _without_bodies(text, target)) if target else 0.5,
        value=value_fit(question.wants & HARD, text) if question.wants & HARD else 0.5,
        title=passage.marks["title"] if beyond else 0.0,
        region=_reach(passage) if question.regions or question.national else _UNASKED,
        beyond=beyond,
        length=min(len(question.terms), _LONG) / _LONG,
        found=passage.marks["found"],
    )


def _reach(passage: Passage) -> float:
    """Return how near the passage is to the place asked about: its document's region, or that it names the place."""
    return max(passage.marks["region"], passage.marks["place"])


def confidence(question: Question, passage: Passage) -> float:
    """Return the probability, 0 to 1, that the passage answers the question."""
    signs = signs_of(question, passage)
    score = _BIAS + sum(getattr(_WEIGHTS, one.name) * getattr(signs, one.name) for one in fields(Signs))
    return 1.0 / (1.0 + math.exp(-score))


def _beyond(question: Question, passage: Passage) -> float:
    """Return the share of the words that are not the title's own which the clause holds, 0.5 where there are none."""
    title = fold(passage.card.title)
    rest = [term for term in question.terms if held(term, title) < _FULL]
    total = sum(term.weight for term in rest)
    return sum(term.weight * held(term, passage.context) for term in rest) / total if total else _UNASKED


def lacks_target(question: Question, passages: Sequence[Passage]) -> bool:
    """Return whether no passage holds the one-character thing whose value is asked for: 税 in `过户要交多少税`.

    A longer word may stand for another (干活 for 就业), so its absence only lowers the confidence.
    """
    target = _target(question)
    if target is None or len(target.word) > 1 or target.word not in nouns(question.text):
        return False
    return not any(held(target, _without_bodies(one.context, target)) for one in passages)


_PAYMENT = r"[\u4e00-\u9fff]{0,4}?(?:[^经消]费|津贴|工资|租金|押金|保证金|门票|价|薪)"
_ASKS_PAYMENT = re.compile(
    rf"多少[^，。？?多少]{{0,6}}?(?P<what>{_PAYMENT})|(?P<thing>{_PAYMENT})"
    r"(?:一个?|每个?)?[年月天次人台晚]?(?:大概|大约|一共|总共|最低|最高|最多|最少|至少|上限|标准|是|要|得|交|付|收|缴|定)*(?:多少|几块|几百)"
)


def lacks_payment(question: Question, passages: Sequence[Passage]) -> bool:
    """Return whether a fee, price or wage is asked for that no passage names: 学费 in `学费要交多少`.

    A sum that stands near is then one of something else.
    """
    found = _ASKS_PAYMENT.search(question.text)
    if not found:
        return False
    what = found["what"] or found["thing"]
    named = [term for term in question.terms if len(term.word) > 1 and what.endswith(term.word)]
    return bool(named) and not any(held(term, one.context) >= LOOSE for term in named for one in passages)


_YES_OR_NO = re.compile(
    r"(?:能不能|可不可以|会不会|要不要|有没有|招不招|用不用|能|可以|会|要|用|有)(?P<what>[^，。？?]{1,14}?)(?:吗|么|吧|呢|$)"
)


def lacks_focus(question: Question, passages: Sequence[Passage]) -> bool:
    """Return whether a question for yes or no asks for a thing that no passage speaks of: 保安 in `招不招保安`.

    What is asked stands last, behind 能, 要 or 招不招; a number is no thing.
    """
    text = question.text.rstrip("？?")
    asks = _ENDS_OPEN.search(text) and [*_YES_OR_NO.finditer(text)]
    if not asks or question.intent is Intent.DEPARTMENT:
        return False
    what = [term for term in question.terms if term.word in asks[-1]["what"]]
    named = nouns(question.text)  # why: a deed is said in too many ways (一块迁过来 for 随迁)
    things = [term for term in what if term.word in named and not term.word.isdigit()]
    return bool(things) and not any(held(term, one.context) > 0 for term in things for one in passages)


_ENDS_OPEN = re.compile(r"[吗么吧]$|能不能|可不可以|会不会|要不要|有没有|招不招|用不用")


def _without_bodies(text: str, target: Term) -> str:
    """Return the text a single character is looked for in: the 税 of 市税务局 is no tax that somebody pays."""
    return _BODIES.sub("", text) if len(target.word) == 1 else text


def _target(question: Question) -> Term | None:
    """Return the word whose value is asked for: 停车费 in `停车费一个月多少`, 税 in `交多少税`; None for no value."""
    cue = _VALUE_CUE.search(question.text)
    if not cue or question.intent is Intent.DEPARTMENT:
        return None
    things = [term for term in question.terms if term.word not in _KINDS]
    placed = [(question.text.find(term.word), term) for term in things]
    behind = [term for at, term in placed if at == cue.end() and term.word in nouns(question.text)]
    if behind:
        return behind[0]
    before = [(at, term) for at, term in placed if 0 <= at < cue.start()]
    return max(before, key=lambda one: one[0])[1] if before else None
