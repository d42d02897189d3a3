"""Texts are cut into words and character pairs."""

from __future__ import annotations

from index.tokens import pairs, words


def test_department_names_are_words() -> None:
    """A department's name is not torn: the dictionary knows it."""
    assert "工信厅" in words("由省工信厅牵头办理")


def test_punctuation_says_nothing_but_small_words_stay() -> None:
    """Punctuation is left out; how much a small word says is for BM25 to weigh."""
    found = set(words("企业的补贴，由财政发放。"))
    assert not {"，", "。"} & found
    assert {"的", "由"} <= found


def test_pairs_stay_inside_a_run_of_chinese() -> None:
    """A pair never bridges punctuation, digits or Latin letters."""
    assert pairs("链核，企业A级") == ["链核", "企业"]


def test_full_width_letters_and_digits_meet_their_plain_forms() -> None:
    """ＡＩ and AI are one word, ２０２５ and 2025 one number."""
    assert words("ＡＩ ２０２５") == words("ai 2025") == ["ai", "2025"]
