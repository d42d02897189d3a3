"""The real opinion has the outline that a reader counts, in each of its renderings."""

import pytest

from corpus.model import ClauseKind
from ingest.layout.arrange import arrange
from ingest.readers.registry import read
from ingest.structure.numbering import count_of
from ingest.structure.split import split_clauses

pytestmark = pytest.mark.shared

RENDERINGS = ["opinion_newspaper.txt", "opinion_official.pdf", "opinion_newspaper.pdf"]
CLAUSES_OF_SECTIONS = [4, 9, 3, 3, 3, 5, 2, 2, 2, 2, 3, 3, 3, 3]


@pytest.fixture(scope="module")
def outlines(shared):
    """Return the outline of each rendering."""
    return {name: split_clauses(arrange(read(shared / "docs/opinion" / name)), name) for name in RENDERINGS}


@pytest.mark.parametrize("name", RENDERINGS)
def test_fourteen_sections_and_forty_seven_clauses_in_order(outlines, name):
    """Sections 一 to 十四 hold their clauses （一） … in order, without a gap."""
    outline = outlines[name]
    sections = [clause.path[0] for clause in outline.clauses if clause.kind is ClauseKind.SECTION]
    assert [count_of(section) for section in sections] == list(range(1, 15))
    counts = [
        sum(c.kind is ClauseKind.CLAUSE and c.path[0] == section for c in outline.clauses) for section in sections
    ]
    assert counts == CLAUSES_OF_SECTIONS
    assert outline.gaps == ()


@pytest.mark.parametrize("name", RENDERINGS)
def test_one_title_and_one_preamble(outlines, name):
    """The title is read alike, wherever it is printed."""
    outline = outlines[name]
    kinds = [clause.kind for clause in outline.clauses]
    assert kinds.count(ClauseKind.TITLE) == kinds.count(ClauseKind.PREAMBLE) == 1
    assert outline.title == outlines[RENDERINGS[0]].title
    assert "23部门关于" in outline.title


def test_clause_texts_agree_up_to_blanks(outlines):
    """Newspaper text, newspaper page and official layout give the same words in the same clauses."""
    texts = [
        {
            clause.path: "".join(clause.text.split())
            for clause in outline.clauses
            if clause.kind in (ClauseKind.SECTION, ClauseKind.CLAUSE, ClauseKind.PREAMBLE)
        }
        for outline in outlines.values()
    ]
    assert texts[0] == texts[1] == texts[2]


def test_the_newspaper_says_that_it_goes_on_elsewhere(outlines):
    """The two newspaper renderings carry the notice, the official one does not."""
    assert [outlines[name].continues for name in RENDERINGS] == [True, False, True]
