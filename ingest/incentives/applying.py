"""How a benefit is applied for: until when, with which papers, whom to call; beside the promise or far from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ingest.incentives.sentences import cut_sentences
from ingest.incentives.torn_rows import Passage

_DAY = r"(?:20\d\d年|当年|次年|翌年)?\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|底|末)?"
_APPLY = re.compile(r"申报|申请|提出|提交|受理|申领|报送|报名|递交|征集")
_OFFICE_ACTS = re.compile(
    r"^(?:各[市区县州]|[省市区县州][^，。；]{1,18}?(?:局|厅|委|部门)(?:应当?|于|在|负责|将|会同))"
)
_WINDOW = re.compile(
    rf"(?:每年|自|从|于)?{_DAY}(?:起)?(?:至|到|-|—|–|~|～){_DAY}(?:前|止)?|(?:每年|于)?{_DAY}(?:之?前|以前)"
    r"|(?:自(?!收到|受理|接到)[^，。；]{2,24}?(?<!受理)(?<!申请)之日起|(?:(?<=[。；，条 ])|^)[^，。；条 ]{2,12}?后)"
    r"[\d一二三四五六七八九十]+(?:个工作日|个月|日|天|年)内"
    r"|(?:常年|全年|随时)(?:开放)?(?:受理|申报|申请)|每(?:季度|半年|月)(?:集中)?(?:受理|申报)一次"
)
_TELEPHONE = re.compile(
    r"(?<!监督)(?<!举报)(?<!投诉)(?:咨询|联系|服务|受理|办公|业务)(?:服务)?(?:电话|热线|方式|人)(?:及[^：，。；]{1,6})?(?:：|为)?[^。；\n]{0,60}?"
    r"(?:\d{3,4}[-—–]?\d{7,8}|1\d{10}|\d{7,8}|12345)(?:（[^）]*）|(?:，|、|转)?[^。；\n\t]{0,40})?"
)
_PAPERS = re.compile(
    r"(?:提交|提供|递交|报送|出具|携带)(?:以下|下列)?(?:(?:申报|申请|相关|证明)*(?:材料|资料)(?=[：:]))?[：:]?(?P<list>[^。；，：]+)"
)
_PAPER = re.compile(
    r"(?:表|书|证|证明|合同|协议|报告|凭证|发票|材料|执照|文件|清单|复印件|票据|简历|户口簿|身份证|记录|流水|账户|声明|章程|函|资料|原件|证照|单据)$"
)
_PAPERS_LEAD = re.compile(
    r"(?:提交|提供|递交|报送)[^。；，]{0,12}?(?:材料|资料)[^。；，]{0,8}：$|^(?:申报|申请|所需)材料(?:如下|包括|清单)?：?$"
)
_AND = re.compile(r"、|以及|和|及|与")
_WHEN = re.compile("(?:申报|申请|受理)(?:时间|期限)")
_FEWEST, _LONGEST = 2, 40


@dataclass(frozen=True, slots=True)
class Applying:
    """What one passage says of applying, verbatim; "" and () where it is silent."""

    card: str
    path: tuple[str, ...]
    window: str = ""
    materials: tuple[str, ...] = ()
    contact: str = ""


def find_applying(passages: Sequence[Passage], text: str) -> tuple[Applying, ...]:
    """Return what the passages of a document say of applying, in reading order; `text` is the document's.

    `企业于每年6月底前提出申请，提交申请表、营业执照和审计报告。` gives the window 每年6月底前 and three papers.
    """
    found = (_of_passage(passages, at, text) for at in range(len(passages)))
    return tuple(one for one in found if one.window or one.materials or one.contact)


def for_promise(
    found: Sequence[Applying], card: str, path: tuple[str, ...], promising: AbstractSet[tuple[str, ...]]
) -> Applying:
    """Return what binds a promise at `path`: the nearest statement of each kind, all of them of the same card.

    A statement binds the smallest part of the document around it that promises something (`promising` holds the
    paths of the clauses that do): its own clause, else its section, else all.
    """
    if card:
        near = [one for one in found if one.card == card]
    else:
        near = [one for one in found if not one.card and _binds(one.path, path, promising)]
        near.sort(key=lambda one: -_shared(one.path, path))
    return Applying(
        card,
        path,
        next((one.window for one in near if one.window), ""),
        next((one.materials for one in near if one.materials), ()),
        next((one.contact for one in near if one.contact), ""),
    )


def _binds(own: tuple[str, ...], path: tuple[str, ...], promising: AbstractSet[tuple[str, ...]]) -> bool:
    for length in range(len(own), -1, -1):
        part = own[:length]
        if any(one[:length] == part for one in promising):
            return path[:length] == part
    return False


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _of_passage(passages: Sequence[Passage], at: int, text: str) -> Applying:
    passage = passages[at]
    words, label = passage.view.text, passage.label
    window, materials = "", _listed(passages, at)
    if passage.card and _WHEN.search(label):
        window = words.partition("\t")[2] or words
    for cut in cut_sentences(words):
        sentence = words[cut.start : cut.end]
        if not window and _APPLY.search(sentence) and not _OFFICE_ACTS.match(sentence):
            match = _WINDOW.search(words, cut.start, cut.end)
            window = passage.view.span(*match.span()).cut(text) if match else ""
        materials = materials or tuple(_papers(passage, cut.start, cut.end, text))
    call = _TELEPHONE.search(words)
    contact = passage.view.span(*call.span()).cut(text).strip() if call else ""
    return Applying(passage.card, passage.clauses[0].path, window.strip(), materials, contact)


def _papers(passage: Passage, start: int, end: int, text: str) -> Iterator[str]:
    """Yield the papers of an enumeration in one sentence: 提交申报表、项目合同和发票."""
    words = passage.view.text
    if _OFFICE_ACTS.match(words[start:end]):
        return
    for match in _PAPERS.finditer(words, start, end):
        parts, at = [], match.start("list")
        for join in _AND.finditer(words, *match.span("list")):
            parts.append((at, join.start()))
            at = join.end()
        parts.append((at, match.end("list")))
        named = [_paper(words, *part) for part in parts]
        if len(named) >= _FEWEST and sum(bool(_PAPER.search(words[a:b])) for a, b in named) * 2 > len(named):
            yield from (passage.view.span(a, b).cut(text) for a, b in named if b > a)
            return


def _paper(words: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of one paper without what only trails it: 审计报告等材料 is 审计报告."""
    tail = re.search(r"等(?:相关|证明|申报|申请)*(?:材料|资料|文件)?$", words[start:end])
    return start, start + tail.start() if tail and tail.start() > 1 else end


def _listed(passages: Sequence[Passage], at: int) -> tuple[str, ...]:
    """Return the items below a clause that ends in 提交以下材料：, each up to its first mark."""
    own = passages[at]
    path = own.clauses[0].path
    if own.card or not _PAPERS_LEAD.search(own.view.text.rstrip("\n")):
        return ()
    below = (one for one in passages[at + 1 :] if one.clauses[0].path[: len(path)] == path and not one.card)
    items = (re.split(r"[。；，：]", _LABEL.sub("", one.view.text.strip()))[0] for one in below)
    return tuple(item for item in items if _FEWEST <= len(item) <= _LONGEST)


_LABEL = re.compile(r"^(?:[（(][^）)]{1,4}[）)]|\d+[.．、]|[一二三四五六七八九十]+、|[①-⑳])+")


def card_facts(passages: Sequence[Passage]) -> Mapping[str, Mapping[str, str]]:
    """Return, per card, what its rows 时间 and 联络 say."""
    facts: dict[str, dict[str, str]] = {}
    for passage in passages:
        for name in ("时间", "联络"):
            if passage.card and name in passage.label:
                facts.setdefault(passage.card, {})[name] = passage.view.text.partition("\t")[2]
    return facts
