"""Verified evidence put into prose by a language model, where one is set; every sentence is checked again.

The model is any server that speaks the OpenAI chat interface (`WENCE_LLM_BASE_URL`). It sees the question and the cited
quotes only, and must end each sentence with the number of its source, like [1]. A sentence without a source, or with a
claim that its source does not hold, makes the whole rewriting void: the extractive answer stands.
"""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from corpus.evidence import Answer, AnswerStatus, Citation
from qa.verify import find_faults

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?(?:\s*\[\d+\])*[。]?")
_MARK = re.compile(r"\[(\d+)\]")
_ROLE = (
    "你是政策咨询员。只依据给出的条款原文回答，用一到三句简短的中文，数字、日期、部门名称照抄原文，"
    "每句话末尾用[编号]注明所依据的条款；原文没有的内容不要写。"
)
_LONGEST_REPLY = 200_000

Send = Callable[[str, bytes, Mapping[str, str], float], bytes]


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Where the model is: `base_url` ends with /v1; `key` is sent but never shown; `timeout` is in seconds."""

    base_url: str
    model: str = "default"
    key: str = ""
    timeout: float = 15.0

    def __repr__(self) -> str:
        """Return the address and model without the key, safe for logs."""
        return f"LanguageModel({self.base_url!r}, {self.model!r})"


def rewrite(answer: Answer, model: LanguageModel, *, send: Send | None = None) -> Answer:
    """Return the answer with its text as prose where every sentence of the model is supported, else as it was.

    Refusals are never rewritten. A server that is slow, broken or talks nonsense changes nothing.
    """
    if answer.status is not AnswerStatus.ANSWERED or not answer.citations:
        return answer
    try:
        prose = _ask(answer, model, send or _post)
    except (OSError, ValueError, LookupError, TypeError):
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


def _ask(answer: Answer, model: LanguageModel, send: Send) -> str:
    quotes = "\n".join(f"[{at}] 《{one.title}》{one.path}：{one.quote}" for at, one in enumerate(answer.citations, 1))
    messages = [
        {"role": "system", "content": _ROLE},
        {"role": "user", "content": f"问题：{answer.question}\n条款原文：\n{quotes}"},
    ]
    body = json.dumps({"model": model.model, "messages": messages, "temperature": 0}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {model.key}"} if model.key else {})
    reply = json.loads(send(f"{model.base_url.rstrip('/')}/chat/completions", body, headers, model.timeout))
    content = reply["choices"][0]["message"]["content"]
    if not isinstance(content, str):
        raise TypeError("the model's reply holds no text")
    return content.strip()


def _post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> bytes:
    if not url.startswith(("http://", "https://")):
        raise ValueError("only http and https addresses are spoken to")
    request = urllib.request.Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310  checked above
    with urllib.request.urlopen(request, timeout=timeout) as reply:  # noqa: S310  checked above
        content: bytes = reply.read(_LONGEST_REPLY)
    return content
