"""Policy instruments (政策工具): supply, environment and demand side with their subtypes, recognised by cue words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.alternatives import either

_FILE = Path(__file__).with_name("instruments.tsv")
DEFAULT = "策略性措施"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One kind of policy instrument: its side (供给面, 环境面, 需求面), name and what it covers."""

    side: str
    name: str
    covers: str


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return the taxonomy in the order of its file."""
    return tuple(Instrument(side, name, covers) for side, name, _, covers in _rows())


@cache
def _rows() -> tuple[tuple[str, str, str, str], ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return tuple((side, name, cues, covers) for side, name, cues, covers in cells)


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(either(cue for _, _, cues, _ in _rows() for cue in cues.split("|")))


@lru_cache(maxsize=4096)
def _meant_by(cue: str) -> str:
    """Return the instrument of the words that a cue has matched: that of the first row which matches them."""
    return next(name for _, name, cues, _ in _rows() if re.fullmatch(cues, cue))


def classify(text: str) -> str:
    """Return the name of the instrument that a measure's words show best: `给予50万元奖励` → 资金投入.

    Every cue counts by its length, a strategic one half; where no cue is found the measure is 策略性措施.
    """
    found = weights(text)
    return max(found, key=lambda name: found[name]) if found else DEFAULT


def weights(text: str) -> dict[str, float]:
    """Return how much the cues of a text speak for each instrument, in the order of the taxonomy."""
    found: dict[str, float] = {}
    for match in _cues().finditer(text):
        name, length = _meant_by(match[0]), len(match[0])
        found[name] = found.get(name, 0.0) + (length / 2 if name == DEFAULT else length)
    return {one.name: found[one.name] for one in instruments() if one.name in found}


def side_of(name: str) -> str:
    """Return the side of an instrument: 税收优惠 → 环境面; empty for a name that is not in the taxonomy."""
    return next((one.side for one in instruments() if one.name == name), "")
