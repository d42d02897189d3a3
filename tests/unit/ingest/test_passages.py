"""Passages of one item that have annotations of their own become clauses of their own. All texts are invented."""

from corpus.model import Clause, ClauseKind, Line, Span
from ingest.flow import Flow
from ingest.structure.passages import split_passages


def pieces(text, kind=ClauseKind.CLAUSE):
    """Return path and text of what one clause is cut into."""
    flow = Flow(text, (Line(Span(0, len(text)), 3, None),), (), ())
    clause = Clause("D/一/（一）", "D", ("一", "（一）"), "（一）", kind, ("保障",), text, Span(0, len(text)), 3)
    found = split_passages(flow, (clause,))
    assert all(one.span.cut(text) == one.text for one in found)
    return [("/".join(one.path), one.text) for one in found]


def test_each_annotated_passage_is_a_clause():
    """The first keeps the item's path, later ones are numbered."""
    first, second = (
        "（一）种松果。每年种松果一百万株。（省教育厅负责）",
        "收松果要及时，做到颗粒归仓。（省财政厅负责，2026年完成）",
    )
    assert pieces(first + second) == [("一/（一）", first), ("一/（一）/段2", second)]


def test_a_new_paragraph_behind_an_annotation_stands_alone():
    """Closing words that merely follow are not the annotated item's."""
    first, second = "（一）种松果一百万株。（省教育厅负责）", "本措施自2026年1月1日起施行，由省财政厅负责解释。"
    assert pieces(f"{first}\n{second}") == [("一/（一）", first), ("一/（一）/段2", second)]


def test_one_annotation_or_a_short_remark_cuts_nothing():
    """An item with one annotation stays whole, and so do two labels that follow each other."""
    for text in (
        "（一）种松果。（省教育厅负责）",
        "（一）种松果。（省教育厅负责）（下转 B2 版）",
        "种松果。\n牵头单位：省教育厅\n配合单位：省财政厅",
    ):
        assert pieces(text) == [("一/（一）", text)]


def test_the_paragraphs_of_an_article_that_give_duties_are_cut():
    """款 with different duty bearers are clauses of their own, named as lawyers do."""
    first, second = "第六条 市财政部门负责保障松果资金。", "市、区民政部门负责分发松果。"
    assert pieces(f"{first}\n{second}", ClauseKind.ARTICLE) == [("一/（一）", first), ("一/（一）/第二款", second)]
