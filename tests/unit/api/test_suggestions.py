"""Suggestions are found by characters, full pinyin and initials."""

import pytest

from api.suggestions import Suggestion, Suggestions, collect, matter_of
from corpus.library import Library

KNOWN = Suggestions(
    (
        Suggestion("matter", "支持苔藓育种", "支持苔藓育种由哪个部门负责？"),
        Suggestion("matter", "苔藓检测", "苔藓检测由哪个部门负责？"),
        Suggestion("department", "云河省林业和草原局", "云河省林业和草原局负责哪些工作？"),
    )
)


@pytest.mark.parametrize("typed", ["苔藓", "taixian", "tx", "TaiXian", "tai xian"])
def test_characters_and_pinyin_find_the_same(typed):
    """Those that begin with what was typed come first."""
    assert [one.phrase for one in KNOWN.find(typed)] == ["苔藓检测", "支持苔藓育种"]


@pytest.mark.parametrize("typed", ["", "  ", "t", "水母", "qqq"])
def test_too_little_or_something_else_finds_nothing(typed):
    """One letter would match half the library."""
    assert KNOWN.find(typed) == ()


def test_no_more_are_returned_than_asked_for():
    """The list stays short."""
    assert len(KNOWN.find("tx", most=1)) == 1


def test_examples_are_questions_the_library_can_answer():
    """Matters long enough to speak for themselves, and a department at the end."""
    assert KNOWN.examples(most=2) == ("支持苔藓育种由哪个部门负责？", "云河省林业和草原局负责哪些工作？")
    assert Suggestions(()).examples() == ()


def test_a_clause_is_named_by_its_first_words(parse):
    """Label and sentence are cut off."""
    assert matter_of(parse.clauses[0]) == "支持苔藓育种"


def test_a_library_yields_matters_departments_and_titles(parse, tmp_path):
    """Each kind is collected once, with the question it stands for."""
    with Library.open(tmp_path) as library:
        library.add([parse])
        found = {one.kind: one for one in collect(library).phrases}
    assert found["matter"].question == "支持苔藓育种由哪个部门负责？"
    assert found["department"].question == "云河省林业和草原局负责哪些工作？"
    assert found["document"].document_id == parse.document.id
