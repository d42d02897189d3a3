"""Verified evidence put into prose by a language model, where one is set; every sentence is checked again.

The model is any server that speaks the OpenAI chat interface (`WENCE_LLM_BASE_URL`) or a local one (`WENCE_LLM_PATH`).
It sees the question and the cited quotes only, and must end each sentence with the number of its source, like [1]. A
sentence without a source, or with a claim that its source does not hold, makes the whole rewriting void: the extractive
answer stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.evidence import Answer, AnswerStatus, Citation
from qa.language_model import Messages, Writer
from qa.verify import find_faults
from qa.words import content_words

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?(?:\s*\[\d+\])*[。]?")
_MARK = re.compile(r"\[(\d+)\]")
_ROLE = (
    "你是政策咨询员。只依据给出的条款原文回答，用一到三句简短的中文，数字、日期、部门名称照抄原文，"
    "每句话末尾用[编号]注明所依据的条款；原文没有的内容不要写。"
)
_RESTATE = (
    "下面是同一个人先后问的几句话。把最后一句改写成离开前文也能看懂的一个问题，只用这些话里出现过的词，"
    "补全省略的事项和地区，不要回答，只输出改写后的问题。"
)
_LONGEST_QUESTION = 200  # characters
UNANSWERED = (OSError, ValueError, LookupError, TypeError, RuntimeError)
"""What a model that is slow, broken or talks nonsense raises."""


def rewrite(answer: Answer, model: Writer) -> Answer:
    """Return the answer with its text as prose where every sentence of the model is supported, else as it was.

    Refusals are never rewritten. A server that is slow, broken or talks nonsense changes nothing.
    """
    if answer.status is not AnswerStatus.ANSWERED or not answer.citations:
        return answer
    try:
        prose = model.complete(_messages(answer))
    except UNANSWERED:
        return answer
    names = tuple(one.name for one in answer.departments)
    return replace(answer, text=prose) if is_supported(prose, answer.citations, names) else answer


def is_supported(prose: str, citations: tuple[Citation, ...], names: tuple[str, ...] = ()) -> bool:
    """Return whether every sentence names a source and says nothing that its sources do not hold.

    `每座补20万元[1]。` is supported where the first citation's quote holds 20万元.
    """
    sentences = [one.strip() for one in _SENTENCE.findall(prose) if _MARK.sub("", one).strip(" 。")]
    return bool(sentences) and all(_is_supported(one, citations, names) for one in sentences)


def _is_supported(sentence: str, citations: tuple[Citation, ...], names: tuple[str, ...]) -> bool:
    numbers = [int(number) for number in _MARK.findall(sentence)]
    if not numbers or any(not 1 <= number <= len(citations) for number in numbers):
        return False
    sources = [citations[number - 1] for number in numbers]
    return not find_faults(_MARK.sub("", sentence), sources, names=names)


def _messages(answer: Answer) -> Messages:
    quotes = "\n".join(f"[{at}] 《{one.title}》{one.path}：{one.quote}" for at, one in enumerate(answer.citations, 1))
    return (
        {"role": "system", "content": _ROLE},
        {"role": "user", "content": f"问题：{answer.question}\n条款原文：\n{quotes}"},
    )


def restated(question: str, context: Sequence[str], model: Writer) -> str | None:
    """Return a follow-up as a question that stands alone, None where the model gives none that may be trusted.

    `那补贴多少` after `长者食堂由谁建` may become `长者食堂补贴多少`: it may use no word that was not said before.
    """
    asked = "\n".join(f"{at}. {one}" for at, one in enumerate((*context, question), 1))
    try:
        words = model.complete(({"role": "system", "content": _RESTATE}, {"role": "user", "content": asked}))
    except UNANSWERED:
        return None
    said = "".join((*context, question))
    strange = [word for word in content_words(words) if word not in said]
    return words if words and len(words) <= _LONGEST_QUESTION and not strange and "\n" not in words else None
