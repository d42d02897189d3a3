"""Which tier gets which amount: the enumeration before 分别 that has as many parts as there are amounts."""

from __future__ import annotations

import re

_SPLITS = tuple(re.compile(marks) for marks in (r"、", r"、|和|以?及(?!以[上下])", r"、|和|及(?!以[上下])|或|以及"))
_STOP = re.compile(r"[，。；：]")
_TAIL = re.compile(
    r"(?:等)?(?:等级|档次|三个梯度发展目标)?(?:的)?(?:企业|单位|机构|项目|基地|工作)?(?:的)?(?:，)?(?:分别|分档|依次)?[^、]{0,14}$"
)


def find_labels(before: str, count: int) -> tuple[str, ...]:
    """Return the labels of `count` tiers from the words before the first amount, () where none fit.

    `对获评国家级、省级、市级示范平台的，分别给予` and 3 gives (国家级, 省级, 市级).
    """
    before = before.replace("”“", "”、“")
    for phrase in reversed(_STOP.split(before)):
        # why: A、B、C类机构或个人 has three tiers, whose names 、 alone parts
        exact = next((parts for split in _SPLITS if len(parts := split.split(phrase)) == count), None)
        if exact:
            return tuple(_trim(exact, at) for at in range(count))
        parts = _SPLITS[-1].split(phrase)
        if len(parts) > count:
            return tuple(_trim(parts[-count:], at) for at in range(count))
    return ()


def _trim(parts: list[str], at: int) -> str:
    """Return one part without what the enumeration shares: 对获评国家级 next to 省级 gives 国家级."""
    part = parts[at]
    inner = parts[1:-1] or parts
    width = max(len(one) for one in inner)
    if at == 0:
        opened = re.split(r"(?:对|为|被|获得?评?定?|认定为?|制定|承担|通过|实现|级别为|评估为|评定为|的)", part)[-1]
        return opened or part[-width:]
    if at == len(parts) - 1:
        return (_TAIL.sub("", part[: width + _SLACK]) or part)[: width + _SLACK]
    return part


_SLACK = 6
