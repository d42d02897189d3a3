"""Which matches do not add up: a rule of their document (就高不重复, 不重复享受) lets a firm take one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from corpus.model import Clause

RULE = re.compile(
    r"[^。；\n]*(?:就高不重复|就高不就低|从优、?就高|不得?重复(?:享受|补助|奖励|支持|申报|资助)|不得?叠加(?:享受)?|可执行最高额|择一享受)[^。；\n]*"
)


def stacking_rule(clauses: Iterable[Clause]) -> str:
    """Return the words of the rule on adding up benefits, "" where the clauses have none.

    `同类政策按就高不重复的原则执行。` is such a rule.
    """
    hits = (RULE.search(re.sub(r"[^\S\n]", "", clause.text)) for clause in clauses)
    return next((hit[0].strip() for hit in hits if hit), "")


def shared_rules(reached: Iterable[str], rules: Mapping[str, str]) -> dict[str, str]:
    """Return the rules on adding up that matter, by document: those of documents with several incentives in reach.

    `reached` holds a document's id once for each of its incentives within reach.
    """
    within = Counter(reached)
    return {document: rule for document, rule in rules.items() if within[document] > 1}
