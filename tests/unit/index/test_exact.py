"""What a question names outright comes first, however it is spelled."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.evidence import Filter
from corpus.library import Library
from corpus.model import Parse
from index.embed import StaticEncoder
from index.exact import Named, places_of, positions_named, read_names
from index.snapshot import open_searcher


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("第12条怎么说", Named(places=(("第十二条",),))),
        ("第一百零五条", Named(places=(("第一百零五条",),))),
        ("第105条", Named(places=(("第一百零五条",),))),
        ("十三（一）由谁负责", Named(places=(("十三", "（一）"),))),
        ("十三、(一)由谁负责", Named(places=(("十三", "（一）"),))),
        ("《云河省中试平台管理办法》讲什么", Named(titles=("云河省中试平台管理办法",))),
        ("云政发[2025]3号", Named(numbers=("云政发20253号",))),
        ("中试平台由谁认定", Named()),
    ],
)
def test_names_are_read_in_any_spelling(text: str, named: Named) -> None:
    """Digits, brackets and the mark after a section number make no difference."""
    assert read_names(text) == named


def test_a_place_is_a_whole_step_of_the_path() -> None:
    """第一条 is not found inside 第十一条, nor 三（一） inside 十三（一）."""
    ids = ["a/第一条", "a/第十一条", "a/三/（一）", "a/十三/（一）", "b/第一条/2"]
    assert positions_named(read_names("第一条"), frozenset(), ids, places_of(ids)) == {0, 4}
    assert positions_named(read_names("三（一）"), frozenset("a"), ids, places_of(ids)) == {2}
    assert positions_named(read_names("第一条"), frozenset("b"), ids, places_of(ids)) == {4}


def test_a_named_document_and_article_come_first(
    library: Library, encoder: StaticEncoder, make: Callable[[str, str, list[str]], Parse]
) -> None:
    """The article of the named document beats clauses that share more words, and says so."""
    library.add([make("c", "云河省船舶管理办法", ["本办法自公布之日起施行。", "靠泊减免费用。"])])
    first = open_searcher(library, encoder).search("《云河省船舶管理办法》第2条 中试平台设备补助")[0]
    assert (first.clause_id, first.ranker) == ("c/第二条", "exact")


def test_a_name_does_not_open_a_closed_filter(library: Library, encoder: StaticEncoder) -> None:
    """A filter holds also against what is named outright."""
    hits = open_searcher(library, encoder).search("《云河省中试平台管理办法》第二条", where=Filter(documents=("b",)))
    assert all(hit.document_id == "b" for hit in hits)
