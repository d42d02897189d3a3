"""Policy instruments (政策工具): supply, environment and demand side with their subtypes, recognised by cue words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    groups = (f"(?P<g{index}>{cues})" for index, (_, _, cues, _) in enumerate(_rows()))
    # why: most characters begin no cue, and one look at a set tells; every cue begins with a plain character
    begins = "".join(sorted({cue[0] for _, _, cues, _ in _rows() for cue in cues.split("|")}))
    return re.compile(f"(?=[{re.escape(begins)}])(?:{'|'.join(groups)})")


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
        name = _rows()[int((match.lastgroup or "g0")[1:])][1]
        length = match.end() - match.start()
        found[name] = found.get(name, 0.0) + (length / 2 if name == DEFAULT else length)
    return {one.name: found[one.name] for one in instruments() if one.name in found}


def side_of(name: str) -> str:
    """Return the side of an instrument: 税收优惠 → 环境面; empty for a name that is not in the taxonomy."""
    return next((one.side for one in instruments() if one.name == name), "")
