"""Departments are known by all their forms, and bodies that only look alike stay apart."""

from pathlib import Path

import pytest

from corpus.authority.departments import all_names, generic_form, is_body, resolve, successor
from corpus.authority.departments_find import find_departments

LOOK_ALIKES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("department_look_alikes.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("form", "full"),
    [
        ("省工信厅", "省工业和信息化厅"),
        ("县发改局", "县发展和改革局"),
        ("澜州市发改委", "澜州市发展和改革委员会"),
        ("区人社局", "区人力资源和社会保障局"),
        ("省文旅厅", "省文化和旅游厅"),
        ("市卫健委", "市卫生健康委员会"),
        ("市市场监管局", "市市场监督管理局"),
        ("省市场监管局（知识产权局）", "省市场监督管理局（省知识产权局）"),
        ("省委网信办", "省委网络安全和信息化委员会办公室"),
        ("省妇联", "省妇女联合会"),
        ("团省委", "共青团省委员会"),
        ("县政府", "县人民政府"),
        ("省高院", "省高级人民法院"),
        ("人行云河省分行", "中国人民银行云河省分行"),
        ("云河金融监管局", "国家金融监督管理总局云河监管局"),
        ("云河证监局", "中国证券监督管理委员会云河监管局"),
        ("澜州海关", "中华人民共和国澜州海关"),
        ("国家发改委", "国家发展和改革委员会"),
        ("住建部", "住房和城乡建设部"),
        ("市场监管总局", "国家市场监督管理总局"),
        ("省 财政厅", "省财政厅"),
        ("市数据局(市人工智能局)", "市数据局（市人工智能局）"),
    ],
)
def test_a_short_form_gives_the_full_name(form, full):
    """Short stems, levels, party organs, local offices of central agencies and bracketed second names are spelt out."""
    assert resolve(form) == full


@pytest.mark.parametrize(
    ("form", "region", "full"),
    [
        ("省药监局", "云河省", "云河省药品监督管理局"),
        ("省税务局", "云河省", "国家税务总局云河省税务局"),
        ("市经信局", "云河省澜州市", "澜州市经济和信息化局"),
        ("自治区教育厅", "广西壮族自治区", "广西壮族自治区教育厅"),
        ("市政府", "北京市", "北京市人民政府"),
        ("药监局", "全国", "国家药品监督管理局"),
        ("商务部", "云河省", "商务部"),
        ("县财政局", "云河省", "县财政局"),
    ],
)
def test_the_region_fills_in_the_level(form, region, full):
    """A bare level means the document's own province, city or county, and nothing where the region has none."""
    assert resolve(form, region=region) == full


@pytest.mark.parametrize("name", ["各产业链牵头单位", "相关部门", "各市", "", "加快推进"])
def test_a_group_or_a_phrase_is_no_department(name):
    """Collective bearers and ordinary words have no full official name."""
    assert resolve(name) is None


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES)
def test_look_alikes_stay_apart(one, other):
    """Two different bodies never resolve to one name."""
    assert resolve(one) != resolve(other) or resolve(one) is None


def test_there_are_a_hundred_look_alikes():
    """The list of wrong pairs is as long as we claim."""
    assert len(set(LOOK_ALIKES)) >= 100


def test_provinces_meet_in_the_generic_form():
    """The same organ of two provinces has one generic form."""
    assert generic_form("云河省教育厅") == generic_form("青屿省教育厅") == "省教育厅"


def test_a_successor_is_given_with_its_year():
    """An organ that a reform ended names its successor; one that stands has none."""
    change = successor("省乡村振兴局", after=2021)
    assert change is not None
    assert (change.successor, change.year) == ("省农业农村厅", 2023)
    assert successor("省教育厅", after=2000) is None


def test_the_word_list_holds_short_and_full_forms():
    """A tokenizer finds spoken and official forms, with and without their level."""
    names = set(all_names())
    assert {"工信厅", "省工信厅", "省工业和信息化厅", "税务总局", "省委组织部", "省税务局"} <= names
    assert "外办" not in names


@pytest.mark.parametrize("name", ["云河农业大学", "松果实验室", "国网云河省电力公司", "松果产业联盟"])
def test_a_body_is_known_by_its_ending(name):
    """Companies, universities and laboratories count as bodies though no list holds them."""
    assert is_body(name)


@pytest.mark.parametrize("name", ["加快推进全部", "2026年底前完成", "持续推进", "局部"])
def test_other_words_are_no_bodies(name):
    """Deadlines and ordinary words do not."""
    assert not is_body(name)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("省药监局负责哪些工作", [("省药监局", "省药品监督管理局")]),
        ("药监局管什么", [("药监局", "药品监督管理局")]),
        ("找杭州市经信局还是财政部？", [("杭州市经信局", "杭州市经济和信息化局"), ("财政部", "财政部")]),
        ("人行山西省分行的电话", [("人行山西省分行", "中国人民银行山西省分行")]),
        ("浙江证监局在哪", [("浙江证监局", "中国证券监督管理委员会浙江监管局")]),
        ("今天天气好吗", []),
    ],
)
def test_departments_are_found_in_a_question(question, found):
    """Every form is found where it stands, the longest first."""
    hits = find_departments(question)
    assert [(hit.name, hit.canonical) for hit in hits] == found
    assert all(hit.span.cut(question) == hit.name for hit in hits)
