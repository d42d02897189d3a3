"""`/api/search`: ranked clauses."""

from __future__ import annotations

from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.requests import MAX_QUESTION
from api.schemas.searches import SearchJson, search_json
from corpus.evidence import Filter

router = APIRouter(tags=["检索"])
_TEXT = Query(min_length=1, max_length=MAX_QUESTION, pattern=r"\S", examples=["中试平台 补助"])
_WORDS = Query(max_length=50)


@router.get(
    "/api/search", responses={200: {"model": SearchJson, "description": "按相关程度排列的条款"}}, summary="检索条款"
)
def search(
    engine: EngineOfApp,
    q: Annotated[str, _TEXT],
    k: Annotated[int, Query(ge=1, le=100)] = 10,
    region: Annotated[list[str], _WORDS] = [],
    status: Annotated[list[str], _WORDS] = [],
    document: Annotated[list[str], _WORDS] = [],
) -> Response:
    """列出与一段文字最相关的条款，可按地区、时效、文件筛选。"""
    where = Filter(regions=tuple(region), statuses=tuple(status), documents=tuple(document))
    start = perf_counter()
    hits = engine.searcher.search(q, k=k, where=where)
    return json_response(search_json(q, hits, engine.library, (perf_counter() - start) * 1000))
