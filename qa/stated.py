"""The sentence of a long clause that states the value asked for, where the words asked stand in another."""

from __future__ import annotations

from corpus.evidence import Evidence
from corpus.model import Span
from qa.citations import cite
from qa.question import Question
from qa.ranking import Passage
from qa.sentences import Sentence, fold, split_sentences
from qa.values import HARD, holds, value_fit
from qa.words import bigrams


def stated_value(question: Question, passage: Passage, shown: Span) -> Evidence | None:
    """Return the sentence with a value of a wanted kind that what is shown lacks, None where nothing is lacking.

    `毕业没几年，租金补贴一年最多多少` is not answered by the sentence on the years. Of several sentences the one with
    most of the question's character pairs counts, of equals the first.
    """
    clause = passage.clause
    seen = shown.shift(-clause.span.start).cut(clause.text)
    wants = [want for want in question.wants & HARD if not holds(want, seen)]
    if not wants:
        return None
    pairs = bigrams(fold(question.text))

    def shared(sentence: Sentence) -> int:
        return len(pairs & bigrams(fold(sentence.text)))

    holding = [one for one in split_sentences(clause) if value_fit(wants, fold(one.text)) > 0]
    return cite(clause, max(holding, key=shared).span) if holding else None
