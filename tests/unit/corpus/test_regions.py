"""Regions are found, named in full, and ordered by containment."""

import pytest

from corpus.authority.regions import (
    city_of,
    contains,
    find_regions,
    level_of,
    normalize,
    parent,
    province_of,
    region_of_number,
)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("太原", "山西省太原市"),
        ("山西", "山西省"),
        ("内蒙古", "内蒙古自治区"),
        ("广州天河区", "广东省广州市天河区"),
        ("柳河县", "吉林省通化市柳河县"),
        ("仙桃", "湖北省仙桃市"),
        ("延边", "吉林省延边朝鲜族自治州"),
        ("吉林", "吉林省"),
        ("吉林市", "吉林省吉林市"),
        ("国家", "全国"),
        ("云河省澜州市", "云河省澜州市"),
    ],
)
def test_a_name_in_any_form_becomes_the_full_name(name, full):
    """Short names, bare counties and names spelt out from the province all give the same full form."""
    assert normalize(name) == full


@pytest.mark.parametrize("name", ["朝阳区", "全省", "各省", "火星", ""])
def test_an_ambiguous_or_unknown_name_is_not_guessed(name):
    """Where several places bear the name, or none does, nothing comes back."""
    assert normalize(name) is None


def test_a_context_decides_between_namesakes():
    """朝阳区 is in Beijing or in Changchun: the region around it decides."""
    assert normalize("朝阳区", within="北京市") == "北京市朝阳区"
    assert normalize("朝阳区", within="吉林省长春市") == "吉林省长春市朝阳区"


def test_adjoining_names_are_read_as_one_region():
    """A city and its district form one find; a list of cities forms several."""
    assert [hit.full for hit in find_regions("注册在广州天河区的公司")] == ["广东省广州市天河区"]
    assert [hit.full for hit in find_regions("杭州市、宁波市")] == ["浙江省杭州市", "浙江省宁波市"]
    hit = find_regions("我在太原开店")[0]
    assert hit.span.cut("我在太原开店") == "太原"


def test_known_regions_outside_the_data_are_found():
    """A library's own regions can be looked for too."""
    assert [hit.full for hit in find_regions("澜州有什么补贴", known=["云河省澜州市"])] == ["云河省澜州市"]


def test_everyday_words_are_no_places_in_running_text():
    """大同 in a sentence is no city unless it says 市."""
    assert find_regions("求大同存小异") == ()
    assert find_regions("大同市企业")[0].full == "山西省大同市"


def test_a_names_last_character_may_belong_to_the_next_word():
    """上海市场 speaks of the market, 中原区域 of an area, 矿区 of no district."""
    assert [hit.span.end for hit in find_regions("上海市场")] == [2]
    assert find_regions("中原区域协同") == ()
    assert find_regions("矿区修复") == ()
    assert find_regions("阳泉市矿区")[0].full == "山西省阳泉市矿区"


def test_containment_follows_the_hierarchy():
    """全国 holds all; a province holds its cities, never the other way round."""
    assert contains("全国", "太原")
    assert contains("山西", "太原")
    assert contains("云河省", "云河省澜州市")
    assert not contains("太原", "山西")
    assert not contains("浙江", "太原")


def test_parents_climb_to_the_whole_country():
    """Every climb ends at 全国."""
    assert parent("天河区") == "广东省广州市"
    assert parent("仙桃市") == "湖北省"
    assert parent("湖北省") == "全国"
    assert parent("全国") is None
    assert province_of("天河区") == "广东省"
    assert [level_of(name) for name in ("全国", "山西", "太原", "天河区")] == ["nation", "province", "city", "county"]


def test_the_first_letter_of_a_document_number_names_the_region():
    """浙政发 is Zhejiang's, 国发 nobody's."""
    assert region_of_number("浙政发〔2020〕1号") == "浙江省"
    assert region_of_number("国发〔2020〕1号") is None


@pytest.mark.parametrize(
    ("region", "city"),
    [("浙江省温州市乐清市", "浙江省温州市"), ("浙江省温州市", None), ("浙江省", None), ("北京市朝阳区", None)],
)
def test_the_city_above_a_county(region, city):
    """A county has one, a city or a district of a province-level city has none."""
    assert city_of(region) == city
