"""Names of departments (责任单位): full official names, spoken forms, who succeeded whom.

A local organ is a level or place and an organ: 省 + 工信厅, 温州市 + 经信局. With a region the level is filled in:
省药监局 of 山西省 is 山西省药品监督管理局. Names that only look alike stay apart: 省能源局 is not 省能源集团.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from corpus.authority.departments_data import (
    Change,
    branches,
    central_organs,
    changes,
    generic_organs,
    named_bodies,
    templates,
)

NATION = "全国"

_LEVEL = re.compile(r"(?:自治区|自治州|自治县|自治旗|新区|地区|[省市州盟县区旗])")
_LONGEST_PLACE = 14
_NEVER_IN_PLACE = re.compile("[厅局委部院（、，和《》“”。；：]")
_BARE_LEVELS = frozenset({"省", "市", "县", "区", "州", "旗", "盟", "自治区", "自治州"})
_NO_PLACE = re.compile(
    r"^(?:各|相关|有关|所在|本|该|全[省市县区]|其他|每|由|在|并|经|此|以|和|与|及|会同|具体|按|依照|依据|根据|参照)"
)
_BRACKET = re.compile(r"^(?P<outer>[^（）]+)（(?P<inner>[^（）]+)）$")
_HALF = str.maketrans("()〔〕[]【】", "（）（）（）（）")

# why: a body is recognised by how its name ends; each ending is counted in documents of several provinces.
_BODY = re.compile(
    r"(?:厅|局|委|署|部|院|办|处|总社|联社|委员会|办公室|人民政府|政府|管委会|管理委员会|指挥部|领导小组|联席会议|专班|工作组|"
    r"银行|分行|支行|中心支行|营业管理部|海关|法院|检察院|总队|支队|大队|中心|协会|学会|联合会|联盟|总会|公会|商会|红十字会|"
    r"工会|妇联|科协|工商联|残联|侨联|文联|作协|贸促会|团委|党委|集团|公司|企业|大学|学院|学校|高校|研究院|研究所|实验室|科学院|"
    r"医院|出版社|报社|电视台|广播电视台|博物馆|图书馆|基金会|机构|单位|部门|开发区|示范区|高新区|经开区|园区|街道|"
    r"办事处|镇|乡|供销社|兵团|监委|纪委|政协|人大|人大常委会|党校|台|馆|站|所|总局|分局)$"
)
_NOT_A_BODY = re.compile(
    r"[，。；：！？、“”《》\s\d%]|会同|负责|^(?:以上|以下|其中|包括|例如|如)|(?:干部|全部|内部|外部|大部|本部|一部|细部|局部|头部)$"
)

_EXPANSIONS = (("综改", "综合改革"), ("管委会", "管理委员会"), ("广电集团", "广播电视集团"))


def squash(name: str) -> str:
    """Return the name without blanks and with Chinese brackets: `商务局 (投资促进局)` → `商务局（投资促进局）`."""
    return "".join(name.split()).translate(_HALF)


def resolve(name: str, *, region: str | None = None) -> str | None:
    """Return the full official name, None where the name is no department that we know by data, rule or shape.

    `省工信厅` gives 省工业和信息化厅, with region 山西省 山西省工业和信息化厅; `人行山西省分行` gives
    中国人民银行山西省分行; `各产业链牵头单位` gives None. `region` is a full name from the province down
    (`浙江省温州市`) or 全国.
    """
    key = squash(name)
    if not key or _NO_PLACE.match(key):
        return None
    return _resolve(key, region or "")


@lru_cache(maxsize=1 << 14)
def _resolve(key: str, region: str) -> str | None:
    return (
        _central(key, region)
        or named_bodies().get(key)
        or _branch(key, region)
        or _local(key, region)
        or _aliased(key, region)
        or generic_organs().get(key)
        or _by_shape(key)
    )


def _central(key: str, region: str) -> str | None:
    """Return the central organ; a bare 药监局 is central only in a document of the whole country."""
    if region != NATION and key in _ambiguous():
        return None
    return central_organs().get(key)


@cache
def _ambiguous() -> frozenset[str]:
    """Return the short forms that a central organ shares with the local organs: 药监局, 发展改革委."""
    return frozenset(form for form, full in central_organs().items() if form in generic_organs() and form != full)


def _local(key: str, region: str) -> str | None:
    """Return the organ of a level or place: 省 + 药监局, 杭州市 + 经信局, 省 + 纪委省监委."""
    for place in () if _NO_PLACE.match(key) else _places(key):
        full = _of_place(key, place)
        if full:
            return _filled(full, place, region)
    return None


def _of_place(key: str, place: str) -> str | None:
    for template in templates().get(key.replace(place, "{x}"), ()):
        if not template.levels or _rank(place) in template.levels:
            return template.full.replace("{x}", place)
    rest = key.removeprefix(place)
    if key.startswith(place) and rest in generic_organs() and not (rest.endswith("厅") and place[-1] not in "省区"):
        return place + generic_organs()[rest]
    return None


def _rank(place: str) -> str:
    if place.endswith(("省", "自治区")) or place in {"北京市", "上海市", "天津市", "重庆市"}:
        return "p"
    return "c" if place.endswith(("市", "州", "盟", "地区")) else "d"


def _places(key: str) -> Iterator[str]:
    """Yield what may be the level or place that a name carries, shortest first: 温州市委组织部 gives 温州市."""
    for start in [0, *(len(word) for word in ("共青团", "团", "政协", "中共", "中国共产党") if key.startswith(word))]:
        for match in _LEVEL.finditer(key, start, start + _LONGEST_PLACE):
            if not _NEVER_IN_PLACE.search(key, start, match.end()):
                yield key[start : match.end()]


def _filled(full: str, place: str, region: str) -> str:
    """Return the name with its bare level replaced by the region's place: 省教育厅 in 山西省 → 山西省教育厅."""
    named = place_of_level(place, region) if place in _BARE_LEVELS else None
    return full.replace(place, named, 1) if named else full


