"""Lists of small numbers, one list an entry, kept as one array: the characters and the tokens of every entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
Values = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Sequences:
    """The values of all entries one after another, cut up by `starts` (n + 1 numbers)."""

    values: Values
    starts: Positions

    @classmethod
    def of(cls, lists: Sequence[Values]) -> Sequences:
        """Return the lists as one array."""
        starts = np.concatenate(([0], np.cumsum([len(one) for one in lists], dtype=np.int64))).astype(np.int64)
        return cls(np.concatenate(lists) if lists else np.zeros(0, np.uint16), starts)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self.starts) - 1

    def take(self, positions: Positions) -> Sequences:
        """Return the entries at these positions, in this order."""
        where, starts = places_of(self.starts, positions)
        return Sequences(self.values[where], starts)

    def extend(self, other: Sequences) -> Sequences:
        """Return these entries followed by the other's."""
        starts = np.concatenate((self.starts, other.starts[1:] + self.starts[-1]))
        return Sequences(np.concatenate((self.values, other.values)), starts)


def places_of(starts: Positions, positions: Positions) -> tuple[Positions, Positions]:
    """Return where the values of the chosen entries stand, and the starts that cut up what is taken from there."""
    lengths = starts[positions + 1] - starts[positions]
    fresh = np.concatenate(([0], np.cumsum(lengths)))
    return np.repeat(starts[positions] - fresh[:-1], lengths) + np.arange(fresh[-1]), fresh
