"""Printed lines become paragraphs again, across columns and pages.

Where the file gives places, the print itself says it: an indented line opens, a line that stops short of its measure
closes, centred lines of one size form a title. Where it gives none (text with hard line ends), line lengths, sentence
ends and numbering decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layout.pieces import Piece

_INDENTED = 0.75  # em right of the measure's edge: an indent is two em, ragged edges stay below half
_SHORT = 0.9  # em left of the measure's edge after what the next line begins with: a line that had room was ended
_BITE = re.compile(r"[“‘「『《〈（(〔\[【]*(?:[!-~À-ɏ０-９Ａ-Ｚａ-ｚ]+|.)[，。；：、！？”’」』》〉）)〕\]】％%…—]*")
_OFF_CENTRE = 1.6  # em
_SIZE_STEP = 1.12  # two sizes that differ by more are two kinds of text
_LOOSE = 0.7  # em beyond the usual line distance: space between paragraphs
_CLOSED = re.compile(r"[。！？；：][”’」』》）)〕\]]*$|[）〕]$")
_NUMERAL = "一二三四五六七八九十百〇零"
_NUMBERED = re.compile(
    rf"(?:[{_NUMERAL}]{{1,4}}、|[（(][{_NUMERAL}]{{1,4}}[）)]|[（(]\d{{1,2}}[）)]|\d{{1,2}}[.．、](?!\d)"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?![\d%‰万亿元个倍年])|第[{_NUMERAL}\d]{{1,5}}[章节条编部分])"
)
_DUTY = re.compile(r"[（(【]?(?:责任|牵头|配合|主办|承办|协办|实施|落实)(?:单位|部门)(?:及分工)?[：:]")
_STANDALONE = re.compile(
    r"[（(]?\s*[上下]\s*[转接]\s*.{0,8}版\s*[）)]?|（此件.{2,8}）|附\s*[件录表]?\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?"
)
_LABEL = re.compile(r"(?:附\s*[件表录]?\s*[：:]\s*)?(?:\d{1,2}\s*[.．、])?\s*|.{2,6}[：:]")
_BRACKETED = re.compile(r"[（(〔\[].*[）)〕\]]")
_GENRE = re.compile(
    r"(?:意见|通知|办法|方案|措施|规定|细则|决定|公告|通告|规划|计划|条例|要点|指南|函|批复|命令?|纲要|清单)$"
)
_STOP = re.compile(r"[，。；：、！？]")
_MAX_TITLE = 40


def group_paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the lines grouped into paragraphs, in order.

    Three lines `["一、总体要求", "坚持把稳就业摆在突", "出位置。"]`, the second indented, give two paragraphs.
    """
    paragraphs: list[list[Piece]] = []
    for piece in pieces:
        if paragraphs and not _opens(paragraphs[-1], piece):
            paragraphs[-1].append(piece)
        else:
            paragraphs.append([piece])
    return paragraphs


def _opens(paragraph: Sequence[Piece], piece: Piece) -> bool:
    last = paragraph[-1]
    if stands_alone(piece.text) or (len(paragraph) == 1 and stands_alone(last.text)):
        return True
    if piece.measure is None or last.measure is None:
        return piece.paragraph is not False
    if piece.joins_row and piece.page == last.page:
        return False
    if _is_display(last) or _is_display(piece):
        return not _continue_title(last, piece)
    if _steps_size(last, piece):
        return True
    return _opens_by_place(paragraph, piece) or _opens_by_words(paragraph, piece)


def is_duty(text: str) -> bool:
    """Return whether a line begins by naming who bears a duty: `责任单位：省财政厅`."""
    return bool(_DUTY.match(text))


def is_numbered(text: str) -> bool:
    """Return whether a line begins with a number of the outline: `（二）`, `3.`, `第四条`."""
    return bool(_NUMBERED.match(text.lstrip()))


def ends_title(text: str) -> bool:
    """Return whether a text ends as titles of documents do: `云河省支持研发若干措施`."""
    return bool(_GENRE.search(text))


def stands_alone(text: str) -> bool:
    """Return whether a line is a paragraph of its own wherever it stands: `（下转 B2 版）`, `附件2`."""
    return bool(_STANDALONE.fullmatch(text.strip()))


def _indent(piece: Piece) -> float:
    return (piece.place.x0 - piece.measure.left) / piece.em if piece.measure else 0.0


def _lack(piece: Piece) -> float:
    return (piece.measure.right - piece.place.x1) / piece.em if piece.measure else 0.0


def _bite(text: str) -> float:
    """Return the width in em of what may not be parted at the start of a line: `AI）后` begins with `AI）`, 2 em."""
    found = _BITE.match(text)
    return sum(0.5 if character.isascii() else 1.0 for character in found.group()) if found else 1.0


