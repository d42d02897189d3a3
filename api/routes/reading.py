"""`/api/documents/…`: what the reader opens step by step: the outline, a page with its layers, a clause, the text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response
from typing_extensions import TypedDict

from api.originals import has_original, page_size, page_sizes
from api.responses import json_response
from api.routes.documents import DocumentId, PageNumber, file_name, shown_document, stored_card
from api.routes.engine import EngineOfApp
from api.schemas.cites import CiteJson, cites_json
from api.schemas.layers import (
    ClauseDetailJson,
    PageLayersJson,
    TextClauseJson,
    clause_detail_json,
    page_layers_json,
    text_json,
)
from api.schemas.outlines import OutlineJson, outline_json
from api.shelf import open_document
from corpus.corrections import Aspect
from corpus.model import Span

router = APIRouter(prefix="/api/documents", tags=["文件"])


class TextJson(TypedDict):
    """The text of a document, clause by clause."""

    clauses: list[TextClauseJson]


class CitesJson(TypedDict):
    """The documents that a document names."""

    cites: list[CiteJson]


@router.get(
    "/{document_id}/outline", responses={200: {"model": OutlineJson, "description": "目录"}}, summary="文件目录与凭证"
)
def outline(engine: EngineOfApp, document_id: DocumentId) -> Response:
    """返回文件信息、条款目录、阅读凭证和各页尺寸，不含正文。"""
    card = stored_card(engine, document_id)
    parse = open_document(engine.library, document_id)
    there = engine.settings.expose_sources and has_original(card)
    body = outline_json(parse, sizes=page_sizes(card) if there else (), original=there)
    body["document"]["source"] = file_name(card.source)
    return json_response(body)


@router.get(
    "/{document_id}/cites", responses={200: {"model": CitesJson, "description": "所引文件"}}, summary="所引文件"
)
def cites(engine: EngineOfApp, document_id: DocumentId) -> Response:
    """返回文中《》所引的文件和引用关系，库内有的给出编号。"""
    stored_card(engine, document_id)
    document = open_document(engine.library, document_id).document
    return json_response({"cites": cites_json(document, engine.library)})


@router.get("/{document_id}/text", responses={200: {"model": TextJson, "description": "正文"}}, summary="文件正文")
def text(engine: EngineOfApp, document_id: DocumentId) -> Response:
    """返回逐条的正文，附责任单位、举措、优惠政策在文中的位置。"""
    stored_card(engine, document_id)
    return json_response({"clauses": text_json(open_document(engine.library, document_id))})


@router.get(
    "/{document_id}/clause", responses={200: {"model": ClauseDetailJson, "description": "条款"}}, summary="一条条款"
)
def clause(
    engine: EngineOfApp,
    document_id: DocumentId,
    clause_id: Annotated[str, Query(alias="id", max_length=300, description="条款编号")],
) -> Response:
    """返回一条条款的全文和标注；写文件时还在、后来撤并的部门注明继任机构。"""
    card = stored_card(engine, document_id)
    pictured = card.format == "pdf" and engine.settings.expose_sources and has_original(card)
    book = engine.library.corrections
    amended = [one for aspect in Aspect for one in book.active(aspect, clause_id=clause_id)]
    parse = open_document(engine.library, document_id)
    found = clause_detail_json(parse, clause_id, pictured=pictured, amended=amended)
    if found is None:
        raise HTTPException(404, "这份文件里没有这一条；文件可能重新读过，请从目录里找")
    return json_response(found)


@router.get(
    "/{document_id}/pages/{page}",
    responses={200: {"model": PageLayersJson, "description": "页"}},
    summary="页面尺寸、高亮框与标注",
)
def place(
    engine: EngineOfApp,
    document_id: DocumentId,
    page: PageNumber,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """返回一页的尺寸（点），正文第 start 到 end 字在这一页上的位置，以及页上各条款和标注的位置。"""
    card = shown_document(engine, document_id)
    cited = Span(start, end) if end > start else None
    parse = open_document(engine.library, document_id)
    return json_response(page_layers_json(parse, page, page_size(card, page), cited))
