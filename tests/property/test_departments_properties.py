"""Whatever stands in a clause: spans slice the document, names are not empty, and the result is always the same."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.authority.departments import resolve
from corpus.authority.departments_find import find_departments
from corpus.model import Certificate, Clause, ClauseKind, Dates, Document, Span, Status
from ingest.measures import tag_measures
from ingest.responsibility.names import split_names
from ingest.responsibility.tag import tag_departments

CUES = "责任单位：|牵头|负责|配合|会同|以下均需|落实|不再列出|列第一位的为牵头单位，下同|按职责分工负责|推进"
NAMES = "省教育厅|省财政厅|各市|县（市、区）|政府|2026年|松果"
WORDS = st.sampled_from([*"（）〔〕()：；，。、\n\t 　和及与等由省市县区", *CUES.split("|"), *NAMES.split("|")])
TEXTS = st.lists(WORDS, max_size=25).map("".join)


def parsed(text):
    """Return a document of one clause, and the clause."""
    clause = Clause("D/一", "D", ("一",), "", ClauseKind.CLAUSE, (), text, Span(0, len(text)), 1)
    document = Document(
        "D", "", (), None, Dates(), "云河省", Status.UNKNOWN, "", "x", "txt", text, 1, (), (), (), Certificate(())
    )
    return document, (clause,)


@given(TEXTS)
def test_spans_slice_and_names_are_whole(text):
    """Every duty names somebody and points at words of the document."""
    document, clauses = parsed(text)
    found = tag_departments(document, clauses)
    assert found == tag_departments(document, clauses)
    for one in found:
        assert one.name.strip()
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert one.span.cut(text).strip()


@given(TEXTS)
def test_measures_slice(text):
    """Every measure's verb stands in the words its span covers."""
    document, clauses = parsed(text)
    for one in tag_measures(document, clauses):
        assert one.verb in one.span.cut(text)


@given(TEXTS)
def test_split_names_stay_inside_their_list(text):
    """Each name's range lies in the list that was read."""
    for one in split_names(text.replace("\n", "").replace("\t", "")):
        assert one.name
        assert 0 <= one.start <= one.end <= len(text)


@given(TEXTS)
def test_found_departments_are_resolved_words(text):
    """What is found in a text slices it and has a full name."""
    for one in find_departments(text):
        assert one.span.cut(text) == one.name
        assert one.canonical == resolve(one.name)
