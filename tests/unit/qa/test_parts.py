"""Two questions in one are answered both; regions that rule a matter differently are both told."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.evidence import AnswerStatus
from corpus.library import Library
from corpus.model import Role
from qa.answer import Answerer
from qa.parts import split_questions
from qa.verify import find_faults
from tests.unit.qa.conftest import CountingSearcher, make_parse

_BOTH = "深水网箱补助多少钱？长者食堂由哪个部门负责？"


@pytest.mark.parametrize("text", [_BOTH, "深水网箱补助多少钱，另外长者食堂由哪个部门负责"])
def test_two_whole_questions_are_cut_apart(text: str) -> None:
    """At a question mark, or where a linking word says that another question follows."""
    assert split_questions(text) == ("深水网箱补助多少钱", "长者食堂由哪个部门负责")


@pytest.mark.parametrize(
    "text",
    [
        "深水网箱补助多少钱？由谁负责？",
        "环评能不能直接免办？顺便想进用地清单，要问哪几个厅局",
        "深水网箱每只补5万元，对吧？由谁发？",
        "深水网箱补助多少钱？那渔船保险呢？",
        "长者食堂由哪个部门负责？",
        "深水网箱补助多少钱？长者食堂由谁负责？渔船保险怎么申请？",
    ],
)
def test_halves_that_lean_on_each_other_stay_together(text: str) -> None:
    """What asks about the same matter, checks a claim, follows up, or is more than two is left whole."""
    assert split_questions(text) == ()


def test_both_halves_are_answered_each_with_its_evidence(answerer: Answerer) -> None:
    """The amount and the department both stand in the text, each found in its own citation, one of each first."""
    answer = answerer.ask(_BOTH)
    assert answer.status is AnswerStatus.ANSWERED
    assert "3万元" in answer.text
    assert {one.name for one in answer.departments} == {"市民政局", "市商务局"}
    assert all(one.name in answer.citations[one.citation].quote for one in answer.departments if not one.inherited)
    assert len({one.clause_id for one in answer.citations[:2]}) == 2
    names = [one.name for one in answer.departments]
    assert not find_faults(answer.text, answer.citations, names=names)


def test_a_half_without_an_answer_does_not_hide_in_the_other(answerer: Answerer) -> None:
    """Where one half is not answered, the text is taken as one question, and no 其二 is claimed."""
    assert "其二" not in answerer.ask("深水网箱补助多少钱？火星移民补贴由哪个部门负责？").text


@pytest.fixture
def two_towns(tmp_path: Path) -> Answerer:
    """Return an answerer over two towns that give one matter to different bureaus."""
    library = Library.open(tmp_path / "towns")
    library.add(
        [
            make_parse(f"{town}产学合作方案", f"云河省{town}",
                       [("一", f"选派产业教授。向{where}选派产业教授。（{body}负责）", ((body, Role.RESPONSIBLE),))])
            for town, where, body in (("澜州市", "园区", "市科技局"), ("松垣市", "企业", "市教育局"))
        ]
    )  # fmt: skip
    return Answerer(library, CountingSearcher(library))


def test_towns_that_rule_differently_are_both_told(two_towns: Answerer) -> None:
    """Without a place the answer says whose rule it gives, what the other town says, and offers that town."""
    answer = two_towns.ask("选派产业教授归哪个部门管")
    assert "各地规定不同" in answer.text
    assert "市科技局" in answer.text
    assert "市教育局" in answer.text
    assert len(answer.departments) == 1
    choice = answer.followups[0]
    other = two_towns.ask(choice, context=["选派产业教授归哪个部门管"])
    assert [one.name for one in other.departments] != [one.name for one in answer.departments]


def test_a_place_in_the_question_settles_which_rule_counts(two_towns: Answerer) -> None:
    """Who names the town gets the town's rule alone."""
    answer = two_towns.ask("云河省松垣市选派产业教授归哪个部门管")
    assert [one.name for one in answer.departments] == ["市教育局"]
    assert "各地规定不同" not in answer.text
