"""Glyphs become printed lines: runs on one baseline, parted where the gap is too wide for a word blank.

The reader does not decide on columns. It only parts what stands further apart than any blank inside a sentence;
`ingest.layout.arrange` joins the pieces of a row again where no column gutter runs between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter, sub

from corpus.model import Box
from ingest.raw import RawLine
from ingest.readers.pdf_glyphs import Glyph, Look

_PARTING = 1.4  # em: gutters of newspaper columns measure from 1.5 em, blanks in titles up to 1 em
_BASELINE = 0.4  # em: superscripts stand 0.3 em up, the next line at least 1 em down
_WORD_GAP = 0.15  # em between Latin letters; a blank of Times is 0.25 em, kerning below 0.1
_WIDE_GAP = 0.35  # em between Chinese characters; half a blank is the least a printer sets
_STRETCH = 2.5  # times the line's usual gap: justified lines stretch all gaps alike
_WESTERN = re.compile(r"[!-~À-ɏ]")
_left, _size = attrgetter("x0"), attrgetter("size")
_LOOK_TAGS = {Look.UPRIGHT: "", Look.TURNED: "", Look.TILTED: "watermark", Look.HIDDEN: "hidden"}


def build_lines(glyphs: Sequence[Glyph], *, in_cell: bool = False) -> list[RawLine]:
    """Return the lines of these glyphs from top to bottom and left to right, each with its box, size and tag.

    `in_cell` trusts no gap between Chinese characters: narrow cells spread a name over their width.
    """
    lines: list[RawLine] = []
    for look in Look:
        chosen = [glyph for glyph in glyphs if glyph.look is look]
        if not chosen:
            continue
        pieces = _upright(chosen) if look is Look.UPRIGHT else _as_drawn(chosen)
        lines.extend(
            _line(piece, _LOOK_TAGS[look], in_cell=in_cell)
            for piece in pieces
            if not all(glyph.blank for glyph in piece)
        )
    return sorted(lines, key=_position)


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


def _upright(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    return [piece for row in _rows(glyphs) for piece in _parted(row)]


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs grouped by baseline; a row is led by the first glyph of ordinary size seen on it."""
    bases: list[float] = []
    rows: list[list[Glyph]] = []
    known: dict[tuple[float, float], list[Glyph]] = {}
    for glyph in sorted(glyphs, key=_size, reverse=True):
        row = known.get(glyph[5:7])
        if row is None:
            row = known[glyph[5:7]] = _row_at(bases, rows, glyph)
        row.append(glyph)
    return rows


def _row_at(bases: list[float], rows: list[list[Glyph]], glyph: Glyph) -> list[Glyph]:
    """Return the row whose baseline is next to the glyph's, a new one where none is near."""
    place = bisect_left(bases, glyph.base)
    near = [
        i for i in (place - 1, place) if 0 <= i < len(bases) and abs(bases[i] - glyph.base) <= _BASELINE * glyph.size
    ]
    if near:
        return rows[min(near, key=lambda i: abs(bases[i] - glyph.base))]
    bases.insert(place, glyph.base)
    rows.insert(place, [])
    return rows[place]


def _parted(row: list[Glyph]) -> list[list[Glyph]]:
    row.sort(key=_left)
    pieces: list[list[Glyph]] = []
    reach, size, begun = row[0].x1, row[0].size, 0
    for place, (_, x0, _, x1, _, _, own, _, _, blank) in enumerate(row):
        if not blank:
            gap = x0 - reach
            if gap > _PARTING * size and gap > _PARTING * own:
                pieces.append(row[begun:place])
                begun = place
            reach, size = x1, own
    return [*pieces, row[begun:]]


def _as_drawn(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return runs of glyphs that follow each other in the file: all one can say of tilted or turned text."""
    pieces: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        far = last is not None and max(abs(glyph.x0 - last.x0), abs(glyph.base - last.base)) > 3 * glyph.size
        if last is None or far:
            pieces.append([])
        pieces[-1].append(glyph)
        last = glyph
    return pieces


def _line(piece: Sequence[Glyph], tag: str, *, in_cell: bool) -> RawLine:
    inked = [glyph for glyph in piece if not glyph.blank]
    texts, x0, top, x1, bottom, _, sizes, bolds, _, _ = zip(*inked, strict=True)
    box = Box(round(min(x0), 2), round(min(top), 2), round(max(x1), 2), round(max(bottom), 2))
    gaps = list(map(sub, x0[1:], x1))
    plain = len(inked) == len(piece) and max(gaps, default=0.0) <= _WORD_GAP * min(sizes)
    text = "".join(texts) if plain else _spell(piece, gaps, in_cell=in_cell)
    size = sizes[0] if min(sizes) == max(sizes) else Counter(sizes).most_common(1)[0][0]
    return RawLine(text, box, round(size, 1), 2 * sum(bolds) > len(inked), tag)


def _spell(piece: Sequence[Glyph], gaps: Sequence[float], *, in_cell: bool) -> str:
    """Return the text of a run; a blank stands where the file has one or the gap shows one."""
    usual = max(0.0, sorted(gaps)[len(gaps) // 2]) if gaps and not in_cell else 1e9
    text, last, blank = "", None, False
    for glyph in piece:
        if glyph.blank:
            blank = True
            continue
        if last is not None and (blank or _shows_blank(last, glyph, usual)):
            text += " "
        text, last, blank = text + glyph.text, glyph, False
    return text


def _shows_blank(left: Glyph, right: Glyph, usual: float) -> bool:
    gap, em = right.x0 - left.x1, max(left.size, right.size)
    if gap <= _WORD_GAP * em:
        return False
    if _WESTERN.match(left.text) and _WESTERN.match(right.text):
        return True
    return _is_ideograph(left) and _is_ideograph(right) and gap > _WIDE_GAP * em + _STRETCH * usual


def _is_ideograph(glyph: Glyph) -> bool:
    return "\u4e00" <= glyph.text <= "\u9fff"
