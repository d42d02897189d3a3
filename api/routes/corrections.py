"""`/api/desk/corrections`: departments and measures put right by staff, as a layer over what was read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.desk.correcting import State, as_labels, correct
from api.responses import json_bytes, json_response
from api.routes.engine import EngineOfApp
from api.schemas.corrections import (
    ClauseFormJson,
    CorrectionJson,
    CorrectionsJson,
    clause_form_json,
    correction_json,
    corrections_json,
)
from api.schemas.requests import CorrectionRequest
from api.staff import DENIED, Staff
from corpus.corrections import CorrectedDuty, CorrectedMeasure
from corpus.library import Library

router = APIRouter(prefix="/api/desk/corrections", tags=["坐席"], dependencies=[Staff], responses=DENIED)
_Number = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("", responses={200: {"model": CorrectionsJson, "description": "全部更正"}}, summary="标注更正")
def corrections(engine: EngineOfApp) -> Response:
    """列出全部更正，新的在前；只有“使用中”的影响答复，条款文字变了的自动停用。"""
    return json_response(corrections_json(engine.library))


@router.get("/form", responses={200: {"model": ClauseFormJson, "description": "条款"}}, summary="更正前的标注")
def form(engine: EngineOfApp, clause_id: Annotated[str, Query(alias="id", max_length=300)]) -> Response:
    """取一条条款的文字、现在的标注和问策读出的标注，供更正。"""
    clause = engine.library.clause(clause_id)
    if clause is None:
        raise HTTPException(404, "库里没有这一条；文件可能重新读过，请从原文页重新打开")
    return json_response(clause_form_json(clause, engine.library))


@router.post(
    "", status_code=201, responses={201: {"model": CorrectionJson, "description": "已生效"}}, summary="更正标注"
)
def write(engine: EngineOfApp, request: CorrectionRequest) -> Response:
    """更正一条条款的责任单位或举措：给出更正后的全部内容，所写字样须在条款原文里；随即用于答复，可以撤销。"""
    duties = [CorrectedDuty(one.name, one.role, one.words, one.inherited) for one in request.duties]
    measures = [
        CorrectedMeasure(one.words, one.verb, one.object, one.instrument, one.modality) for one in request.measures
    ]
    with Library.open(engine.settings.library, create=False) as library:  # why: a transaction of its own
        made = correct(
            library,
            request.clause_id,
            request.aspect,
            duties=duties,
            measures=measures,
            by=request.by,
            why=request.why,
        )
        return json_response(correction_json(made, State.HOLDS, library), 201)


@router.delete("/{number}", status_code=204, response_class=Response, summary="撤销一条更正")
def withdraw(engine: EngineOfApp, number: _Number) -> None:
    """撤销一条更正：恢复它之前的更正，没有则恢复问策读出的标注。"""
    with Library.open(engine.settings.library, create=False) as library:
        if not library.withdraw_correction(number):
            raise HTTPException(404, f"没有编号为 {number} 的更正，或已撤销")


@router.get(
    "/export.jsonl",
    response_class=Response,
    responses={200: {"description": "标注，每行一条", "content": {"application/jsonl": {}}}},
    summary="导出为标注",
)
def export(engine: EngineOfApp) -> Response:
    """把使用中的责任单位更正导出为标注，可用 wence eval extraction 评测问策的识别。"""
    body = b"".join(json_bytes(row) + b"\n" for row in as_labels(engine.library))
    headers = {"content-disposition": 'attachment; filename="corrections.jsonl"'}
    return Response(body, media_type="application/jsonl", headers=headers)
