"""`/api/desk`: what staff work with; every route is guarded by `api.staff`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.desk.queue import State
from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.desks import QueuedJson, QueueJson, queue_json, queued_json
from api.schemas.requests import SettleRequest
from api.staff import DENIED, Staff

router = APIRouter(prefix="/api/desk", tags=["坐席"], dependencies=[Staff], responses=DENIED)
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
    return json_response(queue_json(desk.queue.find(state, limit=limit, offset=offset), desk.queue.counts()))


@router.post(
    "/{number}/dismiss", responses={200: {"model": QueuedJson, "description": "处理后的问题"}}, summary="搁置一个问题"
)
def dismiss(engine: EngineOfApp, number: _Number, request: SettleRequest) -> Response:
    """把问题标为库内确无（absent，导出为应拒答的测试题）或忽略（ignored）；open 为重新打开。"""
    queue = engine.desk.queue
    found = queue.get(number) if queue.settle(number, State(request.state)) else None
    if found is None:
        raise HTTPException(404, f"队列里没有编号为 {number} 的问题")
    return json_response(queued_json(found))
