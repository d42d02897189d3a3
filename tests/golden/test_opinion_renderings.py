"""The real opinion in three prints (official page, newspaper page, newspaper text) reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.flow import Flow
from ingest.layout.arrange import arrange
from ingest.raw import RawFile, RawLine, RawPage
from ingest.readers.pdf import read_pdf

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def opinion(shared: Path) -> Path:
    """Return the folder of the three prints."""
    return shared / "docs" / "opinion"


@pytest.fixture(scope="module")
def prints(opinion: Path) -> dict[str, Flow]:
    """Return the flow of each print by name."""
    lines = (opinion / "opinion_newspaper.txt").read_text("utf-8").splitlines()
    text = RawFile("txt", (RawPage(1, 0, 0, tuple(RawLine(line) for line in lines if line.strip())),))
    return {
        "text": arrange(text),
        "official": arrange(read_pdf(opinion / "opinion_official.pdf")),
        "newspaper": arrange(read_pdf(opinion / "opinion_newspaper.pdf")),
    }


def paragraphs(flow: Flow) -> list[str]:
    """Return the paragraphs without any blank."""
    return ["".join(span.cut(flow.text).split()) for span in flow.paragraphs()]


def test_all_three_prints_have_the_same_paragraphs(prints):
    """The official print opens with the title; the newspapers end with a reference and the title."""
    title, *body = paragraphs(prints["official"])
    assert title.endswith("的意见")
    for name in ("text", "newspaper"):
        assert paragraphs(prints[name]) == [*body, "（下转B2版）", title]


def test_sections_and_clauses_are_paragraphs_of_their_own(prints):
    """14 sections and 47 clauses."""
    found = paragraphs(prints["newspaper"])
    assert sum(one[0] in "一二三四五六七八九十" and "、" in one[:4] for one in found) == 14
    assert sum(one.startswith("（") and "）" in one[:4] for one in found) == 47


def test_the_newspaper_headline_is_told_by_its_size(prints):
    """The structure stage finds it although it stands last."""
    flow = prints["newspaper"]
    sizes = [size for size in flow.sizes if size]
    assert flow.sizes[-1] == max(sizes)


def test_the_head_of_the_newspaper_page_is_furniture(prints):
    """Page mark and editors."""
    assert {one.reason for one in prints["newspaper"].furniture} == {"running_head"}
