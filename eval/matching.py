"""How fast firms are matched: one firm on a warm library, then many generated firms, and how the time grows.

`python -m eval.matching LIBRARY [--firms N]` prints one line a size. Firms are drawn from fixed lists with a fixed
seed, so that two runs weigh the same profiles.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """Seconds for a number of firms against all incentives; `median` and `slowest` are of one firm, in ms."""

    firms: int
    incentives: int
    seconds: float
    median: float
    slowest: float

    def line(self) -> str:
        """Return the figures in one Chinese line."""
        each = f"每家中位 {self.median:.1f} 毫秒，最慢 {self.slowest:.1f} 毫秒"
        return f"{self.firms} 家 × {self.incentives} 项：{self.seconds:.1f} 秒；{each}"


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
    spent = []
    for firm in firms:
        started = time.perf_counter()
        match_firm(firm, library)
        spent.append((time.perf_counter() - started) * 1000)
    return Timing(len(firms), incentives, sum(spent) / 1000, statistics.median(spent), max(spent))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the timings of growing numbers of firms; return 0."""
    parser = argparse.ArgumentParser(prog="python -m eval.matching", description="企业匹配计时")
    parser.add_argument("library", type=Path, help="政策库文件夹")
    parser.add_argument("--firms", type=int, default=10_000, help="最多多少家企业")
    chosen = parser.parse_args(arguments)
    firms = tuple(draw_firms(chosen.firms))
    with Library.open(chosen.library, create=False) as library:
        size = min(100, chosen.firms)
        while size <= chosen.firms:
            sys.stdout.write(time_matching(library, firms[:size]).line() + "\n")
            sys.stdout.flush()
            size *= 10
    return 0


if __name__ == "__main__":
    sys.exit(main())
