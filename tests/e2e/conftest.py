"""A small library of invented documents, ingested once by the real command, for all tests of the doors."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from api import cli

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SAMPLES = Path(cli.__file__).parents[1] / "corpus" / "samples" / "files"
WIDTHS = {"desktop": (1280, 860), "phone": (390, 844)}

MEASURES = """澜州市促进苔藓产业发展若干措施
澜政办发〔2026〕7号

为推动苔藓产业高质量发展，结合我市实际，制定本措施。
一、支持培育主体
（一）支持苔藓工厂建设。对在本市注册、年营业收入2000万元以上的苔藓种植企业，按设备投资额的20%给予补助，最高不超过150万元。（市林业局牵头，市财政局配合）
（二）鼓励企业升规。对首次升规的苔藓企业，给予一次性奖励10万元。（责任单位：市工业和信息化局）
二、强化服务保障
（一）建设苔藓检测平台。支持建设市级苔藓检测平台，提供公益检测服务。（市市场监管局、市科技局按职责分工负责）
（二）做好用水保障。对苔藓企业用水给予优先保障。（市水务局负责）
本措施自2026年3月1日起施行，有效期至2028年2月28日。

澜州市人民政府办公室
2026年2月10日
"""
NOTICE = """云河省林业和草原局关于做好萤火虫栖息地保护工作的通知
云林发〔2026〕3号

各市林业局：
一、划定保护范围。各市林业局应于2026年6月底前划定萤火虫栖息地。（省林草局负责）
二、开展夜间照明治理。减少栖息地周边夜间照明。（省住房城乡建设厅牵头，省生态环境厅配合）

云河省林业和草原局
2026年1月15日
"""
HOSTILE = """<script>alert(1)</script>松垣市雪绒花管理办法

第一条 为了规范雪绒花采摘，制定本办法。
第二条 雪绒花采摘许可由市自然资源局负责。<img src=x onerror=alert(2)>
"""
FIRM = {
    "name": "示例苔藓企业（虚构）",
    "as_of": "2026-04-01",
    "region": "云河省澜州市",
    "industry": "苔藓种植",
    "revenue_wan": 2600,
}


@pytest.fixture(scope="session")
def sources(tmp_path_factory) -> Path:
    """Return a folder with three invented text files."""
    folder = tmp_path_factory.mktemp("policies")
    for name, text in (("苔藓措施", MEASURES), ("萤火虫通知", NOTICE), ("雪绒花办法", HOSTILE)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def wence():
    """Return a function that runs the real command and returns what it left."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from api.cli import main; main()", *map(str, arguments)]
        variables = {**os.environ, "PYTHONUTF8": "1", **environment}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=variables, timeout=120)

    return run


@pytest.fixture
def command(capfd, monkeypatch):
    """Return a function that runs the command inside this process, which is quicker, and returns what it left."""

    def run(*arguments: object, **environment: str) -> SimpleNamespace:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        capfd.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        written = capfd.readouterr()
        return SimpleNamespace(returncode=code, stdout=written.out, stderr=written.err)

    return run


@pytest.fixture(scope="session")
def library(sources, wence, tmp_path_factory) -> Path:
    """Return the folder of a library that holds the invented documents."""
    folder = tmp_path_factory.mktemp("shelf") / "library"
    done = wence("ingest", sources, "--library", folder, "--json")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def firm_file(tmp_path_factory) -> Path:
    """Return the profile of an invented firm."""
    path = tmp_path_factory.mktemp("firms") / "firm.json"
    path.write_text(json.dumps(FIRM, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def samples(wence, tmp_path_factory) -> Path:
    """Return the folder of a library that holds the ten sample documents."""
    folder = tmp_path_factory.mktemp("samples") / "library"
    done = wence("ingest", SAMPLES, "--library", folder, "--json")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def serving():
    """Return a context that runs the real server over a library and gives its address."""

    @contextmanager
    def run(library: Path, **environment: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        words = ("-c", "from api.cli import main; main()", "serve", "--port", str(port), "--library", str(library))
        server = subprocess.Popen(
            [sys.executable, *words], stderr=subprocess.DEVNULL, env={**os.environ, **environment}
        )
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        server.wait(10)

    return run


@pytest.fixture(scope="session")
def samples_address(samples, serving):
    """Return the address of a real server over the sample documents."""
    with serving(samples) as address:
        yield address


@pytest.fixture(scope="session")
def until():
    """Return a function that waits until a condition holds, asked from outside: the page's policy forbids eval."""

    def wait(condition, seconds: float = 10.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "the condition never held"
            time.sleep(0.05)

    return wait


@pytest.fixture(scope="module")
def browser():
    """Return a Chromium; skips where the machine has none."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where a browser is driven

    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a fresh page on a server at a width of WIDTHS.

    After the test each page must fit its width, must have reported no error and called no other host. A test that
    breaks a request on purpose clears `page.troubles`.
    """
    opened = []

    def make(address: str, width: str = "desktop"):
        across, down = WIDTHS[width]
        context = browser.new_context(
            viewport={"width": across, "height": down}, base_url=address, locale="zh-CN", accept_downloads=True
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.troubles, page.foreign = [], []
        own = (address, "data:", "blob:")
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
        page.on("request", lambda sent: page.foreign.append(sent.url) if not sent.url.startswith(own) else None)
        opened.append(page)
        return page

    yield make
    for page in opened:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
        page.context.close()
        assert (page.troubles, page.foreign) == ([], [])


@pytest.fixture(params=list(WIDTHS))
def samples_page(open_page, samples_address, request):
    """Return a fresh page on the sample documents, once as wide as a desk, once as a phone."""
    return open_page(samples_address, request.param)
