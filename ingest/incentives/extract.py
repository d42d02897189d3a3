"""Incentives (优惠政策): what a document promises to whom, how much, on which conditions, until when."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.model import (
    Amount,
    Clause,
    ClauseKind,
    Condition,
    Connective,
    Document,
    Incentive,
    Responsibility,
    Span,
    Test,
)
from ingest.incentives.applying import card_facts, find_applying, for_promise
from ingest.incentives.condition_attributes import is_vague
from ingest.incentives.condition_phrases import Draft
from ingest.incentives.conditions import read_conditions
from ingest.incentives.document_conditions import general_conditions, part_of, short_names
from ingest.incentives.promise import Promise
from ingest.incentives.promises import find_promises
from ingest.incentives.scopes import Scoped, period_of, scoped_conditions
from ingest.incentives.sentences import cut_sentences
from ingest.incentives.tests_of import Reader
from ingest.incentives.torn_rows import Passage, read_passages

_SILENT = frozenset((ClauseKind.TITLE, ClauseKind.CLOSING))
_ROWS_WITHOUT_PROMISES = re.compile(
    r"条件要求|服务对象|服务流程|办理流程|依据文件|发文|发布日期|工具分类|时间|联络|申报材料"
)
_NESTED = 2
_RATE_CARD = re.compile(r"(?:补[贴助]|奖励|资助|支持)标准(?:为)?[：:]?")
_NO_CONDITION = re.compile(r"标准|期限|申领方式|申请方式|材料|办理|咨询|受理|只能|^[、，]|窗口|电话")
_LIST_LEAD = re.compile(r"以下条件|下列条件|条件：$|对象：$")
_BENEFICIARY = re.compile(
    r"(?:企业|项目|机构|单位|基地|载体|平台|人员|人才|青年|个人|团队|组织|主体|毕业生|公司|孵化器)(?:（[^）]*）)?等?$"
)


def extract_incentives(
    document: Document, clauses: Sequence[Clause], responsibilities: Sequence[Responsibility]
) -> tuple[Incentive, ...]:
    """Return the incentives of the document in reading order, each with its own and the document's conditions.

    `对首次认定的高新技术企业给予20万元奖励` gives one of kind reward, 200,000 yuan, on condition of that title.
    """
    return _Extractor(document, clauses, responsibilities).run()


class _Extractor:
    """Reads one document: what binds all its incentives is read once."""

    def __init__(
        self, document: Document, clauses: Sequence[Clause], responsibilities: Sequence[Responsibility]
    ) -> None:
        self.document = document
        self.passages = read_passages([one for one in clauses if one.kind not in _SILENT])
        self.meanings = short_names(clauses)
        self.reader = Reader(document, self.meanings)
        self.general = self.reader.general(general_conditions(document, clauses))
        self.leads = _leads(self.passages)
        self.scoped = scoped_conditions(self.passages)
        self.by_scope: dict[str | tuple[str, ...], list[int]] = defaultdict(list)
        for at, scoped in enumerate(self.scoped):
            self.by_scope[scoped.card or scoped.path].append(at)
        self.departments: dict[str, list[str]] = defaultdict(list)
        for one in responsibilities:
            self.departments[one.clause_id].append(one.canonical or one.name)
        self.places = {clause.id: (one.card, clause.path) for one in self.passages for clause in one.clauses}
        self.facts = card_facts(self.passages)
        self.applying = find_applying(self.passages, document.text)

    def run(self) -> tuple[Incentive, ...]:
        found: list[Incentive] = []
        for passage in self.passages:
            if _ROWS_WITHOUT_PROMISES.search(passage.label):
                continue
            promises = find_promises(passage.view.text)
            if passage.clauses[0].path in self.leads and not passage.card:
                promises = tuple(one for one in promises if one.quantities)
            found += [self._incentive(passage, promise) for promise in promises]
        paths = frozenset(self.places[one.clause_id][1] for one in found)
        return tuple(self._applied(one, paths) for one in found)

    def _applied(self, incentive: Incentive, promising: AbstractSet[tuple[str, ...]]) -> Incentive:
        """Return the incentive with what the document says of applying for it."""
        card, path = self.places[incentive.clause_id]
        how = for_promise(self.applying, card, path, promising)
        contact = incentive.contact or how.contact
        if not contact and not incentive.departments and self.document.issuers:
            contact = f"{'、'.join(self.document.issuers)}（发文单位）"
        return replace(incentive, window=how.window, materials=how.materials, contact=contact)

    def _incentive(self, passage: Passage, promise: Promise) -> Incentive:
        clause, view = passage.owner(promise.core), passage.view
        drafts = read_conditions(view.text, promise, tuple(self.meanings))
        card = bool(_RATE_CARD.match(view.text[promise.core : promise.end]))
        facts = self.facts.get(passage.card, {})
        begin, end = period_of(facts.get("时间", ""))
        dates = self.document.dates
        return Incentive(
            id=f"{clause.id}#{view.at[promise.core] - clause.span.start}",
            clause_id=clause.id,
            span=view.span(promise.start, promise.end),
            kind=promise.kind,
            amounts=self._amounts(passage, promise),
            beneficiary=_beneficiary(view.text, drafts),
            condition=self._condition(passage, clause, drafts, card=card),
            departments=tuple(dict.fromkeys(self.departments.get(clause.id, ()))),
            valid_from=begin or dates.effective,
            valid_to=end or dates.expires,
            contact=facts.get("联络", ""),
            qualitative=not promise.quantities,
        )

    def _amounts(self, passage: Passage, promise: Promise) -> tuple[Amount, ...]:
        amounts = []
        for one in promise.quantities:
            span = passage.view.span(one.start, one.end)
            words = span.cut(self.document.text)
            amounts.append(Amount(one.value, one.unit, one.relation, words, span, one.label, one.base, one.period))
        return tuple(amounts)

    def _beside(self, passage: Passage, clause: Clause, *, card: bool) -> list[Span]:
        """Return the sentences beside a bare rate (补贴标准：10000元) that say who gets it, its siblings' too."""
        if not card or passage.card or len(clause.path) < _NESTED:
            return []
        near = [one for one in self.passages if one.clauses[0].path[:-1] == clause.path[:-1]]
        found = []
        for one in near:
            for sentence in cut_sentences(one.view.text):
                words = one.view.text[sentence.start : sentence.end].rstrip("。；\n")
                if len(words) > _NESTED and not _NO_CONDITION.search(words) and not _LIST_LEAD.search(words):
                    found.append(one.view.span(sentence.start, sentence.start + len(words)))
        return found

    def _binding(self, card: str, clause: Clause) -> list[Scoped]:
        """Return the scoped conditions that bind a promise: those of its card, else those above its clause."""
        scopes: list[str | tuple[str, ...]] = (
            [card] if card else [clause.path[:at] for at in range(len(clause.path) + 1)]
        )
        return [self.scoped[at] for at in sorted(at for scope in scopes for at in self.by_scope.get(scope, ()))]

    def _condition(self, passage: Passage, clause: Clause, drafts: Iterable[Draft], *, card: bool) -> Condition:
        own = [(draft.tier, self.reader.of_draft(passage.view, draft)) for draft in drafts]
        lead = self.leads.get(clause.path[:-1])
        if lead and lead is not passage:
            own = [(0, self.reader.of_draft(lead.view, draft)) for draft in _lead_drafts(lead)] + own
        here = part_of(clause.path)
        children = [leaf for part, leaf in self.general if part is None or part == here]
        choices: dict[str, list[Condition]] = defaultdict(list)
        for one in self._binding(passage.card, clause):
            if _overlaps(one.span, clause, passage):
                continue
            leaf = _leaf(self.reader.of_span(one.span))
            (choices[one.choice] if one.choice else children).append(leaf)
        children += [_leaf(self.reader.of_span(span)) for span in self._beside(passage, clause, card=card)]
        children += [Condition(Connective.ANY, tuple(parts)) for parts in choices.values()]
        children += _joined(own)
        return Condition(Connective.ALL, _distinct(children))


