"""How fast firms are matched: one firm on a warm library, then many generated firms, and how the time grows.

`python -m eval.matching LIBRARY [--firms N] [--processes P]` prints one line a size. Firms are drawn from fixed lists
with a fixed seed, so that two runs weigh the same profiles. With P processes each opens the library by itself and takes
every P-th firm; the seconds are then those of the whole, from the first start to the last end.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from corpus.firm import Firm, firm_from_mapping
from corpus.library import Library
from qa.incentives import match_firm

_REGIONS = ("山西省太原市", "山西省大同市", "北京市海淀区", "广东省广州市天河区", "浙江省温州市鹿城区", "江苏省常州市")
_TRADES = ("光伏组件制造", "软件和信息技术服务业", "新材料制造", "机床制造", "批发业", "生物医药", "旅游业")
_TITLES = ("高新技术企业", "科技型中小企业", "省级专精特新中小企业", "国家级专精特新小巨人企业", "链主企业", "链上企业")
_DEEDS = ("出口", "技术改造", "购买云服务", "招用高校毕业生", "建设重点实验室", "贷款", "上市", "引进博士")
_SEED = 2026


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for a number of firms against all incentives; `median` and `slowest` are of one firm, in ms.

    `busy` are the milliseconds of processor time for one firm: what remains where other work shares the machine.
    """

    firms: int
    incentives: int
    seconds: float
    processes: int
    median: float
    slowest: float
    busy: float

    def line(self) -> str:
        """Return the figures in one Chinese line."""
        each = f"每家中位 {self.median:.1f} 毫秒，最慢 {self.slowest:.1f} 毫秒，处理器 {self.busy:.1f} 毫秒"
        rate = f"每秒 {self.firms / self.seconds:.0f} 家，{self.processes} 个进程"
        return f"{self.firms} 家 × {self.incentives} 项：{self.seconds:.1f} 秒（{rate}）；{each}"


def draw_firms(count: int) -> Iterator[Firm]:
    """Yield firms with random fields, some unknown; the same ones in every run."""
    chance = random.Random(_SEED)  # noqa: S311  no secret
    for number in range(count):
        known = {
            "name": f"虚构企业{number}",
            "as_of": "2026-04-01",
            "region": chance.choice(_REGIONS),
            "industry": chance.choice(_TRADES),
            "employees": chance.randint(3, 3000),
            "revenue_wan": chance.randint(50, 80_000),
            "rd_ratio": round(chance.uniform(0, 0.2), 3),
            "registered": f"{chance.randint(2000, 2025)}-05-01",
            "qualifications": chance.sample(_TITLES, chance.randint(0, 3)),
            "activities": chance.sample(_DEEDS, chance.randint(0, 3)),
        }
        dropped = chance.sample(sorted(known), chance.randint(0, 4))
        yield firm_from_mapping({name: value for name, value in known.items() if name not in dropped})


def time_matching(library: Library, firms: Sequence[Firm]) -> Timing:
    """Return how long the firms take, one after the other in one process, on a library that is already warm."""
    incentives = len(match_firm(firms[0], library).matches)
    started = time.perf_counter()
    spent, busy = _spent(library, firms)
    return _timing(firms, incentives, time.perf_counter() - started, [(spent, busy)])


def time_in_processes(folder: Path, firms: Sequence[Firm], processes: int) -> Timing:
    """Return how long the firms take in several processes, the opening of the library in each included."""
    shares = [tuple(firms[at::processes]) for at in range(processes)]
    started = time.perf_counter()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(_spent_in, [folder] * processes, shares))
    seconds = time.perf_counter() - started
    return _timing(firms, parts[0][0], seconds, [part for _, part in parts])


_Spent = tuple[list[float], float]
"""The milliseconds of each firm, and the seconds of processor time of all."""


def _timing(firms: Sequence[Firm], incentives: int, seconds: float, parts: Sequence[_Spent]) -> Timing:
    spent = [one for part, _ in parts for one in part]
    busy = sum(busy for _, busy in parts) * 1000 / len(firms)
    return Timing(len(firms), incentives, seconds, len(parts), statistics.median(spent), max(spent), busy)


def _spent_in(folder: Path, firms: Sequence[Firm]) -> tuple[int, _Spent]:
    """Return how many incentives the library has and the time spent on the firms; runs in a process of its own."""
    with Library.open(folder, create=False) as library:
        incentives = len(match_firm(firms[0], library).matches)
        return incentives, _spent(library, firms)


def _spent(library: Library, firms: Sequence[Firm]) -> _Spent:
    gc.collect()
    gc.freeze()  # as the service does once it is warm
    spent, busy = [], time.process_time()
    for firm in firms:
        started = time.perf_counter()
        match_firm(firm, library)
        spent.append((time.perf_counter() - started) * 1000)
    return spent, time.process_time() - busy


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the timings of growing numbers of firms; return 0."""
    parser = argparse.ArgumentParser(prog="python -m eval.matching", description="企业匹配计时")
    parser.add_argument("library", type=Path, help="政策库文件夹")
    parser.add_argument("--firms", type=int, default=10_000, help="最多多少家企业")
    parser.add_argument("--processes", type=int, default=1, help="几个进程")
    chosen = parser.parse_args(arguments)
    firms = tuple(draw_firms(chosen.firms))
    size = min(100, chosen.firms)
    with Library.open(chosen.library, create=False) as library:
        while size <= chosen.firms:
            one = chosen.processes == 1
            part = firms[:size]
            timing = time_matching(library, part) if one else time_in_processes(chosen.library, part, chosen.processes)
            sys.stdout.write(timing.line() + "\n")
            sys.stdout.flush()
            size *= 10
    return 0


if __name__ == "__main__":
    sys.exit(main())
