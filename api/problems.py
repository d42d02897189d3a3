"""Errors over HTTP: problem details (RFC 9457) in Chinese, never a traceback."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException
from starlette.responses import Response
from typing_extensions import TypedDict

from api.responses import json_bytes
from corpus.errors import LibraryError, ModelNotFoundError, SourceNotFoundError, WenceError

_MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "请求不对",
    401: "需要口令",
    403: "不允许",
    404: "没有找到",
    405: "不支持这种请求方法",
    413: "请求太大",
    415: "不支持这种内容类型",
    422: "请求内容不符合要求",
    429: "请求太频繁",
    500: "服务器内部错误",
    503: "服务暂不可用",
}
_log = logging.getLogger("wence.http")


class ProblemJson(TypedDict):
    """What went wrong, for a person (`title`, `detail`) and a program (`status`, `instance`)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


def problem(status: int, detail: str, path: str) -> Response:
    """Return the problem as a response."""
    body: ProblemJson = {
        "type": "about:blank",
        "title": _TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
        "instance": path,
    }
    return Response(json_bytes(body), status, media_type=_MEDIA_TYPE)


def documented() -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of the errors of every route."""
    return described(400, 404, 413, 422, 503)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of these errors: each is a problem."""
    schema = TypeAdapter(ProblemJson).json_schema()
    content = {_MEDIA_TYPE: {"schema": schema}}
    return {status: {"description": _TITLES[status], "content": content} for status in statuses}


def install(app: FastAPI) -> None:
    """Make every error of the app a problem."""
    app.add_exception_handler(WenceError, _stated)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _unexpected)


async def _stated(request: Request, error: Exception) -> Response:
    if isinstance(error, SourceNotFoundError):
        status = 404
    elif isinstance(error, LibraryError | ModelNotFoundError):
        status = 503
    else:
        status = 400
    return problem(status, str(error), request.url.path)


async def _invalid(request: Request, error: Exception) -> Response:
    details = error.errors() if isinstance(error, RequestValidationError) else ()
    return problem(422, "；".join(_field(detail) for detail in details), request.url.path)


def _field(detail: dict[str, object]) -> str:
    where, kind = detail.get("loc"), str(detail.get("type"))
    name = ".".join(str(part) for part in where[1:]) if isinstance(where, tuple) else ""
    context = detail.get("ctx")
    limits = context if isinstance(context, dict) else {}
    return f"{name or '请求体'}：{_REASONS.get(kind, '内容不对').format_map(_Lenient(limits))}"


_REASONS = {
    "missing": "必须填写",
    "string_too_short": "至少 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "too_long": "最多 {max_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "json_invalid": "不是合法的 JSON",
    "extra_forbidden": "没有这个字段",
    "string_type": "应为文字",
    "int_parsing": "应为整数",
    "bool_parsing": "应为 true 或 false",
    "date_from_datetime_parsing": "日期应写成 2026-05-01 这样",
    "date_parsing": "日期应写成 2026-05-01 这样",
    "string_pattern_mismatch": "格式不对",
    "too_short": "至少 {min_length} 项",
    "literal_error": "应为 {expected}",
    "enum": "应为 {expected}",
    "value_error": "{error}",
}


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


async def _plain(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    stated = detail if detail and not detail.isascii() else f"{request.method} {request.url.path}"
    return problem(status, stated, request.url.path)


async def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("request failed: %s", request.url.path, exc_info=error)
    return problem(500, "请求没有完成，详情已写入服务日志，请稍后再试或联系管理员", request.url.path)
