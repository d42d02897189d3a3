"""What a document says of itself is read, and nothing that it does not say. All texts are invented."""

import datetime as dt

import pytest

from corpus.model import Dates, Line, Span, Status
from ingest.flow import Flow
from ingest.metadata.citations import find_cited_documents, link_citation
from ingest.metadata.issuers import find_issuers, part_names
from ingest.metadata.read import read_genre, read_metadata, read_number, status_on
from ingest.structure.split import split_clauses


def metadata_of(*paragraphs, hints=None, today=dt.date(2030, 6, 1)):
    """Read the metadata of a one-page text."""
    lines, start = [], 0
    for paragraph in paragraphs:
        lines.append(Line(Span(start, start + len(paragraph)), 1, None))
        start += len(paragraph) + 1
    flow = Flow("".join(f"{paragraph}\n" for paragraph in paragraphs), tuple(lines), (), ())
    return read_metadata(flow, split_clauses(flow, "D"), hints or {}, "文件.txt", today=today)


NOTICE = (
    "云河省人民政府文件",
    "云政发〔２０３０〕３号",
    "云河省人民政府关于印发支持松果产业若干措施的通知",
    "各市、县人民政府：",
    "现将措施印发给你们，请贯彻落实。",
    "云河省人民政府",
    "２０３０年３月２日",
    "支持松果产业若干措施",
    "一、支持加工。对企业奖励10万元。",
    "二、本措施自2030年4月1日起施行，有效期2年。",
)


def test_an_official_notice_states_everything():
    """Red head, number in full-width digits, signature, date, force and end are all read."""
    found = metadata_of(*NOTICE)
    assert found.title == "云河省人民政府关于印发支持松果产业若干措施的通知"
    assert found.issuers == ("云河省人民政府",)
    assert found.number == "云政发〔2030〕3号"
    assert found.dates == Dates(dt.date(2030, 3, 2), None, dt.date(2030, 4, 1), dt.date(2032, 3, 31))
    assert found.region == "云河省"
    assert found.genre == "若干措施"
    assert found.status is Status.IN_FORCE
    assert found.validity == ("二、本措施自2030年4月1日起施行，有效期2年",)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (dt.date(2030, 3, 31), Status.NOT_YET),
        (dt.date(2030, 4, 1), Status.IN_FORCE),
        (dt.date(2032, 3, 31), Status.IN_FORCE),
        (dt.date(2032, 4, 1), Status.EXPIRED),
    ],
)
def test_validity_turns_on_the_stated_days(today, status):
    """The first day in force and the last one are both inside."""
    assert metadata_of(*NOTICE, today=today).status is status


def test_a_silent_document_is_of_unknown_validity():
    """Without a word about force nothing is guessed."""
    found = metadata_of("云河省松果产业实施方案", "为发展松果产业，制定本方案。", "一、总体要求")
    assert (found.number, found.dates, found.status) == (None, Dates(), Status.UNKNOWN)
    assert found.issuers == ()


def test_a_number_cited_in_a_sentence_is_not_the_documents_own():
    """The preamble may cite other numbers."""
    found = metadata_of("云河省松果方案", "根据《松果条例》（云政发〔2029〕1号）精神，制定本方案。", "一、总体要求")
    assert found.number is None


def test_a_draft_is_a_draft():
    """征求意见稿 in the title decides."""
    assert metadata_of("云河省松果办法（征求意见稿）", "第一条 为规范松果管理，制定本办法。").status is Status.DRAFT


def test_the_pages_own_block_wins():
    """Hints of a web page give number, issuer, day and validity."""
    hints = {"文号": "云林规〔2031〕2号", "发文机关": "云河省林业局", "成文日期": "2031-05-06", "有效性": "失效"}
    found = metadata_of("云河省松果办法", "第一条 为规范松果管理，制定本办法。", hints=hints)
    assert (found.number, found.issuers, found.dates.written) == (
        "云林规〔2031〕2号",
        ("云河省林业局",),
        dt.date(2031, 5, 6),
    )
    assert found.status is Status.EXPIRED


def test_a_regulation_says_under_its_title_when_it_was_decreed():
    """令 number, day and issuer stand in the bracket under the title."""
    found = metadata_of(
        "松果运输管理规定",
        "（2030年1月5日经部务会议通过 2030年1月9日交通运输部令2030年第7号公布 自2030年3月1日起施行）",
        "第一条 为规范全国松果运输，制定本规定。",
    )
    assert found.number == "交通运输部令2030年第7号"
    assert found.issuers == ("交通运输部",)
    assert found.dates.written == dt.date(2030, 1, 9)
    assert found.dates.effective == dt.date(2030, 3, 1)
    assert found.region == "全国"


