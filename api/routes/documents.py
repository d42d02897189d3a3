"""`/api/documents`: the catalogue, whole documents with clauses and tags, and the originals."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from typing_extensions import TypedDict

from api.catalogue import Wanted, choose, facets
from api.originals import has_original, original, page_image
from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.documents import ParseJson, parse_json
from api.schemas.searches import SummaryJson, summary_json
from api.wiring import Engine
from corpus.library import Summary

router = APIRouter(prefix="/api/documents", tags=["文件"])
DocumentId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="文件编号（16 位十六进制）")]
PageNumber = Annotated[int, Path(ge=1, le=100_000, description="页码，从 1 起")]
_WORDS = Query(max_length=50)


class CatalogueJson(TypedDict):
    """The catalogue, with the values it can be filtered by."""

    documents: list[SummaryJson]
    total: int
    facets: dict[str, dict[str, int]]


class StoredJson(ParseJson):
    """A whole document; `original` tells whether the file itself, `images` whether pictures of pages can be had."""

    original: bool
    images: bool


@router.get("", responses={200: {"model": CatalogueJson, "description": "目录"}}, summary="文件目录")
def catalogue(
    engine: EngineOfApp,
    q: Annotated[str, Query(max_length=200, description="标题、文号、发文机关中的字，空格分开的都要有")] = "",
    text: Annotated[str, Query(max_length=200, description="正文里的原话")] = "",
    region: Annotated[list[str], _WORDS] = [],
    department: Annotated[list[str], _WORDS] = [],
    status: Annotated[list[str], _WORDS] = [],
    genre: Annotated[list[str], _WORDS] = [],
    since: Annotated[dt.date | None, Query(description="成文不早于")] = None,
    until: Annotated[dt.date | None, Query(description="成文不晚于")] = None,
    sort: Annotated[Literal["title", "newest", "oldest", "longest"], Query(description="排序")] = "title",
) -> Response:
    """列出库内文件，可按地区（含下辖地区）、责任单位、时效、文种、成文日期、标题和正文筛选。"""
    wanted = Wanted(q, text.strip(), region, department, status, genre, since, until)
    body: CatalogueJson = {
        "documents": [_public(summary_json(card)) for card in choose(engine.library, wanted, sort)],
        "total": len(engine.library.summaries()),
        "facets": facets(engine.library),
    }
    return json_response(body)


@router.get("/{document_id}", responses={200: {"model": StoredJson, "description": "文件"}}, summary="一份文件")
def whole(engine: EngineOfApp, document_id: DocumentId) -> Response:
    """返回一份文件的条款、责任单位、举措、优惠政策和阅读凭证。"""
    stored_card(engine, document_id)
    parse = engine.library.parse(document_id)
    there = engine.settings.expose_sources and has_original(parse.document)
    body: StoredJson = {
        **parse_json(parse, engine.library),
        "original": there,
        "images": there and parse.document.format == "pdf",
    }
    body["document"]["source"] = file_name(parse.document.source)
    return json_response(body)


@router.get(
    "/{document_id}/file",
    response_class=FileResponse,
    responses={200: {"description": "原文件", "content": {"application/octet-stream": {}}}},
    summary="原文件",
)
def file(engine: EngineOfApp, document_id: DocumentId) -> Response:
    """下载原文件（仍在原处且未改动时）。"""
    path = original(shown_document(engine, document_id))
    return FileResponse(
        path, filename=path.name, media_type="application/octet-stream", headers={"content-security-policy": "sandbox"}
    )


@router.get(
    "/{document_id}/pages/{page}/image",
    response_class=Response,
    responses={200: {"description": "页面图像", "content": {"image/png": {}}}},
    summary="页面图像",
)
def image(engine: EngineOfApp, document_id: DocumentId, page: PageNumber) -> Response:
    """返回 PDF 一页的图像（PNG）。"""
    picture = page_image(shown_document(engine, document_id), page)
    return Response(picture, media_type="image/png", headers={"cache-control": "private, max-age=86400"})


def _public(card: SummaryJson) -> SummaryJson:
    return {**card, "source": file_name(card["source"])}


def file_name(source: str) -> str:
    """Return the name only: where files lie on this machine is nobody's business."""
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def stored_card(engine: Engine, document_id: str) -> Summary:
    """Return the card of a stored document, else answer 404."""
    card = engine.library.summary(document_id)
    if card is None:
        raise HTTPException(404, f"政策库里没有编号为 {document_id} 的文件")
    return card


def shown_document(engine: Engine, document_id: str) -> Summary:
    """Return the card of a document whose original this service hands out, else answer 404."""
    card = stored_card(engine, document_id)
    if not engine.settings.expose_sources:
        raise HTTPException(404, "本服务不提供原文件")
    return card
