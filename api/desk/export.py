"""Reviewed answers as test questions, in the shape of `eval/gold/qa_own.jsonl`, for `python -m eval.answers`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from typing_extensions import TypedDict

from api.desk.queue import Queued
from api.desk.reviews import Shelved
from corpus.evidence import Intent
from corpus.library import Library
from qa.reviewed import answer_of, figures


class PlaceJson(TypedDict):
    """Where the answer stands: the name of the document's file without its ending, and the clause's printed path."""

    doc: str
    path: str


class QuestionJson(TypedDict):
    """A test question."""

    id: str
    type: str
    question: str
    context: list[str]
    gold: list[PlaceJson]
    departments: list[str]
    answer_must_contain: list[str]


def as_test_questions(shelved: Iterable[Shelved], absent: Iterable[Queued], library: Library) -> Iterator[QuestionJson]:
    """Yield a question for each answer whose evidence stands, and one to be refused for each that is rightly absent."""
    files = {card.id: Path(card.source).stem for card in library.summaries()}
    for one in shelved:
        if one.stale is None:
            yield _answered(one, files, library)
    for queued in absent:
        yield {
            "id": f"N{queued.id:03}",
            "type": "no_answer",
            "question": queued.text,
            "context": list(queued.before),
            "gold": [],
            "departments": [],
            "answer_must_contain": [],
        }


def _answered(one: Shelved, files: dict[str, str], library: Library) -> QuestionJson:
    answer = answer_of(one.reviewed, library)
    named = [department.name for department in answer.departments if not department.inherited]
    bearers = named if answer.intent is Intent.DEPARTMENT else []
    return {
        "id": f"R{one.id:03}",
        "type": "followup" if one.reviewed.context else _kind(answer.intent, bearers),
        "question": one.reviewed.question,
        "context": list(one.reviewed.context),
        "gold": [{"doc": files[place.document_id], "path": place.path} for place in answer.citations],
        "departments": bearers,
        "answer_must_contain": list(figures(answer.text)),
    }


def _kind(intent: Intent, bearers: list[str]) -> str:
    """Return the type of the gold: one of departments demands exactly these, so it needs some."""
    match intent:
        case Intent.DEPARTMENT if bearers:
            return "department"
        case Intent.INCENTIVE:
            return "incentive"
        case _:
            return "fact"
