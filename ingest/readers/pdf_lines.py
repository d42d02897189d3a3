"""Glyphs become printed lines: runs on one baseline, parted where the gap is too wide for a word blank.

The reader does not decide on columns. It only parts what stands further apart than any blank inside a sentence;
`ingest.layout.arrange` joins the pieces of a row again where no column gutter runs between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from corpus.model import Box
from ingest.raw import RawLine
from ingest.readers.glyphs import Axis, Flags, Glyphs, Look, Numbers

_PARTING = 1.4  # em: gutters of newspaper columns measure from 1.5 em, blanks in titles up to 1 em
_BASELINE = 0.4  # em: superscripts stand 0.3 em up, the next line at least 1 em down
_WORD_GAP = 0.15  # em between Latin letters; a blank of Times is 0.25 em, kerning below 0.1
_WIDE_GAP = 0.35  # em between Chinese characters; half a blank is the least a printer sets
_STRETCH = 2.5  # times the line's usual gap: justified lines stretch all gaps alike
_WESTERN = re.compile(r"[!-~À-ɏ]")
_LOOK_TAGS = {Look.UPRIGHT: "", Look.TURNED: "", Look.TILTED: "watermark", Look.HIDDEN: "hidden"}


def build_lines(glyphs: Glyphs) -> list[RawLine]:
    """Return the lines of these glyphs from top to bottom and left to right, each with its box, size and tag."""
    built = _built(glyphs, np.zeros(len(glyphs), np.intp), in_cell=False)
    return sorted((line for _, line in built), key=_position)


def build_cells(glyphs: Glyphs, cells: Numbers) -> dict[int, list[RawLine]]:
    """Return the lines of each cell of a table; `cells` names the cell of each glyph.

    No gap between Chinese characters is trusted: narrow cells spread a name over their width.
    """
    found: dict[int, list[RawLine]] = {}
    for cell, line in _built(glyphs, cells, in_cell=True):
        found.setdefault(cell, []).append(line)
    return {cell: sorted(lines, key=_position) for cell, lines in found.items()}


def join_lines(lines: Sequence[RawLine]) -> str:
    """Return one text of several lines: Chinese lines close up, Latin words keep a blank.

    `["推进", "AI", "Agent"]` gives `推进AI Agent`.
    """
    text = ""
    for line in lines:
        text += join_blank(text, line.text) + line.text
    return text


def join_blank(before: str, after: str) -> str:
    """Return the blank that belongs between two pieces of text: one between two Latin words, else none."""
    both = before and after and _WESTERN.match(before[-1]) and _WESTERN.match(after[0])
    return " " if both and before[-1] != "-" else ""


def _position(line: RawLine) -> tuple[float, float]:
    box = line.box or Box(0, 0, 0, 0)
    return round(box.bottom), box.x0


def _built(glyphs: Glyphs, groups: Numbers, *, in_cell: bool) -> Iterator[tuple[int, RawLine]]:
    """Yield the lines of glyphs that stand in groups apart from each other, each with the number of its group."""
    numbers_drawn = np.bincount(glyphs.look, minlength=len(Look)).tolist()
    for look in (look for look, number in zip(Look, numbers_drawn, strict=True) if number):
        chosen = glyphs.look == look
        cut = _upright if look is Look.UPRIGHT else _as_drawn
        own, theirs, begins = cut(glyphs.at(chosen), groups[chosen])
        numbers = theirs.tolist()
        for place, line in _lines(own, begins, _LOOK_TAGS[look], in_cell=in_cell):
            yield numbers[place], line


def _upright(glyphs: Glyphs, groups: Numbers) -> tuple[Glyphs, Numbers, Flags]:
    """Return the glyphs row by row from left to right with their groups, and which of them begins a new piece."""
    rows = _rows(glyphs, groups)
    if not _are_in_order(glyphs, rows):
        order = np.lexsort((-glyphs.size, glyphs.x0, rows))
        glyphs, groups, rows = glyphs.at(order), groups[order], rows[order]
    begins = np.diff(rows, prepend=-1) != 0
    inked = np.nonzero(~glyphs.blank)[0]
    opening = np.maximum.accumulate(np.where(begins, np.arange(len(rows)), 0))[inked]
    before = np.maximum(np.concatenate(([0], inked[:-1])), opening)[: len(inked)]
    far = glyphs.x0[inked] - glyphs.x1[before] > _PARTING * np.maximum(glyphs.size[before], glyphs.size[inked])
    begins[inked[far]] = True
    return glyphs, groups, begins


def _are_in_order(glyphs: Glyphs, rows: Numbers) -> bool:
    """Return whether the glyphs stand row by row from left to right already, as most files draw them."""
    down, right = np.diff(rows), np.diff(glyphs.x0)
    return bool(((down > 0) | ((down == 0) & (right > 0))).all())


def _rows(glyphs: Glyphs, groups: Numbers) -> Numbers:
    """Return the number of each glyph's row, by groups and heights; a row is led by its largest glyph, the first seen.

    Glyphs of one group, baseline and size are in one row, so one of each kind is looked at.
    """
    keys = (groups, glyphs.size, glyphs.base)
    opens = _changes(keys)
    firsts = np.nonzero(opens)[0]  # of the runs of one kind, few beside the glyphs
    order = np.lexsort((glyphs.base[firsts], -glyphs.size[firsts], groups[firsts]))
    fresh = _changes([key[firsts[order]] for key in keys])
    heads = firsts[order[fresh]]
    rows = np.zeros(len(heads), np.intp)
    for number, members in enumerate(_clustered(glyphs, groups, heads)):
        rows[members] = number
    found = np.empty(len(order), np.intp)
    found[order] = rows[np.cumsum(fresh) - 1]
    every: Numbers = found[np.cumsum(opens) - 1]
    return every


def _changes(keys: Sequence[Axis | Numbers]) -> Flags:
    """Return for each place whether one of the keys differs from the one before; at the first it does."""
    changed = np.ones(len(keys[0]), np.bool_)
    changed[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return changed


def _clustered(glyphs: Glyphs, groups: Numbers, heads: Numbers) -> Iterator[list[int]]:
    """Yield the rows of each group from the top, each as the places in `heads` of the kinds of glyphs it holds."""
    group, size, base = groups[heads], glyphs.size[heads], glyphs.base[heads]
    walk = np.lexsort((heads, -size, group))
    bases: list[float] = []
    rows: list[list[int]] = []
    last: int | None = None
    for kind, own, em, at in zip(walk.tolist(), *(axis[walk].tolist() for axis in (group, size, base)), strict=True):
        if own != last:
            yield from rows
            bases, rows, last = [], [], own
        _row_at(bases, rows, at, em).append(kind)
    yield from rows


def _row_at(bases: list[float], rows: list[list[int]], base: float, size: float) -> list[int]:
    """Return the row whose baseline is next to this one, a new row where none is near."""
    place = bisect_left(bases, base)
    near = [i for i in (place - 1, place) if 0 <= i < len(bases) and abs(bases[i] - base) <= _BASELINE * size]
    if near:
        return rows[min(near, key=lambda i: abs(bases[i] - base))]
    bases.insert(place, base)
    rows.insert(place, [])
    return rows[place]


def _as_drawn(glyphs: Glyphs, groups: Numbers) -> tuple[Glyphs, Numbers, Flags]:
    """Return runs of glyphs that follow each other in the file: all one can say of tilted or turned text."""
    order = np.argsort(groups, kind="stable")
    glyphs, groups = glyphs.at(order), groups[order]
    far = np.maximum(np.abs(np.diff(glyphs.x0)), np.abs(np.diff(glyphs.base))) > 3 * glyphs.size[1:]
    return glyphs, groups, np.append(np.ones(1, np.bool_), far | (np.diff(groups) != 0))


class _Pieces(NamedTuple):
    """Where the inked glyphs of each piece begin and end among all inked ones, and what the piece measures."""

    starts: Numbers
    ends: Numbers
    plain: Flags
    x0: Axis
    top: Axis
    x1: Axis
    bottom: Axis
    bold: Flags
    even: Flags


def _lines(glyphs: Glyphs, begins: Flags, tag: str, *, in_cell: bool) -> Iterator[tuple[int, RawLine]]:
    """Yield the line of each piece that has ink, with the place of its first inked glyph."""
    ink = ~glyphs.blank
    places = np.nonzero(ink)[0]
    if not len(places):
        return
    inked, numbers = glyphs.at(ink), np.cumsum(begins, dtype=np.intp)
    gaps = np.append(np.zeros(1), inked.x0[1:] - inked.x1[:-1])
    pieces = _measured(inked, gaps, numbers, numbers[places])
    texts, sizes, firsts = inked.texts.tolist(), inked.size.tolist(), places[pieces.starts].tolist()
    for first, start, end, plain, *sides, bold, even in zip(firsts, *(one.tolist() for one in pieces), strict=True):
        text = "".join(texts[start:end])
        if not plain:
            whole = slice(*np.searchsorted(numbers, (numbers[first], numbers[first] + 1)))
            text = _spell(glyphs, whole, gaps[start + 1 : end].tolist(), in_cell=in_cell)
        size = sizes[start] if even else Counter(sizes[start:end]).most_common(1)[0][0]
        yield first, RawLine(text, Box(*sides), round(size, 1), bold, tag)


def _measured(inked: Glyphs, gaps: Axis, numbers: Numbers, own: Numbers) -> _Pieces:
    """Return the pieces of inked glyphs; `numbers` names the piece of every glyph, `own` those of the inked ones.

    A piece is plain where nothing blank stands in it and no gap shows a blank.
    """
    starts = np.nonzero(np.diff(own, prepend=0))[0]
    ends = np.append(starts[1:], len(own))
    small, large = np.minimum.reduceat(inked.size, starts), np.maximum.reduceat(inked.size, starts)
    inner = gaps.copy()
    inner[starts] = -np.inf
    whole = np.bincount(numbers)[own[starts]] == ends - starts
    low = [np.minimum.reduceat(side, starts) for side in (inked.x0, inked.top)]
    high = [np.maximum.reduceat(side, starts) for side in (inked.x1, inked.bottom)]
    x0, top, x1, bottom = np.round([*low, *high], 2)
    plain = whole & (np.maximum.reduceat(inner, starts) <= _WORD_GAP * small)
    bold = 2 * np.add.reduceat(inked.bold, starts, dtype=np.intp) > ends - starts
    return _Pieces(starts, ends, plain, x0, top, x1, bottom, bold, small == large)


def _spell(glyphs: Glyphs, piece: slice, gaps: Sequence[float], *, in_cell: bool) -> str:
    """Return the text of a run of glyphs; a blank stands where the file has one or the gap shows one."""
    usual = max(0.0, sorted(gaps)[len(gaps) // 2]) if gaps and not in_cell else 1e9
    columns = [one[piece] for one in (glyphs.texts, glyphs.x0, glyphs.x1, glyphs.size, glyphs.blank)]
    text, last, after, em, blank = "", "", 0.0, 0.0, False
    for own, x0, x1, size, empty in zip(*(column.tolist() for column in columns), strict=True):
        if empty:
            blank = True
            continue
        if last and (blank or _shows_blank(last, own, x0 - after, max(em, size), usual)):
            text += " "
        text, last, after, em, blank = text + own, own, x1, size, False
    return text


def _shows_blank(left: str, right: str, gap: float, em: float, usual: float) -> bool:
    if gap <= _WORD_GAP * em:
        return False
    if _WESTERN.match(left) and _WESTERN.match(right):
        return True
    return _is_ideograph(left) and _is_ideograph(right) and gap > _WIDE_GAP * em + _STRETCH * usual


def _is_ideograph(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"
