"""`/api/bench`: benchmark runs, compared and looked into."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.bench import RunShelf, as_csv, compare, default_folder, texts_of
from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.benches import (
    BenchJson,
    BenchQueryJson,
    ComparisonJson,
    bench_json,
    comparison_json,
    query_json,
)

router = APIRouter(prefix="/api/bench", tags=["评测"])
RunId = Annotated[str, Query(max_length=300, description="评测编号")]
_MOST = 6  # runs looked into at once


async def _shelf(engine: EngineOfApp) -> RunShelf:
    return RunShelf(engine.settings.runs_dir or default_folder(engine.settings.library))


Shelf = Annotated[RunShelf, Depends(_shelf)]


@router.get("", responses={200: {"model": BenchJson, "description": "评测"}}, summary="评测列表")
def runs(shelf: Shelf) -> Response:
    """列出 wence eval … --out 写下的各次评测，附均值和 95% 置信区间。"""
    return json_response(bench_json(shelf.folder.name, shelf.runs()))


@router.get("/compare", responses={200: {"model": ComparisonJson, "description": "比较"}}, summary="两次评测逐题比较")
def comparison(
    shelf: Shelf,
    first: RunId,
    second: RunId,
    metric: Annotated[str, Query(max_length=40)] = "nDCG@10",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
) -> Response:
    """比较同一评测集上的两次评测：平均差及其置信区间，各题的得分，差别大的在前。"""
    before, after = shelf.run(first), shelf.run(second)
    if before.dataset != after.dataset:
        raise HTTPException(422, "两次评测不是同一个评测集，不能逐题比较")
    made = compare(before, after, metric)
    queries = texts_of(before)["queries"] or texts_of(after)["queries"]
    return json_response(comparison_json(made, metric, queries, slice(offset, offset + limit)))


@router.get(
    "/query", responses={200: {"model": BenchQueryJson, "description": "一题"}}, summary="一题在各次评测中的结果"
)
def query(
    shelf: Shelf,
    id: Annotated[str, Query(max_length=200, description="题目编号")],  # noqa: A002  its name in the address
    run: Annotated[list[str], Query(max_length=_MOST, min_length=1, description="评测编号")],
) -> Response:
    """返回一道题在各次评测中排在前十的段落、相关等级，以及没排进前十的相关段落。"""
    return json_response(query_json(id, [shelf.run(one) for one in run]))


@router.get(
    "/file",
    response_class=Response,
    responses={200: {"description": "文件", "content": {"text/plain": {}, "text/csv": {}}}},
    summary="下载评测文件",
)
def file(shelf: Shelf, run: RunId, kind: Literal["trec", "csv", "json"] = "trec") -> Response:
    """下载一次评测：TREC 排序、逐题 CSV 或完整 JSON。"""
    found = shelf.run(run)
    body = as_csv(found) if kind == "csv" else found.path.with_suffix(f".{kind}").read_bytes()
    name = f"{found.path.stem}.{kind}"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(body, media_type="application/octet-stream", headers=headers)
