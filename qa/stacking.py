"""Which matches do not add up: a rule of their document (就高不重复, 不重复享受) lets a firm take one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Clause
from qa.match_report import INELIGIBLE, Match

RULE = re.compile(
    r"[^。；\n]*(?:就高不重复|就高不就低|从优、?就高|不得?重复(?:享受|补助|奖励|支持|申报|资助)|不得?叠加(?:享受)?|可执行最高额|择一享受)[^。；\n]*"
)


def stacking_rule(clauses: Iterable[Clause]) -> str:
    """Return the words of the rule on adding up benefits, "" where the clauses have none.

    `同类政策按就高不重复的原则执行。` is such a rule.
    """
    hits = (RULE.search(re.sub(r"[^\S\n]", "", clause.text)) for clause in clauses)
    return next((hit[0].strip() for hit in hits if hit), "")


def grouped(matches: Sequence[Match], rules: dict[str, str]) -> tuple[Match, ...]:
    """Return the matches, those within reach that share a document with a rule marked with its words as group.

    A document with one incentive within reach needs no rule; `rules` are by document id.
    """
    within: defaultdict[str, int] = defaultdict(int)
    for match in matches:
        within[match.document_id] += match.verdict != INELIGIBLE
    return tuple(
        replace(match, group=rules[match.document_id])
        if rules.get(match.document_id) and match.verdict != INELIGIBLE and within[match.document_id] > 1
        else match
        for match in matches
    )