@pytest.mark.parametrize(
    ("sentence", "expires"),
    [
        ("本办法自2030年1月1日起施行，有效期至2032年12月31日。", dt.date(2032, 12, 31)),
        ("本办法自2030年1月1日起施行，有效期五年。", dt.date(2034, 12, 31)),
        ("本办法自2030年2月1日起施行，有效期暂定6个月。", dt.date(2030, 7, 31)),
        ("本办法自2030年1月1日起施行。许可证有效期3年。", None),
    ],
)
def test_the_last_day_in_force_is_computed(sentence, expires):
    """Periods end on the day before they come round; other things' periods are left alone."""
    found = metadata_of("云河省松果办法", "第一条 为规范松果管理，制定本办法。", f"第二条 {sentence}")
    assert found.dates.expires == expires


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("云政发﹝2030﹞ 8 号", "云政发〔2030〕8号"),
        ("云财规[2030]12号", "云财规〔2030〕12号"),
        ("云政办发（2030）5号", "云政办发〔2030〕5号"),
        ("澜州市人民政府令第15号", "澜州市人民政府令第15号"),
        ("没有文号", None),
    ],
)
def test_numbers_get_one_form(printed, number):
    """Every kind of bracket becomes 〔〕, blanks go."""
    assert read_number(printed) == number


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("云河省松果产业若干措施（试行）", "若干措施"),
        ("关于印发《云河省松果行动计划（2030—2032年）》的通知", "行动计划"),
        ("关于印发松果补贴实施细则的通知", "实施细则"),
        ("关于召开松果大会的通知", "通知"),
        ("松果简介", "其他"),
    ],
)
def test_the_kind_is_that_of_what_is_sent_out(title, genre):
    """A notice that only sends out another document is filed under that."""
    assert read_genre(title) == genre


def test_cited_documents_carry_their_relation():
    """根据, 落实 and 同时废止 are told apart; the number behind the name is kept."""
    text = "根据《松果法》，为落实《松果规划》（云政发〔2029〕4号），制定本办法。"
    text += "《松果旧办法》同时废止。另见《松果指南》。"
    cited = find_cited_documents(text)
    assert [(one.name, one.relation) for one in cited] == [
        ("松果法", "依据"),
        ("松果规划", "落实"),
        ("松果旧办法", "废止"),
        ("松果指南", "提及"),
    ]
    assert cited[1].number == "云政发〔2029〕4号"
    assert cited[0].span.cut(text) == "《松果法》"


def test_citations_are_linked_by_number_or_whole_name():
    """A number decides; a name must be the whole title, or what a notice sends out; namesakes stay unlinked."""
    text = "根据《松果产业条例》（云政发〔2029〕4号）和《松果加工办法》，落实《松果规划》。"
    law, rules, plan = find_cited_documents(text)
    titles = {"云河省林业局关于印发《松果加工办法》的通知": "b", "松果规划纲要": "c"}
    assert link_citation(law, {"云政发〔2029〕4号": "a"}, titles) == "a"
    assert link_citation(rules, {}, titles) == "b"
    assert link_citation(plan, {}, titles) is None


def test_joint_signatures_are_parted():
    """Organs printed without blanks are told apart by the repeated region or by known names."""
    assert part_names("云河省财政厅") == ("云河省财政厅",)
    assert part_names("浙江省财政厅浙江省商务厅") == ("浙江省财政厅", "浙江省商务厅")
    assert part_names("商务部国家发展改革委教育部") == ("商务部", "国家发展改革委", "教育部")


def test_status_follows_the_words_that_end_it():
    """A note that the document is repealed outweighs its dates."""
    dates = Dates(effective=dt.date(2030, 1, 1))
    status, words = status_on(dates, ("本办法已废止",), dt.date(2031, 1, 1))
    assert status is Status.EXPIRED
    assert words == ("本办法已废止",)


def test_a_red_head_that_two_organs_share_names_both() -> None:
    """文件 stands behind one of them; a torn signature does not count against the head."""
    head = "中共云河省委宣传部文件\n云河省水利厅\n云宣〔2031〕6号\n关于节水的通知"
    assert find_issuers("节水方案", head, "传部 云河省水利厅", {}) == ("中共云河省委宣传部", "云河省水利厅")
