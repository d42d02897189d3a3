"""The content words of a question, each with the official words that may stand for it in a policy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.authority.everyday import find_wordings
from corpus.authority.lexicon import find_everyday_words
from qa.words import content_words, nouns, rarities, rarity

_BODY = re.compile(r"(?:局|委员会|厅|管理所)$")  # why: an organ for a matter is no other word for the matter
_MOST = 4  # words that an everyday wording may stand for, the rarest first: who says 资料 means one of many things


@dataclass(frozen=True, slots=True)
class Term:
    """A content word with its weight and the official terms that may stand for it in a policy.

    `others` are terms that surely mean it, `loose` those that may (没活干: 失业, 待业).
    """

    word: str
    weight: float
    others: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


def read_terms(matter: str) -> tuple[Term, ...]:
    """Return the content words with weights; an everyday word brings its official terms along.

    `老板没给上保险` gives its words, each with 社会保险稽核 as another term.
    """
    everyday = {one.word: one.official for one in find_everyday_words(matter)}
    wordings, words = find_wordings(matter), content_words(matter)
    astride = [word for word in everyday if len(word) > 1 and not any(_same_matter(word, one) for one in words)]
    # why: where an everyday word is cut apart (首次上规能奖: 上规 lost to 规能), the piece is no word anybody uses.
    torn = {word for word in words if word not in rarities() and any(set(word) & set(one) for one in astride)}
    terms = []
    for word in (*(word for word in words if word not in torn), *astride):
        others = _others(word, everyday)
        loose = tuple(other for other in _loose(word, wordings) if other not in others)
        terms.append(Term(word, rarity(word), others, loose))
    things = nouns(matter)
    return tuple(term for term in terms if len(term.word) > 1 or term.others or term.word in things)


def _others(word: str, everyday: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the terms of the lexicon for the word, those of its parts put into it."""
    pairs = [(one, official) for one, official in everyday.items() if _same_matter(one, word)]
    others = dict.fromkeys(
        _in_place(word, one, other) for one, official in pairs for other in official if not _BODY.search(other)
    )
    return tuple(other for other in others if other != word)


def _loose(word: str, wordings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the official words for the everyday wordings that are the word or hold it."""
    if len(word) == 1:
        return ()
    found = (
        other
        for wording, official in wordings.items()
        if _same_matter(wording, word) and _is_most_of(wording, word)
        for other in sorted(official, key=lambda one: -rarity(one))[:_MOST]
    )
    return tuple(other for other in dict.fromkeys(found) if other != word)


def _in_place(word: str, everyday: str, official: str) -> str:
    """Return the official term for the word: 展会 for 展销会 by 展销, but 工资条件 for 工资标准 by 标准."""
    return official if _is_most_of(everyday, word) else word.replace(everyday, official)


def _is_most_of(part: str, word: str) -> bool:
    return 3 * len(part) >= 2 * len(word)


def _same_matter(everyday: str, word: str) -> bool:
    """Return whether one is the other or a part of it; a single character counts only as a word of its own."""
    return everyday == word or (len(everyday) > 1 and len(word) > 1 and (everyday in word or word in everyday))
