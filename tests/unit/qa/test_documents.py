from __future__ import annotations

from corpus.evidence import AnswerStatus, Intent
from qa.answer import Answerer


def test_a_validity_question_states_the_document_s_force(answerer: Answerer) -> None:
    """The state of the document that the question names is said."""
    answer = answerer.ask("云河省支持海上养殖发展的意见还有效吗？")
    assert answer.intent is Intent.VALIDITY
    assert "现行有效" in answer.text


def test_a_list_question_names_the_documents(answerer: Answerer) -> None:
    """Documents that fit the words are listed with their state."""
    answer = answerer.ask("云河省海上养殖有哪些文件？")
    assert answer.intent is Intent.LIST
    assert "海上养殖发展的意见》（现行有效）" in answer.text


def test_a_comparison_quotes_two_documents(answerer: Answerer) -> None:
    """Two documents stand side by side, each with its own words."""
    answer = answerer.ask("网箱补助和养老床位补贴有什么不同？")
    assert answer.intent is Intent.COMPARE
    assert answer.status is AnswerStatus.ANSWERED
    assert len({citation.document_id for citation in answer.citations}) == 2


def test_small_talk_gets_a_greeting_without_evidence(answerer: Answerer) -> None:
    """A greeting is no question; the answer says what can be asked."""
    answer = answerer.ask("你好")
    assert answer.status is AnswerStatus.CLARIFY
    assert answer.citations == ()
