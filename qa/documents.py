"""Questions about whole documents: is it still in force, which ones are there, how do two differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.evidence import Evidence
from corpus.library import Library, Summary
from corpus.model import Clause
from qa.catalogue import Catalogue
from qa.citations import cite
from qa.question import Question
from qa.ranking import Passage
from qa.sentences import split_sentences

_FORCE = re.compile(r"有效期|施行|实施之日|废止|失效|政策期限|执行期限|试行期|截止|暂行")
_LISTED = 8
_MEANT = 0.35


def validity_evidence(card: Summary, library: Library) -> Evidence | None:
    """Return the sentence of the document that speaks of its force or end, the last such one; None where none does."""
    for clause in reversed(library.clauses(card.id)):
        for sentence in reversed(split_sentences(clause)):
            if _FORCE.search(sentence.text):
                return cite(clause, sentence.span)
    return None


def say_validity(card: Summary) -> str:
    """Return the state of the document in one line: `《…办法》：现行有效。`."""
    known = "库内文件未写明有效期，请以发文机关最新公布为准" if card.status == "未知" else str(card.status)
    return f"《{card.title}》：{known}。"


def meant_documents(question: Question, passages: Sequence[Passage], catalogue: Catalogue) -> tuple[Summary, ...]:
    """Return the documents that the question means, best first: those it names, else those of the best passages."""
    routes = sorted(catalogue.routes(question).values(), key=lambda route: -route.score)
    named = [catalogue.cards[route.document_id] for route in routes if route.title >= _MEANT and route.reach >= 0]
    found = [passage.card for passage in passages[:_LISTED]]
    unique = {card.title: card for card in reversed((*named, *found))}
    order = list(dict.fromkeys(card.title for card in (*named, *found)))
    return tuple(unique[title] for title in order)[:_LISTED]


def opening_evidence(card: Summary, library: Library) -> Evidence | None:
    """Return the opening words of the document, to show it in a list."""
    clause: Clause | None = next((one for one in library.clauses(card.id) if one.text.strip()), None)
    return cite(clause, split_sentences(clause)[0].span) if clause else None
