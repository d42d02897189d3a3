"""Who issued a document: from the page's own key-value block, the title, the red head, or the signature."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.authority.departments import is_known
from corpus.authority.regions import find_regions
from ingest.structure.numbering import count_of
from ingest.structure.patterns import goes_on_as_organ, is_organ_line

_HINTS = ("发文机关", "发布机构", "发布机关", "制定机关", "发文单位", "公布机关", "issuer")
_TITLE_ISSUER = re.compile(r"^(.{2,60}?)(?:关于|印发|转发|公布)")
_RED_HEAD = re.compile(r"^(.{2,60}?)文件$")
_SHARED = re.compile(r"等\s*[\d一二三四五六七八九十两]{1,3}\s*(?:个)?(?:部门|单位|部委|厅局)$")
_TRAILING_DAY = re.compile(
    r"\s*(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})\s*年(?:\s*[\d一二三四五六七八九十]{1,3}\s*月.*)?$"
)
_STAMP = re.compile(r"[（(][^（）()]*(?:代章|盖章|公章)[)）]")


def find_issuers(title: str, head: str, tail: str, hints: Mapping[str, str]) -> tuple[str, ...]:
    """Return the issuing organs, the first of them leading; empty where the document names none.

    `云河省商务厅等5部门关于…的意见` gives (云河省商务厅等5部门,): the others stand only in the signature.
    """
    stated = _split(next((value for name in _HINTS if (value := hints.get(name, "").strip())), ""))
    signed = _from_lines(tail) or _from_lines(head)
    named = _in_full(_from_title(title), _from_red_head(head))
    shared = bool(named and _SHARED.search(named[0]))
    if shared and _count(named[0]) == len(signed):
        return signed
    if named and (not shared or not stated):
        return named
    if stated and set(stated) < set(signed):
        return signed
    joint = _in_full(_from_joint_head(head), signed)  # why: seals over the signatures of a scan leave torn names
    return stated or named or joint or signed or _from_red_head(head)


def _in_full(named: tuple[str, ...], red_head: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names with the place that a title may leave to the red head: 省人民政府 under 云河省人民政府文件."""
    return tuple(next((full for full in red_head if full.endswith(name)), name) for name in named)


def _count(name: str) -> int:
    """Return how many organs `某厅等5部门` stands for."""
    hit = re.search(r"等\s*([\d一二三四五六七八九十]{1,3})", name)
    return count_of(hit[1]) if hit else 0


def _from_title(title: str) -> tuple[str, ...]:
    hit = _TITLE_ISSUER.match(title)
    if not hit:
        return ()
    name = hit[1].strip()
    if _SHARED.search(name):
        return ("".join(name.split()),)
    names = tuple(part for one in _split(name) for part in part_names(one))
    return names if names and all(is_organ_line(one) for one in names) else ()


def part_names(joined: str) -> tuple[str, ...]:
    """Return the organs of a signature printed without blanks: `云河省财政厅云河省商务厅` gives both.

    They part before the region's name where it is repeated, else where known organs fill the whole line.
    """
    if party := re.fullmatch(r"(中共(.{2,20}?)委(?:员会)?)(\2.+)", joined):
        return party[1], party[3]
    if is_known(joined):
        return (joined,)
    region = next((hit.span.cut(joined) for hit in find_regions(joined[:12]) if hit.span.start == 0), "")
    if region and joined.count(region) > 1:
        return tuple(f"{region}{part}" for part in joined.split(region) if part)
    return _fill(joined, 0) or (joined,)


def _fill(text: str, start: int) -> tuple[str, ...]:
    """Return known organs that follow each other from `start` to the end, the longest first; empty if none do."""
    if start == len(text):
        return ()
    for end in range(len(text), start + _SHORTEST_NAME - 1, -1):
        if is_organ_line(text[start:end]) and is_known(text[start:end]):
            rest = _fill(text, end)
            if end == len(text) or rest:
                return (text[start:end], *rest)
    return ()


_SHORTEST_NAME = 3


def _from_lines(text: str) -> tuple[str, ...]:
    """Return the signing organs: the lines of the text that are organs and nothing else."""
    names: list[str] = []
    held = ""
    lines = text.split("\n")
    for line, below in zip(lines, (*lines[1:], ""), strict=True):
        printed = line.strip().endswith("印发") or re.search(r"日\s*印发$", below.strip())  # the office that printed it
        bare = _TRAILING_DAY.sub("", _STAMP.sub("", line)).strip()
        if held and goes_on_as_organ(held, bare):
            bare = held + bare
        held = bare if not is_organ_line(bare) and not re.search(r"[。；：，]", bare) else ""
        if bare and is_organ_line(bare) and not re.match(r"抄送|各|附", bare) and not printed:
            names += re.split(r"\s{2,}|　+|(?<=[厅局委会部院])\s(?=[\u4e00-\u9fff]{3})", bare)
    squeezed = ("".join(name.split()) for name in names if name.strip())
    return tuple(dict.fromkeys(part for name in squeezed for part in part_names(name)))


def _from_red_head(head: str) -> tuple[str, ...]:
    for line in head.split("\n"):
        if (hit := _RED_HEAD.match("".join(line.split()))) and is_organ_line(hit[1]):
            return part_names(hit[1])
    return ()


def _from_joint_head(head: str) -> tuple[str, ...]:
    """Return the organs of a red head that several share, 文件 standing behind one of them; empty for a single one."""
    lines = ["".join(line.split()) for line in head.split("\n")]
    place = next((at for at, line in enumerate(lines) if _RED_HEAD.match(line)), None)
    if place is None:
        return ()
    lines[place] = lines[place].removesuffix("文件")
    first = last = place
    while first > 0 and is_organ_line(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and is_organ_line(lines[last + 1]):
        last += 1
    names = tuple(dict.fromkeys(lines[first : last + 1]))
    return names if len(names) > 1 and all(is_organ_line(name) for name in names) else ()


def _split(names: str) -> tuple[str, ...]:
    parts = re.split(r"[、，,；;]|\s+", names.strip())
    return tuple(dict.fromkeys(part for part in parts if part))
