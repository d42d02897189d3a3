"""Whatever the text, its clauses are ordered, disjoint, uniquely named, and lose no character."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Line, Span
from ingest.flow import Flow
from ingest.structure.split import split_clauses

_LEADS = st.sampled_from(
    [
        "",
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）",
        "（三）",
        "1.",
        "2.",
        "3.",
        "（1）",
        "①",
        "第一章 ",
        "第一条 ",
        "第二条 ",
        "附件1",
        "附件：1.",
        "2.1 ",
        "第一，",
    ]
)
_BODIES = st.sampled_from(
    [
        "",
        "总体要求",
        "支持松果加工。对企业奖励10万元。",
        "云河省林业局",
        "2030年1月2日",
        "云河省松果行动方案",
        "各市林业局：",
        "（责任单位：省林业局）",
        "特此通知。",
        "\t甲\t乙",
        "（下转 C3 版）",
    ]
)
_PARAGRAPHS = st.lists(st.tuples(_LEADS, _BODIES).map("".join), max_size=30)


def _flow(paragraphs):
    lines, start = [], 0
    for paragraph in paragraphs:
        lines.append(Line(Span(start, start + len(paragraph)), 1, None))
        start += len(paragraph) + 1
    return Flow("".join(f"{paragraph}\n" for paragraph in paragraphs), tuple(lines), (), ())


@settings(max_examples=150, deadline=None)
@given(_PARAGRAPHS)
def test_clauses_are_ordered_disjoint_unique_and_lose_nothing(paragraphs):
    """Spans rise without overlap, ids differ, and the clauses hold every non-blank character of the text."""
    flow = _flow(paragraphs)
    clauses = split_clauses(flow, "D").clauses
    assert all(before.span.end <= after.span.start for before, after in pairwise(clauses))
    assert len({clause.id for clause in clauses}) == len(clauses)
    assert all(clause.text == clause.span.cut(flow.text) and clause.text == clause.text.strip() for clause in clauses)
    assert "".join("".join(clause.text for clause in clauses).split()) == "".join(flow.text.split())


@settings(max_examples=30, deadline=None)
@given(_PARAGRAPHS)
def test_the_same_text_gives_the_same_outline(paragraphs):
    """Ids are stable from run to run."""
    assert split_clauses(_flow(paragraphs), "D") == split_clauses(_flow(paragraphs), "D")
