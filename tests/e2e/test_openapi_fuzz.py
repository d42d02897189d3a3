"""Requests that schemathesis makes up from the OpenAPI file never break the service."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings

from api.app import create_app
from api.settings import load_settings
from api.staff import HEADER
from api.wiring import Engine

schemathesis = pytest.importorskip("schemathesis")
_TRIES = 6
_WORDS = "0123456789abcdef"
_QUIET = hypothesis_settings(
    max_examples=_TRIES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def _attempted(operation, seen):
    """Return a function that sends made-up requests to the operation and judges each answer."""

    @_QUIET
    @given(case=operation.as_strategy())
    def attempt(case):
        answer = case.call(headers={HEADER: _WORDS})
        assert answer.status_code != 403, operation.label
        assert answer.status_code < 500, (operation.label, answer.status_code, case.as_curl_command())
        if answer.status_code in {400, 404, 422}:
            assert "problem+json" in answer.headers["content-type"][0], operation.label
        seen.add(operation.label)

    return attempt


def test_no_made_up_request_gets_a_server_error(library, tmp_path):
    """Every operation, staff's too, gets a few requests; each answer is below 500, refusals are problem+json."""
    seen = set()
    settings = load_settings({}, library=shutil.copytree(library, tmp_path / "library"), staff_token=_WORDS)
    with Engine(settings) as engine:
        app = create_app(settings, engine)
        for found in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations():
            _attempted(found.ok(), seen)()
    assert {"GET /api/ask", "POST /api/ask", "POST /api/match", "GET /api/search", "GET /api/desk/queue"} <= seen
