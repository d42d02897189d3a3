"""Find the annotations in a clause: brackets (…负责), own lines 责任单位：…, labels inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.authority.departments import is_body
from corpus.model import Span
from ingest.responsibility.annotation import Annotation, read_annotation
from ingest.responsibility.cues import find_tail, label_pattern
from ingest.responsibility.folding import Folded, compact
from ingest.responsibility.kinds import is_bearer, is_collective, is_specific

_LABEL_END = re.compile("[：）]")
_LABEL_START = re.compile(rf"^（*{label_pattern()}：")
_OWN_LINE = re.compile(
    rf"(?:^(?:（?[一二三四五六七八九十\d]{{1,3}}[）、．.])?(?:(?!{label_pattern()}：)[一-龥]{{2,6}}：[一-龥]{{2,12}}?[，；]?)?|(?<=[。；！？]))（?(?P<label>{label_pattern()})(?:）：?|：)"
)
_MID_LINE = re.compile(r"(?P<label>(?:责任|牵头|配合)(?:单位|部门))：(?=(?P<first>[^、，；。：]{3,30}))")
_ANY = re.compile(r"[（(〔\[【：:]")
_SENTENCE = re.compile(
    r"(?<![^。；！？])(?P<words>[^。；！？]{4,120}?(?P<last>负责|牵头|配合|落实|实施|推进|协助|参与))(?=[。；]|$)"
)
_BRACKET = re.compile("[（）]")
_FEED = re.compile(r"[\n\t]")
_DUTY = re.compile("负责|牵头|配合|落实|不再列出")
_SENTENCE_END = frozenset("。；！？”…")
_UNKNOWN_BODY = re.compile("[一-龥]{3,14}")  # a name of no known form: short, no marks in it
_LONGEST = 700


def find_annotations(text: str, offset: int) -> tuple[Annotation, ...]:
    """Return the annotations of a clause whose text begins at `offset` of the document, in order."""
    return tuple(one.shift(offset) for one in _found(text))


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[Annotation, ...]:
    """Return the annotations of a text; a clause is asked for them when it is cut and again when it is tagged."""
    if not _ANY.search(text) and not _DUTY.search(text):
        return ()
    folded = compact(text, 0)
    breaks = _paragraph_ends(text, folded)
    found = list(_in_brackets(folded, breaks))
    taken = [one.span for one in found]
    found.extend(one for one in _labelled(folded, breaks) if not any(_meet(one.span, span) for span in taken))
    taken = [one.span for one in found]
    found.extend(one for one in _sentences(folded, breaks) if not any(_meet(one.span, span) for span in taken))
    return tuple(sorted(found, key=lambda one: one.span))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _sentences(folded: Folded, breaks: tuple[int, ...]) -> Iterator[Annotation]:
    """Yield the sentences that are nothing but an annotation, as `省商务厅牵头，省财政厅配合，各市人民政府落实。`."""
    start = 0
    for end in breaks:
        for match in _SENTENCE.finditer(folded.text, start, end):
            if match["last"] is None or "，" not in match.group() or "（" in match.group():
                continue
            annotation = read_annotation(folded.cut(match.start("words"), match.end("words")))
            if annotation and annotation.how == "tail" and _is_list_of_duties(match["words"], annotation):
                yield annotation
        start = end


def _is_list_of_duties(words: str, annotation: Annotation) -> bool:
    names = [one.name for one in annotation.bearers]
    every = all(map(_definite, names)) and any(is_specific(name) for name in names)
    return every and all(find_tail(part) for part in words.split("，") if "、" not in part)


def _paragraph_ends(text: str, folded: Folded) -> tuple[int, ...]:
    """Return the indices of the folded text at which a new paragraph begins, and its length."""
    feeds = [feed.start() for feed in _FEED.finditer(text)]
    ends, at = [], 0
    for feed in feeds:
        while at < len(folded.places) and folded.places[at] < feed:
            at += 1
        ends.append(at)
    return (*ends, len(folded.text))


def _in_brackets(folded: Folded, breaks: tuple[int, ...]) -> Iterator[Annotation]:
    """Yield the brackets that are annotations; outer ones first, what lies in an accepted one is skipped."""
    done = -1
    for start, end in _brackets(folded.text, breaks):
        if start < done:
            continue
        annotation = _accepted(folded, start, end, breaks)
        if annotation:
            done = end
            yield annotation


def _brackets(text: str, breaks: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the brackets `[start, end)` by start; one that is never closed but gives duties ends its paragraph."""
    stack: list[int] = []
    found: list[tuple[int, int]] = []
    for mark in _BRACKET.finditer(text):
        if mark[0] == "（":
            stack.append(mark.start())
        elif stack:
            found.append((stack.pop(), mark.end()))
    for at in stack:
        end = next(end for end in breaks if end > at)
        if _LABEL_START.match(text[at:]) or _DUTY.search(text, at, end):
            found.append((at, end))
    return sorted((start, end) for start, end in found if end - start <= _LONGEST)


