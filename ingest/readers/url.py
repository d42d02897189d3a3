"""Documents behind a web address: fetched into a folder, with limits and never from a private network."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from corpus.errors import ResourceLimitError, SourceNotFoundError, UnsupportedFormatError
from ingest.readers.registry import READERS

MAX_BYTES = 100 * 1024 * 1024
MAX_REDIRECTS = 5
_TIMEOUT = 20.0  # seconds for each step of the connection
_SLOWEST = 120.0  # seconds for the whole document
_CHUNK = 1 << 16
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_TYPES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/ofd": ".ofd",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
}
_ANY_TYPE = frozenset(("application/octet-stream", "application/x-download", "binary/octet-stream", ""))
_SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes)


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a server answered: the document, or the address it sends to."""

    body: bytes = b""
    kind: str = ""
    location: str = ""


def fetch(address: str, folder: Path) -> Path:
    """Return the file that the document behind an address was stored in, under a name made of the address.

    Raises UnsupportedFormatError for other schemes and types, SourceNotFoundError for addresses that cannot be
    reached or lie in a private network, ResourceLimitError for documents that are too large or too slow.
    """
    here = address
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked(here)
        reply = _get(here, parts, _public_host(here, parts))
        if not reply.location:
            return _store(address, parts, reply, folder)
        here = urljoin(here, reply.location)
    raise SourceNotFoundError(address, f"重定向超过 {MAX_REDIRECTS} 次", advice="请用浏览器打开后另存为文件再导入")


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise UnsupportedFormatError(address, "网址写法有误", advice="应形如 https://网站/文件.pdf") from error
    if parts.scheme != "https" or not parts.hostname:
        raise UnsupportedFormatError(address, "只支持 https 网址", advice="请用浏览器下载后导入文件")
    if parts.username or parts.password or port not in (None, 443):
        raise UnsupportedFormatError(address, "网址里不能带账号或端口", advice="请用浏览器下载后导入文件")
    return parts


def _public_host(address: str, parts: SplitResult) -> str:
    """Return one IP address of the host; all of them must be public, so that no name leads into a private network."""
    try:
        found = socket.getaddrinfo(parts.hostname, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceNotFoundError(address, "网站域名无法解析", advice="请检查网址和网络连接") from error
    hosts = [str(one[4][0]) for one in found]
    if not hosts or not all(is_public(host) for host in hosts):
        raise SourceNotFoundError(address, "网址指向内网或本机，出于安全不予访问", advice="请下载后导入文件")
    return hosts[0]


def is_public(host: str) -> bool:
    """Return whether an IP address is a public one: `192.168.1.1`, `::1` and `169.254.169.254` are not."""
    try:
        address = ipaddress.ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return inner.is_global and not inner.is_multicast and address.is_global


class _PinnedConnection(http.client.HTTPSConnection):
    """A connection to an IP address that was checked before, with the certificate of the name."""

    def __init__(self, name: str, host: str) -> None:
        super().__init__(name, 443, timeout=_TIMEOUT, context=ssl.create_default_context())
        self._pinned = host

    def connect(self) -> None:
        """Connect to the checked address, not to what the name may say by now."""
        plain = socket.create_connection((self._pinned, 443), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _get(address: str, parts: SplitResult, host: str) -> _Reply:
    connection = _PinnedConnection(parts.hostname or "", host)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"User-Agent": "wence", "Accept-Encoding": "identity"})
        return _read_reply(address, connection.getresponse())
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise SourceNotFoundError(
            address, f"无法下载（{type(error).__name__}）", advice="请检查网络，或下载后导入"
        ) from error
    finally:
        connection.close()


def _read_reply(address: str, response: http.client.HTTPResponse) -> _Reply:
    if response.status in _REDIRECTS:
        return _Reply(location=response.getheader("Location") or "/")
    if response.status != http.client.OK:
        raise SourceNotFoundError(address, f"网站答复 {response.status}", advice="请用浏览器确认网址能打开")
    kind = (response.getheader("Content-Type") or "").split(";")[0].strip().lower()
    if kind not in _TYPES and kind not in _ANY_TYPE:
        raise UnsupportedFormatError(address, f"不支持的内容类型 {kind}", advice="支持 PDF、DOCX、DOC、HTML、OFD、TXT")
    if int(response.getheader("Content-Length") or 0) > MAX_BYTES:
        raise ResourceLimitError(address, f"文件超过 {MAX_BYTES >> 20} MB", advice="请下载后拆分再导入")
    return _Reply(_read_body(address, response), kind)


def _read_body(address: str, response: http.client.HTTPResponse) -> bytes:
    body = bytearray()
    deadline = time.monotonic() + _SLOWEST
    while part := response.read(_CHUNK):
        body += part
        if len(body) > MAX_BYTES:
            raise ResourceLimitError(address, f"文件超过 {MAX_BYTES >> 20} MB", advice="请下载后拆分再导入")
        if time.monotonic() > deadline:
            raise ResourceLimitError(address, f"下载超过 {_SLOWEST:.0f} 秒", advice="请用浏览器下载后导入")
    return bytes(body)


def _store(address: str, parts: SplitResult, reply: _Reply, folder: Path) -> Path:
    """Write the document under a readable name that is the same for the same address."""
    stem, dot, suffix = unquote(parts.path.rsplit("/", 1)[-1]).rpartition(".")
    known = f".{suffix.lower()}" if dot and f".{suffix.lower()}" in _SUFFIXES else ""
    plain = re.sub(r"[^\w\-]+", "_", stem if dot else suffix)[:60].strip("_") or "document"
    mark = sha256(address.encode()).hexdigest()[:8]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{plain}-{mark}{known or _TYPES.get(reply.kind, '.html')}"
    partial = target.with_suffix(target.suffix + ".part")
    partial.write_bytes(reply.body)
    partial.replace(target)
    return target
