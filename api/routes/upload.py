"""`POST /api/documents` and `/api/jobs`: staff bring documents; every route is guarded by `api.staff`."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.problems import described
from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.uploads import JobJson, JobsJson, job_json
from api.settings import Settings
from api.staff import DENIED, Staff
from api.upload.intake import Intake
from api.upload.jobs import Board, Job, QueueFullError
from api.upload.staging import Staging
from api.wiring import Engine
from corpus.errors import ResourceLimitError
from ingest.readers.registry import READERS

router = APIRouter(prefix="/api", tags=["上传"], dependencies=[Staff], responses=DENIED)
PATH = "/api/documents"
_AROUND = 1024 * 1024  # bytes that a form has around its files
_SHOWN = 10  # uploads
_FULL = "已有几次上传在排队，请等其中一次完成后再传"
_FIELD = {"type": "array", "items": {"type": "string", "format": "binary"}, "description": "一份或几份文件"}
_FORM = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {"type": "object", "properties": {"files": _FIELD}, "required": ["files"]},
        }
    },
}


def most_bytes(settings: Settings) -> int:
    """Return how large an upload may be with all its files."""
    return settings.max_upload_files * settings.max_upload_bytes + _AROUND


def board_of(engine: Engine) -> Board:
    """Return a board that does uploads into the engine's library."""
    intake = Intake(engine)
    return Board(intake, stop=intake.stop)


async def _board(request: Request) -> Board:
    return cast("Board", request.app.state.uploads)


BoardOfApp = Annotated[Board, Depends(_board)]
JobId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="上传编号")]


@router.post(
    "/documents",
    status_code=202,
    responses={202: {"model": JobJson, "description": "已收下，排队处理"}, **described(429)},
    openapi_extra={"requestBody": _FORM},
    summary="上传文件",
)
async def upload(engine: EngineOfApp, board: BoardOfApp, request: Request) -> Response:
    """收下一份或几份文件（表单字段 files），排队读入政策库；用返回的编号向 /api/jobs/{id} 询问进度和阅读凭证。"""
    # why: the form is read here and not declared, so that a stranger is refused before anything is stored
    if board.full:
        raise HTTPException(429, _FULL)
    most = engine.settings.max_upload_files
    form = await _form(request, most)
    try:
        job = await run_in_threadpool(_submit, engine, board, _files(form, most))
    finally:
        await form.close()
    return json_response(job_json(job), 202)


async def _form(request: Request, most: int) -> FormData:
    try:
        return await request.form(max_files=most + 1, max_fields=10)
    except HTTPException as error:
        if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # the guard's own, in Chinese
            raise
        if "Too many files" in error.detail:
            raise HTTPException(413, _many(most)) from error
        raise HTTPException(400, "上传的内容不完整，请重新上传") from error


def _many(most: int) -> str:
    return f"一次至多上传 {most} 份文件，请分几次上传"


def _files(form: FormData, most: int) -> list[UploadFile]:
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]
    if not files:
        raise HTTPException(422, "没有收到文件。请用表单字段 files 上传一份或几份文件")
    if len(files) > most:
        raise HTTPException(413, _many(most))
    return files


def _submit(engine: Engine, board: Board, files: list[UploadFile]) -> Job:
    staging = Staging(engine.library.folder)
    try:
        for file in files:
            staging.take(file.filename or "", file.file, engine.settings.max_upload_bytes)
        return board.submit(staging)
    except BaseException as error:
        staging.clear()
        if isinstance(error, ResourceLimitError):
            raise HTTPException(413, str(error)) from error
        if isinstance(error, QueueFullError):
            raise HTTPException(429, _FULL) from error
        raise


@router.get("/jobs", responses={200: {"model": JobsJson, "description": "最近的上传"}}, summary="最近的上传")
def jobs(engine: EngineOfApp, board: BoardOfApp) -> Response:
    """列出最近的上传（新的在前），以及每份文件、每次上传的上限和可读的格式。"""
    body: JobsJson = {
        "jobs": [job_json(one) for one in board.recent(_SHOWN)],
        "max_bytes": engine.settings.max_upload_bytes,
        "max_files": engine.settings.max_upload_files,
        "suffixes": [suffix for reader in READERS for suffix in reader.suffixes],
    }
    return json_response(body)


@router.get(
    "/jobs/{job_id}",
    responses={200: {"model": JobJson, "description": "进度和结果"}},
    summary="一次上传的进度",
)
async def job(board: BoardOfApp, job_id: JobId) -> Response:
    """返回一次上传到了哪一步；每份文件处理后附阅读凭证摘要，或一句话说明为什么没有入库、下一步怎么办。"""
    found = board.get(job_id)
    if found is None:
        raise HTTPException(404, "没有这次上传的记录：服务可能重新启动过。到政策库看看文件在不在，不在则重新上传")
    return json_response(job_json(found))
