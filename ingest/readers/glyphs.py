"""The characters drawn on a page, in columns: what PDF, OFD and pictures read by OCR have in common.

A page holds a thousand of them, so what is done to all of them at once is done to arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Axis: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.intp]


class Look(IntEnum):
    """How a glyph is drawn: upright, running another way, at an angle, or not to be seen at all."""

    UPRIGHT = 0
    TURNED = 1
    TILTED = 2
    HIDDEN = 3


class Glyph(NamedTuple):
    """One drawn character: advance box, baseline (from the top), font size in points; `blank` for white space."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    look: Look = Look.UPRIGHT
    blank: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Many glyphs, a column for each of their properties; all columns have the same length."""

    texts: NDArray[np.object_]
    x0: Axis
    top: Axis
    x1: Axis
    bottom: Axis
    base: Axis
    size: Axis
    bold: Flags
    look: Numbers
    blank: Flags

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> Glyphs:
        """Return these glyphs in columns."""
        columns = list(zip(*glyphs, strict=True)) or [()] * len(Glyph._fields)
        kinds = (np.object_, *[np.float64] * 6, np.bool_, np.intp, np.bool_)
        made: list[Any] = [np.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
        return cls(*made)

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.texts)

    def at(self, places: Numbers | Flags) -> Glyphs:
        """Return those at these places, in their order, or those that a flag is up for."""
        if places.dtype == np.bool_ and places.all():
            return self
        return Glyphs(
            self.texts[places],
            self.x0[places],
            self.top[places],
            self.x1[places],
            self.bottom[places],
            self.base[places],
            self.size[places],
            self.bold[places],
            self.look[places],
            self.blank[places],
        )
