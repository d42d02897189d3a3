"""Official clients against our doors: the MCP package over stdio, and the OpenAI package against a real server."""

import asyncio
import os
import sys

import pytest

QUESTION = "苔藓工厂建设由哪个部门牵头？"


@pytest.fixture(scope="module")
def talk(library):
    """Return a function that runs calls against a fresh `wence mcp` and returns the tools and the results."""
    mcp = pytest.importorskip("mcp")

    async def speak(calls):
        code = "from api.cli import main; main()"
        server = mcp.StdioServerParameters(
            command=sys.executable, args=["-c", code, "mcp", "--library", str(library)], env={**os.environ}
        )
        async with mcp.Client(server) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, arguments) for name, arguments in calls]

    return lambda *calls: asyncio.run(asyncio.wait_for(speak(calls), 60))


def test_an_assistant_asks_searches_matches_and_reads(talk):
    """The four tools are described in Chinese, answer with evidence, and state errors in Chinese."""
    firm = {"region": "云河省澜州市"}
    tools, (asked, found, matched, missing) = talk(
        ("ask", {"question": QUESTION}),
        ("search", {"text": "夜间照明", "k": 3}),
        ("match", {"firm": firm}),
        ("read_clause", {"clause_id": "无"}),
    )
    assert {tool.name for tool in tools} == {"ask", "search", "match", "read_clause"}
    assert all(tool.description and not tool.description.isascii() for tool in tools)
    answer = asked.structured_content
    assert "市林业局" in [department["name"] for department in answer["departments"]]
    assert found.structured_content["hits"]
    assert "matches" in matched.structured_content
    assert missing.is_error
    assert "库内没有这个条款" in missing.content[0].text
    cited = answer["citations"][0]
    _, (read, bad) = talk(
        ("read_clause", {"clause_id": cited["clause_id"]}), ("match", {"firm": {"employees": "很多"}})
    )
    assert read.structured_content["text"] == cited["clause_text"]
    assert bad.is_error
