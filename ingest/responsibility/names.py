"""Lists of bearers become single names: shared prefixes restored, collective names kept whole, notes left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.authority.departments import is_body, is_known, resolve
from corpus.authority.departments_data import central_organs, generic_organs, organ_stems, templates
from corpus.authority.regions import find_regions

_LEVELS = "省|自治区|市|自治州|州|盟|县|区|旗"
_GOVERNMENT = r"(?:人民政府|政府|党委和政府|党委、政府|管委会)"
_PLACE_LIKE = re.compile(r"^[一-龥]{1,8}(?:省|市|县|区|州|盟|旗)$")
_COLLECTIVE = re.compile(
    r"^(?:各|相关|有关|所有|全[省市县区]|本级|在[一-龥]{1,3}|[省市县区]级|省直|市直|[一-龥]{0,6}各|省相关|市相关|省有关|市有关|"
    r"地方|属地|试点|行业|项目|主管|国家有关|其他|中央有关|县级以上|乡镇|街道|当地|所在|成员|\d{1,3})"
)
_COLLECTIVE_END = re.compile(
    r"(?:单位|部门|机构|企业|高校|院校|院所|政府|管委会|园区|开发区|示范区|功能区|高新区|新区|机关|银行|协会|商会|平台|基地|"
    r"专班|领导小组|办公室|委员会|厅局|委办局|集团|公司|乡镇|街道|（街道）|镇街|县（市、区）|县市区|区县|市县|市州|州市|市|县|区|地|地区|地方|"
    r"(?<=各.)(?:[一-龥]{2,10})(?:局|厅|委|办)|省份|市（州）|乡镇（街道）|城市|银行业金融机构|金融机构|医院|学校|主体)$"
)
_ETC = re.compile(
    r"等(?:\d+个|[一二三四五六七八九十]+个)?(?:(?:有关|相关|各|其他|省级|市级|省直|市直|中央|成员|责任|主管|行业)*"
    r"(?:部门|单位|机构|委办局|厅局|方面|企业)(?:和单位|及单位|、单位|和部门|及部门)?)?(?=$|以及|及|和|与)"
)
_NOTE = re.compile(
    r"\d{2,4}年|月底|年底|时限|前完成|完成$|持续推进|长期|下同|[列排]第|首位|第一|不再|以下|均需|排名|分先后|略$|备案|简称|"
    r"见附件|详见|无$|^/|^—|^-|同上|联系人|电话|\d{5,}|以上为|其中|按程序|持续|适时|另有|注[:：]|[，。；：“”《》]"
)
_CONJUNCTIONS = re.compile(r"以及|或者|及其|及|和|与|或|、")
_NICKNAME = re.compile(r"（(?:以下)?简称[^（）]*）$")
_FRAGMENT = re.compile(
    r"^(?:人民政府|政府|部门|单位|机构|等|有关|相关|(?:责任|牵头|配合|主办|协办|实施|落实|负责)(?:单位|部门|机构))$"
)


@dataclass(frozen=True, slots=True)
class Named:
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
    prefix = _PREFIX.match(name)
    if prefix and not is_known(name):
        name, start = name[prefix.end() :], start + prefix.end()
    name = name.rstrip("。，、；：*＊※·.")
    while name.endswith("）") and name.count("）") > name.count("（"):
        name = name[:-1]
    while name.endswith("（"):
        name = name[:-1]
    return Named(name, start, start + len(name))


_PREFIX = re.compile(
    r"(?:(?:此项|该项|本项|上述|以上)?(?:工作|任务|措施|政策|内容)?(?:具体|统一|均|并)?由|以及|及|和|与)(?=[一-龥]{2})"
)


def _merged(pieces: Iterator[Named]) -> Iterator[Named]:
    """Yield the pieces, those of one collective name joined again: 市、区 + 财政部门, 各市、县（市、区） + 政府."""
    queue = [trimmed for piece in pieces if (trimmed := _trim(piece)).name]
    at = 0
    while at < len(queue):
        end = at + 1
        while end < len(queue) and _belongs(queue[at:end], queue[end]):
            end += 1
        run = queue[at:end] if _is_whole(queue[at:end]) else queue[at : at + 1]
        name = "、".join(piece.name for piece in run)
        yield Named(name, run[0].start, run[-1].end)
        at += len(run)


_LEVEL_ONLY = re.compile(
    r"^(?:各|相关|有关|所有)?(?:省|设区的?市|设区市|地级市|地市|市|市州|州|县|区|市（州）|区县|市县|乡镇?|镇|街道)$"
)
_LEVEL_BODY = re.compile(
    r"^(?:(?:各|相关|有关)?(?:省|市|州|县|区|旗|乡|镇|街道|县市区|区县|市县|乡镇|县（[^）]*）|区（[^）]*）|市（[^）]*）|乡镇（[^）]*）|（市、区）)"
    r"|各|相关|有关)级?(?:[一-龥]{0,14}(?:部门|机关|单位)|(?:人民)?政府(?:[一-龥]{0,6}部门)?|党委政府|党委和政府)$"
)
_PLACES_OFFICES = re.compile(r"^[一-龥]{2,8}(?:省|市|县|区|州)(?:有关|相关)(?:部门|单位)$")


def _belongs(run: list[Named], piece: Named) -> bool:
    if re.match("[省市县区]各", piece.name):
        return False
    if all(_LEVEL_ONLY.match(one.name) for one in run):
        return bool(_LEVEL_ONLY.match(piece.name) or _LEVEL_BODY.match(piece.name) or piece.name.startswith("县（市"))
    return all(_PLACE_LIKE.match(one.name) for one in run) and bool(
        _PLACE_LIKE.match(piece.name) or _PLACES_OFFICES.match(piece.name)
    )


def _is_whole(run: list[Named]) -> bool:
    """Return whether the run is one name: it ends in a body that all its levels share."""
    last = run[-1].name
    return len(run) > 1 and bool(
        (_LEVEL_BODY.match(last) and not _LEVEL_ONLY.match(last)) or _PLACES_OFFICES.match(last)
    )


def _conjoined(piece: Named) -> Iterator[Named]:
    """Yield the names that 和, 及, 以及 join, and the place in brackets that is a bearer of its own."""
    piece = _without_etc(piece)
    if is_known(piece.name) or not piece.name:
        if piece.name:
            yield piece
        return
    named_here = _NICKNAME.search(piece.name)
    if named_here:
        piece = Named(piece.name[: named_here.start()], piece.start, piece.start + named_here.start())
    inner = re.fullmatch(
        r"(?P<all>(?:各|相关|有关)[^（）]{1,8})（(?P<own>[^（）、]{3,}(?:管委会|新区|开发区|示范区))）", piece.name
    )
    if inner:
        yield Named(inner["all"], piece.start, piece.start + inner.end("all"))
        yield Named(inner["own"], piece.start + inner.start("own"), piece.start + inner.end("own"))
        return
    listed = re.fullmatch(r"(?P<all>[^（）]+)（(?P<list>[^（）]+、[^（）]+)）", piece.name)
    if listed and not is_body(listed["all"]) and all(is_specific(name) for name in listed["list"].split("、")):
        start = piece.start + listed.start("list")
        yield from (Named(one.name, start + one.start, start + one.end) for one in _pieces(listed["list"]))
        return
    for match in _CONJUNCTIONS.finditer(piece.name):
        left, right = piece.name[: match.start()], piece.name[match.end() :]
        if _depth(left) == 0 and right and _stands(_without_etc(Named(left, 0, 0)).name) and _may_follow(right):
            if match.group() == "、":
                continue
            yield from _conjoined(Named(left, piece.start, piece.start + match.start()))
            yield from _conjoined(Named(right, piece.start + match.end(), piece.end))
            return
    yield from _unglued(piece)


def _without_etc(piece: Named) -> Named:
    """Return the piece without 等, 等部门, 等有关部门和单位 at its end."""
    match = re.search(_ETC.pattern.replace("(?=$|以及|及|和|与)", "$"), piece.name)
    if match and match.start() > 1 and _depth(piece.name[: match.start()]) == 0:
        return Named(piece.name[: match.start()], piece.start, piece.start + match.start())
    return piece


def _depth(text: str) -> int:
    return text.count("（") - text.count("）")


def _stands(name: str) -> bool:
    return is_known(name) or is_collective(name) or is_place(name) or bool(_UNLED.fullmatch(name) or is_district(name))


def _may_follow(name: str) -> bool:
    if name in {"单位", "部门", "机构", "企业", "个人"}:
        return False
    start = re.split(r"[及和与]", name)[0]
    return _stands(name) or _stands(start) or is_body(name)


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
        if _depth(name[:cut]) == 0 and is_known(name[:cut]) and not is_body(name):
            return cut
        if is_known(name[:cut]) and (is_known(name[cut:]) or (name[cut] in "省市县区" and _seam(name[cut:]))):
            return cut
    return None


def _restored(piece: Named, before: list[Named]) -> Iterator[Named]:
    """Yield the name with the level that its list gives once: 省发展改革委、财政厅 → 省财政厅; 各市、县 → 各县."""
    name = piece.name
    if _UNLED.fullmatch(name) and any(one.name.startswith("各") for one in before):
        name = "各" + name
    elif before and not is_place(name):
        name = _with_level(name, before[-1].name)
    yield Named(name, piece.start, piece.end)


_DISTRICT = re.compile(r"[一-龥]{2,4}(?:新区|区|县|市)")
_COMMON_NOUN = re.compile(
    r"(?:社区|园区|地区|城区|片区|景区|小区|校区|灾区|山区|辖区|库区|城市|超市|上市|牧区|街区|功能区)$"
)
_UNLED = re.compile(
    r"(?:县|区|市|州|县区|区县|县市区|乡镇|镇街|街道|开发区|园区|功能区|高新区|经开区)(?:（[^）]*）)?(?:人民政府|政府|管委会)?"
)


def _with_level(name: str, previous: str) -> str:
    level = re.match(rf"^(?:[一-龥]{{2,7}}?(?:{_LEVELS})|{_LEVELS})(?=[一-龥]{{2,}})", previous)
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


def _shared_government(names: list[Named]) -> list[Named]:
    """Return the names with a government shared by a run of places: 甲市、乙市、丙市人民政府 → each 市人民政府."""
    out = list(names)
    for at in range(len(out) - 1, 0, -1):
        ending = re.search(rf"(?<=[市县区州省]){_GOVERNMENT}$", out[at].name)
        before = out[at - 1]
        if (
            ending
            and ending.group() != "管委会"
            and _PLACE_LIKE.match(before.name)
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


def is_note(name: str) -> bool:
    """Return whether a piece of a list is no name but a deadline, remark or fragment: 2023年底前完成, 下同."""
    return bool(_NOTE.search(name) or _FRAGMENT.match(name) or _depth(name)) and not is_known(name)


def is_place(name: str) -> bool:
    """Return whether the name is a place that bears duties itself: 朝阳区, 16区, 北京经济技术开发区."""
    if re.fullmatch(r"\d{1,3}个?(?:区|县|市|州|盟)|[一-龥]{2,12}(?:开发区|示范区|新区|高新区)", name):
        return True
    found = find_regions(name)
    return bool(_PLACE_LIKE.match(name) and found and found[-1].span.end == len(name))


def is_district(name: str) -> bool:
    """Return whether the name has the form of a county or city, known or not: 云谷区, but not 社区."""
    return bool(_DISTRICT.fullmatch(name)) and not _COMMON_NOUN.search(name)


def is_collective(name: str) -> bool:
    """Return whether the name means a group of bearers: 各市, 相关县（市、区）政府, 各产业链牵头单位."""
    plain = bool(_COLLECTIVE.match(name) and _COLLECTIVE_END.search(name)) and not is_note(name)
    last = name.rpartition("、")[2]
    return plain or bool(_LEVEL_BODY.match(last) and not _LEVEL_ONLY.match(last)) or bool(_PLACES_OFFICES.match(last))


def is_field_office(name: str) -> bool:
    """Return whether the name is a line of authority at a level: 市民政部门, 市、区财政部门, 县公安机关."""
    match = re.fullmatch(
        r"(?:各|本|所在)?(?:[省市县区]、)*(?:国务院|县级以上(?:地方)?(?:各级)?人民政府|地方各级人民政府|设区的市级?|[一-龥]{2,6}?(?:省|市|县|区)|[省市县区州旗]|市县|区县|县（市、区）|市县（区）)(?:级)?"
        r"(?P<stems>[一-龥、]{2,24}?)(?:主管|行政主管|行政)?(?:部门|机关)",
        name,
    )
    return bool(
        match
        and all(
            stem in organ_stems()
            for stem in re.split(r"、|(?<!规划)和(?!信息化|社会|旅游|自然|改革|城)", match["stems"])
        )
    )


def is_specific(name: str) -> bool:
    """Return whether the name is one body or a line of authority, as duties in running text must have."""
    return (
        is_known(name)
        or is_field_office(name)
        or bool(
            _TOWNSHIP.fullmatch(name)
            or (name.startswith("各") and is_known(name[1:]))
            or (_SPECIFIC.match(name) and is_body(name))
        )
    )


_TOWNSHIP = re.compile(
    r"(?:各|所在地?)?(?:(?:[省市县区乡镇]|街道)、)*(?:乡|镇|乡镇|街道|区|县|乡镇（街道）|镇（街）)(?:人民政府|办事处)"
)
_SPECIFIC = re.compile(
    rf"^(?:[一-龥]{{2,8}}?(?:{_LEVELS}|地区|新区|开发区|示范区)|国家|国务院|中国|中央|[省市县区])(?!级|里|内|有关|相关|各|属|直|管(?!委|理)|外(?!事|办)|主要|领导|分管)"
    r"[一-龥（）]{2,24}(?<!部门)(?<!单位)(?<!企业)(?<!机构)(?<!学校)(?<!院校)(?<!专班)(?<!园区)$"
)


def is_bearer(name: str) -> bool:
    """Return whether the name can stand in an annotation: a body, a group of bearers, a place."""
    return not is_note(name) and (is_known(name) or is_collective(name) or is_place(name) or is_body(name))
