"""Promises that are one: a gift in general words and the sentence that states its sum or its cap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.incentives.promise import Promise, unlabelled
from ingest.incentives.sentences import Sentence

_CAP_SENTENCE = re.compile(
    r"(?:同一|单个|单家|每家|每个企业|累计|年度)[^，。；给]{0,24}(?:不超过|最高|不高于)[^，；给]*[。；]?$"
)


def join_promises(text: str, found: Sequence[Promise]) -> list[Promise]:
    """Join a promise in general words with the sentence that states its amount: …给予资金支持。按…的5%给予资金支持."""
    out: list[Promise] = []
    for promise in found:
        last = out[-1] if out else None
        if last and not last.quantities and promise.quantities and _same_gift(text, last, promise):
            out[-1] = replace(promise, start=last.start, core=last.core)
        elif last and last.quantities and promise.quantities and _CAP_SENTENCE.match(text[promise.core : promise.end]):
            out[-1] = replace(last, quantities=(*last.quantities, *promise.quantities))
        elif last and not last.quantities and promise.quantities and text.startswith("其中", promise.start):
            out = [one for one in out if one.quantities or one.end < last.start - 1]
            opening = unlabelled(text, Sentence(text.rfind("。", 0, last.core) + 1, promise.start)).start
            out.append(replace(promise, general=(opening, promise.start)))
        elif last and not last.quantities and promise.quantities and _details(text, last, promise):
            out[-1] = replace(promise, general=(last.start, last.end))
        elif last and last.general is not None and promise.quantities and text[promise.start - 1] == "；":
            out.append(replace(promise, general=last.general))
        else:
            out.append(promise)
    return out


_CLOSE_BY = 30
_SAME_WORDS = 6
_DETAIL = re.compile(r"(?:补[贴助]标准|奖励标准|标准为?|招用|每[人户家月年名]|一等奖|被评为|按每)")


def _details(text: str, general: Promise, exact: Promise) -> bool:
    """Return whether a sentence only states the rate of the gift named just before it: …给予补贴。每人2000元."""
    gift = re.search(r"给予|享受|申请|申领", text[general.core : general.end])
    return bool(gift and _DETAIL.match(text[exact.core : exact.end])) and exact.start - general.end <= 1


def _same_gift(text: str, general: Promise, exact: Promise) -> bool:
    if exact.start - general.end > _CLOSE_BY:
        return False
    tail, body = text[general.core : general.end].rstrip("。，；"), text[exact.start : exact.end]
    ending = tail[-_SAME_WORDS:]
    return ending in body and not ending.startswith("，")
