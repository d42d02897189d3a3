"""The chat interface that existing chat pages and client libraries speak (OpenAI chat completions)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from api.schemas.answers import AnswerJson
from api.schemas.requests import MAX_QUESTION
from corpus.evidence import AnswerStatus

MODEL_NAME = "wence"


class ContentPart(BaseModel):
    """One part of a message; only text is read."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """One turn of the talk."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[ContentPart] | None = None

    def text(self) -> str:
        """Return the words of the message."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content if part.type == "text").strip()
        return (self.content or "").strip()


class ChatRequest(BaseModel):
    """A talk; settings of sampling are accepted and have no effect, because nothing is sampled."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [{"model": MODEL_NAME, "messages": [{"role": "user", "content": "中试平台由哪个部门牵头？"}]}]
        },
    )

    model: str = MODEL_NAME
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=200)]
    stream: bool = False

    def questions(self) -> list[str]:
        """Return what the user asked, oldest first, each within the length that is answered."""
        asked = (message.text() for message in self.messages if message.role == "user")
        return [words[:MAX_QUESTION] for words in asked if words]


class ChatAnswerMessage(TypedDict):
    """The answer as a turn of the talk."""

    role: str
    content: str


class ChatChoice(TypedDict):
    """The only choice."""

    index: int
    message: ChatAnswerMessage
    finish_reason: str


class ChatUsage(TypedDict):
    """Characters, counted as tokens."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatJson(TypedDict):
    """A whole answer; `wence` holds it with its evidence for programs that know us."""

    id: str
    object: str
    created: int
    model: str
    choices: list[ChatChoice]
    usage: ChatUsage
    wence: AnswerJson


def chat_text(answer: AnswerJson) -> str:
    """Return the answer with its sources as a list below, for a page that shows text only.

    `由市科技局牵头。` is followed, below a blank line, by `[1] 《澜州市……办法》（澜政办〔2026〕2号），第三条，第 2 页`.
    """
    sources = []
    for number, citation in enumerate(answer["citations"], 1):
        mark = f"（{citation['number']}）" if citation["number"] else ""
        page = f"，第 {citation['page']} 页" if citation["page"] else ""
        sources.append(f"[{number}] 《{citation['title']}》{mark}，{citation['path']}{page}")
    choices = [f"{at}. {words}" for at, words in enumerate(answer["followups"], 1)] if _is_open(answer) else []
    reviewed = [f"（人工审核 · {answer['reviewed_on']}）"] if answer["reviewed_on"] else []
    return "\n".join((answer["text"], *choices, *reviewed, "", *sources)).strip()


def _is_open(answer: AnswerJson) -> bool:
    return answer["status"] == AnswerStatus.CLARIFY.value
