"""What the HTTP door accepts; unknown fields are refused, so that a misspelt one does not pass silently."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.feedback import Reason
from corpus.corrections import MAX_ENTRIES, Aspect
from corpus.evidence import Filter
from corpus.model import Role

MAX_QUESTION = 1000  # characters; the longest question people asked us had 180
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)]
_Words = Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=50)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WhereRequest(_Request):
    """Which documents may answer; an empty list allows all."""

    regions: _Words = []
    departments: _Words = []
    documents: _Words = []
    statuses: _Words = []
    genres: _Words = []
    written_from: dt.date | None = None
    written_to: dt.date | None = None

    def as_filter(self) -> Filter:
        """Return the domain's filter."""
        return Filter(
            regions=tuple(self.regions),
            departments=tuple(self.departments),
            documents=tuple(self.documents),
            statuses=tuple(self.statuses),
            genres=tuple(self.genres),
            written_from=self.written_from,
            written_to=self.written_to,
        )


class AskRequest(_Request):
    """A question with the earlier ones of the dialogue, and the asker's firm where known."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "中试平台由哪个部门牵头？", "context": []}]},
    )

    question: Question
    context: Annotated[list[Question], Field(max_length=20)] = []
    firm: dict[str, object] | None = None
    where: WhereRequest | None = None


MAX_BATCH = 50  # questions; at 50 ms each the caller waits a few seconds


class BatchRequest(_Request):
    """Questions that do not belong together; the answers come in the same order."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"questions": [{"question": "中试平台由哪个部门牵头？"}]}]}
    )

    questions: Annotated[list[AskRequest], Field(min_length=1, max_length=MAX_BATCH)]


MAX_COMMENT = 500  # characters; a remark is a sentence or two


class FeedbackRequest(_Request):
    """A reader's verdict on an answer; `reason` says what is wrong with it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question": "中试平台由哪个部门牵头？",
                    "status": "answered",
                    "verdict": "down",
                    "reason": "department",
                    "comment": "应为省科技厅",
                }
            ]
        },
    )

    question: Question
    status: Literal["answered", "insufficient_evidence", "clarify"]
    verdict: Literal["up", "down"]
    reason: Reason | None = None
    context: Annotated[list[Question], Field(max_length=20)] = []
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_COMMENT)] = ""


class SettleRequest(_Request):
    """Why a queued question is put aside: `absent` where the library rightly does not hold it; `open` takes it back."""

    state: Literal["absent", "ignored", "open"] = "ignored"


class EvidenceRequest(_Request):
    """Words of a clause that prove an answer, verbatim."""

    clause_id: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    quote: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=2000)]


class ReviewRequest(_Request):
    """An answer written by staff, with the words that prove it and who answers for it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question": "中试平台由哪个部门牵头？",
                    "text": "由省科技厅牵头。",
                    "evidence": [{"clause_id": "ab12cd34ef56ab78/二/（一）", "quote": "省科技厅牵头"}],
                    "reviewer": "坐席一号",
                }
            ]
        },
    )

    question: Question
    context: Annotated[list[Question], Field(max_length=20)] = []
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=2000)]
    evidence: Annotated[list[EvidenceRequest], Field(min_length=1, max_length=10)]
    reviewer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]


class CorrectedDutyRequest(_Request):
    """A department that bears the clause; `words` are the clause's own where they differ from the name."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    role: Role
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    inherited: bool = False


class CorrectedMeasureRequest(_Request):
    """What the clause does, in its own `words`."""

    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=2000)]
    verb: Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)] = ""
    object: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    instrument: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
    modality: Literal["must", "encourage", "explore"] = "must"


class CorrectionRequest(_Request):
    """All departments, or all measures, that a clause has instead of the parsed ones, and who answers for it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "clause_id": "ab12cd34ef56ab78/二/（一）",
                    "aspect": "departments",
                    "duties": [{"name": "省科技厅", "role": "lead"}],
                    "by": "坐席一号",
                    "why": "括号里列第一位的是牵头单位",
                }
            ]
        },
    )

    clause_id: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    aspect: Aspect
    duties: Annotated[list[CorrectedDutyRequest], Field(max_length=MAX_ENTRIES)] = []
    measures: Annotated[list[CorrectedMeasureRequest], Field(max_length=MAX_ENTRIES)] = []
    by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]


class MatchRequest(_Request):
    """A firm's profile; `all` also returns what it is not eligible for; `date` is the day of the application.

    `verdict` returns only what has it; `offset` and `limit` cut the list.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "firm": {
                        "name": "示例企业（虚构）",
                        "region": "云河省澜州市",
                        "industry": "新材料制造",
                        "employees": 120,
                    }
                }
            ]
        },
    )

    firm: dict[str, object]
    date: dt.date | None = None
    all: bool = False
    verdict: Literal["", "eligible", "maybe", "ineligible"] = ""
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=10_000)] | None = None


class FirmWordsRequest(_Request):
    """What a firm says of itself in a sentence."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"words": "我们是澜州的新材料企业，60 人，想上技改"}]},
    )

    words: Question


class CalendarRequest(MatchRequest):
    """A firm's profile; `only` keeps the incentives with these ids, an empty list keeps all within reach."""

    only: Annotated[list[Annotated[str, StringConstraints(max_length=300)]], Field(max_length=500)] = []
