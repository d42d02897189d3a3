"""What kind of answer a question wants, read from its asking words (`intents.tsv`)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from corpus.evidence import Intent

_DATA = Path(__file__).with_name("intents.tsv")


class Want(StrEnum):
    """The kind of value that the asker wants to read."""

    AMOUNT = "amount"
    RATIO = "ratio"
    COUNT = "count"
    AGE = "age"
    DEADLINE = "deadline"
    PROCEDURE = "procedure"
    MATERIALS = "materials"
    CONTACT = "contact"
    DEFINITION = "definition"
    SCOPE = "scope"


# why: the first kind that a question shows is its intent; a department question about a subsidy asks for a department.
_ORDER = (
    Intent.OFF_TOPIC,
    Intent.CHAT,
    Intent.DUTIES,
    Intent.VALIDITY,
    Intent.COMPARE,
    Intent.DEPARTMENT,
    Intent.LIST,
    Intent.INCENTIVE,
)


def read_intent(text: str, *, names_department: bool) -> Intent | None:
    """Return the intent that the words show, None where they show none: `归哪个厅管` is DEPARTMENT.

    A question for duties must name a department: `省药监局负责哪些工作` is DUTIES, `负责哪些工作` is not.
    """
    for intent in _ORDER:
        if intent is Intent.DUTIES and not names_department:
            continue
        if any(pattern.search(text) for pattern in _patterns().get(intent.value, ())):
            return intent
    return None


def read_wants(text: str) -> frozenset[Want]:
    """Return the kinds of value asked for: `补多少、找谁` gives AMOUNT."""
    return frozenset(want for want in Want if any(pattern.search(text) for pattern in _patterns()[want.value]))


def cue_spans(text: str) -> list[tuple[int, int]]:
    """Return where the asking words stand: they are no subject matter."""
    return sorted(span for kind in ("department", "duties", "chat", "list", "frame") for span in ask_spans(text, kind))


def ask_spans(text: str, kind: str) -> list[tuple[int, int]]:
    """Return where the asking words of one kind stand."""
    return [match.span() for pattern in _patterns()[kind] for match in pattern.finditer(text)]


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    kinds: dict[str, list[re.Pattern[str]]] = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, pattern = line.split("\t")
            kinds.setdefault(kind, []).append(re.compile(pattern, re.IGNORECASE))
    return {kind: tuple(patterns) for kind, patterns in kinds.items()}
