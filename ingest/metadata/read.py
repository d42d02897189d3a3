"""What a document says of itself: title, issuers, number, dates, region, kind, validity, and the documents it cites."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Clause, ClauseKind, Dates, Status
from ingest.flow import Flow
from ingest.metadata.audience import find_audience
from ingest.metadata.dates import find_dates
from ingest.metadata.issuers import find_issuers
from ingest.metadata.place import find_region
from ingest.structure.numbering import fold
from ingest.structure.outline import Outline
from ingest.structure.patterns import NUMBER, ends_like_title, genres
from ingest.structure.title import join_title

_DRAFT = re.compile(r"征求意见稿|意见征集稿|送审稿|草案|讨论稿|修改稿|日修改[)）]")
# why: a day still left open (自2030年9月X日起施行) is a draft's
_OPEN_DAY = re.compile(r"自\s*(?:20\d\d|[Xx×＊*]{2,4})\s*年\s*(?:\d{1,2}|[Xx×＊*]{1,2})\s*月\s*[Xx×＊*]{1,2}\s*日\s*起")
_REPEALED = re.compile(r"(?:本|该)(?:文件|办法|细则|意见|通知|措施|规定|政策)(?:已|现已)?(?:废止|失效|停止执行)")
_VERSION = re.compile(r"[（(〔\[][^（）()]{1,24}[)）〕\]]\s*$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document states of itself; `validity` holds the words that speak of its force or end."""

    title: str
    issuers: tuple[str, ...]
    number: str | None
    dates: Dates
    region: str | None
    status: Status
    genre: str
    validity: tuple[str, ...] = ()
    draft: bool = False
    audience: str = ""


def read_metadata(
    flow: Flow, outline: Outline, hints: Mapping[str, str], source_name: str, *, today: dt.date | None = None
) -> Metadata:
    """Return the metadata of a document; what it does not state is None or empty, nothing is guessed.

    `source_name` (the file's name without its ending) is the title of last resort.
    `hints` are the key-value pairs a web page states of itself (发文机关, 文号, 成文日期); they win over the text.
    """
    title = _title(outline.title, _hint(hints, "标题"), source_name)
    head, tail = _head_and_tail(outline)
    page = "\n".join(one.text for one in flow.furniture if one.reason == "metadata")
    number = read_number(_hint(hints, "文号")) or _own_number(f"{page}\n{head}")
    issuers = find_issuers(title, head, tail, hints) or _decreeing(number)
    draft = bool(_DRAFT.search(title + head[:400]) or _OPEN_DAY.search(fold(flow.text)))
    found = find_dates(flow.text, head, tail, hints, page)
    words = (*found.words, *repeal_words(flow.text))
    stated = _stated_status(hints)
    status, said = stated or status_on(found.dates, words, today or dt.datetime.now().astimezone().date(), draft=draft)
    region = find_region(title, issuers, number, flow.text)
    return Metadata(
        title,
        issuers,
        number,
        found.dates,
        region,
        status,
        read_genre(title),
        said or found.words,
        draft=draft,
        audience=find_audience(flow.text),
    )


def _title(read: str, stated: str | None, source_name: str) -> str:
    """Return the title: the one the page states if it reads as a title, else the one read from the text.

    A page states the whole title of a notice where its text may begin with the plan it sends out.
    """
    hint = re.sub(r"\s*[-_—|–]{1,2}\s*[^-_—|–]*(?:网|政府|门户)[^-_—|–]*$", "", stated or "").strip()
    if hint and (not read or (ends_like_title(hint) and (read in hint or not ends_like_title(read)))):
        return join_title([hint])
    return read or hint or source_name


def _stated_status(hints: Mapping[str, str]) -> tuple[Status, tuple[str, ...]] | None:
    """Return the validity that the page's own block states (有效性：失效)."""
    value = _hint(hints, "时效性", "有效性")
    if value is None or len(value) > _LONGEST_STATUS:
        return None
    words = (("失效", Status.EXPIRED), ("废止", Status.EXPIRED), ("尚未", Status.NOT_YET), ("有效", Status.IN_FORCE))
    return next(((status, (value,)) for word, status in words if word in value), None)


_LONGEST_STATUS = 12


