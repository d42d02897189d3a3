"""JSON of a firm's profile as read from a sentence, in the fields of the form, to be corrected."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from typing_extensions import TypedDict

from api.schemas.matches import firm_json
from corpus.firm import Firm
from qa.firm_answer import say_profile
from qa.firm_words import firm_from_words, says_something

_YUAN_PER_WAN = 10_000
_IN_WAN = ("revenue", "assets")


class ProfileJson(TypedDict):
    """What was read; money stands in 万元 (`revenue_wan`), as the form asks for it.

    `understood` is false where the sentence says nothing of a firm; `told` repeats in words what was read.
    """

    firm: dict[str, Any]
    told: str
    understood: bool


def profile_json(words: str, regions: Iterable[str]) -> ProfileJson:
    """Return the profile that the words give; `regions` are known beyond the official list.

    `我们是太原的光伏企业，60 人，想上技改` gives region, industry, employees and one plan.
    """
    known = tuple(regions)
    read = firm_from_words(words, known=known)
    firm = dataclasses.replace(read, region=_in_full(read.region, known, words))
    understood = says_something(firm)
    return {"firm": _in_wan(firm), "told": say_profile(firm) if understood else "", "understood": understood}


def _in_full(region: str | None, known: Iterable[str], words: str) -> str | None:
    """Return the region as fully as words and library tell it.

    澜州市 gives 云河省澜州市 where that alone is known; 云河省, followed in the words by a known 澜州市, gives both.
    """
    if region is None:
        return None
    for one in known:
        if one != region and f"{region}{one}" in words:
            return region + one
    longer = {one for one in known if one != region and one.endswith(region)}
    return longer.pop() if len(longer) == 1 else region


def _in_wan(firm: Firm) -> dict[str, Any]:
    known = firm_json(firm)
    return {
        (f"{name}_wan" if name in _IN_WAN else name): (round(value / _YUAN_PER_WAN, 4) if name in _IN_WAN else value)
        for name, value in known.items()
    }