def _is_display(piece: Piece) -> bool:
    """Return whether a line is centred in its measure, as titles and chapter heads are."""
    indent, lack = _indent(piece), _lack(piece)
    if piece.joins_row or indent < _INDENTED or lack < _INDENTED:
        return False
    if is_numbered(piece.text) or (1.5 <= indent <= 2.5 and not _is_large(piece)):  # noqa: PLR2004  a paragraph's indent
        return False
    return abs(indent - lack) <= _OFF_CENTRE


def _continue_title(last: Piece, piece: Piece) -> bool:
    """Return whether two lines belong to one title: same size and weight, next to each other, no sentence end."""
    if not (_is_display(last) or _is_display(piece)) or last.page != piece.page or _steps_size(last, piece):
        return False
    if (
        last.bold != piece.bold
        or _BRACKETED.fullmatch(piece.text)
        or _CLOSED.search(last.text)
        or _NUMBERED.match(piece.text)
    ):
        return False
    distance = piece.place.top - last.place.bottom
    wide = _lack(last) < _SHORT + 1 or _indent(last) > _INDENTED
    return (
        wide and -0.75 * piece.em <= distance < 1.5 * piece.em and (_is_large(piece) or reads_on(last.text, piece.text))
    )


def _is_large(piece: Piece) -> bool:
    return piece.bold or (piece.measure is not None and piece.em > 1.08 * piece.measure.body)


def reads_on(first: str, second: str) -> bool:
    """Return whether a title's first line wants the second: `云河省商务厅等5部门` / `关于……的意见`.

    The break may also stand inside: `云河省人民政府关于印发云河省培育` / `经营主体行动方案的通知`.
    """
    if _STOP.search(first) or _STOP.search(second) or len(first) > _MAX_TITLE or _GENRE.search(first):
        return False
    return bool(_GENRE.search(second)) and (second.startswith("关于") or "关于" in first)


def _steps_size(last: Piece, piece: Piece) -> bool:
    return max(last.em, piece.em) > _SIZE_STEP * min(last.em, piece.em)


def _opens_by_place(paragraph: Sequence[Piece], piece: Piece) -> bool:
    last = paragraph[-1]
    if _lack(last) > _SHORT + _bite(piece.text):
        return True
    if _indent(piece) > _INDENTED and not (_is_set_in(paragraph, piece) or _is_hanging(last, piece)):
        return True
    same_page = last.page == piece.page and piece.place.top > last.place.top
    pitch = piece.measure.pitch if piece.measure else 0.0
    return same_page and piece.place.bottom - last.place.bottom > pitch + _LOOSE * piece.em


def _is_set_in(paragraph: Sequence[Piece], piece: Piece) -> bool:
    """Return whether a line goes on in a paragraph whose own edge is set in (a note under a table).

    It starts left of the paragraph's opening line, or right below a line that was no opening line either.
    """
    last = paragraph[-1]
    if last.page != piece.page or last.measure != piece.measure:
        return False
    step = (piece.place.x0 - last.place.x0) / piece.em
    return step < -_INDENTED if len(paragraph) == 1 else abs(step) < 0.5  # noqa: PLR2004  em


def _is_hanging(last: Piece, piece: Piece) -> bool:
    """Return whether a line goes on at the same deep indent as the one before (a quotation, a hanging list)."""
    label = _LABEL.match(last.text)
    if label and label.group().strip() and not is_numbered(piece.text):
        width = sum(0.5 if character.isascii() else 1.0 for character in label.group())
        if abs((piece.place.x0 - last.place.x0) / piece.em - width) < 0.7:  # noqa: PLR2004  em
            return True
    deep = _indent(piece) > 2.6  # noqa: PLR2004  em: deeper than a paragraph's indent
    long = 2 * (last.place.x1 - last.place.x0) > piece.measure.right - piece.measure.left if piece.measure else False
    return deep and long and abs(piece.place.x0 - last.place.x0) < piece.em / 2


def _opens_by_words(paragraph: Sequence[Piece], piece: Piece) -> bool:
    """Return whether a full line before and no indent still make a paragraph: a duty line, or the next number."""
    last = paragraph[-1].text
    if is_duty(piece.text) and not last.endswith(("（", "(")):
        return True
    return is_numbered(piece.text) and is_complete("".join(one.text for one in paragraph))


def is_complete(text: str) -> bool:
    """Return whether a paragraph may end here: at a sentence end, or as a heading (numbered and no sentence in it)."""
    return bool(_CLOSED.search(text)) or bool(_NUMBERED.match(text) and not re.search(r"[。；，]", text))
