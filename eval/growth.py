"""`python -m eval.growth TEXTS --clauses 100000`: how soon one more document can be found in a large library.

A library of recombined clauses (see `eval.scale`) is stored and indexed; then documents of 30 clauses are added one by
one. The time of each counts from the moment its parse is there until a search for one of its sentences finds it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from corpus.library import Library
from corpus.model import Certificate, Clause, ClauseKind, Dates, Document, Parse, Span, Status
from eval.scale import recombine, sentences_of
from index.embed import Encoder, load_encoder
from index.snapshot import open_searcher

_CLAUSES_A_DOCUMENT = 1000
_SMALL = 30


def document_of(name: str, texts: Sequence[str]) -> Parse:
    """Return a document whose clauses are these texts, numbered 第1条, 第2条 and so on."""
    text, clauses = "", []
    for number, body in enumerate(texts, 1):
        span = Span(len(text), len(text) + len(body))
        path = (f"第{number}条",)
        clauses.append(Clause(f"{name}/{path[0]}", name, path, path[0], ClauseKind.ARTICLE, (), body, span, None))
        text += body + "\n"
    document = Document(
        name, f"{name}号办法", ("某省人民政府",), None, Dates(written=dt.date(2026, 1, 1)), None, Status.UNKNOWN,
        "办法", f"{name}.txt", "txt", text, 0, (), (), (), Certificate(()),
    )  # fmt: skip
    return Parse(document, tuple(clauses))


def fill(library: Library, texts: Sequence[str], size: int) -> None:
    """Store the texts in the library as documents of `size` clauses each."""
    for start in range(0, len(texts), size):
        library.add([document_of(f"d{start}", texts[start : start + size])])


def seconds_to_find(library: Library, parse: Parse, encoder: Encoder) -> tuple[float, bool]:
    """Return the seconds from having a parse to having searched for it, and whether its first clause was found."""
    begun = time.perf_counter()
    library.add([parse])
    wanted = parse.clauses[0]
    hits = open_searcher(library, encoder).search(wanted.text[:40], k=10)
    return time.perf_counter() - begun, wanted.id in {hit.clause_id for hit in hits}


def main() -> None:
    """Read the command line, build the library, print the time of every document that is added."""
    parser = argparse.ArgumentParser(prog="python -m eval.growth", description="大库增添一份文件要多久才能查到")
    parser.add_argument("texts", type=Path, nargs="+", help="纯文本或 JSON Lines 文件，句子取自其中")
    parser.add_argument("--clauses", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=5)
    chosen = parser.parse_args()
    random, sentences, encoder = Random(7), sentences_of(chosen.texts), load_encoder()  # noqa: S311  reproducible
    texts = list(recombine(sentences, chosen.clauses, random).values())
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        fill(library, texts, _CLAUSES_A_DOCUMENT)
        begun = time.perf_counter()
        open_searcher(library, encoder)
        sys.stdout.write(f"{chosen.clauses} 条：首次建索引 {time.perf_counter() - begun:.1f} 秒\n")
        for number in range(chosen.documents):
            parse = document_of(f"new{number}", list(recombine(sentences, _SMALL, random).values()))
            seconds, found = seconds_to_find(library, parse, encoder)
            sys.stdout.write(
                f"新增第 {number + 1} 份（{_SMALL} 条）：{seconds:.2f} 秒，{'查到' if found else '没查到'}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
