"""Lists of bearers become single names: shared prefixes restored, collective names kept whole, notes left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.authority.departments import is_body, is_known, resolve
from corpus.authority.departments_data import central_organs, generic_organs, templates
from ingest.responsibility.kinds import depth, is_place, is_shared, is_specific, pattern, stands_alone

_GOVERNMENT = r"(?:人民政府|政府|党委和政府|党委、政府|管委会)"
_LEVEL_OF = re.compile(
    r"^(?:[一-龥]{2,7}?(?:省|自治区|市|自治州|州|盟|县|区|旗)|省|自治区|市|州|县|区|旗)(?=[一-龥]{2,})"
)
_ZONE_IN_BRACKETS = re.compile(
    r"(?P<all>(?:各|相关|有关)[^（）]{1,8})（(?P<own>[^（）、]{3,}(?:管委会|新区|开发区|示范区))）"
)
_LIST_IN_BRACKETS = re.compile(r"(?P<all>[^（）]+)（(?P<list>[^（）]+、[^（）]+)）")


class Named(NamedTuple):
    """A bearer's name (prefix restored) and the range of the characters that say it, in the list that was read."""

    name: str
    start: int
    end: int


def split_names(text: str) -> tuple[Named, ...]:
    """Return the names of a list from left to right.

    `省发展改革委、财政厅，各市、县（市、区）政府` gives 省发展改革委, 省财政厅 and the collective
    各市、县（市、区）政府; `各市（云谷新区管委会）、县（市、区）` gives 各市, 云谷新区管委会, 各县（市、区）.
    """
    names: list[Named] = []
    for piece in _merged(_pieces(text)):
        for one in _conjoined(piece):
            names.extend(_restored(one, names))
    return tuple(_unique(_shared_government(names)))


def _pieces(text: str) -> Iterator[Named]:
    """Yield what stands between the separators outside brackets."""
    start, depth = 0, 0
    for at, char in enumerate(text):
        depth += (char == "（") - (char == "）" and depth > 0)
        if depth == 0 and char in "、，；。/；":
            yield Named(text[start:at], start, at)
            start = at + 1
    yield Named(text[start:], start, len(text))


def _trim(piece: Named) -> Named:
    """Return the piece without 等部门, marks and unmatched brackets at its ends."""
    name, start = piece.name, piece.start
    lead = len(name) - len(
        name.lstrip("。，、；：*＊※·.（" if name.count("（") > name.count("）") else "。，、；：*＊※·.")
    )
    name, start = name[lead:], start + lead
    prefix = pattern("prefix").match(name)
    if prefix and not is_known(name):
        name, start = name[prefix.end() :], start + prefix.end()
    name = name.rstrip("。，、；：*＊※·.")
    while name.endswith("）") and name.count("）") > name.count("（"):
        name = name[:-1]
    while name.endswith("（"):
        name = name[:-1]
    return Named(name, start, start + len(name))


def _merged(pieces: Iterator[Named]) -> Iterator[Named]:
    """Yield the pieces, those of one collective name joined again: 市、区 + 财政部门, 各市、县（市、区） + 政府."""
    queue = [part for piece in pieces if (trimmed := _trim(piece)).name for part in _halves(trimmed)]
    at = 0
    while at < len(queue):
        end = at + 1
        while end < len(queue) and _belongs(queue[at:end], queue[end]):
            end += 1
        run = queue[at:end] if _is_whole(queue[at:end]) else queue[at : at + 1]
        name = "、".join(piece.name for piece in run)
        yield Named(name, run[0].start, run[-1].end)
        at += len(run)


def _halves(piece: Named) -> tuple[Named, ...]:
    """Return what 和 joins where its right side begins a name that further levels share, or its left side ends one.

    `省财政厅和各市、县财政部门` is 省财政厅 and 各市、县财政部门.
    """
    for match in pattern("conjunction").finditer(piece.name):
        left, right = piece.name[: match.start()], piece.name[match.end() :]
        opens = pattern("level_only").match(right) and stands_alone(left)
        closes = pattern("level_body").match(left) and (stands_alone(right) or is_specific(right))
        if depth(left) == 0 and (opens or closes) and len(left) > 1:
            return (
                Named(left, piece.start, piece.start + len(left)),
                Named(right, piece.start + match.end(), piece.end),
            )
    return (piece,)


def _belongs(run: list[Named], piece: Named) -> bool:
    if piece.name[:1] in "省市县区" and piece.name[1:2] == "各":
        return False
    level, place = pattern("level_only"), pattern("place_like")
    if all(level.match(one.name) for one in run):
        shared = pattern("level_body").match(piece.name)
        return bool(shared or level.match(piece.name)) or piece.name.startswith("县（市")
    offices = place.match(piece.name) or pattern("places_offices").match(piece.name)
    return all(place.match(one.name) for one in run) and bool(offices)


def _is_whole(run: list[Named]) -> bool:
    """Return whether the run is one name: it ends in a body that all its levels share."""
    return len(run) > 1 and is_shared(run[-1].name)


