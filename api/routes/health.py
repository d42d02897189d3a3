"""`/healthz`: is the service able to answer."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter
from starlette.responses import Response
from typing_extensions import TypedDict

from api.responses import json_response
from api.routes.engine import EngineOfApp

router = APIRouter(tags=["运维"])


class HealthJson(TypedDict):
    """The state of the service and the size of its library."""

    status: str
    version: str
    revision: int
    documents: int
    clauses: int


@router.get("/healthz", responses={200: {"model": HealthJson, "description": "服务正常"}}, summary="健康检查")
def health(engine: EngineOfApp) -> Response:
    """报告服务状态与政策库规模。"""
    cards = engine.library.summaries()
    state: HealthJson = {
        "status": "ok",
        "version": version("wence"),
        "revision": engine.library.revision,
        "documents": len(cards),
        "clauses": sum(card.clauses for card in cards),
    }
    return json_response(state)
