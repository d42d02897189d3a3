"""Duties in running text: 由X负责, X牵头会同Y制定. Only bodies named for what they are count; 龙头企业牵头 does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.authority.departments import is_known
from corpus.model import Role, Span
from ingest.responsibility.bearer import Bearer
from ingest.responsibility.folding import Folded, compact
from ingest.responsibility.kinds import (
    is_collective,
    is_district,
    is_field_office,
    is_line_office,
    is_place,
    is_specific,
)
from ingest.responsibility.names import Named, split_names

_VERBS = (
    r"(?:制定|制订|解释|组织|实施|承担|审核|受理|管理|办理|统筹|协调|落实|拟订|"
    r"编制|认定|发放|监督|审批|执行|推进|修订|建设|出台|确定|责令|限期|处理|处罚|给予|公布|开展|核定|初审|批准|审查|验收|检查|查处|吊销|颁发|登记|没收|备案)"
)
_GRANTS = frozenset({"批准", "审查", "验收", "检查", "查处", "吊销", "颁发", "登记", "没收", "备案"})
_BEFORE = r"(?:^|[，。；：！？]|(?:具体|统一|原则上|可以?|应当?|均|并|分别|主要)?由)"
_FIRST = "".join(
    sorted(
        {verb[0] for verb in _VERBS.strip("(?:)").split("|")}
        | set("负牵等具统共分主按承应可要会是也还均都须依在配参协")
    )
)
_CUE = re.compile(
    # why: a cue begins with one of few characters, and one look at a set tells
    rf"(?=[{_FIRST}])(?:"
    r"(?P<lead>(?:负责)?牵头(?:会同|负责|组织|，会同)?)(?!单位|部门|人|企业|医院|处室)"
    r"|(?P<bear>(?:等(?:部门|单位)?)?(?:具体|统一|共同|分别|主要|按(?:照)?(?:各自)?职责(?:分工)?)*(?:负责|承担|主管(?=全|本|辖|所辖|行政区)))(?!人(?![才力员口工社民])|同志|制(?![定订造作])|任(?!务)|的主体)"
    rf"|(?P<with>(?:应当?|可以?|要)?会同(?!意))|(?P<main>是[^，。；]{{2,40}}?(?:主管|牵头|责任|实施)(?:部门|单位|机构))"
    r"|(?P<must>(?<=[门关局厅委办府院部署会心构])(?:也|还|均|都)?(?:应当|应(?![对急届收付聘诺邀用变有])|要(?![求素件点约])|须|按照?(?:各自)?(?:的|法定)?职[责权](?:分工)?|依法|依(?:据|照)(?:各自|法定)?(?:职[责权]|权限)|在(?:各自|其)的?职责(?:权限|范围)*内)(?!.{0,3}(?:牵头|会同|负责|配合|协助|参与|协同)))"
    rf"|(?P<aid>配合|参与|协助|协同)(?!单位|部门)|(?P<by>{_VERBS})(?![局厅委部办]))"
)
_ANY = re.compile("负责|牵头|会同|承担|由|部门|机关|单位|应|要|须")
_SENTENCE = re.compile(r"[^。；！？\n\t]+")
_NUMBER = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+条(?:[（(【][^（）()【】]{2,12}[）)】])?|[（(]?[一二三四五六七八九十\d]+[）)、．.]|[一二三四五六七八九十]是"
)
_ARTICLE = re.compile(
    r"[^，。；：、]{2,40}(?:法|条例|规定|办法|细则|规则)第[一二三四五六七八九十百零〇\d]+条(?:（[^（）]{2,12}）)?"
)
_SEAT = re.compile(r"办公室(?:设在|设于|在)(?P<seat>[一-龥（）]{3,20}?(?:厅|局|委员会|委|部|办))(?=[，。；,;（]|$|\n)")
_WITH_LIST = re.compile(r"(?:会同|商)(?P<list>[^。；！？]{2,80})")


def find_prose_duties(text: str, offset: int, *, musts: bool = True) -> tuple[Bearer, ...]:
    """Return who bears a duty by the running text of a clause that has no annotation.

    `musts` counts what an office must do (区民政部门应当…) beside what it is put in charge of.

    `资金管理办法由市财政局会同云谷区管委会制定` gives 市财政局 as responsible and 云谷区管委会 as support;
    `支持龙头企业牵头组建联盟` gives nothing.
    """
    found: dict[str, Bearer] = {}
    for match in _SEAT.finditer(text):
        if is_known(match["seat"]):
            span = Span(offset + match.start("seat"), offset + match.end("seat"))
            found.setdefault(match["seat"], Bearer(match["seat"], Role.RESPONSIBLE, span))
    for match in _SENTENCE.finditer(text):
        if not _ANY.search(match.group()):
            continue
        sentence = compact(match.group(), offset + match.start())
        for bearer in _in_sentence(sentence, musts=musts):
            found.setdefault(bearer.name, bearer)
    return tuple(found.values())


def _in_sentence(sentence: Folded, *, musts: bool) -> Iterator[Bearer]:
    for cue in _CUE.finditer(sentence.text):
        start = _start_of_names(sentence.text, cue)
        if start is None or (cue["must"] and not musts):
            continue
        names = _names(sentence.text[start : cue.start()])
        if cue["must"] and not all(_is_office(one.name) for one in names):
            continue
        if not names and cue["lead"] and start == cue.start():
            start, names = 0, _subject(sentence.text)
        if not names:
            continue
        role = Role.LEAD if cue["lead"] else Role.SUPPORT if cue["aid"] else Role.RESPONSIBLE
        yield from (Bearer(one.name, role, sentence.span(start + one.start, start + one.end)) for one in names)
        if cue["with"] or "会同" in (cue["lead"] or "") or sentence.text.startswith(("会同", "，会同"), cue.end()):
            yield from _supporters(sentence, cue.end() - 2 if "会同" in cue.group() else cue.end())


def _start_of_names(text: str, cue: re.Match[str]) -> int | None:
    """Return where the list before a cue begins: after the last mark or 由; None where 由 is needed and missing."""
    before = text[: cue.start()]
    by = before.rfind("由")
    mark = max(before.rfind(mark) for mark in "，。；：！？→")
    if text.startswith("的", cue.end()) and (by <= mark or cue["by"] in _GRANTS):
        return None
    # why: a verb alone (制定) names its doer only after 由
    if cue["by"] and by <= mark:
        return None
    start = max(by, mark, _end_of_label(before) - 1) + 1
    if by <= mark and re.match(
        r"(?:对|向|为|与|和|支持|鼓励|引导|推动|探索|允许|督促|责成|要求|经(?![济信贸开营]))", before[start:]
    ):
        return None
    return start


def _end_of_label(before: str) -> int:
    """Return where the number of an item that opens a text ends, or that of an article after its law's title."""
    label = _NUMBER.match(before) or _ARTICLE.match(before)
    return label.end() if label else 0


