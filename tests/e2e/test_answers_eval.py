"""Answers of a whole library pass the verifier again, and changed ones do not."""

from __future__ import annotations

import pytest

from corpus.evidence import AnswerStatus
from corpus.library import Library
from eval import answers as scored

_QUESTIONS = (
    "苔藓工厂建设由哪个部门牵头？",
    "苔藓种植企业买设备能补多少",
    "首次升规的苔藓企业奖励多少钱",
    "萤火虫栖息地什么时候前划定",
    "苔藓企业用水由谁负责",
)
_REAL = ("B38", "B44", "B57", "B58")
_ASKED = (
    "在广州刚毕业开公司，一次性能领多少创业钱",
    "赢在广州比赛拿了二等奖给多少",
    "北京种地保护耕地的补贴一亩多少钱",
    "外国小孩在天津出生，多少天里能来北京办停留",
    "2021年北京减税降费的信息该谁公开",
    "北京推京津冀三地看营业执照互认试点，牵头的是谁",
)


def _rows(questions):
    return [{"question": question} for question in questions]


@pytest.fixture(scope="module")
def sample_answers(library):
    """Return the answers to questions over the invented documents."""
    with Library.open(library) as opened:
        return [answer for _, answer in scored.answered(opened, _rows(_QUESTIONS))]


def test_released_answers_pass_the_verifier_again(sample_answers):
    """No fault in any, and they are real answers."""
    assert [answer.status for answer in sample_answers].count(AnswerStatus.ANSWERED) >= 4
    assert [scored.faults_of(answer) for answer in sample_answers] == [()] * len(sample_answers)


def test_five_hundred_changed_answers_are_all_caught(sample_answers):
    """A figure that no citation holds keeps the line in, wherever in the answer it stands."""
    tried = list(scored.mutations(sample_answers, count=500))
    assert len(tried) == 500
    assert [line for line, caught in tried if not caught] == []


def test_changed_answers_over_real_documents_are_all_caught(shared, wence, tmp_path):
    """The same over a small library of four real documents."""
    files = [path for name in _REAL for path in sorted((shared / "docs").rglob(f"{name}_*"))[:1]]
    done = wence("ingest", *files, "--library", tmp_path / "real", "--json")
    assert done.returncode == 0, done.stderr
    with Library.open(tmp_path / "real") as opened:
        answers = [answer for _, answer in scored.answered(opened, _rows(_ASKED))]
    assert [scored.faults_of(answer) for answer in answers] == [()] * len(answers)
    assert [line for line, caught in scored.mutations(answers, count=500) if not caught] == []


def test_a_verdict_needs_the_right_departments_the_right_clause_and_the_words(library):
    """A right row succeeds; a wrong department, a wrong clause and a missing word do not."""
    right = {
        "id": "1", "type": "department", "question": _QUESTIONS[0], "context": [], "answer_must_contain": [],
        "gold": [{"doc": "苔藓", "path": "一、（一）"}], "departments": ["市林业局"],
    }  # fmt: skip
    fact = {**right, "type": "fact", "departments": []}
    with Library.open(library) as opened:
        files = scored.sources(opened)
        [(_, answer)] = scored.answered(opened, [right])
    assert scored.judged(right, answer, files).success
    assert not scored.judged({**right, "departments": ["市教育局"]}, answer, files).success
    assert not scored.judged({**right, "type": "no_answer"}, answer, files).success
    assert not scored.judged({**fact, "answer_must_contain": ["十亿"]}, answer, files).success
    assert not scored.judged({**fact, "gold": [{"doc": "雪绒花", "path": "第一条"}]}, answer, files).success
