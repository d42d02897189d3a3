"""The ruling lines on a picture of a page: long thin dark runs, and short ones that join two of them.

A stroke of a character is short and ends nowhere; a rule is longer than any character is wide, or joins two rules.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ingest.readers.pdf_rules import Rule

if TYPE_CHECKING:
    from PIL.Image import Image

_LONG = 40.0  # points: no character is as wide; one of a headline takes 26
_SHORT = 11.0  # points: the least a row of type is high, for rules that run from rule to rule
_THICK = 3.0  # points: what is thicker is an area, of which only the edge counts
_DARKER = 60  # grey levels below the paper: thin rules are washed out to half their black at 150 dpi
_FILLED = 0.93  # share of dark pixels along a rule: scans have specks
_MEETS = 3.0  # points by which a short rule may miss the rules it joins
_STRAIGHT = 0.0008  # radians: less skew moves a rule over the page's width by less than a point
_MOST = 4000  # runs in one direction: more is a drawing or a photograph


def find_rules(picture: Image, scale: float, turn: float) -> list[Rule]:
    """Return the rules of a picture in points, after the page is turned by `turn` radians about its top left corner."""
    import numpy as np  # noqa: PLC0415  only where a picture is read

    grey = picture.convert("L")
    if abs(turn) > _STRAIGHT:
        grey = grey.rotate(-math.degrees(turn), center=(0, 0), fillcolor=255)
    shades = np.asarray(grey)
    dark = shades < max(1, int(np.median(shades)) - _DARKER)
    flats = _runs(dark, _LONG / scale, scale, flat=True)
    uprights = _runs(dark.T, _SHORT / scale, scale, flat=False)
    if max(len(flats), len(uprights)) > _MOST:
        return []
    uprights = [one for one in uprights if one.end - one.start >= _LONG or _joins(one, flats)]
    if not uprights or not flats:
        return []
    short = [one for one in _runs(dark, _SHORT / scale, scale, flat=True) if one.end - one.start < _LONG]
    return [*flats, *(one for one in short if _joins(one, uprights)), *uprights]


def _joins(rule: Rule, others: Sequence[Rule]) -> bool:
    """Return whether both ends of the rule lie on others that cross it."""
    crossing = [one for one in others if one.start - _MEETS <= rule.at <= one.end + _MEETS]
    return all(any(abs(one.at - end) <= _MEETS for one in crossing) for end in (rule.start, rule.end))


def _runs(dark: Any, length: float, scale: float, *, flat: bool) -> list[Rule]:  # noqa: ANN401  an array of bool
    """Return the runs of at least `length` pixels along the rows of the array, a rule for each row."""
    import numpy as np  # noqa: PLC0415  only where a picture is read

    span, thick = round(length), max(2, round(_THICK / scale))
    if span < 1 or dark.shape[1] <= span:
        return []
    thin = dark.copy()
    thin[thick:-thick] &= ~(dark[: -2 * thick] & dark[2 * thick :])
    summed = np.cumsum(np.pad(thin, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = summed[:, span:] - summed[:, :-span] >= _FILLED * span
    edges = np.diff(np.pad(full, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    return [
        Rule(flat, (row + 0.5) * scale, start * scale, (end - 1 + span) * scale)
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
    ]
