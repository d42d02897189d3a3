"""The numbers that open paragraphs of official documents: 一、 （一） 1. （1） ① 第一条 第一章, and what they count.

Recognition works on folded text (`fold`), which has the same length as the printed text, so that offsets agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

_HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2776 + i): i + 1 for i in range(10)}
_SEQUENCE_WORDS = {"首先": 1, "其次": 2, "再次": 3}


class Scheme(IntEnum):
    """A numbering scheme; the value is its usual depth (a smaller one stands above a larger one)."""

    PART = 0  # 第一编
    CHAPTER = 1  # 第一章
    SUBCHAPTER = 2  # 第一节
    HAN = 3  # 一、
    ARTICLE = 4  # 第一条
    LABELLED = 5  # 任务一：
    HAN_BRACKET = 6  # （一）
    DIGIT = 7  # 1.
    DOTTED = 8  # 1.1
    DOTTED_TWICE = 9  # 1.1.1
    DOTTED_THRICE = 10  # 1.1.1.1
    ORDINAL = 11  # 第一，
    DIGIT_BRACKET = 12  # （1）
    HALF_BRACKET = 13  # 1）
    CIRCLED = 14  # ①


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that opens a paragraph: `（五）` counts 5, its path part is `（五）`, the words begin at `end`."""

    scheme: Scheme
    value: int
    part: str
    end: int
    stem: str = ""

    @property
    def family(self) -> tuple[Scheme, str]:
        """Return what must agree for two marks to count in one sequence."""
        return self.scheme, self.stem


def _fold_table() -> dict[str, str]:
    table = {chr(code): chr(code) for code in (*range(0x2F00, 0x2FE0), *range(0xFF10, 0xFF1A))}
    table = {own: unicodedata.normalize("NFKC", own) for own in table}
    return table | dict(zip("()﹙﹚．﹒:\u3000\xa0\t", "（）（）..：   ", strict=True))


_FOLD = _fold_table()
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD))}]")  # few of a text's characters are: each is replaced by itself


def fold(text: str) -> str:
    """Return the text with radicals, full-width digits, brackets and blanks made alike, same length.

    `⼀、(１) ` becomes `一、（1） `.
    """
    return _FOLDED.sub(lambda match: _FOLD[match[0]], text)


def count_of(numeral: str) -> int:
    """Return the number that Chinese or Arabic digits write: `二十三` 23, `十` 10, `一百零二` 102, `12` 12."""
    numeral = "".join(numeral.split())
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    total, digit = 0, 0
    if not set(numeral) & set("十百"):
        return int("".join(str(_HAN_DIGITS[one]) for one in numeral))
    for one in numeral:
        if one in "十百":
            total += (digit or 1) * (10 if one == "十" else 100)
            digit = 0
        else:
            digit = _HAN_DIGITS[one]
    return total + digit


_HAN = r"[〇零一二三四五六七八九十百](?:\s?[〇零一二三四五六七八九十百])*"
_UNIT = r"[年月日时万亿千百%％‰个倍元米亩家项次吨℃度克人台套件户座处]"

_LAW_UNIT = re.compile(rf"\s*第\s*({_HAN}|\d(?:\s?\d){{0,2}})\s*([编章节条])(?:\s*(之[一二三四五六七八九十]))?")
# why: 第三条第二款规定…, 第五条、第六条, 第八条的… are cross references, never the head of an article
_LAW_REFERENCE = re.compile(
    r"[、，,；。）]|[和至或及与到]第|第|的|规定|所[称列规述]|[款项目](?![\u4e00-\u9fff])|[款项](?:规定|所|的|中)|之[间内外]|中的|（[一二三四五六七八九十]+）[项、和]"
)
_HAN_COMMA = re.compile(rf"\s*({_HAN})\s*[、.](?!\d)\s*")
_HAN_LIST = re.compile(rf"(?:{_HAN})(?:[、和]|等奖|级|类|档|季度|产业|星)")
_HAN_BRACKET = re.compile(rf"\s*[（〔]\s*({_HAN})\s*[）〕]\s*[、.]?\s*")
_BRACKET_REFERENCE = re.compile(r"(?:[（〔]|[、和至或及](?:[（〔]|第)|[款目条](?![\u4e00-\u9fff])|项(?!目)|～|~|-)")
# why: U+FFFD is a full stop whose glyph a converter could not name (１\ufffd 推动…)
_DIGIT = re.compile(r"\s*(\d{1,3})\s*(?:[.\ufffd](?!\d)|[.](?=\d{1,3}周?岁)|[、])\s*")
_DOTTED = re.compile(rf"\s*([1-9]\d?(?:\.\d{{1,2}}){{1,3}})(?!\d)[.、]?\s*(?=[\u4e00-\u9fff“《A-Z])(?!{_UNIT})")
_DIGIT_BRACKET = re.compile(r"\s*（\s*(\d{1,2})\s*）\s*[、.]?\s*")
_HALF_BRACKET = re.compile(r"\s*(\d{1,2})\s*）\s*")
_CIRCLE = re.compile(rf"\s*([{''.join(_CIRCLED)}])\s*[.、]?\s*")
_ORDINAL = re.compile(r"\s*(?:第([一二三四五六七八九十])|(首先|其次|再次))\s*[，、：]\s*")
_LABELLED = re.compile(
    rf"\s*(?:[\u4e00-\u9fff]{{2,4}}/)?([\u4e00-\u9fff]{{2,4}}?)\s?({_HAN}|\d{{1,2}})\s*(?:[：]|\s(?=\S))\s*"
)
_NO_LABEL = frozenset(("附件", "附表", "附图", "附录", "专栏", "图表"))


