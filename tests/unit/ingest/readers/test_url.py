from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import SourceError, SourceNotFoundError, UnsupportedFormatError
from ingest.readers import url
from ingest.readers.url import fetch, is_public


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "172.16.4.4", "169.254.169.254", "::1", "fe80::1%eth0", "fd00::1",
     "::ffff:10.0.0.1", "0.0.0.1", "224.0.0.1", "100.64.0.1", "名"],
)  # fmt: skip
def test_that_private_addresses_are_not_public(host: str) -> None:
    """Neither loopback, private, link-local, mapped, shared nor multicast addresses are fetched from."""
    assert not is_public(host)


def test_that_a_public_address_is() -> None:
    """An ordinary address of the net."""
    assert is_public("8.8.8.8")


@pytest.mark.parametrize(
    "address", ["http://a.cn/b.pdf", "file:///etc/passwd", "https://u:p@a.cn/", "https://a.cn:8443/"]
)
def test_that_only_plain_https_is_fetched(tmp_path: Path, address: str) -> None:
    """Other schemes, accounts and ports are refused before anything is asked."""
    with pytest.raises(UnsupportedFormatError):
        fetch(address, tmp_path)


def test_that_a_name_leading_into_a_private_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is the address after the name is resolved."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.1.1", 443))]
    monkeypatch.setattr(url.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(SourceNotFoundError, match="内网"):
        fetch("https://policy.example/文件.pdf", tmp_path)


class _Net:
    """A net of canned replies, by address."""

    def __init__(self, replies: dict[str, Any]) -> None:
        self.replies = replies
        self.asked: list[str] = []

    def get(self, address: str, *_: object) -> Any:
        self.asked.append(address)
        return self.replies[address]


def _join(monkeypatch: pytest.MonkeyPatch, replies: dict[str, Any]) -> _Net:
    net = _Net(replies)
    monkeypatch.setattr(url, "_get", net.get)
    monkeypatch.setattr(url, "_public_host", lambda *_: "8.8.8.8")
    return net


def test_that_redirects_are_followed_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every hop must be https; the name of the file comes from the address that was asked for."""
    body = url._Reply(b"%PDF-1.4", "application/pdf")  # noqa: SLF001
    net = _join(monkeypatch, {"https://a.cn/x.pdf": url._Reply(location="/y.pdf"), "https://a.cn/y.pdf": body})  # noqa: SLF001
    path = fetch("https://a.cn/x.pdf", tmp_path)
    assert net.asked == ["https://a.cn/x.pdf", "https://a.cn/y.pdf"]
    assert path.suffix == ".pdf"
    assert path.read_bytes() == b"%PDF-1.4"
    assert path == fetch("https://a.cn/x.pdf", tmp_path)


def test_that_a_redirect_to_http_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A downgrade is no https."""
    _join(monkeypatch, {"https://a.cn/x": url._Reply(location="http://a.cn/x")})  # noqa: SLF001
    with pytest.raises(SourceError, match="https"):
        fetch("https://a.cn/x", tmp_path)


def test_that_a_circle_of_redirects_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hops are enough."""
    _join(monkeypatch, {"https://a.cn/x": url._Reply(location="/x")})  # noqa: SLF001
    with pytest.raises(SourceNotFoundError, match="重定向"):
        fetch("https://a.cn/x", tmp_path)