def _names(text: str) -> tuple[Named, ...]:
    """Return the names of a list if every one is specific, else nothing."""
    text = re.sub(
        r"(?:应当?|要|可以?|将|也|还|均|各|统一|原则上|进一步|具体|按程序|依法|联合|共同|分别|在(?:各自|其)的?职责(?:权限|范围)*内|按照?(?:各自)?(?:的|法定)?职[责权](?:分工)?)+$",
        "",
        text,
    )
    # why: whom a duty is shared with (会同) is read apart; 由甲局报经乙部批准 names no list
    if not 2 < len(text) <= 90 or re.search("会同(?!意)|报(?:[经请送]|(?=[省市县国]))", text):  # noqa: PLR2004  a list of bodies
        return ()
    if is_field_office(text) or is_line_office(text):
        return (Named(text, 0, len(text)),)
    names = split_names(text)
    return names if names and all(is_specific(one.name) or is_line_office(one.name) for one in names) else ()


def _is_office(name: str) -> bool:
    """Return whether a name is an office of the state: what a company must do is no duty of a department."""
    return is_known(name.removeprefix("各")) or is_field_office(name) or is_line_office(name)


def _subject(text: str) -> tuple[Named, ...]:
    """Return the body that opens a sentence, whose verb comes later: 省财政厅加强统筹，牵头制定办法 → 省财政厅."""
    label = _NUMBER.match(text)
    at = label.end() if label else 0
    for length in range(min(20, len(text) - at), 2, -1):
        if is_known(text[at : at + length]):
            return (Named(text[at : at + length], at, at + length),)
    return ()


def _supporters(sentence: Folded, at: int) -> Iterator[Bearer]:
    """Yield the bodies after 会同, as far as names go: 会同省财政厅、省税务局制定 → 省财政厅, 省税务局."""
    match = _WITH_LIST.search(sentence.text, at)
    if not match:
        return
    start = match.start("list")
    end = _end_of_names(match["list"])
    if end:
        for one in split_names(match["list"][:end]):
            if _stands(one.name) or is_collective(one.name):
                yield Bearer(one.name, Role.SUPPORT, sentence.span(start + one.start, start + one.end))


def _end_of_names(text: str) -> int:
    """Return how many characters of the text are a list of bodies."""
    end, start = 0, 0
    for piece in re.finditer(r"[^、，]+", text):
        if piece.start() != start:
            break
        length = _longest_name(piece.group())
        if not length:
            break
        end, start = piece.start() + length, piece.end() + 1
        if length < len(piece.group()):
            break
    return end


_GOES_ON = ("门", "有关", "相关", "其他", "级", "以上")
"""What shows that a name has not ended: 国务院财政部 in 国务院财政部门, 国务院 in 国务院有关部门."""


def _longest_name(piece: str) -> int:
    """Return the length of the longest beginning of the piece that is a body or a list of two joined by 和."""
    for stands in (is_field_office, is_known, _stands):
        for length in range(min(len(piece), 30), 1, -1):
            if piece.startswith(_GOES_ON, length):
                continue
            names = split_names(piece[:length])
            if names and names[-1].end == length and all(stands(one.name) for one in names):
                return length
    return 0


def _stands(name: str) -> bool:
    return (
        is_specific(name)
        or is_place(name)
        or is_district(name)
        or is_line_office(name)
        or bool(re.fullmatch(r"(?:国务院|[省市县区])?(?:各|有关|相关)[一-龥]{0,6}(?:部门|单位)", name))
    )
