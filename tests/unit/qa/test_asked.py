"""The same question is known however it is written, and another one is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asked import needed, question_key


@pytest.mark.parametrize(
    "written",
    ["苔藓工厂补贴多少", "请问，苔藓工厂补贴多少？", "您好！请问一下苔藓 工厂补贴多少?", "苔藓工厂，补贴多少……"],
)
def test_greetings_marks_and_blanks_do_not_make_another_question(written):
    """All these ask the same."""
    assert question_key(written) == "苔藓工厂补贴多少"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("占比0.5%的补多少", "占比05的补多少"),
        ("澜州补贴多少", "松垣补贴多少"),
        ("2026年的补贴", "2025年的补贴"),
        ("C++软件补贴", "C软件补贴"),
    ],
)
def test_figures_places_and_names_do(one, other):
    """What could change the answer stays in the key."""
    assert question_key(one) != question_key(other)


def test_the_question_before_belongs_to_a_question_of_a_dialogue():
    """那补贴多少 is another question after each other one; what was asked long before does not matter."""
    assert question_key("那补贴多少？", ["苔藓归谁管？"]) == "苔藓归谁管→那补贴多少"
    assert question_key("那补贴多少", ["很久以前", "苔藓归谁管"]) == question_key("那补贴多少？", ["苔藓归谁管"])
    assert question_key("那补贴多少", ["雪绒花归谁管"]) != question_key("那补贴多少", ["苔藓归谁管"])


@pytest.mark.parametrize(
    ("question", "before"),
    [("那补贴多少？", ("苔藓归谁管？",)), ("要带什么材料？", ("苔藓归谁管？",)), ("养老机构一张床位补多少？", ())],
)
def test_only_a_question_that_says_too_little_needs_the_one_before(question, before):
    """A new question within a dialogue is the same as outside of it."""
    assert needed(question, ["早先的", "苔藓归谁管？"]) == before
    assert needed(question, []) == ()


@given(st.text(min_size=1))
def test_a_key_is_its_own_key(text):
    """Reading a key again changes nothing, and no question of words has an empty one."""
    key = question_key(text)
    assert question_key(key) == key
    assert bool(key) == bool(text.strip())
