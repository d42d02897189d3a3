"""A small library of a fictional province, and a searcher that needs no model."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.evidence import Filter, Hit
from corpus.library import Library
from corpus.model import (
    Certificate,
    Clause,
    ClauseKind,
    Dates,
    Document,
    Line,
    Parse,
    Responsibility,
    Role,
    Span,
    Status,
)
from qa.answer import Answerer
from qa.words import bigrams


class CountingSearcher:
    """Ranks clauses by shared character pairs: an honest, tiny searcher."""

    def __init__(self, library: Library) -> None:
        self._clauses = [(key, clause, bigrams(clause.text)) for key, clause in library.keyed_clauses()]

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        where: Filter | None = None,
        closely: bool = True,  # noqa: ARG002  one order only
    ) -> tuple[Hit, ...]:
        """Return the clauses that share most pairs with the text, scored by the share."""
        asked = bigrams(text)
        hits = [
            Hit(key, clause.id, clause.document_id, len(asked & pairs) / len(asked), "lexical")
            for key, clause, pairs in self._clauses
            if asked & pairs and (where is None or not where.documents or clause.document_id in where.documents)
        ]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.key))[:k])


Row = tuple[str, str, tuple[tuple[str, Role], ...]]


def make_parse(
    title: str, region: str, rows: list[Row], *, date: dt.date | None = None, rule: int | None = None
) -> Parse:
    """Return a parse with a clause for every row (path, text, bearers); `rule`: the row that 各市 is inherited from."""
    text, clauses, duties = "", [], []
    document_id = hashlib.sha256(title.encode()).hexdigest()[:16]
    for path, words, bearers in rows:
        span = Span(len(text), len(text) + len(words))
        parts = tuple(path.split("/"))
        clause_id = f"{document_id}/{path}"
        clauses.append(Clause(clause_id, document_id, parts, parts[-1], ClauseKind.CLAUSE, (), words, span, 1))
        for name, role in bearers:
            at = span.start + words.find(name.removeprefix("省"))
            duties.append(Responsibility(clause_id, name, None, role, Span(at, at + len(name))))
        text += words + "\n"
    if rule is not None:
        source = clauses[rule]
        at = source.text.index("各市")
        span = Span(source.span.start + at, source.span.start + at + 2)
        duties += [
            Responsibility(clause.id, "各市", None, Role.IMPLEMENT, span, source.id) for clause in clauses[rule + 1 :]
        ]
    document = Document(
        id=document_id, title=title, issuers=(), number=None, dates=Dates(written=date), region=region,
        status=Status.IN_FORCE, genre="意见", source=f"/{title}.txt", format="txt", text=text, page_count=1,
        lines=(Line(Span(0, len(text)), 1, None),), tables=(), furniture=(), certificate=Certificate(()),
    )  # fmt: skip
    return Parse(document, tuple(clauses), tuple(duties))


_CAGES = (
    "（一）建设深水网箱。推广抗风浪网箱养殖，对新建网箱每只补助3万元，单户最高不超过60万元。"
    "（省农业农村厅、省财政厅按职责分工负责，以下各条均由各市落实）"
)
_BOATS = "（一）渔船保险。开办渔船保险，保费按30%给予补贴。申请人应当在出险后10个工作日内提交材料。"
_BEDS = "一、养老机构床位补贴。新建养老机构每张床位补贴8000元。（市民政局负责）"
LEAD, RESPONSIBLE, SUPPORT = Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Return a library of two documents of 云河省."""
    opinion = make_parse(
        "云河省关于支持海上养殖发展的意见",
        "云河省",
        [
            ("一/（一）", _CAGES,
             (("省农业农村厅", RESPONSIBLE), ("省财政厅", RESPONSIBLE))),
            ("一/（二）", "（二）培育海带良种。建设海带育苗基地5个以上。（省科技厅牵头，省农业农村厅配合）",
             (("省科技厅", LEAD), ("省农业农村厅", SUPPORT))),
            ("二/（一）", _BOATS, ()),
        ],
        date=dt.date(2025, 3, 1),
        rule=0,
    )  # fmt: skip
    measures = make_parse(
        "澜州市养老服务若干措施",
        "云河省澜州市",
        [
            ("一", _BEDS, (("市民政局", RESPONSIBLE),)),
            ("二", "二、老年助餐。在社区开设长者食堂，每餐补贴4元。（市民政局、市商务局负责）",
             (("市民政局", RESPONSIBLE), ("市商务局", RESPONSIBLE))),
        ],
    )  # fmt: skip
    with Library.open(tmp_path / "library") as opened:
        opened.add([opinion, measures])
        yield opened


@pytest.fixture
def answerer(library: Library) -> Answerer:
    """Return an answerer over the small library."""
    return Answerer(library, CountingSearcher(library))
