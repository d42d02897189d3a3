"""The domain types keep their promises about spans, places and paths."""

from __future__ import annotations

import pytest

from corpus.model import Box, Certificate, Clause, ClauseKind, Dates, Document, Line, PageRecord, Span, Status


def document(text: str, lines: tuple[Line, ...] = ()) -> Document:
    """Return an invented document with this text and these lines."""
    return Document(
        id="d",
        title="题",
        issuers=(),
        number=None,
        dates=Dates(),
        region=None,
        status=Status.UNKNOWN,
        genre="意见",
        source="d.txt",
        format="txt",
        text=text,
        page_count=1,
        lines=lines,
        tables=(),
        furniture=(),
        certificate=Certificate((PageRecord(1, len(text), len(text)),)),
    )


def clause(path: tuple[str, ...]) -> Clause:
    """Return an invented clause at this path."""
    return Clause("d/x", "d", path, "".join(path[-1:]), ClauseKind.CLAUSE, (), "文", Span(0, 1), 1)


def test_a_span_cuts_and_shifts() -> None:
    """A span is half-open and moves as a whole."""
    assert Span(1, 3).cut("省财政厅") == "财政"
    assert Span(1, 3).shift(1).cut("省财政厅") == "政厅"


def test_places_are_clipped_to_the_characters_touched() -> None:
    """A span that covers the right half of a line yields the right half of its box."""
    line = Line(Span(0, 4), 2, Box(0, 10, 40, 20))
    assert document("省财政厅", (line,)).places(Span(2, 4)) == ((2, Box(20.0, 10, 40.0, 20)),)


def test_a_span_over_two_pages_names_both() -> None:
    """Each touched line gives one place; the page of a span is where it begins."""
    lines = (Line(Span(0, 2), 1, Box(0, 0, 20, 9)), Line(Span(2, 4), 2, Box(0, 0, 20, 9)))
    found = document("省财政厅", lines)
    assert [page for page, _ in found.places(Span(1, 3))] == [1, 2]
    assert found.page_of(Span(1, 3)) == 1


def test_a_place_outside_every_line_is_unknown() -> None:
    """No line, no page: absence is a fact, not an error."""
    assert document("省财政厅").page_of(Span(0, 1)) is None
    assert document("省财政厅").places(Span(0, 1)) == ()


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        (("十三", "（一）"), "十三、（一）"),
        (("二", "（六）", "12"), "二、（六）12"),
        (("第二章", "第五条"), "第二章第五条"),
        (("三",), "三"),
        ((), ""),
    ],
)
def test_a_path_is_printed_as_people_cite_it(path: tuple[str, ...], printed: str) -> None:
    """Inner numerals get their mark, everything else stands as printed."""
    assert clause(path).printed_path == printed


def test_coverage_of_a_blank_page_is_whole() -> None:
    """Nothing to read is nothing lost."""
    assert PageRecord(1, 0, 0).coverage == 1.0
    assert PageRecord(1, 10, 6, furniture=2, unassigned=2).coverage == pytest.approx(0.8)


def test_words_in_a_tall_cell_are_boxed_by_rows_not_by_a_strip_of_its_width():
    """A table cell kept as one line: 40 characters in 4 rows; the 11th to 20th fill the second row."""
    cell = Line(Span(0, 40), 1, Box(0.0, 0.0, 100.0, 56.0))
    found = document("字" * 40, (cell,))
    assert found.places(Span(10, 20)) == ((1, Box(0.0, 14.0, 100.0, 28.0)),)
    assert found.places(Span(5, 25)) == ((1, Box(0.0, 0.0, 100.0, 42.0)),)
