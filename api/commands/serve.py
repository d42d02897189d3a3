"""`wence serve`: the HTTP door and the web page."""

from __future__ import annotations

import gc
from threading import Thread
from typing import TYPE_CHECKING

from api.commands.output import notice
from api.settings import Settings
from corpus.errors import WenceError

if TYPE_CHECKING:
    from api.wiring import Engine


def run(settings: Settings) -> int:
    """Serve until interrupted."""
    import uvicorn

    from api.app import create_app
    from api.wiring import Engine

    engine = Engine(settings)
    Thread(target=_warm, args=(engine,), daemon=True).start()
    notice(f"问策已启动：http://{settings.host}:{settings.port}/　接口文档：/docs　按 Ctrl+C 停止")
    try:
        uvicorn.run(
            create_app(settings, engine),
            host=settings.host,
            port=settings.port,
            log_level="warning",
            server_header=False,
        )
    finally:
        engine.close()
    return 0


def _warm(engine: Engine) -> None:
    try:
        engine.warm()
        gc.collect()
        gc.freeze()  # the library's tables stay for good: looking through them for garbage took a quarter of the time
    except WenceError as error:
        notice(f"提示：{error}")  # every question would say the same; the page itself still works
