"""The event stream over a real socket: the intent comes before the search, and a reader may leave at any time."""

import json
import socket
import threading
import time
from contextlib import contextmanager
from urllib.parse import quote

import pytest
import uvicorn

from api.app import create_app
from api.settings import load_settings
from api.wiring import Engine

QUESTION = "苔藓工厂建设由哪个部门牵头？"
TARGET = f"/api/ask/stream?q={quote(QUESTION)}"


class Slow:
    """The engine's answerer with a search that waits until it is told to go on."""

    def __init__(self, inner):
        self._inner, self.go, self.begun = inner, threading.Event(), 0
        self.read_intent = inner.read_intent

    def ask(self, *arguments, **named):
        """Answer once `go` is set."""
        self.begun += 1
        assert self.go.wait(20)
        return self._inner.ask(*arguments, **named)


@contextmanager
def serving(app):
    """Yield the port of a real server."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def opened(port, target=TARGET):
    """Return a socket on which the request was sent."""
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    line.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    return line


def read_until(line, mark):
    """Return what came up to and with the mark, or up to the end where the mark is None."""
    got = b""
    while mark is None or mark not in got:
        part = line.recv(65536)
        if not part:
            break
        got += part
    return got


@pytest.fixture(scope="module")
def slow(library):
    """Return a port and the answerer behind it."""
    settings = load_settings({}, library=library)
    with Engine(settings) as engine:
        slowed = Slow(engine.answerer)

        class Held(Engine):
            """An engine with the slow answerer."""

            answerer = slowed

        with Held(settings) as held, serving(create_app(settings, held)) as port:
            yield port, slowed


def test_the_intent_is_told_before_the_search_is_done(slow):
    """The first event arrives while the search is still held back; the rest follows when it goes on."""
    port, answerer = slow
    answerer.go.clear()
    with opened(port) as line:
        early = read_until(line, b"event: intent\ndata: ")
        assert b"event: intent" in early
        assert b"event: done" not in early
        answerer.go.set()
        rest = (early + read_until(line, None)).decode()
    assert '"intent":"department"' in rest
    done = next(one for one in rest.split("\n\n") if "event: done\n" in one).split("data: ")[1]
    assert "市林业局" in json.loads(done.splitlines()[0])["text"]


def test_readers_who_leave_half_way_harm_nobody(slow):
    """Sixty connections broken in the middle of the stream leave a service that answers the next reader."""
    port, answerer = slow
    answerer.go.clear()
    before = answerer.begun
    for _ in range(60):
        line = opened(port)
        read_until(line, b"event: intent")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        line.close()
        if answerer.begun - before > 20:
            answerer.go.set()
    answerer.go.set()
    start = time.monotonic()
    with opened(port) as line:
        assert b"event: done" in read_until(line, None)
    assert time.monotonic() - start < 10
    with opened(port, "/healthz") as line:
        assert b'"status":"ok"' in read_until(line, None)
