"""`/api/match`: which incentives a firm can have, as JSON, as a table and as a calendar."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.calendars import calendar_of
from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.matches import MatchJson, match_json
from api.schemas.profiles import ProfileJson, profile_json
from api.schemas.requests import CalendarRequest, FirmWordsRequest, MatchRequest
from corpus.firm import firm_from_mapping
from qa.batch import match_rows, write_matches

router = APIRouter(tags=["匹配"])
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ICS = "text/calendar; charset=utf-8"


@router.post("/api/match", responses={200: {"model": MatchJson, "description": "匹配结果"}}, summary="匹配企业")
def match(engine: EngineOfApp, request: MatchRequest) -> Response:
    """返回适用于企业的优惠政策，逐条列出条件符合、不符合还是待确认，以及最该补充的一项。"""
    report = engine.match(firm_from_mapping(request.firm), request.date)
    part = slice(request.offset, request.offset + request.limit if request.limit else None)
    return json_response(match_json(report, show_all=request.all, verdict=request.verdict, part=part))


@router.post(
    "/api/match/profile",
    responses={200: {"model": ProfileJson, "description": "企业资料"}},
    summary="从一句话读出企业资料",
)
def profile(engine: EngineOfApp, request: FirmWordsRequest) -> Response:
    """从一句话里读出地区、行业、人数等资料，供核对更正；没说的不猜。"""
    regions = {card.region for card in engine.library.summaries() if card.region}
    return json_response(profile_json(request.words, regions))


@router.post(
    "/api/match/table",
    response_class=Response,
    responses={200: {"description": "XLSX 表格", "content": {_XLSX: {}}}},
    summary="匹配结果表格",
)
def table(engine: EngineOfApp, request: MatchRequest, http: Request) -> Response:
    """返回可享受和可能享受的政策的表格（XLSX），每项一行，附原文、计算依据、出处和原文链接。"""
    firms = [firm_from_mapping(request.firm)]
    rows = match_rows(firms, engine.library, date=request.date, server=str(http.base_url))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "matches.xlsx"
        write_matches(rows, target)
        return _attached(target.read_bytes(), "可申报政策.xlsx", _XLSX)


@router.post(
    "/api/match/calendar",
    response_class=Response,
    responses={200: {"description": "iCalendar 日历", "content": {"text/calendar": {}}}},
    summary="申报日历",
)
def calendar(engine: EngineOfApp, request: CalendarRequest) -> Response:
    """返回写明期限的政策的申报日历（ICS），提前两周提醒，可导入各种日历程序。"""
    report = engine.match(firm_from_mapping(request.firm), request.date)
    return _attached(calendar_of(report, frozenset(request.only)), "申报日历.ics", _ICS)


def _attached(body: bytes, name: str, kind: str) -> Response:
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(body, media_type=kind, headers=headers)
