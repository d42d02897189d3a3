"""The region a document holds for: from its title, its issuers, its number, or the places its text speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.authority.regions import NATION, find_regions, normalize, province_of, region_of_number

_CENTRAL = re.compile(
    r"^(?:中共中央|中央|国务院|国家|全国|中华人民共和国|最高人民|工业和信息化部|财政部|商务部|教育部|科学?技术?部|公安部|民政部|"
    r"人力资源(?:和)?社会保障部|自然资源部|生态环境部|住房(?:和)?城乡建设部|交通运输部|水利部|农业农村部|文化和旅游部|司法部|"
    r"海关总署|应急管理部|中国人民银行|税务总局|市场监管总局|工信部|发展改革委)"
)
_CENTRAL_NUMBER = re.compile(r"^(?:国[发办令函]|国办|中发|中办|财[建税金教社资预]|工信部|发改|国家|商[务建])")
_SPELT_OUT = re.compile(r"^([\u4e00-\u9fff]{2}省)([\u4e00-\u9fff]{2,4}?市)?")


def find_region(title: str, issuers: Sequence[str], number: str | None, text: str) -> str | None:
    """Return the full name of the region, 全国 for documents of central organs, None where nothing says.

    Issuer 云河省商务厅 gives 云河省; `穗府办规〔2022〕13号` gives 广东省广州市.
    """
    for name in (*issuers[:1], title):
        if region := _leading(name):
            return _refine(region, title)
        if place := _unlisted(name, text):
            return place
    if any(_CENTRAL.match(name) for name in (*issuers, title)) or (number and _CENTRAL_NUMBER.match(number)):
        return NATION
    if number and (region := region_of_number(number)):
        return _refine(region, title)
    named = [found for name in (*issuers[:1], title) for found in find_regions(name)]
    return named[0].full if named else _most_named(text) or _nationwide(title, text)


def _leading(name: str) -> str | None:
    """Return the region a name begins with: 太原市科技局 → 山西省太原市."""
    name = re.sub(r"^(?:中共|中国共产党)", "", name)
    found = find_regions(name[:24])
    if found and found[0].span.start == 0:
        return found[0].full
    spelt = _SPELT_OUT.match(name)
    return normalize(spelt[0]) if spelt else None


def _unlisted(name: str, text: str) -> str | None:
    """Return a city or county that the data does not hold, with its province where the text names one.

    `澜州市人民政府` gives 云河省澜州市 in a text that speaks of 云河省.
    """
    hit = _UNLISTED.match(name)
    if hit is None:
        return None
    provinces = Counter(one for one in re.findall(r"[\u4e00-\u9fff]{2}省", text) if normalize(one))
    return (provinces.most_common(1)[0][0] if provinces else "") + hit[1]


_UNLISTED = re.compile(
    r"([\u4e00-\u9fff]{2,3}[市县])(?=人民政府|[\u4e00-\u9fff]{2,10}(?:局|委|办公室|委员会)|支持|促进|推动|加快|关于|20\d\d年)"
)


def _refine(region: str, title: str) -> str:
    """Return the narrower region the title begins with where it lies inside `region`."""
    inner = _leading(title)
    return inner if inner and inner.startswith(region) else region


def _nationwide(title: str, text: str) -> str | None:
    """Return 全国 where the text speaks of the whole country and never of a province or city as its own."""
    if re.match(r"(?:\d{4}年)?(?:中央|全国|国家)", title):
        return NATION
    sample = text[:_SAMPLE]
    own = re.search(r"[我本全][省市区县州]|自治区", sample)
    return NATION if not own and re.search(r"全国|中华人民共和国|国务院", sample) else None


def _most_named(text: str) -> str | None:
    """Return the province most often named at the beginning of the text, where one clearly stands out."""
    provinces = Counter(province_of(found.full) for found in find_regions(text[:_SAMPLE]))
    ranked = provinces.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0]


_SAMPLE = 20_000
_OFTEN = 3
