"""The Model Context Protocol door: ask, search, match and read_clause as tools of an assistant, over stdio."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from api.schemas.answers import answer_json
from api.schemas.documents import clause_json
from api.schemas.matches import match_json
from api.schemas.requests import MAX_QUESTION
from api.schemas.searches import search_json
from api.wiring import Engine
from corpus.errors import SettingsError, SourceError, WenceError
from corpus.firm import firm_from_mapping
from corpus.model import Clause

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_INSTRUCTIONS = "中文政策库：先用 ask 或 search，再用 read_clause 核对原文；答复时照抄引文并注明文件名和条款路径。"
_Text = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION, pattern=r"\S")]
_Count = Annotated[int, Field(ge=1, le=50)]
_Json = dict[str, Any]


def create_server(engine: Engine) -> MCPServer[Any]:
    """Return a server with four tools over the engine. Raises SettingsError where the package `mcp` is missing."""
    try:
        from mcp.server.mcpserver import MCPServer  # noqa: PLC0415  an extra
    except ImportError as error:
        raise SettingsError("没有安装 mcp", advice="请先运行 pip install 'wence[mcp]'") from error
    server: MCPServer[Any] = MCPServer(
        "wence", title="问策", instructions=_INSTRUCTIONS, version=version("wence"), log_level="WARNING"
    )
    tools = Tools(engine)
    for tool in (tools.ask, tools.search, tools.match, tools.read_clause):
        server.add_tool(_stated(tool))
    return server


class Tools:
    """What an assistant may do; the docstring of each is what it is told of the tool, hence Chinese."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, question: _Text, context: list[_Text] | None = None, firm: _Json | None = None) -> _Json:
        """回答政策问题（哪个部门负责、补贴多少、怎么申请），附原文引证；context 为此前的问题，firm 为企业画像。"""  # noqa: D400, D415
        who = firm_from_mapping(firm) if firm else None
        return {**answer_json(self._engine.ask(question, context=tuple(context or ()), firm=who))}

    def search(self, text: _Text, k: _Count = 10) -> _Json:
        """列出与一段文字最相关的条款，最多 k 条。"""  # noqa: D400, D415
        start = perf_counter()
        hits = self._engine.searcher.search(text, k=k)
        return {**search_json(text, hits, self._engine.library, (perf_counter() - start) * 1000)}

    def match(self, firm: _Json) -> _Json:
        """判断哪些优惠政策适用于企业；firm 例如 {"region": "云河省澜州市", "employees": 120}。"""  # noqa: D400, D415
        return {**match_json(self._engine.match(firm_from_mapping(firm)))}

    def read_clause(self, clause_id: Annotated[str, Field(min_length=1, max_length=300)]) -> _Json:
        """按条款编号（clause_id）返回条款原文、标题和路径。"""  # noqa: D400, D415
        clause = self._engine.library.clause(clause_id)
        card = self._engine.library.summary(clause.document_id) if clause else None
        if clause is None or card is None:
            raise SourceError(clause_id, "库内没有这个条款", advice="请用 search 查找条款编号")
        return {"document_id": card.id, "title": card.title, "number": card.number, **_untagged(clause)}


def _untagged(clause: Clause) -> _Json:
    fields = clause_json(clause)
    return {name: value for name, value in fields.items() if name not in {"responsibilities", "measures", "incentives"}}


def _stated(tool: Callable[..., _Json]) -> Callable[..., _Json]:
    """Return the tool with our errors as the protocol's, so that the assistant reads the Chinese line."""
    from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415  an extra

    @wraps(tool)
    def stated(*arguments: object, **named: object) -> _Json:
        try:
            return tool(*arguments, **named)
        except WenceError as error:
            raise ToolError(str(error)) from error

    return stated
