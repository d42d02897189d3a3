"""How closely the characters of candidates follow those of a question: runs, shares covered, the best window.

All figures come from one table: for every character of the question and every block of a candidate's text, the length
of the longest run that ends there in both. A pair is covered where a run of two ends at its second character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.sequences import Sequences

Floats = npt.NDArray[np.float32]
Lengths = npt.NDArray[np.uint8]

MOST_ASKED = 64  # characters of a question that are compared
MOST_READ = 2400  # characters of a text that are compared
_BLOCK = 80  # characters; two adjoining blocks make a window
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Runs:
    """`blocks[i, b]`: the longest run ending at character i of the question in block b; `starts` cut blocks by text."""

    blocks: Lengths
    starts: npt.NDArray[np.int64]

    @property
    def texts(self) -> Lengths:
        """Return the longest run by character of the question and text."""
        return np.maximum.reduceat(self.blocks, self.starts[:-1], axis=1)

    def windows(self) -> Lengths:
        """Return the longest run by character of the question and window of two adjoining blocks of one text."""
        joined = self.blocks.copy()
        inside = np.ones(joined.shape[1], np.bool_)
        inside[self.starts[1:] - 1] = False
        at = np.flatnonzero(inside)
        joined[:, at] = np.maximum(joined[:, at], joined[:, at + 1])
        return joined


def codes_of(text: str) -> npt.NDArray[np.uint16]:
    """Return the text as UTF-16 code units, closed by a zero so that no run reaches into the next text.

    There is one unit a character: one beyond the basic plane, as an emoji, becomes U+FFFD.
    """
    plain = _ASTRAL.sub("\ufffd", text[:MOST_READ])
    return np.frombuffer((plain + "\0").encode("utf-16-le", "surrogatepass"), np.uint16)


def runs_of(asked: npt.NDArray[np.uint16], texts: Sequences) -> Runs:
    """Return the table of runs of a question's code units in these texts, of which none is empty."""
    sizes = -(-np.diff(texts.starts) // _BLOCK)
    cut = np.concatenate(([0], np.cumsum(sizes)))
    offsets = np.arange(cut[-1]) - np.repeat(cut[:-1], sizes)
    begins = np.repeat(texts.starts[:-1], sizes) + offsets * _BLOCK
    table = np.zeros((len(asked), len(begins)), np.uint8)
    before = np.zeros(len(texts.values) + 1, np.uint8)
    for row, code in enumerate(asked):
        now = np.zeros_like(before)
        np.multiply(before[:-1] + np.uint8(1), texts.values == code, out=now[1:], casting="unsafe")
        table[row] = np.maximum.reduceat(now[1:], begins)
        before = now
    return Runs(table, cut)


def pair_weights(asked: str, rarity: Callable[[str], float]) -> Floats:
    """Return for every character how rare the Chinese pair is that ends there, 0 where none does; their sum is 1."""
    found = [rarity(asked[at - 1 : at + 1]) if _is_pair(asked, at) else 0.0 for at in range(len(asked))]
    return shares(found)


def shares(values: Sequence[float]) -> Floats:
    """Return the values over their sum; zeros stay zeros."""
    array = np.asarray(values, np.float32)
    return array / max(1e-6, float(array.sum()))


def words_covered(asked: str, found: Sequence[str], rarity: Callable[[str], float], texts: Lengths) -> Floats:
    """Return by text the share of the question's words, by rarity, that stand in it whole."""
    distinct = list(dict.fromkeys(found))
    covered = np.zeros(texts.shape[1], np.float32)
    for word, share in zip(distinct, shares([rarity(word) for word in distinct]), strict=True):
        end = asked.find(word) + len(word) - 1
        if end < texts.shape[0]:
            covered += share * (texts[end] >= len(word))
    return covered


def _is_pair(asked: str, at: int) -> bool:
    return at > 0 and all("\u3400" <= char <= "\u9fff" for char in asked[at - 1 : at + 1])
