"""How fast the doors answer: cold commands, and a warm server over loopback with one and more clients.

Run `python -m eval.bench_service --library DIR [--questions FILE.jsonl] [--requests 500] [--clients 1,8,32]`. It
starts the real command and the real server, as a user would; figures come as a table or, with `--json`, as JSON.
`--memory 50000` sends so many requests instead and tells the server's memory as they pass, a line a thousand.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode

_COMMAND = (sys.executable, "-c", "from api.cli import main; main()")
_QUESTIONS = (
    "中试平台由哪个部门牵头？",
    "人才租房补贴每月多少钱？",
    "数字化转型有什么补助？",
    "省财政厅负责哪些工作？",
    "火星移民补贴怎么申请",
    "技术改造项目什么时候申报",
)
_COLD_RUNS = 5
_WARM_UP = 20
_START_SECONDS = 60
_STEP = 1000


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one measured thing; `per_second` is None for commands."""

    name: str
    runs: int
    p50: float
    p99: float
    worst: float
    per_second: float | None = None


def main() -> int:
    """Measure and print."""
    options = _options()
    questions = _questions(options.questions)
    if options.memory:
        return _watch_memory(options.library, questions, options.memory)
    timings = [
        cold("wence --help", ["--help"]),
        cold("wence ask（冷启动）", ["ask", questions[0], "--json", "--library", options.library]),
    ]
    with server(options.library) as (port, _):
        timed(port, questions, _WARM_UP, 1)
        timings += [
            summary(f"/api/ask，{clients} 个客户端", *timed(port, questions, options.requests, clients))
            for clients in map(int, options.clients.split(","))
        ]
    _print(timings, as_json=options.json)
    return 0


def _watch_memory(library: str, questions: Sequence[str], requests: int) -> int:
    """Send the requests from two clients and print the server's memory after each thousand of them."""
    sys.stdout.write("| 请求数 | 内存 MiB | 每秒 |\n|---|---|---|\n")
    with server(library) as (port, process):
        timed(port, questions, _WARM_UP, 1)
        sys.stdout.write(f"| {_WARM_UP} | {resident(process):.0f} | |\n")
        for sent in range(_STEP, requests + 1, _STEP):
            rate = timed(port, questions, _STEP, 2)[1]
            sys.stdout.write(f"| {sent + _WARM_UP} | {resident(process):.0f} | {rate:.0f} |\n")
            sys.stdout.flush()
    return 0


def resident(process: int) -> float:
    """Return the MiB of memory that a process holds, as Linux tells it in /proc."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS:"))) / 1024


def cold(name: str, arguments: Sequence[str]) -> Timing:
    """Return how long a command takes from nothing."""
    took = []
    for _ in range(_COLD_RUNS):
        start = time.perf_counter()
        subprocess.run([*_COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  own command
        took.append((time.perf_counter() - start) * 1000)
    return summary(name, took, None)


@contextmanager
def server(library: str) -> Iterator[tuple[int, int]]:
    """Yield the port and the process number of a running server over the library."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    arguments = (*_COMMAND, "serve", "--port", str(port), "--library", library)
    variables = {**os.environ, "WENCE_HOST": "127.0.0.1"}
    with subprocess.Popen(arguments, env=variables, stderr=subprocess.DEVNULL) as process:  # noqa: S603  own command
        try:
            _await(port)
            yield port, process.pid
        finally:
            process.terminate()


def _await(port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def timed(port: int, questions: Sequence[str], requests: int, clients: int) -> tuple[list[float], float]:
    """Return the milliseconds of every request and the requests per second, with keep-alive connections."""
    share = max(1, requests // clients)
    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        rows = list(pool.map(lambda first: _client(port, questions, share, first), range(clients)))
    took = [one for row in rows for one in row]
    return took, len(took) / (time.perf_counter() - start)


def _client(port: int, questions: Sequence[str], requests: int, first: int) -> list[float]:
    connection, took = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    for number in range(requests):
        path = "/api/ask?" + urlencode({"q": questions[(first + number) % len(questions)]})
        start = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        took.append((time.perf_counter() - start) * 1000)
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path}: {response.status}")
    connection.close()
    return took


def summary(name: str, took: Sequence[float], per_second: float | None) -> Timing:
    """Return the figures of the measured milliseconds."""
    ordered = sorted(took)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return Timing(name, len(ordered), statistics.median(ordered), high, ordered[-1], per_second)


def _questions(file: Path | None) -> tuple[str, ...]:
    if file is None:
        return _QUESTIONS
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple(row["question"] for row in rows)


def _print(timings: Sequence[Timing], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps([asdict(timing) for timing in timings], ensure_ascii=False) + "\n")
        return
    sys.stdout.write("| 项目 | 次数 | p50 毫秒 | p99 毫秒 | 最慢 毫秒 | 每秒 |\n|---|---|---|---|---|---|\n")
    for one in timings:
        rate = f"{one.per_second:.0f}" if one.per_second else ""
        sys.stdout.write(f"| {one.name} | {one.runs} | {one.p50:.1f} | {one.p99:.1f} | {one.worst:.1f} | {rate} |\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--clients", default="1,8,32")
    parser.add_argument("--memory", type=int, default=0, metavar="N", help="watch memory over N requests instead")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
