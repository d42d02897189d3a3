"""The HTTP door: an app over one engine, with the page, the API and its documentation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

from api import problems
from api.guard import Guard
from api.pace import Pace
from api.routes import (
    ask,
    bench,
    chat,
    corrections,
    departments,
    desk,
    documents,
    feedback,
    health,
    match,
    page,
    reading,
    search,
    suggest,
    upload,
)
from api.settings import Settings
from api.wiring import Engine

_DESCRIPTION = "中文政策问答：条款、责任单位、惠企政策，句句有出处。所有接口离线可用；出错时返回中文的 problem+json。"
_GZIP_FROM = 1024  # bytes; smaller answers fit in one packet anyway
_GZIP_LEVEL = 4  # why: level 9 takes three times as long for 7 % less
FEEDBACK_PACE = (30, 600.0)  # remarks, seconds; a reader who judges every answer of half an hour's work stays below it
UPLOADS = {desk.BATCH_PATH: desk.MAX_TABLE + 4096}  # bytes; a form has some of its own around the file


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """End with the service what works beside it: a signal that ends the process runs nothing after this."""
    yield
    await run_in_threadpool(app.state.uploads.close)


def create_app(settings: Settings, engine: Engine) -> FastAPI:
    """Return the app; the engine stays the caller's to close."""
    app = FastAPI(
        title="问策 Wence",
        version=version("wence"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        responses=problems.documented(),
        lifespan=_lifespan,
    )
    app.state.engine = engine
    app.state.uploads = upload.board_of(engine)
    app.state.feedback_pace = Pace(*FEEDBACK_PACE)
    for routes in (
        ask,
        suggest,
        match,
        search,
        documents,
        reading,
        departments,
        feedback,
        desk,
        corrections,
        upload,
        bench,
        chat,
        health,
        page,
    ):
        app.include_router(routes.router)
    problems.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=_GZIP_FROM, compresslevel=_GZIP_LEVEL)
    app.add_middleware(
        Guard, limit=settings.max_request_bytes, uploads={**UPLOADS, upload.PATH: upload.most_bytes(settings)}
    )
    return app
