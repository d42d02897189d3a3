"""`/api/suggest`: what one may be about to ask."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response
from typing_extensions import TypedDict

from api.responses import json_response
from api.routes.engine import EngineOfApp

router = APIRouter(tags=["提问"])
_TYPED = Query(max_length=100, description="已输入的字或拼音", examples=["中试"])


class SuggestionJson(TypedDict):
    """A question to ask, or a document to open."""

    kind: str
    phrase: str
    question: str
    document_id: str | None


class SuggestionsJson(TypedDict):
    """The best suggestions."""

    suggestions: list[SuggestionJson]


class ExamplesJson(TypedDict):
    """Questions that the library can answer."""

    questions: list[str]


@router.get("/api/examples", responses={200: {"model": ExamplesJson, "description": "示例"}}, summary="示例问题")
def examples(engine: EngineOfApp) -> Response:
    """给出几个库内文件能够回答的问题。"""
    return json_response({"questions": list(engine.suggestions.examples())})


@router.get("/api/suggest", responses={200: {"model": SuggestionsJson, "description": "建议"}}, summary="输入建议")
def suggest(engine: EngineOfApp, q: Annotated[str, _TYPED]) -> Response:
    """按已输入的字或拼音（全拼、首字母）给出最多 8 条建议：事项、部门、文件。"""
    found: list[SuggestionJson] = [
        {"kind": one.kind, "phrase": one.phrase, "question": one.question, "document_id": one.document_id}
        for one in engine.suggestions.find(q)
    ]
    return json_response({"suggestions": found})
