"""Where the title of a document stands: at the top, under a red head, or (in newspapers) at the very end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Span
from ingest.structure.numbering import Scheme, read_mark
from ingest.structure.patterns import (
    ends_like_title,
    is_addressee,
    is_closing_line,
    is_date_line,
    is_number_line,
    is_organ_line,
    is_page_number,
    is_red_head,
    read_attachment,
)
from ingest.structure.units import Unit

_LONGEST_LINE = 64
_LONGEST_TITLE = 160
_TOP_UNITS = 40
_BOTTOM_UNITS = 8
_NOT_TITLE = re.compile(
    r"(?:标题|发文字号|发布机关|发文机关|日期|原文链接|来源|索引号|主题分类|发布日期|成文日期|文号|签发人|密级|紧急程度|"
    r"信息来源|浏览|字体|上一页|下一页|当前位置|您当前|首页|分享|打印|有效性|公开方式|统一编号|附件|抄送)\s*[：:】]?|[【（(]\s*(?:来源|字体)|https?:"
)
_BROKEN_VERSION = re.compile(
    r"[（(]\s*(?:\d{4}.*|试行|暂行|修订.*|征求意见稿|送审稿|草案|讨论稿|.{0,8}修改稿?|.{0,10}版)\s*[)）]?"
)
_STRONG = frozenset({Scheme.HAN, Scheme.ARTICLE, Scheme.CHAPTER, Scheme.HAN_BRACKET, Scheme.PART})


@dataclass(frozen=True, slots=True)
class Title:
    """The title as one line without breaks, its span, and the units (first, past last) that hold it.

    `at_end` is true for the headline that a newspaper text carries below its body.
    """

    text: str
    span: Span
    first: int
    last: int
    at_end: bool = False


def find_title(units: Sequence[Unit]) -> Title | None:
    """Return the best title among the first and the last paragraphs, None where nothing looks like one."""
    top = _top(units)
    if (stated := _stated(units, top)) is not None:
        return stated
    best = max((found for found in _candidates(units, 0, top)), key=_Ranker(units), default=None)
    if best is not None:
        return _title(units, *best)
    bottom = max(top, len(units) - _BOTTOM_UNITS)
    last = [found for found in _candidates(units, bottom, len(units)) if _is_last(units, found[1])]
    best = max(last, key=_Ranker(units), default=None)
    if best is not None:
        return _title(units, *best, at_end=True)
    return _fallback(units, top)


def _is_last(units: Sequence[Unit], index: int) -> bool:
    """Return whether nothing but end matter stands from `index` on."""
    return all(is_closing_line(unit.text) or is_page_number(unit.text) for unit in units[index:])


def _stated(units: Sequence[Unit], top: int) -> Title | None:
    """Return the title that a line names as such: `标题：云河省…的通知`."""
    for index, unit in enumerate(units[:top]):
        if hit := _NAMED.match(unit.text):
            span = Span(unit.span.start + hit.start(1), unit.span.end)
            return Title(join_title([hit[1]]), span, index, index + 1)
    return None


_NO_LINE_OF_TITLE = re.compile("[。！？；]|：$|>|责任单位|牵头单位")
_BLANK = re.compile(r"\s")
_NAMED = re.compile(r"\s*(?:标\s?题|题名|文件名称)\s*：\s*(.{6,})")


def join_title(lines: Sequence[str]) -> str:
    """Return the lines of a title as one, no blanks at breaks or beside Chinese: `某厅等 5部门` → `某厅等5部门`."""
    joined = "".join(line.strip() for line in lines)
    if not _BLANK.search(joined):
        return joined
    return re.sub(r"(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])", "", joined)


def _top(units: Sequence[Unit]) -> int:
    """Return how many units stand before the first body paragraph."""
    for index, unit in enumerate(units[:_TOP_UNITS]):
        mark = read_mark(unit.text)
        if mark and mark.scheme in _STRONG:
            return index
        if len(unit.text) > _LONGEST_LINE and "。" in unit.text and unit.table is None:
            return index
    return min(len(units), _TOP_UNITS)


def may_be_title(unit: Unit) -> bool:
    """Return whether the paragraph could be a line of a title: short, no sentence, no number, date or addressee."""
    text = unit.text
    return (
        unit.table is None
        and unit.tag not in ("menu", "metadata")
        and (len(text) <= _LONGEST_LINE or (len(text) <= _LONGEST_TITLE and "关于" in text and ends_like_title(text)))
        and not _NO_LINE_OF_TITLE.search(text)
        and not _NOT_TITLE.match(text)
        and not (is_number_line(text) or is_date_line(text) or is_red_head(text) or is_closing_line(text))
        and not is_page_number(text)
        and not is_addressee(text)
        and read_attachment(text) is None
    )


def _candidates(units: Sequence[Unit], start: int, stop: int) -> list[tuple[int, int]]:
    """Return the ranges of consecutive units that read as a title together."""
    found: list[tuple[int, int]] = []
    index = start
    while index < stop:
        if not may_be_title(units[index]):
            index += 1
            continue
        end = index
        while end < stop and may_be_title(units[end]):
            end += 1
        found += _within(units, index, end)
        index = end
    return found


def _within(units: Sequence[Unit], start: int, stop: int) -> list[tuple[int, int]]:
    """Return the title ranges of one run: each ends where a title may end, and reaches back to its beginning."""
    found = []
    for last in range(start, stop):
        if not ends_like_title(units[last].text):
            continue
        end = last + 1
        while end < stop and _BROKEN_VERSION.fullmatch(units[end].text):
            end += 1
        found.append((_reach_back(units, start, last), end))
    return found


def _reach_back(units: Sequence[Unit], start: int, last: int) -> int:
    first = last
    numbered = start > 0 and is_number_line(units[start - 1].text)
    while first > start and (
        _goes_before(units[first - 1], units[first], units[last])
        or (numbered and is_organ_line(units[first - 1].text) and _ORGAN_FIRST.match(units[first].text))
    ):
        first -= 1
    return first


def _goes_before(above: Unit, unit: Unit, last: Unit) -> bool:
    """Return whether the line above is part of the same title."""
    if above.size and last.size and abs(above.size - last.size) > _SAME_SIZE:
        return False
    if unit.text.strip().startswith("关于"):
        return is_organ_line(above.text) or bool(re.search(r"(?:部门|单位|办)$", above.text.strip()))
    if ends_like_title(above.text) and not _OPEN_NOTICE.match(above.text.strip()):
        return False
    return not is_organ_line(above.text) or unit.text.strip()[0] in "关印转"


_SAME_SIZE = 1.5
# why: under the number (文号), lines of organs above `某厅关于…` are its joint issuers, not the red head
_ORGAN_FIRST = re.compile(r"[\u4e00-\u9fff（）\s]{4,40}?(?:厅|局|委|委员会|部|办公室|政府)(?:关于|\s|$)")
# why: 关于印发…方案 is not over before its 的通知
_OPEN_NOTICE = re.compile(r".{0,40}(?:关于)?(?:印发|转发|发布|公布)(?!.*(?:通知|公告|通告|函)$)")


class _Ranker:
    """Orders title candidates: tagged first, then larger type, then `关于…的…`, then the earlier one."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units

    def __call__(self, found: tuple[int, int]) -> tuple[float, ...]:
        units = self.units[found[0] : found[1]]
        text = join_title([unit.text for unit in units])
        tagged = any(unit.tag == "title" for unit in units)
        size = max((unit.size or 0.0 for unit in units), default=0.0)
        return (
            float(tagged),
            float(len(text) <= _LONGEST_TITLE),
            round(size),
            float("关于" in text or any(unit.tag == "heading" for unit in units)),
            float(len(text) >= _SHORTEST_TITLE),
            float(-found[0]),
            float(found[1]),
        )


_SHORTEST_TITLE = 7


def _title(units: Sequence[Unit], first: int, last: int, *, at_end: bool = False) -> Title:
    span = Span(units[first].span.start, units[last - 1].span.end)
    return Title(join_title([unit.text for unit in units[first:last]]), span, first, last, at_end)


def _fallback(units: Sequence[Unit], top: int) -> Title | None:
    """Return the tagged or largest line of the top, else its first short line."""
    lines = [index for index in range(top) if may_be_title(units[index]) and len(units[index].text) >= _SHORTEST_LINE]
    if not lines:
        return None
    best = max(lines, key=lambda i: (units[i].tag == "title", units[i].tag == "heading", units[i].size or 0.0, -i))
    return _title(units, best, best + 1)


_SHORTEST_LINE = 4
