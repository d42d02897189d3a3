"""When two questions are the same question: what they are, without greetings, marks, blanks, widths and cases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_GREETING = re.compile(r"^(?:您好|你好|请问一下|请问|请教一下|麻烦问一下|咨询一下|我?想请?问一下|我?想咨询一下)")
# why: a mark between figures belongs to the figure (0.5, 20%), everywhere else marks only part words.
_MARKS = re.compile(r"(?<=\d)\.(?=\d)|[%‰+]|(\W|_)")


def question_key(question: str, context: Sequence[str] = ()) -> str:
    """Return what is the same for the same question: `请问，中试平台 归谁管？` gives 中试平台归谁管.

    The last question of the context belongs to it: 那补贴多少 after 中试平台归谁管 gives `中试平台归谁管→那补贴多少`.
    """
    return "→".join(_plain(one) for one in (*context[-1:], question))


def needed(question: str, context: Sequence[str]) -> tuple[str, ...]:
    """Return the last question of the context where the question says too little without it, nothing otherwise.

    After 中试平台归谁管, 那补贴多少 needs it; 养老机构一张床位补多少 is a new question.
    """
    from qa.question import is_dependent, read_question  # noqa: PLC0415  heavy

    return tuple(context[-1:]) if context and is_dependent(read_question(question)) else ()


def _plain(question: str) -> str:
    folded = unicodedata.normalize("NFKC", question).casefold()
    bare = _MARKS.sub(lambda found: "" if found[1] else found[0], folded)
    while (shorter := _GREETING.sub("", bare)) not in {bare, ""}:
        bare = shorter
    return bare or folded.strip()
