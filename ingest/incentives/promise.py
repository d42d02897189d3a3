"""A promise as found in a squeezed clause, and where a sentence begins behind its label."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.incentives.amounts import Quantity
from ingest.incentives.sentences import Sentence

LABEL = re.compile(
    r"^(?:第[一二三四五六七八九十百\d ]+[条章节]|[（〔][一二三四五六七八九十\d]+[）〕]"
    r"|[一二三四五六七八九十]+[、.．]|\d+[、.．。]|[①-⑳])+"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in a squeezed clause: the quote's range, where its own words begin, its kind and its quantities.

    `general` is the sentence that speaks for all of a list (对…给予支持。其中，…；…), None without one.
    """

    start: int
    end: int
    core: int
    kind: str
    quantities: tuple[Quantity, ...] = ()
    general: tuple[int, int] | None = None


def unlabelled(text: str, sentence: Sentence) -> Sentence:
    """Return the sentence without its label and a heading glued to it: `（一）支持上市。` begins at 支持."""
    label = LABEL.match(text[sentence.start : sentence.end])
    if label is None or (label[0].startswith(("（", "〔")) and sentence.start > 0):
        return sentence
    start = sentence.start + label.end()
    glued = _GLUED_HEADING.match(text[start : sentence.end])
    return sentence._replace(start=start + (glued.end() if glued else 0))


_GLUED_HEADING = re.compile(
    r"(?:支持|鼓励|加强|推动|培育|完善|加快|优化|强化|深化|坚定|提升|推进)[^，。；：“”（）\d]{3,18}?"
    r"(?:发展(?=加快推动)|(?=鼓励|支持[^引]|对(?:于|获|符合|新|首)))"
)
