"""`/api/match`: which incentives a firm can have."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.matches import MatchJson, match_json
from api.schemas.requests import MatchRequest
from corpus.firm import firm_from_mapping

router = APIRouter(tags=["匹配"])


@router.post("/api/match", responses={200: {"model": MatchJson, "description": "匹配结果"}}, summary="匹配企业")
def match(engine: EngineOfApp, request: MatchRequest) -> Response:
    """返回适用于企业的优惠政策，逐条列出条件符合、不符合还是待确认，以及最该补充的一项。"""
    report = engine.match(firm_from_mapping(request.firm), request.date)
    return json_response(match_json(report, show_all=request.all))
