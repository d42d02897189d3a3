"""The numbers that open paragraphs are told from words that only look like them."""

import pytest

from ingest.structure.numbering import Scheme, count_of, fold, read_mark


@pytest.mark.parametrize(
    ("text", "scheme", "value", "part"),
    [
        ("第一编 总则", Scheme.PART, 1, "第一编"),
        ("第二章 扶持标准", Scheme.CHAPTER, 2, "第二章"),
        ("第三节　申报", Scheme.SUBCHAPTER, 3, "第三节"),
        ("第二十二条 本办法自印发之日起施行", Scheme.ARTICLE, 22, "第二十二条"),
        ("第6条 支持扩产", Scheme.ARTICLE, 6, "第6条"),
        ("十三、加强保障", Scheme.HAN, 13, "十三"),
        ("（二十一）完善机制。", Scheme.HAN_BRACKET, 21, "（二十一）"),
        ("(三)总体要求", Scheme.HAN_BRACKET, 3, "（三）"),
        ("3.强化服务。", Scheme.DIGIT, 3, "3"),
        ("12、优化流程", Scheme.DIGIT, 12, "12"),
        ("１．支持企业", Scheme.DIGIT, 1, "1"),
        ("2.1 定义", Scheme.DOTTED, 1, "2.1"),
        ("（4）在本省注册的企业；", Scheme.DIGIT_BRACKET, 4, "（4）"),
        ("5）材料清单", Scheme.HALF_BRACKET, 5, "5）"),
        ("③营业执照", Scheme.CIRCLED, 3, "③"),
        ("第一，坚持统筹。", Scheme.ORDINAL, 1, "第一"),
        ("其次，抓好落实。", Scheme.ORDINAL, 2, "其次"),
        ("方向/任务二：澜州算力产业", Scheme.LABELLED, 2, "任务二"),
        ("⼀、总体要求", Scheme.HAN, 1, "一"),
    ],
)
def test_each_scheme_is_recognised(text, scheme, value, part):
    """Every scheme gives its value and a path part in one notation, however wide its brackets are."""
    mark = read_mark(fold(text))
    assert mark is not None
    assert (mark.scheme, mark.value, mark.part) == (scheme, value, part)


@pytest.mark.parametrize(
    "text",
    [
        "第三条第二款规定的企业",
        "第五条、第六条的情形除外",
        "第八条所称企业是指规上企业",
        "（一）（二）项条件的企业",
        "（一）项所列材料",
        "1.4万亿元",
        "2025年工作总结",
        "3.5%的比例",
        "一、二、三等奖分别奖励",
        "一是加强领导。二是强化保障。",
        "附件1：任务清单",
        "专栏1：重点工程",
        "澜州市各县区：",
        "支持企业扩产",
        "",
    ],
)
def test_words_that_only_look_like_a_number_open_nothing(text):
    """Cross references, amounts, years, prizes and plain sentences are no numbers."""
    assert read_mark(fold(text)) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("二十三", 23), ("三十", 30), ("一百零二", 102), ("〇", 0), ("12", 12)],
)
def test_numerals_are_counted(numeral, value):
    """Chinese and Arabic numerals give the number they write."""
    assert count_of(numeral) == value


def test_folding_keeps_every_offset():
    """The folded text is as long as the printed one."""
    text = "（１）⼈工(智)能．\u3000"
    assert len(fold(text)) == len(text)
    assert fold(text) == "（1）人工（智）能. "
