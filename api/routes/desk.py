"""`/api/desk`: what staff work with; every route is guarded by `api.staff`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Path, Query, Request, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.desk.batch import match_firms
from api.desk.export import as_test_questions
from api.desk.queue import Queued, State
from api.desk.reviews import Shelved
from api.responses import json_bytes, json_response
from api.routes.engine import EngineOfApp
from api.schemas.answers import answer_json
from api.schemas.desks import (
    CaseJson,
    QueuedJson,
    QueueJson,
    ReviewedJson,
    ReviewsJson,
    queue_json,
    queued_json,
    reviewed_json,
)
from api.schemas.requests import ReviewRequest, SettleRequest
from api.schemas.statistics import StatisticsJson, statistics_json
from api.staff import DENIED, Staff
from api.wiring import Engine
from qa.reviewed import review

router = APIRouter(prefix="/api/desk", tags=["坐席"], dependencies=[Staff], responses=DENIED)
BATCH_PATH = "/api/desk/match"
MAX_TABLE = 5 * 1024 * 1024  # bytes; 200 firms in a sheet take about 30 KB
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Number = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("/queue", responses={200: {"model": QueueJson, "description": "待处理的问题"}}, summary="问题队列")
def queue(
    engine: EngineOfApp,
    state: Annotated[State | None, Query(description="不给则列出全部")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0, lt=2**63)] = 0,
) -> Response:
    """列出没有答出、或被读者指出不对的问题，次数多的在前；只记问题，不记提问的人。"""
    desk = engine.desk
    found = desk.queue.find(state, limit=limit, offset=offset)
    return json_response(queue_json(found, desk.queue.counts(), desk.reviews.count_stale(engine.library)))


@router.get(
    "/queue/{number}", responses={200: {"model": CaseJson, "description": "问题和现在的答案"}}, summary="一个问题"
)
def case(engine: EngineOfApp, number: _Number) -> Response:
    """取一个问题和问策现在的答案，供核对；这样取不计入统计。"""
    queued = _queued(engine, number)
    answer = engine.ask(queued.text, context=queued.before)
    return json_response({"queued": queued_json(queued), "answer": answer_json(answer)})


def _queued(engine: Engine, number: int) -> Queued:
    found = engine.desk.queue.get(number)
    if found is None:
        raise HTTPException(404, f"队列里没有编号为 {number} 的问题")
    return found


@router.post(
    "/{number}/dismiss", responses={200: {"model": QueuedJson, "description": "处理后的问题"}}, summary="搁置一个问题"
)
def dismiss(engine: EngineOfApp, number: _Number, request: SettleRequest) -> Response:
    """把问题标为库内确无（absent，导出为应拒答的测试题）或忽略（ignored）；open 为重新打开。"""
    engine.desk.queue.settle(number, State(request.state))
    return json_response(queued_json(_queued(engine, number)))


@router.get("/reviewed", responses={200: {"model": ReviewsJson, "description": "审核过的答复"}}, summary="已审答复")
def reviewed(engine: EngineOfApp) -> Response:
    """列出工作人员审核过的答复；stale 不为空的因依据变动而停用，需复核。"""
    rows = [reviewed_json(one, engine.library) for one in engine.desk.reviews.all(engine.library)]
    return json_response({"reviewed": rows})


@router.post(
    "/reviewed",
    status_code=201,
    responses={201: {"model": ReviewedJson, "description": "已存下"}},
    summary="写一条答复",
)
def write(engine: EngineOfApp, request: ReviewRequest) -> Response:
    """存下一条答复：引文须与条款原文逐字相同，答复里的数字、日期、部门须写在引文里；以后同一问题直接用它作答。"""
    written = review(
        engine.library,
        request.question,
        request.text,
        [(one.clause_id, one.quote) for one in request.evidence],
        reviewer=request.reviewer,
        date=dt.datetime.now(dt.UTC).astimezone().date(),
        context=request.context,
    )
    number = engine.desk.settle(written)
    return json_response(reviewed_json(Shelved(number, written, None), engine.library), 201)


@router.delete("/reviewed/{number}", status_code=204, response_class=Response, summary="撤下一条答复")
def withdraw(engine: EngineOfApp, number: _Number) -> None:
    """撤下一条审核过的答复，它的问题重新打开。"""
    if not engine.desk.withdraw(number):
        raise HTTPException(404, f"没有编号为 {number} 的答复")


@router.get(
    "/export.jsonl",
    response_class=Response,
    responses={200: {"description": "测试题，每行一题", "content": {"application/jsonl": {}}}},
    summary="导出测试题",
)
def export(engine: EngineOfApp) -> Response:
    """把审核过的答复和“库内确无”的问题导出为测试题，可用 python -m eval.answers 政策库 文件 评测。"""
    desk = engine.desk
    absent = desk.queue.find(State.ABSENT, limit=10_000)
    rows = as_test_questions(desk.reviews.all(engine.library), absent, engine.library)
    body = b"".join(json_bytes(row) + b"\n" for row in rows)
    headers = {"content-disposition": 'attachment; filename="desk.jsonl"'}
    return Response(body, media_type="application/jsonl", headers=headers)


@router.get("/statistics", responses={200: {"model": StatisticsJson, "description": "统计"}}, summary="问答统计")
def statistics(engine: EngineOfApp, days: Annotated[int, Query(ge=1, le=366)] = 30) -> Response:
    """每天答出和没答出的问题数、没答出的主题、用得最多的文件；只有计数，没有个人信息。"""
    today = dt.datetime.now(dt.UTC).astimezone().date()
    return json_response(statistics_json(engine.desk, engine.library, today, days))


@router.post(
    "/match",
    response_class=Response,
    responses={200: {"description": "XLSX 表格", "content": {_XLSX: {}}}},
    summary="成批匹配企业",
)
def match_table(
    engine: EngineOfApp, http: Request, file: Annotated[UploadFile, File(description="企业表，CSV 或 XLSX，至多 5 MB")]
) -> Response:
    """收一张企业表（第一行为列名），返回每家可享受和可能享受的政策（XLSX），与 wence match --batch 相同。"""
    body = file.file.read(MAX_TABLE + 1)
    if len(body) > MAX_TABLE:
        raise HTTPException(413, "企业表不能超过 5 MB")
    made = match_firms(body, file.filename or "", engine.library, server=str(http.base_url))
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote('成批匹配结果.xlsx')}"}
    return Response(made, media_type=_XLSX, headers=headers)
