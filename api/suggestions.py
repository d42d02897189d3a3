"""What people may be about to ask: matters, departments and titles of the library, found by characters or pinyin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from corpus.library import Library
from corpus.model import Clause

_MOST = 20_000  # phrases kept: one is looked through in 40 ns, so that a key stroke costs under a millisecond
_SHORTEST, _LONGEST = 4, 18  # characters of a matter; longer ones are sentences
_TELLING = 6  # characters from which a matter speaks for itself: 组织实施 does not, 建设中试平台 does
_EASY = 12  # characters up to which an example is read at a glance
_LABEL = re.compile(
    r"^(?:第[〇零一二三四五六七八九十百\d]+[条章节款]|[（(]?[一二三四五六七八九十百\d]+[）)]?[、.．]?)\s*"
)
_HEAD = re.compile(r"([^。；：，（〔\n]+)(?:[。\n]|$)")  # a comma would open a sentence, a full stop closes a heading
_RULE = re.compile(r"负责|应当|不得|是指|\d")  # these words state a rule or a figure; they name no matter
_LETTERS = re.compile(r"[a-z' ]+")

Kind = Literal["matter", "department", "document"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to ask, or a document to open: `phrase` is what is matched, `document_id` only for a document."""

    kind: Kind
    phrase: str
    question: str
    document_id: str | None = None


@dataclass(slots=True)
class Suggestions:
    """The phrases of one state of the library."""

    phrases: tuple[Suggestion, ...]
    _sounds: tuple[tuple[str, str], ...] = field(default=())

    def find(self, typed: str, *, most: int = 8) -> tuple[Suggestion, ...]:
        """Return the best suggestions for what was typed so far; those that begin with it first, then the shorter.

        `zspt` and `zhongshi` find 中试平台 as 中试 does. Fewer than two letters or one character find nothing.
        """
        wanted = typed.strip().lower()
        letters = _LETTERS.fullmatch(wanted) is not None
        if len(wanted) < (2 if letters else 1):
            return ()
        found = self._by_sound(wanted) if letters else self._by_words(wanted)
        ranked = sorted(found, key=lambda item: (item[0] > 0, len(item[1].phrase), item[1].phrase))
        return tuple(suggestion for _, suggestion in ranked[:most])

    def examples(self, *, most: int = 4) -> tuple[str, ...]:
        """Return questions that the library can answer: matters from all over it, and a department at the end."""
        matters = [one for one in self.phrases if one.kind == "matter" and _TELLING <= len(one.phrase) <= _EASY]
        asked = [one.question for one in matters if one.question.endswith("负责？")]
        step = max(1, len(asked) // max(1, most - 1))
        department = next((one.question for one in self.phrases if one.kind == "department"), None)
        return (*asked[step // 2 :: step][: most - 1], *((department,) if department else ()))

    def _by_words(self, wanted: str) -> Iterator[tuple[int, Suggestion]]:
        for suggestion in self.phrases:
            at = suggestion.phrase.lower().find(wanted)
            if at >= 0:
                yield at, suggestion

    def _by_sound(self, wanted: str) -> Iterator[tuple[int, Suggestion]]:
        wanted = wanted.replace(" ", "").replace("'", "")
        if not self._sounds:
            self._sounds = tuple(_sound(suggestion.phrase) for suggestion in self.phrases)
        for suggestion, (full, initials) in zip(self.phrases, self._sounds, strict=True):
            places = [at for at in (full.find(wanted), initials.find(wanted)) if at >= 0]
            if places:
                yield min(places), suggestion


def collect(library: Library) -> Suggestions:
    """Return the phrases of the library: matters that a clause assigns, departments, titles."""
    duties = library.responsibilities()
    bearing = {duty.clause_id for duty in duties}
    names = Counter(duty.canonical or duty.name for duty in duties if duty.inherited_from is None)
    found = (
        *_titles(library),
        *(Suggestion("department", name, f"{name}负责哪些工作？") for name, _ in names.most_common()),
        *_matters((clause for _, clause in library.keyed_clauses()), bearing),
    )
    return Suggestions(tuple({one.phrase: one for one in found}.values())[:_MOST])


def matter_of(clause: Clause) -> str | None:
    """Return what a clause is about, from its first words: `（三）建设中试平台。支持……` gives `建设中试平台`."""
    head = _HEAD.match(_LABEL.sub("", clause.text.strip()))
    words = head[1].strip() if head else ""
    return words if _SHORTEST <= len(words) <= _LONGEST and not _RULE.search(words) else None


def _matters(clauses: Iterable[Clause], bearing: set[str]) -> Iterator[Suggestion]:
    for clause in clauses:
        matter = matter_of(clause)
        if matter:
            question = f"{matter}由哪个部门负责？" if clause.id in bearing else f"{matter}有什么规定？"
            yield Suggestion("matter", matter, question)


def _titles(library: Library) -> Iterator[Suggestion]:
    for card in library.summaries():
        if card.title:
            yield Suggestion("document", card.title, card.title, card.id)


def _sound(phrase: str) -> tuple[str, str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  150 ms, only where somebody types letters

    syllables = lazy_pinyin(phrase)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)
