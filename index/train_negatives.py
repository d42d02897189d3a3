"""Hard negatives: passages that share the question's words but do not answer it (Karpukhin et al. 2020)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from random import Random

import numpy as np

from index.lexical import Bm25, no_postings
from index.tokens import words
from index.train_data import MATTER, MATTER_ASKED, Pair, read_matters, siblings

# sources whose passages are rivals of one another: the question decides which of them answers
MINED = (
    "wence_questions", "own_questions", "law_template_qa", "lawyer_llama_q2law", "cmrc2018", "drcd_t2s",
    MATTER, MATTER_ASKED,
)  # fmt: skip
_SKIPPED = 1  # the very best match is too often an answer as well
_DEPTH = 24
_KEPT = 6
_SAME = 40  # passages that begin alike are versions of one text


def mine_negatives(groups: Mapping[str, Sequence[Pair]], random: Random) -> dict[Pair, tuple[str, ...]]:
    """Return up to six passages for each pair of the mined sources, drawn from the best BM25 matches of its source."""
    found: dict[Pair, tuple[str, ...]] = {}
    for name in MINED:
        found.update(_of_source(list(dict.fromkeys(groups.get(name, ()))), random))
    near = siblings(read_matters())
    for pair in [*groups.get(MATTER, ()), *groups.get(MATTER_ASKED, ())]:
        found[pair] = tuple(dict.fromkeys([*near.get(pair[1], ()), *found.get(pair, ())]))[:_KEPT]
    return found


def _of_source(pairs: Sequence[Pair], random: Random) -> dict[Pair, tuple[str, ...]]:
    passages = list(dict.fromkeys(passage for _, passage in pairs))
    if len(passages) <= _DEPTH:
        return {}
    vocabulary: dict[str, int] = {}
    counted = [{word: float(count) for word, count in Counter(words(text)).items()} for text in passages]
    postings = Bm25.build(no_postings().add(counted, vocabulary)[0])
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for query, passage in pairs:
        answers[query].add(passage[:_SAME])
    found = {}
    for query, passage in pairs:
        scores = postings.scores(Counter(vocabulary[word] for word in words(query) if word in vocabulary))
        top = np.argpartition(-scores, _DEPTH)[:_DEPTH]
        ranked = [passages[place] for place in top[np.argsort(-scores[top])].tolist() if scores[place] > 0]
        rivals = [text for text in ranked[_SKIPPED:] if text[:_SAME] not in answers[query]]
        found[query, passage] = tuple(random.sample(rivals, min(_KEPT, len(rivals))))
    return found
