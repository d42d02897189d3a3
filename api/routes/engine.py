"""The engine of the running app, as a dependency of the routes."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from api.wiring import Engine


async def _engine(request: Request) -> Engine:
    return cast("Engine", request.app.state.engine)


EngineOfApp = Annotated[Engine, Depends(_engine)]
