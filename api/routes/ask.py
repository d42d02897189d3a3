"""`/api/ask`: a question in, an answer with evidence out; whole or as a stream of events."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse
from typing_extensions import TypedDict

from api.responses import json_bytes, json_response
from api.routes.engine import EngineOfApp
from api.schemas.answers import AnswerJson, answer_json
from api.schemas.labels import INTENT_NAMES
from api.schemas.requests import MAX_QUESTION, AskRequest, BatchRequest, Question
from api.wiring import Engine
from corpus.errors import WenceError
from corpus.firm import firm_from_mapping

router = APIRouter(tags=["提问"])
_log = logging.getLogger("wence.http")


class BatchJson(TypedDict):
    """The answers in the order of the questions."""

    answers: list[AnswerJson]


_OK: dict[int | str, dict[str, Any]] = {
    200: {"model": AnswerJson, "description": "答案；status 为 insufficient_evidence 时库内文件不足以回答"}
}
_QUESTION = Query(min_length=1, max_length=MAX_QUESTION, pattern=r"\S", examples=["中试平台由哪个部门牵头？"])
_CONTEXT = Query(max_length=20, description="此前的问题，由早到晚")


@router.get("/api/ask", responses=_OK, summary="提问")
def ask(
    engine: EngineOfApp, q: Annotated[str, _QUESTION], context: Annotated[list[Question], _CONTEXT] = []
) -> Response:
    """回答一个问题：责任单位、优惠政策、条款内容，附原文出处。"""
    return json_response(_answer(engine, AskRequest(question=q, context=context)))


@router.post("/api/ask", responses=_OK, summary="提问（带上下文与企业画像）")
def ask_with_profile(engine: EngineOfApp, request: AskRequest) -> Response:
    """回答一个问题；context 为此前的问题，firm 为企业画像，where 限定文件范围。"""
    return json_response(_answer(engine, request))


@router.post("/api/ask/batch", responses={200: {"model": BatchJson, "description": "答案"}}, summary="批量提问")
def ask_batch(engine: EngineOfApp, request: BatchRequest) -> Response:
    """依次回答至多 50 个互不相关的问题，答案顺序与问题相同。"""
    return json_response({"answers": [_answer(engine, one) for one in request.questions]})


@router.get(
    "/api/ask/stream",
    summary="提问（事件流）",
    response_class=StreamingResponse,
    responses={200: {"description": "事件流", "content": {"text/event-stream": {}}}},
)
def ask_stream(
    engine: EngineOfApp,
    q: Annotated[str, _QUESTION],
    context: Annotated[list[Question], _CONTEXT] = [],
) -> Response:
    """先发出 intent，检索后依次发出 evidence（每条引证一个）、text、done；出错时以 error 结束（text/event-stream）。"""
    request = AskRequest(question=q, context=context)
    _ = engine.answerer  # a library or model that cannot be opened is still a problem with its own status
    return StreamingResponse(
        _events(engine, request), media_type="text/event-stream", headers={"cache-control": "no-store"}
    )


def _answer(engine: Engine, request: AskRequest) -> AnswerJson:
    firm = firm_from_mapping(request.firm) if request.firm else None
    where = request.where.as_filter() if request.where else None
    answer = engine.ask(request.question, context=tuple(request.context), firm=firm, where=where)
    if where is None:  # why: within a part of the library a refusal says nothing of the library
        engine.desk.note(answer, request.context)
    return answer_json(answer)


def _events(engine: Engine, request: AskRequest) -> Iterator[bytes]:
    """Yield the events; the headers are out before the search begins, so a failure is an event of its own."""
    try:
        intent = engine.answerer.read_intent(request.question, context=tuple(request.context))
        yield _event("intent", {"intent": intent.value, "intent_name": INTENT_NAMES[intent]})
        yield from _found(_answer(engine, request))
    except WenceError as error:
        yield _event("error", {"detail": str(error)})
    except Exception:  # noqa: BLE001  the status line is sent already: the reader is told by an event
        _log.exception("stream failed")
        yield _event("error", {"detail": "请求没有完成，请稍后再试"})


def _found(answer: AnswerJson) -> Iterator[bytes]:
    for index, citation in enumerate(answer["citations"]):
        yield _event("evidence", {"index": index, **citation})
    yield _event("text", {"text": answer["text"], "status": answer["status"]})
    yield _event("done", answer)


def _event(name: str, data: object) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + json_bytes(data) + b"\n\n"