def _conjoined(piece: Named) -> Iterator[Named]:
    """Yield the names that 和, 及, 以及 join, and those in brackets that are bearers of their own."""
    piece = _without_etc(piece)
    if is_known(piece.name):
        yield piece
    elif piece.name:
        piece = _without(piece, pattern("nickname").search(piece.name))
        yield from _bracketed(piece) or _joined(piece) or _unglued(piece)


def _bracketed(piece: Named) -> list[Named]:
    """Return the bearers that a bracket behind a group names: 各市（云谷新区管委会）, 五谷（甲区政府、乙区政府）."""
    inner = _ZONE_IN_BRACKETS.fullmatch(piece.name)
    if inner:
        return [
            Named(inner[part], piece.start + inner.start(part), piece.start + inner.end(part))
            for part in ("all", "own")
        ]
    listed = _LIST_IN_BRACKETS.fullmatch(piece.name)
    if not listed or is_body(listed["all"]) or not all(is_specific(name) for name in listed["list"].split("、")):
        return []
    start = piece.start + listed.start("list")
    return [Named(one.name, start + one.start, start + one.end) for one in _pieces(listed["list"])]


def _joined(piece: Named) -> list[Named]:
    """Return the names on both sides of the first conjunction that stands between two names."""
    for match in pattern("conjunction").finditer(piece.name):
        left, right = piece.name[: match.start()], piece.name[match.end() :]
        alone = depth(left) == 0 and right and stands_alone(_without_etc(Named(left, 0, 0)).name)
        if alone and _may_follow(right):
            sides = (
                Named(left, piece.start, piece.start + match.start()),
                Named(right, piece.start + match.end(), piece.end),
            )
            return [name for side in sides for name in _conjoined(side)]
    return []


def _without_etc(piece: Named) -> Named:
    """Return the piece without 等, 等部门, 等有关部门和单位 at its end."""
    match = next((one for one in pattern("etc").finditer(piece.name) if one.end() == len(piece.name)), None)
    outside = match and match.start() > 1 and depth(piece.name[: match.start()]) == 0
    return _without(piece, match if outside else None)


def _without(piece: Named, match: re.Match[str] | None) -> Named:
    """Return the piece up to the match, whole where there is none."""
    return Named(piece.name[: match.start()], piece.start, piece.start + match.start()) if match else piece


def _may_follow(name: str) -> bool:
    if name in {"单位", "部门", "机构", "企业", "个人"}:
        return False
    start = re.split(r"[及和与]", name)[0]
    return stands_alone(name) or stands_alone(start) or is_body(name)


def _unglued(piece: Named) -> Iterator[Named]:
    """Yield the known names that a missing separator glued together; a body named twice is one.

    `省交通运输厅省交通厅` gives 省交通运输厅, `市商务局市财政局` gives both.
    """
    cut = _seam(piece.name)
    if cut is None:
        yield piece
        return
    left = Named(piece.name[:cut], piece.start, piece.start + cut)
    right = Named(piece.name[cut:], piece.start + cut, piece.end)
    if resolve(left.name) == resolve(right.name):
        yield Named(left.name, piece.start, piece.end)
        return
    yield left
    yield from _unglued(right)


def _seam(name: str) -> int | None:
    for cut in range(3, len(name) - 2):
        if depth(name[:cut]) == 0 and is_known(name[:cut]) and not is_body(name):
            return cut
        if is_known(name[:cut]) and (is_known(name[cut:]) or (name[cut] in "省市县区" and _seam(name[cut:]))):
            return cut
    return None


def _restored(piece: Named, before: list[Named]) -> Iterator[Named]:
    """Yield the name with the level that its list gives once: 省发展改革委、财政厅 → 省财政厅; 各市、县 → 各县."""
    name = piece.name
    if pattern("unled").fullmatch(name) and any(one.name.startswith("各") for one in before):
        name = "各" + name
    elif before and not is_place(name):
        name = _with_level(name, before[-1].name)
    yield Named(name, piece.start, piece.end)


def _with_level(name: str, previous: str) -> str:
    level = _LEVEL_OF.match(previous)
    if not level or not is_known(previous):
        return name
    place = level.group()
    if name in generic_organs() and not (name in central_organs() and name == central_organs()[name]):
        return place + name
    if previous.startswith(place + "委") and place + "委" + name in {
        form.replace("{x}", place) for form in templates()
    }:
        return place + "委" + name
    return name


_LOCAL_GOVERNMENT = re.compile(rf"(?<=[市县区州省]){_GOVERNMENT}$")


def _shared_government(names: list[Named]) -> list[Named]:
    """Return the names with a government shared by a run of places: 甲市、乙市、丙市人民政府 → each 市人民政府."""
    out = list(names)
    for at in range(len(out) - 1, 0, -1):
        ending = _LOCAL_GOVERNMENT.search(out[at].name)
        before = out[at - 1]
        if (
            ending
            and ending.group() != "管委会"
            and pattern("place_like").match(before.name)
            and not before.name.startswith("各")
        ):
            out[at - 1] = Named(before.name + ending.group(), before.start, before.end)
    return out


def _unique(names: list[Named]) -> Iterator[Named]:
    seen: set[str] = set()
    for one in names:
        if one.name not in seen:
            seen.add(one.name)
            yield one
