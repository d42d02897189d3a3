"""JSON over HTTP, written once by orjson without validating our own output again."""

from __future__ import annotations

import orjson
from starlette.responses import Response


def json_bytes(value: object) -> bytes:
    """Return the value as UTF-8 JSON, Chinese unescaped."""
    return orjson.dumps(value)


def json_response(value: object, status: int = 200) -> Response:
    """Return the value as a JSON response."""
    return Response(json_bytes(value), status, media_type="application/json")
