"""`python -m eval.parity TRUTH OTHER…`: whether several renderings of one document read the same.

Clauses are compared under their paths, blanks left out: how many characters are equal, and which paths are on one side
only. With `--part` the other files hold only the beginning (a scan of the first pages): their text is compared with as
much of the truth, its paths with those that begin there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Parse
from ingest.parsing import parse_file

_HEADER = ("甲", "乙", "甲的字符", "相同", "甲的路径", "乙的路径", "共有", "只在一边")
_SLACK = 60  # characters by which a part may end before or after its length
_SHOWN = 4  # paths that are named

Trail = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parity:
    """How far two readings agree: `equal` is a share of the characters, `apart` the paths of one side only."""

    truth: str
    other: str
    characters: int
    equal: float
    paths: tuple[int, int]
    shared: int
    apart: tuple[Trail, ...]

    def row(self) -> tuple[str, ...]:
        """Return the cells of a Markdown row."""
        apart = "、".join("/".join(path) for path in self.apart[:_SHOWN]) or "无"
        more = f" 等 {len(self.apart)} 条" if len(self.apart) > _SHOWN else ""
        return (
            self.truth, self.other, f"{self.characters:,}", f"{self.equal:.2%}", str(self.paths[0]),
            str(self.paths[1]), str(self.shared), apart + more,
        )  # fmt: skip


def compare(truth: Parse, other: Parse, names: tuple[str, str]) -> Parity:
    """Return how far two whole readings agree, clause by clause."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  an extra of the evaluation

    one, two = _texts(truth), _texts(other)
    errors = sum(Levenshtein.distance(one.get(path, ""), two.get(path, "")) for path in one.keys() | two.keys())
    characters = sum(map(len, one.values()))
    return _parity(names, characters, 1 - errors / max(1, characters), one.keys(), two.keys())


def compare_part(truth: Parse, part: Parse, names: tuple[str, str]) -> Parity:
    """Return how far a reading of the beginning agrees with as much of the truth."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  an extra of the evaluation

    whole, seen = "".join(truth.document.text.split()), "".join(part.document.text.split())
    ends = range(max(1, len(seen) - _SLACK), min(len(whole), len(seen) + _SLACK) + 1)
    errors, end = min((Levenshtein.distance(whole[:end], seen), end) for end in ends)
    begun = {path for path, text in _texts(truth).items() if text and text[:20] in whole[:end]}
    return _parity(names, end, 1 - errors / end, begun, _texts(part).keys())


def _parity(
    names: tuple[str, str], characters: int, equal: float, one: Iterable[Trail], two: Iterable[Trail]
) -> Parity:
    left, right = set(one), set(two)
    apart = tuple(sorted(left ^ right))
    return Parity(*names, characters, max(0.0, equal), (len(left), len(right)), len(left & right), apart)


def _texts(parse: Parse) -> dict[Trail, str]:
    return {clause.path: "".join(clause.text.split()) for clause in parse.clauses}


def table(rows: Sequence[Parity]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    cells = (_HEADER, ("---",) * len(_HEADER), *(one.row() for one in rows))
    yield from (f"| {' | '.join(row)} |\n" for row in cells)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m eval.parity", description="比较同一份文件的几种版本读出来是否一样")
    parser.add_argument("truth", type=Path, help="作为标准的一份")
    parser.add_argument("others", type=Path, nargs="+", help="要比的各份")
    parser.add_argument("--part", action="store_true", help="要比的只有开头几页")
    options = parser.parse_args(arguments)
    truth, judge = parse_file(options.truth), compare_part if options.part else compare
    rows = [judge(truth, parse_file(path), (options.truth.name, path.name)) for path in options.others]
    sys.stdout.writelines(table(rows))


if __name__ == "__main__":
    main()