def place_of_level(level: str, region: str) -> str | None:
    """Return the part of a region that a bare level means: 市 in 浙江省温州市 is 温州市, 省 is 浙江省, 县 is None."""
    parts = re.findall(r".{2,}?(?:省|自治区|自治州|自治县|地区|[市盟县区旗])", region)
    if level in {"省", "自治区"}:
        return next((part for part in parts[:1] if part.endswith(level)), None)
    return next((part for part in reversed(parts) if part.endswith(level) and not part.endswith("自治区")), None)


def _branch(key: str, region: str) -> str | None:
    """Return the local office of a central agency: 浙江证监局, 贵阳海关, 省税务局 with its region."""
    if key in {"省税务局", "市税务局", "县税务局", "区税务局"}:
        place = place_of_level(key[0], region)
        return f"国家税务总局{place}税务局" if place else key
    for pattern, full in branches():
        match = pattern.fullmatch(key)
        if match and not re.match(r"[省市县区]|国家|地方|中国", match[1]):
            return match.expand(full)
    return None


def _aliased(key: str, region: str) -> str | None:
    """Return a name with a second one in brackets, both in full: 市数据局（人工智能局） → 市数据局（市人工智能局）."""
    match = _BRACKET.match(key)
    if not match:
        return None
    outer = _resolve(match["outer"], region)
    place = next((place for place in _places(match["outer"]) if _of_place(match["outer"], place)), "")
    own = any(match["inner"].startswith(one) for one in (place, *_places(match["inner"])) if one)
    inner = _resolve(match["inner"] if own else place + match["inner"], region)
    if outer and inner and (own or inner != place + match["inner"] or match["inner"] in generic_organs()):
        return f"{outer}（{inner}）"
    return outer and f"{outer}（{match['inner']}）"


def _by_shape(key: str) -> str | None:
    """Return the name itself, spelt out, where it ends as bodies do: 市园林绿化局, 之江实验室."""
    if not is_body(key):
        return None
    for short, long in _EXPANSIONS:
        key = re.sub(rf"{short}(?![^示管]*{long})", long, key) if long not in key else key
    return key


def is_body(name: str) -> bool:
    """Return whether a string ends as the name of a body does and holds nothing that such names never hold."""
    bare = re.sub(r"（[^（）]*）", "", squash(name))
    return bool(len(bare) > 1 and len(bare) <= _LONGEST_NAME and _BODY.search(bare) and not _NOT_A_BODY.search(bare))


_LONGEST_NAME = 30


@lru_cache(maxsize=1 << 14)
def is_known(name: str) -> bool:
    """Return whether data or a rule knows the name, not merely its shape."""
    key = squash(name)
    bracket = _BRACKET.match(key)
    known = _central(key, NATION) or named_bodies().get(key) or _branch(key, "") or _local(key, "")
    return bool(known or key in generic_organs() or (bracket and is_known(bracket["outer"])))


def generic_form(full: str) -> str:
    """Return the full name with a bare level, for comparing places: 山西省教育厅 and 浙江省教育厅 → 省教育厅."""
    for place in _places(full):
        if len(place) > 1 and _of_place(full, place):
            return full.replace(place, place[-1], 1)
    return full


def successor(full: str, *, after: int) -> Change | None:
    """Return the change that ended an organ later than the year `after`: 省乡村振兴局, 2021 → 省农业农村厅, 2023."""
    bare, place = full, ""
    for place_ in _places(full):
        if _of_place(full, place_):
            place, bare = place_, full.removeprefix(place_)
            break
    for change in changes():
        if change.former == bare and change.year > after:
            return Change(full, place + change.successor, change.year, change.basis)
    return None


@cache
def all_names() -> tuple[str, ...]:
    """Return every form of every organ, for word lists: 工信厅, 省工信厅, 省工业和信息化厅, 税务总局 …, sorted."""
    forms = {*central_organs(), *named_bodies()}
    forms.update(form for form in generic_organs() if len(form) > 2)  # noqa: PLR2004  # 外办 alone is no name
    for level in "省市县区":
        forms.add(level + "税务局")
        forms.update(level + form for form in generic_organs() if not (form.endswith("厅") and level != "省"))
        forms.update(form.replace("{x}", level) for form in templates())
    return tuple(sorted(forms))