_LEAD = re.compile(r"(?:如下|以下|下列)[^：。]{0,12}：$")


def _leads(passages: Sequence[Passage]) -> dict[tuple[str, ...], Passage]:
    """Return the passages that open a list in the clauses below them (对…企业给予支持，具体如下：), by path."""
    return {one.clauses[0].path: one for one in passages if not one.card and _LEAD.search(one.view.text.rstrip())}


def _lead_drafts(passage: Passage) -> tuple[Draft, ...]:
    text = passage.view.text
    start = max(text.rfind("。", 0, len(text)) + 1, 0)
    drafts = read_conditions(text, Promise(start, len(text), start, "other"))
    return tuple(one for one in drafts if not is_vague(text[one.start : one.end]))


def _joined(own: Sequence[tuple[int, Test]]) -> list[Condition]:
    """Return the leaves, those of numbered tiers as alternatives: one tier met is enough."""
    tiers: dict[int, list[Condition]] = defaultdict(list)
    for tier, test in own:
        tiers[tier].append(_leaf(test))
    shared = tiers.pop(0, [])
    if len(tiers) <= 1:
        return [*shared, *(leaf for leaves in tiers.values() for leaf in leaves)]
    parts = [leaves[0] if len(leaves) == 1 else Condition(Connective.ALL, tuple(leaves)) for leaves in tiers.values()]
    return [*shared, Condition(Connective.ANY, tuple(parts))]


def _leaf(test: Test) -> Condition:
    return Condition(Connective.TEST, test=test)


def _overlaps(span: Span, clause: Clause, passage: Passage) -> bool:
    return not passage.card and clause.span.start <= span.start < clause.span.end


def _distinct(children: Iterable[Condition]) -> tuple[Condition, ...]:
    kept: dict[object, Condition] = {}
    for child in children:
        kept.setdefault((child.test.text, child.test.attribute) if child.test else child, child)
    return tuple(kept.values())


def _beneficiary(text: str, drafts: Sequence[Draft]) -> str:
    named = (text[one.start : one.end] for one in drafts if not one.excludes and not one.note)
    return next((words for words in named if _BENEFICIARY.search(words)), "")


def in_force(incentive: Incentive, day: dt.date) -> bool:
    """Return whether a day lies in the incentive's stated period; an open end is no bar."""
    return (incentive.valid_from or day) <= day <= (incentive.valid_to or day)
