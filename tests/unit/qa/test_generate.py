from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from qa.answer import Answerer
from qa.generate import restated, rewrite
from qa.language_model import LanguageModel


class _Model(BaseHTTPRequestHandler):
    """A real server on this machine that speaks the chat interface and says what the test tells it to."""

    reply: str | bytes = ""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        content = {"choices": [{"message": {"role": "assistant", "content": self.reply}}]}
        body = self.reply if isinstance(self.reply, bytes) else json.dumps(content).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[LanguageModel]:
    """Return the address of a running model server."""
    httpd = HTTPServer(("127.0.0.1", 0), _Model)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield LanguageModel(f"http://127.0.0.1:{httpd.server_port}/v1", timeout=5)
    httpd.shutdown()
    httpd.server_close()


def test_supported_prose_replaces_the_extract(answerer: Answerer, server: LanguageModel) -> None:
    """Each sentence carries its source and nothing the source does not say."""
    _Model.reply = "长者食堂每餐补贴4元[1]。"
    assert rewrite(answerer.ask("长者食堂每餐补多少钱"), server).text == "长者食堂每餐补贴4元[1]。"


@pytest.mark.parametrize(
    "reply",
    [
        "长者食堂每餐补贴5元[1]。",
        "长者食堂每餐补贴4元。",
        "长者食堂每餐补贴4元[9]。",
        "由市教育局负责[1]。",
        "长者食堂每餐补贴4元[1]。还可以申请买车。",
        "",
        b"no json at all",
        b'{"choices": []}',
    ],
)
def test_a_misbehaving_model_changes_nothing(answerer: Answerer, server: LanguageModel, reply: str | bytes) -> None:
    """Wrong figures, missing or unknown sources, invented departments and broken replies leave the extract."""
    _Model.reply = reply
    answer = answerer.ask("长者食堂每餐补多少钱")
    assert rewrite(answer, server) == answer


def test_an_absent_server_changes_nothing(answerer: Answerer) -> None:
    """A closed port is no error for the asker."""
    answer = answerer.ask("长者食堂每餐补多少钱")
    assert rewrite(answer, LanguageModel("http://127.0.0.1:9/v1", timeout=0.5)) == answer


def test_refusals_are_never_rewritten(answerer: Answerer, server: LanguageModel) -> None:
    """A model is not asked where there is no evidence."""
    _Model.reply = "可以申请火星补贴[1]。"
    answer = answerer.ask("火星移民补贴怎么申请")
    assert rewrite(answer, server) == answer


def test_the_key_stays_out_of_logs() -> None:
    """The representation shows the address only."""
    assert "secret" not in repr(LanguageModel("http://x/v1", key="secret"))


def test_a_follow_up_is_restated_in_words_that_were_said(server: LanguageModel) -> None:
    """A word that nobody said, several lines and silence are not trusted."""
    context = ["长者食堂由谁建"]
    _Model.reply = "长者食堂补多少"
    assert restated("那补多少", context, server) == "长者食堂补多少"
    for reply in ("养老院补多少", "长者食堂\n补多少", "", "长" * 300):
        _Model.reply = reply
        assert restated("那补多少", context, server) is None
