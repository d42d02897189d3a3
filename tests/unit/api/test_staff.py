"""Staff routes open to this machine or to the token, and to nobody else."""

from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api import problems
from api.settings import load_settings
from api.staff import HEADER, Staff

WORDS = "0123456789abcdef"
HERE = ("127.0.0.1", 50000)


def client_of(token=None, *, peer=HERE, base="http://127.0.0.1:8000"):
    """Return a client of an app with one staff route, seen from `peer`."""
    app = FastAPI()
    app.state.engine = SimpleNamespace(settings=load_settings({}, staff_token=token))
    app.add_api_route("/desk", lambda: {"open": True}, methods=["GET", "POST"], dependencies=[Staff])
    problems.install(app)
    return TestClient(app, base_url=base, client=peer)


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000"])
def test_without_a_token_this_machine_may(base):
    """The person who started the service needs no password."""
    assert client_of(base=base).get("/desk").json() == {"open": True}
    assert client_of(base=base, peer=("::ffff:127.0.0.1", 1)).get("/desk").status_code == 200
    assert client_of(base=base, peer=("::1", 1)).post("/desk", headers={"origin": base}).status_code == 200


@pytest.mark.parametrize(
    "how",
    [
        {"peer": ("192.0.2.7", 50000)},
        {"peer": ("testclient", 1)},
        {"peer": ("::ffff:192.0.2.7", 1)},
        {"base": "http://wence.example:8000"},
        {"headers": {"x-forwarded-for": "192.0.2.7"}},
        {"headers": {"origin": "http://evil.example"}},
        {"headers": {"origin": "null"}},
    ],
)
def test_without_a_token_no_other_machine_and_no_other_site_may(how):
    """Neighbours, proxies, rebound names and pages of other sites are told why, in Chinese."""
    headers = how.pop("headers", {})
    refused = client_of(**how).get("/desk", headers=headers)
    assert refused.status_code == 403
    assert refused.headers["content-type"] == "application/problem+json"
    assert "只对本机开放" in refused.json()["detail"]


def test_with_a_token_everybody_needs_it():
    """Where one is set, sitting at the machine is not enough; with it, any machine may."""
    assert client_of(WORDS).get("/desk").status_code == 403
    afar = client_of(WORDS, peer=("192.0.2.7", 1), base="http://wence.example")
    for wrong in ("", WORDS[:-1], WORDS + "x", "口令口令口令口令".encode()):
        assert "口令不对" in afar.get("/desk", headers={HEADER: wrong}).json()["detail"]
    assert afar.get("/desk", headers={HEADER: WORDS}).json() == {"open": True}


def test_a_token_may_be_chinese():
    """Headers carry bytes: the UTF-8 of the token opens."""
    words = "澜州市政策服务中心坐席专用的口令"
    assert client_of(words).get("/desk", headers={HEADER: words.encode()}).status_code == 200
