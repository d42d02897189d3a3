"""Two questions in one: where to cut them apart, and how two answers become one.

`冷库补助多少？渔船保险由谁负责？` is two; `能不能免办？要问哪几个厅局` is one: its second half names no matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from corpus.evidence import Answer, AnswerStatus, Citation
from qa.cues import read_intent, read_wants
from qa.question import leans_back, read_question

_CUT = re.compile(r"[？?；;]+\s*|[，,。]\s*(?=另外|还有|再问|此外|顺便问|以及|同时想问)")
_LINK = re.compile(r"^(?:另外|还有|再问(?:一下|问)?|此外|顺便问(?:一下)?|以及|同时想问)[，,：:]?\s*")
_ENOUGH = 5.0  # what a rare word weighs: less does not say what is asked
_PARTS = 2


def split_questions(text: str) -> tuple[str, ...]:
    """Return the two questions of the text, empty where it is one, or where one half leans on the other."""
    parts = [_LINK.sub("", part).strip() for part in _CUT.split(text)]
    asked = [part for part in parts if part]
    return tuple(asked) if len(asked) == _PARTS and all(map(_stands_alone, asked)) else ()


def _stands_alone(part: str) -> bool:
    question = read_question(part)
    asks = read_intent(part, names_department=bool(question.departments)) or read_wants(part)
    says = sum(term.weight for term in question.terms) >= _ENOUGH
    return bool(asks) and says and not leans_back(part) and not question.checks


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """Return both answers as one: the texts one under the other, the citations by turns, each mark to its own."""
    order = [
        (which, at)
        for row in zip_longest(*(range(len(one.citations)) for one in answers))
        for which, at in enumerate(row)
        if at is not None
    ]
    place = {old: new for new, old in enumerate(order)}
    moved = [_moved(answer, which, place) for which, answer in enumerate(answers)]
    citations: tuple[Citation, ...] = tuple(answers[which].citations[at] for which, at in order)
    first = answers[0]
    return replace(
        first,
        question=question,
        status=AnswerStatus.ANSWERED,
        text="\n".join(f"{name}：{answer.text}" for name, answer in zip(("其一", "其二"), answers, strict=True)),
        departments=tuple(one for answer in moved for one in answer.departments),
        incentives=tuple(one for answer in moved for one in answer.incentives),
        citations=citations,
        followups=tuple(dict.fromkeys(one for answer in answers for one in answer.followups)),
    )


def _moved(answer: Answer, which: int, place: dict[tuple[int, int], int]) -> Answer:
    return replace(
        answer,
        departments=tuple(replace(one, citation=place[which, one.citation]) for one in answer.departments),
        incentives=tuple(replace(one, citation=place[which, one.citation]) for one in answer.incentives),
    )
