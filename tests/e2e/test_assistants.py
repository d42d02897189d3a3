"""Official clients against our doors: the MCP package over stdio, and the OpenAI package against a real server."""

import asyncio
import os
import sys

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import load_settings
from api.wiring import Engine

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


def test_the_official_chat_client_reads_us_as_a_model(library):
    """Listing, a whole answer, a stream that says the same, and a refusal in Chinese, all by the OpenAI package."""
    openai = pytest.importorskip("openai")
    settings = load_settings({}, library=library)
    with Engine(settings) as engine, TestClient(create_app(settings, engine)) as http:
        client = openai.OpenAI(base_url="http://testserver/v1", api_key="x", http_client=http, max_retries=0)
        assert [model.id for model in client.models.list()] == ["wence"]
        talk = {"model": "wence", "messages": [{"role": "user", "content": QUESTION}]}
        content = client.chat.completions.create(**talk).choices[0].message.content
        assert "市林业局" in content
        parts = client.chat.completions.create(**talk, stream=True)
        assert "".join(part.choices[0].delta.content or "" for part in parts) == content
        with pytest.raises(openai.BadRequestError) as refused:
            client.chat.completions.create(model="wence", messages=[{"role": "assistant", "content": "x"}])
        assert "没有用户的问题" in refused.value.response.json()["detail"]
