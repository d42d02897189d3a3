"""`/api/feedback`: readers say whether an answer helped; staff read what they said."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from typing_extensions import TypedDict

from api.desk.personal import without_personal
from api.feedback import Remark
from api.problems import described
from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.requests import FeedbackRequest
from api.staff import DENIED, Staff

router = APIRouter(prefix="/api/feedback", tags=["反馈"])


class StoredFeedbackJson(TypedDict):
    """The remark was kept."""

    stored: bool
    time: str


class RemarkJson(TypedDict):
    """One verdict on one answer."""

    time: str
    question: str
    status: str
    verdict: Literal["up", "down"]
    comment: str
    reason: str | None


class FeedbackJson(TypedDict):
    """The newest remarks first."""

    remarks: list[RemarkJson]


_STORED: dict[int | str, dict[str, Any]] = {201: {"model": StoredFeedbackJson, "description": "已存下"}}


@router.post("", status_code=201, responses={**_STORED, **described(429)}, summary="评价一个答案")
def leave(engine: EngineOfApp, request: FeedbackRequest, http: Request) -> Response:
    """存下一条评价：有用（up）或没用（down），可附原因和说明；证件号、电话、邮箱会隐去。同一来源十分钟内至多 30 条。"""
    if not http.app.state.feedback_pace.admit(http.client.host if http.client else ""):
        raise HTTPException(429, "评价得太频繁了，请过几分钟再试")
    time = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    question, comment = without_personal(request.question), without_personal(request.comment)
    engine.feedback.add(Remark(time, question, request.status, request.verdict, comment, request.reason))
    if request.verdict == "down":
        engine.desk.queue.add_dislike(request.question, request.context, request.reason, request.comment)
    return json_response({"stored": True, "time": time}, 201)


@router.get(
    "",
    responses={200: {"model": FeedbackJson, "description": "评价"}, **DENIED},
    dependencies=[Staff],
    summary="查看评价（工作人员）",
)
def read(engine: EngineOfApp, limit: Annotated[int, Query(ge=1, le=10_000)] = 100) -> Response:
    """列出最新的评价。"""
    rows = [{name: getattr(one, name) for name in Remark.__struct_fields__} for one in engine.feedback.latest(limit)]
    return json_response({"remarks": rows})
