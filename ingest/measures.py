"""What a clause has done: its actions (政策举措) with verb, object, policy instrument, tense of duty, target group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.alternatives import either
from corpus.authority.instruments import DEFAULT, classify, weights
from corpus.model import Clause, ClauseKind, Document, Measure, Span

_FILE = Path(__file__).with_name("measure_words.tsv")
_SENTENCE = re.compile(r"[^。；！？\n\t]+")
_PART = re.compile(r"[^，,：:]+")
_ANNOTATION = re.compile(r"[（(〔\[【][^（()）]*(?:[（(][^()（）]*[)）][^（()）]*)*[）)〕\]】]\s*$")
_LABEL = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零\d]+条|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、是]|[\d０-９]+[.．、])?\s*"
)
_SUBJECT_END = re.compile(
    r"(?:[厅局委办部院]|单位|部门|政府|企业|机构|高校|各地|各市|各县|各级|园区|开发区|市、县)(?:要|应当?|须|可|负责|将|共同)?$"
)
_LONGEST_SUBJECT = 24
_LEAST = 6
_HEADS = frozenset({ClauseKind.SECTION, ClauseKind.CHAPTER, ClauseKind.ATTACHMENT})
_SILENT = frozenset({ClauseKind.TITLE, ClauseKind.CLOSING, ClauseKind.PREAMBLE})


def tag_measures(document: Document, clauses: Sequence[Clause]) -> tuple[Measure, ...]:
    """Return the actions of the clauses in order; every span slices the document to the action's words.

    `鼓励中小企业开展技术改造，给予最高50万元补助。` gives two: 鼓励 … (encourage, 科技支持, for 中小企业) and
    给予 … (must, 资金投入).
    """
    del document  # why: clauses hold their words and places; the signature is that of all taggers
    return tuple(measure for clause in clauses if clause.kind not in _SILENT for measure in _of_clause(clause))


def clause_instrument(clause: Clause, measures: Sequence[Measure]) -> tuple[str, str]:
    """Return the instrument and the tense of duty of a whole clause.

    The instrument is what all its cues say, those of its opening twice; the tense is that of its first action.
    `（三）人才保障。引进急需人才，给予补贴。` gives 人才培养, must: what a clause opens with is what it is about.
    """
    text = _ANNOTATION.sub("", clause.text)
    opening = re.split("[。；]", text, maxsplit=1)[0]
    found = weights(text)
    for name, weight in weights(opening).items():
        found[name] += weight
    instrument = max(found, key=lambda name: found[name]) if found else DEFAULT
    return instrument, measures[0].modality if measures else "must"


def _of_clause(clause: Clause) -> Iterator[Measure]:
    if clause.kind in _HEADS and not re.search("[。；]", clause.text):
        return
    for sentence in _SENTENCE.finditer(clause.text):
        for start, end, verb_at in _actions(sentence.group()):
            text = clause.text[sentence.start() + start : sentence.start() + end]
            yield _measure(clause, Span(sentence.start() + start, sentence.start() + end), text, verb_at)


def _measure(clause: Clause, span: Span, text: str, verb_at: tuple[int, int]) -> Measure:
    verb = text[verb_at[0] : verb_at[1]]
    return Measure(
        clause_id=clause.id,
        span=span.shift(clause.span.start),
        verb=verb,
        object=text[verb_at[1] :].strip(),
        instrument=classify(text),
        modality=_modality(text[: verb_at[1]], text[verb_at[1] : verb_at[1] + 4]),
        beneficiaries=_groups(text),
    )


def _actions(sentence: str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield the actions of a sentence as start, end, and where in it the verb stands.

    A part without a verb of its own goes on with the action before it; one that only frames (围绕 …) waits.
    """
    open_: tuple[int, int, tuple[int, int]] | None = None
    waiting: int | None = None
    for part in _PART.finditer(sentence, *_body(sentence)):
        text = part.group()
        lead = len(text) - len(text.lstrip())
        start, end = part.start() + lead, part.end() - (len(text) - len(text.rstrip()))
        verb = _verb(text, lead)
        if verb or _framed(text, lead):
            if open_ and open_[1] - open_[0] >= _LEAST:
                yield open_
            first = start if waiting is None else waiting
            at = part.start() - first
            open_ = (first, end, (at + verb[0], at + verb[1])) if verb else None
            waiting = None if verb else first
        elif open_:
            open_ = (open_[0], end, open_[2])
    if open_ and open_[1] - open_[0] >= _LEAST:
        yield open_


def _framed(text: str, lead: int) -> bool:
    return bool(_frame().match(text, lead))


def _body(sentence: str) -> tuple[int, int]:
    """Return the sentence's range without its number and without a bracket at its end."""
    label = _LABEL.match(sentence)
    start = label.end() if label else 0
    tail = _ANNOTATION.search(sentence, start)
    return start, tail.start() if tail else len(sentence)


def _verb(text: str, lead: int) -> tuple[int, int] | None:
    """Return where the verb that opens a part stands: after adverbs, or after who acts."""
    match = _opening().match(text, lead)
    if match:
        return match.span("verb")
    if _framed(text, lead):
        inside = _inside().search(text, lead + 2)
        return inside.span() if inside else None
    for inner in _inside().finditer(text, lead, lead + _LONGEST_SUBJECT):
        if _SUBJECT_END.search(text[lead : inner.start()]):
            return inner.span()
    return None


def _modality(opening: str, after: str) -> str:
    """Return `explore`, `encourage` or `must` by the words up to the verb and just behind it."""
    for name in ("explore", "encourage"):
        if _words_pattern(name).search(opening):
            return name
    return "explore" if after.startswith(("探索", "试点")) else "must"


def _groups(text: str) -> tuple[str, ...]:
    """Return the groups an action names, longest forms first come first served: 中小企业, 高校."""
    seen: dict[str, None] = {}
    for match in _words_pattern("group").finditer(text):
        seen.setdefault(match.group())
    return tuple(seen)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {kind: tuple(sorted(set(words.split(" ")), key=lambda word: (-len(word), word))) for kind, words in rows}


@cache
def _words_pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()[kind])))


@cache
def _frame() -> re.Pattern[str]:
    return re.compile(rf"{_either('adverb')}*{_either('frame')}")


@cache
def _opening() -> re.Pattern[str]:
    """Return what opens a part with an action: adverbs and a verb, two verbs as one (建立完善), 鼓励 alone."""
    first, second = _either("verb"), _strong()
    return re.compile(
        rf"(?:{_either('adverb')}地?)*?(?P<verb>{_either('encourage')}|{first}{second}?{_NO_NOUN}|{first}{_NO_NOUN})"
    )


@cache
def _inside() -> re.Pattern[str]:
    """Return an action verb inside a part, behind a frame or a subject; words that are as often nouns do not count."""
    return re.compile(rf"{_strong()}{_strong()}?{_NO_NOUN}(?=[一-龥“《])")


_NO_NOUN = "(?!性|者|力|度|率|化|人才|企业|平台|中心|单位|部门|的|、|和|方案|计划|机制|规划|体系|工作|情况)"


def _strong() -> str:
    weak = frozenset(_words()["weak"])
    return either(re.escape(word) for word in _words()["verb"] if word not in weak)


def _either(kind: str) -> str:
    return either(map(re.escape, _words()[kind]))