def status_on(
    dates: Dates, words: Sequence[str], day: dt.date, *, draft: bool = False
) -> tuple[Status, tuple[str, ...]]:
    """Return the validity on a day and the words that say so.

    `words` are the sentences that speak of force and end; `本办法废止` among them ends it whatever the dates say.
    """
    ended = tuple(word for word in words if _REPEALED.search(word))
    if ended:
        return Status.EXPIRED, ended
    if draft:
        return Status.DRAFT, ()
    if dates.expires and dates.expires < day:
        return Status.EXPIRED, tuple(words)
    if dates.effective and dates.effective > day:
        return Status.NOT_YET, tuple(words)
    if dates.effective or dates.expires:
        return Status.IN_FORCE, tuple(words)
    return Status.UNKNOWN, ()


def repeal_words(text: str) -> tuple[str, ...]:
    """Return the notes that say the document itself is no longer in force (a stamp or an editor's note at the top)."""
    return tuple(hit[0] for hit in _REPEALED.finditer(text[:_TOP]) if not _is_cited(text, hit.start()))


_TOP = 600


def _is_cited(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at] == "》"


def _decreeing(number: str | None) -> tuple[str, ...]:
    hit = re.match(r"([\u4e00-\u9fff]{2,20})令", number or "")
    return (hit[1],) if hit else ()


def read_number(text: str | None) -> str | None:
    """Return the document number in normal form: `浙政发﹝2020﹞ 8 号` gives `浙政发〔2020〕8号`."""
    if not text:
        return None
    hit = NUMBER.search(re.sub(r" |(?<=[〔\[［])\s|\n(?=[〔\[［])", "", fold(text)))
    if hit is None:
        return None
    tidy = re.sub(r"[\[［﹝（【(](?=(?:19|20)\d{2})", "〔", hit[0])
    return re.sub(r"(?<=\d{4})[\]］﹞）】)]", "〕", tidy)


def _own_number(head: str) -> str | None:
    """Return the number that stands on a line of its own (or right behind 文件); a cited one stands in a sentence."""
    lines = head.split("\n")
    for line in (*lines, *(above + below for above, below in pairwise(lines))):
        bare = re.sub(r"^.*?(?:文\s*件|(?:发文字号|文号|字号)\s*[：:】\]])|签发人.*$|\s", "", fold(line))
        if NUMBER.fullmatch(bare.strip("（）")):
            return read_number(bare)
    decreed = _DECREED.search(fold(head))
    return read_number(decreed[1]) if decreed else None


_DECREED = re.compile(r"日\s*([\u4e00-\u9fff]{2,20}令\s*(?:\d{4}\s*年\s*)?第?\s*\d{1,4}\s*号)\s*(?:公布|发布|颁布|发)")


def read_genre(title: str) -> str:
    """Return the kind of document its title names: `…若干措施（试行）` is 若干措施; 其他 where it names none.

    A notice that only sends another document out (关于印发《…方案》的通知) is filed under what it sends out.
    """
    sent = re.search(r"(?:印发|发布|公布|转发|下发)[^《》]{0,12}[《〈](.+)[》〉]", title) or re.search(
        r"(?:印发|发布|公布|转发)(.+?)的(?:通知|公告|通告)", title
    )
    name = sent[1] if sent else title
    previous = None
    while previous != name:
        previous, name = name, _VERSION.sub("", name).strip("《》〈〉 ")
    return next((genre for word, genre in genres() if name.endswith(word)), "其他")


def _hint(hints: Mapping[str, str], *names: str) -> str | None:
    return next((value.strip() for name in names if (value := hints.get(name)) and value.strip()), None)


def _head_and_tail(outline: Outline) -> tuple[str, str]:
    """Return the text before the first numbered clause, and the closings."""
    body = (ClauseKind.SECTION, ClauseKind.CLAUSE, ClauseKind.ARTICLE, ClauseKind.CHAPTER, ClauseKind.TABLE_ROW)
    clauses: list[Clause] = []
    for clause in outline.clauses:
        if clause.kind in body:
            break
        clauses.append(clause)
    head = "\n".join(clause.text for clause in clauses)
    tail = "\n".join(clause.text for clause in outline.clauses if clause.kind is ClauseKind.CLOSING)
    return head, tail
