"""The web page at `/`, its files, and the documentation of the API, all from this machine."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

WEB = Path(__file__).resolve().parents[1] / "web"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
router = APIRouter(include_in_schema=False)


@router.get("/")
async def page() -> FileResponse:
    """Return the page."""
    return _file(WEB / "index.html")


@router.get("/docs")
async def docs() -> FileResponse:
    """Return the documentation of the API, which reads `/openapi.json`."""
    return _file(WEB / "docs.html")


@router.get("/favicon.ico")
async def icon() -> FileResponse:
    """Return the icon for browsers that do not read the page's link."""
    return _file(WEB / "icon.svg")


@router.get("/web/{name:path}")
async def asset(name: str) -> FileResponse:
    """Return a file of the page; nothing outside its folder."""
    path = (WEB / name).resolve()
    if not path.is_relative_to(WEB) or path.suffix not in _TYPES or not path.is_file():
        raise HTTPException(404, "没有这个文件")
    return _file(path)


def _file(path: Path) -> FileResponse:
    # no-cache: revalidated by ETag, so that an upgrade shows at once and nothing is sent twice
    return FileResponse(path, media_type=_TYPES[path.suffix], headers={"cache-control": "no-cache"})
