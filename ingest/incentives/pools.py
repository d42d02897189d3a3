"""Sums that a whole programme may spend, told from what one firm gets."""

from __future__ import annotations

import re

_POOL_HEAD = re.compile(
    r"(?:(?:每年|每年度|年度|财政|统筹|全[省市区县])[^，。；\d]{0,12}(?:安排|投入|拿出|设立|筹集|统筹|发放)|(?:设立|组建|发起)[^，。；\d]{0,10}"
    r"|总规模|总盘子|资金规模|基金规模)[^，。；\d]{0,10}$"
)
_POOL_TAIL = re.compile(
    r"(?:以上|左右)?(?:的|用于|发放|专项|资金|经费|规模|额度|[^，。；\d]{0,16}(?:基金|资金池|消费券|专项))"
)
_FOR_ONE = re.compile(r"对[^，。；]{2,40}(?:的|企业|项目|机构|单位)[，]?(?:每年)?|每[个家户项人名]|单[个家户项]|给予")


def is_pool(before: str, after: str) -> bool:
    """Return whether a sum is what a whole programme may spend: 每年安排2000万元发放消费券; no firm gets it."""
    if _FOR_ONE.search(before):
        return False
    head = _POOL_HEAD.search(before)
    return bool(head and (_POOL_TAIL.match(after) or "规模" in head[0]))
