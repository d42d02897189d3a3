"""Who may use the staff routes: whoever sends the token, or, where none is set, whoever sits at this machine."""

from __future__ import annotations

import hmac
import ipaddress
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Header, Request
from starlette.exceptions import HTTPException

from api.problems import described
from api.routes.engine import EngineOfApp

HEADER = "X-Wence-Staff"
DENIED: dict[int | str, dict[str, Any]] = described(403)
"""What the OpenAPI document says of a refusal; staff routes add it to their `responses`."""

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_ELSEWHERE = "工作人员功能只对本机开放。要从别处使用，请设置 WENCE_STAFF_TOKEN 后重新启动服务"
_WRONG = "工作人员口令不对，或没有填写"
_Token = Annotated[str, Header(alias=HEADER, max_length=500, description="工作人员口令（WENCE_STAFF_TOKEN）")]


async def admit_staff(request: Request, engine: EngineOfApp, token: _Token = "") -> None:
    """Let staff pass. Raises HTTPException 403, in Chinese, for all others.

    With `WENCE_STAFF_TOKEN` set the header `X-Wence-Staff` must hold it; without, the request must come from this
    machine, under this machine's own name, from no other site's page and through no proxy.
    """
    expected = engine.settings.staff_token
    if expected is None:
        if not _is_local(request):
            raise HTTPException(403, _ELSEWHERE)
    # why: servers hand headers over as Latin-1, whatever was sent
    elif not hmac.compare_digest(token.encode("latin-1", "replace"), expected.encode()):
        raise HTTPException(403, _WRONG)


Staff = Depends(admit_staff)
"""What a staff route or router lists in its `dependencies`."""


def _is_local(request: Request) -> bool:
    """Return whether the request was made on this machine by its user.

    A page of another site, and one whose name was pointed at this machine (DNS rebinding), also reach 127.0.0.1: their
    `Origin` or `Host` gives them away.
    """
    if request.client is None or not _is_loopback(request.client.host):
        return False
    if any(name in request.headers for name in _FORWARDED):
        return False
    host, origin = request.headers.get("host", ""), request.headers.get("origin")
    return _is_loopback(_name_of(f"//{host}")) and (origin is None or urlsplit(origin).netloc == host)


def _name_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    # why: a server that listens on :: sees 127.0.0.1 as ::ffff:127.0.0.1
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
