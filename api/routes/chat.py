"""`/v1/chat/completions`: the answers, for chat pages and libraries that speak the OpenAI interface."""

from __future__ import annotations

import time
from collections.abc import Iterator
from uuid import uuid4

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from api.responses import json_bytes, json_response
from api.routes.engine import EngineOfApp
from api.schemas.answers import AnswerJson, answer_json
from api.schemas.chats import MODEL_NAME, ChatJson, ChatRequest, chat_text

router = APIRouter(prefix="/v1", tags=["兼容接口"])


@router.get("/models", summary="模型列表")
def models() -> Response:
    """返回唯一的“模型”：问策本身。"""
    return json_response({"object": "list", "data": [{"id": MODEL_NAME, "object": "model", "owned_by": "wence"}]})


@router.post(
    "/chat/completions",
    responses={200: {"model": ChatJson, "description": "回答", "content": {"text/event-stream": {}}}},
    summary="对话（OpenAI 兼容）",
)
def complete(engine: EngineOfApp, request: ChatRequest) -> Response:
    """回答最后一个用户问题，此前的用户问题作为上下文；答案附出处，stream 为 true 时逐段发送。"""
    *context, question = request.questions() or [""]
    if not question:
        raise HTTPException(400, "messages 里没有用户的问题")
    found = engine.ask(question, context=tuple(context))
    engine.desk.note(found, context)
    answer = answer_json(found)
    if request.stream:
        return StreamingResponse(_chunks(answer), media_type="text/event-stream", headers={"cache-control": "no-store"})
    return json_response(_whole(question, answer))


def _whole(question: str, answer: AnswerJson) -> ChatJson:
    text = chat_text(answer)
    return {
        "id": _new_id(),
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL_NAME,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {
            "prompt_tokens": len(question),
            "completion_tokens": len(text),
            "total_tokens": len(question) + len(text),
        },
        "wence": answer,
    }


def _chunks(answer: AnswerJson) -> Iterator[bytes]:
    head = {"id": _new_id(), "object": "chat.completion.chunk", "created": int(time.time()), "model": MODEL_NAME}

    def chunk(delta: dict[str, str], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return b"data: " + json_bytes({**head, "choices": [choice]}) + b"\n\n"

    yield chunk({"role": "assistant", "content": ""})
    for line in chat_text(answer).splitlines(keepends=True):
        yield chunk({"content": line})
    yield chunk({}, "stop")
    yield b"data: [DONE]\n\n"


def _new_id() -> str:
    return f"chatcmpl-{uuid4().hex}"