def read_mark(folded: str) -> Mark | None:
    """Return the number that opens the (folded) text, None where it opens with none or only seems to.

    `（五）支持…` gives part （五）; `1.4万亿元` , `第三条第二款规定…` and `（一）（二）项` give None.
    """
    for reader in _READERS:
        mark = reader(folded)
        if mark is not None:
            return mark
    return None


def _read_law_unit(text: str) -> Mark | None:
    hit = _LAW_UNIT.match(text)
    if not hit:
        return None
    rest = text[hit.end() :]
    scheme = {"编": Scheme.PART, "章": Scheme.CHAPTER, "节": Scheme.SUBCHAPTER, "条": Scheme.ARTICLE}[hit[2]]
    # why: a blank after the number is how an article is printed; a reference runs on at once
    refers = not rest[:1].isspace() and _LAW_REFERENCE.match(rest)
    if refers or (scheme is not Scheme.ARTICLE and len(rest.strip()) > _LONGEST_CHAPTER_HEADING):
        return None
    part = f"第{_squeeze(hit[1])}{hit[2]}{hit[3] or ''}"
    return Mark(scheme, count_of(hit[1]), part, hit.end() + len(rest) - len(rest.lstrip()), hit[3] or "")


_LONGEST_CHAPTER_HEADING = 40


def _read_han(text: str) -> Mark | None:
    hit = _HAN_COMMA.match(text)
    if not hit or _HAN_LIST.match(text, hit.end()):
        return None
    return Mark(Scheme.HAN, count_of(hit[1]), _squeeze(hit[1]), hit.end())


def _read_han_bracket(text: str) -> Mark | None:
    hit = _HAN_BRACKET.match(text)
    if not hit or _BRACKET_REFERENCE.match(text, hit.end()):
        return None
    return Mark(Scheme.HAN_BRACKET, count_of(hit[1]), f"（{_squeeze(hit[1])}）", hit.end())


def _read_dotted(text: str) -> Mark | None:
    hit = _DOTTED.match(text)
    if not hit:
        return None
    numbers = hit[1].split(".")
    scheme = (Scheme.DOTTED, Scheme.DOTTED_TWICE, Scheme.DOTTED_THRICE)[len(numbers) - 2]
    return Mark(scheme, int(numbers[-1]), hit[1], hit.end(), ".".join(numbers[:-1]))


_NUMBER_NEXT = re.compile(r"\d+[、.]")


def _read_digit(text: str) -> Mark | None:
    hit = _DIGIT.match(text)
    if not hit or int(hit[1]) == 0 or _NUMBER_NEXT.match(text, hit.end()):
        return None
    return Mark(Scheme.DIGIT, int(hit[1]), str(int(hit[1])), hit.end())


def _read_digit_bracket(text: str) -> Mark | None:
    hit = _DIGIT_BRACKET.match(text)
    if not hit or _BRACKET_REFERENCE.match(text, hit.end()):
        return None
    return Mark(Scheme.DIGIT_BRACKET, int(hit[1]), f"（{int(hit[1])}）", hit.end())


def _read_half_bracket(text: str) -> Mark | None:
    hit = _HALF_BRACKET.match(text)
    return Mark(Scheme.HALF_BRACKET, int(hit[1]), f"{int(hit[1])}）", hit.end()) if hit else None


def _read_circle(text: str) -> Mark | None:
    hit = _CIRCLE.match(text)
    return Mark(Scheme.CIRCLED, _CIRCLED[hit[1]], hit[1], hit.end()) if hit else None


def _read_ordinal(text: str) -> Mark | None:
    hit = _ORDINAL.match(text)
    if not hit:
        return None
    value = count_of(hit[1]) if hit[1] else _SEQUENCE_WORDS[hit[2]]
    return Mark(Scheme.ORDINAL, value, f"第{hit[1]}" if hit[1] else hit[2], hit.end(), "" if hit[1] else "先")


def _read_labelled(text: str) -> Mark | None:
    hit = _LABELLED.match(text)
    if not hit or hit[1] in _NO_LABEL or "第" in hit[1] or len(text) > _LONGEST_LABELLED_HEADING:
        return None
    return Mark(Scheme.LABELLED, count_of(hit[2]), hit[1] + _squeeze(hit[2]), hit.end(), hit[1])


_LONGEST_LABELLED_HEADING = 60


def _squeeze(numeral: str) -> str:
    return "".join(numeral.split())


_READERS: tuple[Callable[[str], Mark | None], ...] = (
    _read_law_unit,
    _read_han_bracket,
    _read_ordinal,
    _read_han,
    _read_dotted,
    _read_digit,
    _read_digit_bracket,
    _read_half_bracket,
    _read_circle,
    _read_labelled,
)

# why: these schemes are weak evidence on their own and count only where their sequence goes on
SEQUENCED = frozenset({Scheme.DOTTED, Scheme.DOTTED_TWICE, Scheme.DOTTED_THRICE, Scheme.ORDINAL, Scheme.LABELLED})