def _accepted(folded: Folded, start: int, end: int, breaks: tuple[int, ...]) -> Annotation | None:
    inner = folded.cut(start + 1, end - 1 if folded.text[end - 1] == "）" else end)
    annotation = read_annotation(inner) if _promising(inner.text) else None
    if annotation is None:
        return None
    names = [one.name for one in annotation.bearers]
    if annotation.how == "label" and _LABEL_START.match(inner.text):
        return annotation
    if annotation.how != "bare":
        return annotation if any(map(_definite, names)) and _mostly_bearers(names) else None
    if names and not folded.text[start:end].endswith("）"):
        return None
    after_sentence = start == 0 or folded.text[start - 1] in _SENTENCE_END or start in breaks
    listed = _may_stand_bare(names, after_sentence=after_sentence, closing=end in breaks)
    return annotation if listed or annotation.common else None


def _may_stand_bare(names: list[str], *, after_sentence: bool, closing: bool) -> bool:
    """Return whether a bracket of mere names gives duties: after a sentence, or at the end of a paragraph."""
    if not names or not (after_sentence or closing):
        return False
    if all(is_specific(name) for name in names):
        return True
    return after_sentence and (all(map(_definite, names)) or (closing and _mostly_departments(names)))


def _promising(text: str) -> bool:
    """Return whether a bracket is worth reading: it names somebody and is no abbreviation (以下简称)."""
    return len(text) > 1 and "简称" not in text[:6] and not text.isascii()


def _mostly_bearers(names: list[str]) -> bool:
    """Return whether the names may be believed: all known in form, or but one short unknown among more known ones.

    省商务厅、云谷产研汇牵头: the second is nobody known, the list still gives duties.
    """
    unknown = [name for name in names if not is_bearer(name)]
    return not unknown or (len(unknown) == 1 < len(names) and bool(_UNKNOWN_BODY.fullmatch(unknown[0])))


def _mostly_departments(names: list[str]) -> bool:
    """Return whether bare names are a list of departments with a few other bodies among them (报业集团, 协会)."""
    others = [name for name in names if not _definite(name)]
    department = any(is_specific(name) for name in names)
    return department and 2 * len(others) < len(names) and all(is_bearer(name) and is_body(name) for name in others)


def _definite(name: str) -> bool:
    return is_specific(name) or is_collective(name)


def _labelled(folded: Folded, breaks: tuple[int, ...]) -> Iterator[Annotation]:
    """Yield 责任单位：… that stands without brackets, on a line of its own, after a sentence, or before bodies."""
    start = 0
    for number, end in enumerate(breaks):
        line = folded.text[start:end]
        match = _OWN_LINE.search(line) or _mid_line(line) if _LABEL_END.search(line) else None
        if match:
            stop = _end_of_label(line, match.end())
            body = folded.cut(start + match.start("label"), start + stop)
            if stop == match.end() and number + 1 < len(breaks):
                body = folded.cut(start + match.start("label"), breaks[number + 1])
            annotation = read_annotation(_with_colon(body, match["label"]))
            if annotation and annotation.bearers:
                yield annotation
        start = end


def _mid_line(line: str) -> re.Match[str] | None:
    """Return a label that follows other words without a mark, as where a page lost its line ends, if bodies follow."""
    return next((match for match in _MID_LINE.finditer(line) if _definite(match["first"])), None)


def _with_colon(body: Folded, label: str) -> Folded:
    """Return the body with a colon after its label: `【责任单位】省教育厅` reads as `责任单位：省教育厅`."""
    at = len(label)
    rest = body.text[at:].lstrip("）：")
    gone = len(body.text) - at - len(rest)
    if gone == 0:
        return body
    return Folded(label + "：" + rest, body.places[: at + 1] + body.places[at + gone :])


def _end_of_label(line: str, at: int) -> int:
    """Return where the list after a label ends: at the full stop that no further label follows.

    Also before a label of another matter (咨询电话：), and before a bracket that closes none of the list's own.
    """
    depth = 0
    for match in _LIST_END.finditer(line, at):
        depth += (match[0] == "（") - (match[0] == "）")
        closed = depth < 0 or match["matter"]
        if closed or (match[0] == "。" and not re.match(r"[一-龥]{2,10}：", line[match.end() :])):
            return match.start()
    return len(line)


_LIST_END = re.compile(
    r"[。（）]|(?P<matter>(?:咨询|联系|服务|办公|监督|投诉)(?:电话|方式|热线)|联系人|政策依据|(?:执行|实施|有效)期限?)(?=：)"
)
