"""Questions about whole documents: is it still in force, which ones are there, how do two differ."""

from __future__ import annotations

import re

from corpus.evidence import Evidence
from corpus.library import Library, Summary
from corpus.model import Clause
from qa.catalogue import Catalogue
from qa.citations import cite
from qa.question import Question
from qa.sentences import split_sentences

_FORCE = re.compile(r"有效期|施行|实施之日|废止|失效|政策期限|执行期限|试行期|截止|暂行")
_TERM = re.compile(
    r"有效期[^，。；]{0,6}(?:[0-9０-９一二三四五两十]+\s*(?:个月|年)|至)"
    r"|自[^，。；]{2,24}起?(?:施行|实施|执行|生效)|截至[^，。；]{4,16}日"
)
_LISTED = 8
_MEANT = 0.35
_FOREIGN = -0.5  # below: the document is of another region than the one asked for


def validity_evidence(card: Summary, library: Library) -> Evidence | None:
    """Return the sentence that states from or until when the document holds, else the last one that speaks of it.

    `本办法自2025年1月1日起施行，有效期5年。` comes before `本办法有效期满后，已批准的资金继续拨付。`; None where no
    sentence speaks of its force.
    """
    last: Evidence | None = None
    for clause in reversed(library.clauses(card.id)):
        for sentence in reversed(split_sentences(clause)):
            if _TERM.search(sentence.text):
                return cite(clause, sentence.span)
            if last is None and _FORCE.search(sentence.text):
                last = cite(clause, sentence.span)
    return last


def say_validity(card: Summary) -> str:
    """Return the state of the document in one line: `《…办法》：现行有效。`."""
    known = "库内文件未写明有效期，请以发文机关最新公布为准" if card.status == "未知" else str(card.status)
    return f"《{card.title}》：{known}。"


def named_documents(question: Question, catalogue: Catalogue) -> tuple[Summary, ...]:
    """Return the documents whose titles the question names, best first, each title once."""
    routes = sorted(catalogue.routes(question).values(), key=lambda route: -(route.title + route.reach))
    named = [catalogue.cards[one.document_id] for one in routes if one.title >= _MEANT and one.reach > _FOREIGN]
    unique = {card.title: card for card in reversed(named)}
    return tuple(unique[title] for title in dict.fromkeys(card.title for card in named))[:_LISTED]


def opening_evidence(card: Summary, library: Library) -> Evidence | None:
    """Return the opening words of the document, to show it in a list."""
    clause: Clause | None = next((one for one in library.clauses(card.id) if one.text.strip()), None)
    return cite(clause, split_sentences(clause)[0].span) if clause else None
