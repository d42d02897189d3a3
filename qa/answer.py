"""A question comes in, an answer with evidence goes out: typed by intent, verified, or honestly refused."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace

from corpus.evidence import Answer, AnswerStatus, Citation, Evidence, Filter, Intent, NamedDepartment, NamedIncentive
from corpus.firm import Firm
from corpus.library import Library
from corpus.model import Clause, Responsibility, Span
from qa.catalogue import Catalogue
from qa.citations import Dresser, cite, named, window
from qa.clarify import chosen, clarified, is_pick, readings
from qa.compose import FOLLOWUPS, say_bearers, say_elsewhere, say_inherited, say_source
from qa.departments import Bearing, asked_role, bearing_of, of_role
from qa.documents import named_documents, opening_evidence, say_validity, validity_evidence
from qa.duties import DutyBook
from qa.elsewhere import ruled_elsewhere
from qa.firm_answer import asks_for_matches, best_matches, say_profile
from qa.firm_words import firm_from_words
from qa.generate import restated, rewrite
from qa.language_model import Writer
from qa.parts import joined, split_questions
from qa.question import Question, read_question, split_comparison
from qa.ranking import Passage, Ranker, Searcher
from qa.reading import opening_of
from qa.refuse import Refusal, own_region_first, refuse
from qa.shown import BRIEF, READABLE, SHOWN, distinct, evidence_of, with_bearers
from qa.stated import stated_value
from qa.verify import release

_SAID = 4  # sources in the text
_LEVEL = 0.95
_NEAR = 0.6
_GREETING = "您好，我是问策，可以回答政策由哪个部门负责、补贴标准是多少、怎么申请等问题，并给出原文出处。"
_DUTIES = 20
_UNMARKED = "该条款未标注责任单位。"


class Answerer:
    """Answers questions from a library and its index; a language model, where given, puts the evidence into prose."""

    def __init__(self, library: Library, searcher: Searcher, *, model: Writer | None = None) -> None:
        self._library = library
        self._catalogue = Catalogue(library)
        self._ranker = Ranker(library, searcher, self._catalogue)
        self._dresser = Dresser(library)
        self._model = model
        self._book = DutyBook(library)

    def ask(
        self, question: str, *, context: Sequence[str] = (), firm: Firm | None = None, where: Filter | None = None
    ) -> Answer:
        """Return the answer to the question; `context` are the asker's questions before it, oldest first."""
        started = time.perf_counter()
        home = firm.region if firm else None
        alone = restated(question, context, self._model) if self._model and context else None
        answer = self._ask_both(alone, (), home, where) if alone else None
        if answer is None or answer.status is not AnswerStatus.ANSWERED:
            answer = self._ask_both(question, context, home, where)
        answer = replace(answer, question=question)
        if self._model:
            answer = rewrite(answer, self._model)
        return replace(answer, milliseconds=round((time.perf_counter() - started) * 1000, 2))

    def _ask_both(self, text: str, context: Sequence[str], home: str | None, where: Filter | None) -> Answer:
        """Return the answer to the text, both answers where it asks two things that are both answered elsewhere."""
        text = self._picked(text, context) or text
        parts = split_questions(text)
        # why: a place named with one of the two holds for the other as well.
        places = "".join(dict.fromkeys(one.name for one in self._read(text).regions)) if parts else ""
        read = [self._read(part, context, home) for part in parts]
        read = [one if one.regions else self._read(places + one.text, context, home) for one in read]
        answers = [self._answer(one, where) for one in read]
        if answers and all(one.status is AnswerStatus.ANSWERED for one in answers):
            first, second = (one.citations[0].clause_id for one in answers)
            if first != second:
                return joined(text, answers)
        asked = self._read(text, context, home)
        return (self._matched(asked) if where is None else None) or self._answer(asked, where)

    def _picked(self, text: str, context: Sequence[str]) -> str | None:
        """Return the reading of the last question that the text picks by its number, None where it picks none."""
        if not context or not is_pick(text):  # why first: what follows is a whole search
            return None
        last = self._read(context[-1])
        return chosen(text, readings(last, own_region_first(last, self._ranker.rank(last)))[1])

    def read_intent(self, question: str, *, context: Sequence[str] = ()) -> Intent:
        """Return what the question asks for, before anything is searched."""
        return self._read(question, context).intent

    def _read(self, text: str, context: Sequence[str] = (), home: str | None = None) -> Question:
        return read_question(text, context=context, known_regions=self._catalogue.regions, home=home)

    def _answer(self, question: Question, where: Filter | None) -> Answer:
        if question.intent is Intent.CHAT:
            return Answer(question.text, Intent.CHAT, AnswerStatus.CLARIFY, _GREETING)
        found = self._ranker.rank(question, where=where, favour=self._favoured(question, where))
        passages = own_region_first(question, found)
        if question.intent is Intent.DUTIES and (answer := self._duties(question, passages)):
            return answer
        if answer := self._about_documents(question, passages, where):
            return answer
        refusal = refuse(question, passages, self._catalogue)
        if refusal:
            return self._refused(question, refusal)
        if question.intent is Intent.DEPARTMENT:
            return self._departments(question, passages)
        answer = self._facts(question, passages)
        return answer if where else clarified(answer, question, passages)

    def _matched(self, question: Question) -> Answer | None:
        """Return what the asker's own firm can have, with the profile read, None where the question tells of none."""
        today = dt.datetime.now(tz=dt.UTC).date()
        firm = firm_from_words(question.text, today=today, known=self._catalogue.regions)
        matches = best_matches(firm, self._library, question.text) if asks_for_matches(question.text, firm) else ()
        if not matches:
            return None
        citations = tuple(self._dresser.dress(cite(match.clause, match.incentive.span)) for match in matches)
        named = tuple(
            NamedIncentive(match.incentive.id, match.incentive.kind, match.quote, at, match.verdict)
            for at, match in enumerate(matches)
        )
        answer = self._signed(question, [say_source(one) for one in citations], citations, incentives=named)
        return replace(answer, text=f"{say_profile(firm)}\n{answer.text}")

    def _about_documents(self, question: Question, passages: Sequence[Passage], where: Filter | None) -> Answer | None:
        """Return the answer to a question about whole documents, None for others and where none is named."""
        match question.intent:
            case Intent.COMPARE:
                return self._compare(question, where)
            case Intent.VALIDITY:
                return self._validity(question, passages)
            case Intent.LIST:
                return self._list(question)
            case _:
                return None

    def _favoured(self, question: Question, where: Filter | None) -> tuple[str, ...]:
        """Return the documents that the talk so far was about."""
        if not question.context:
            return ()
        *earlier, last = question.context
        passages = self._ranker.rank(self._read(last, earlier), where=where)
        return tuple(dict.fromkeys(passage.card.id for passage in passages[:1]))

    def _refused(self, question: Question, refusal: Refusal) -> Answer:
        near = tuple(self._dresser.dress(cite(one.clause, one.best.span)) for one in refusal.near)
        offer = [f"相近的条款：《{one.title}》{one.path}" for one in near[:1]]
        text = "\n".join((refusal.reason, *offer))
        return Answer(question.text, question.intent, AnswerStatus.INSUFFICIENT, text, citations=near)

    def _departments(self, question: Question, passages: Sequence[Passage]) -> Answer:
        best, bearing = self._borne(passages)
        if not bearing.own:
            return self._facts(question, passages, first=_UNMARKED)
        own = of_role(bearing.own, asked_role(question.text))
        words = window(best.clause, best.best.span, READABLE)
        evidence = [cite(best.clause, with_bearers(words, best, bearing))]
        if bearing.source.id != best.clause.id and bearing.span:
            evidence.append(cite(bearing.source, bearing.span))
        named_at, rule_at = len(evidence) - 1, len(evidence)
        rules = [cite(*rule) for rule in self._rules(bearing.inherited)]
        others = ruled_elsewhere(question, passages, self._library)
        evidence += [*rules, *(cite(one.source, one.source.span) for one in others)]
        told = {one.source.id for one in others}
        evidence += [evidence_of(one) for one in distinct(passages)[1:SHOWN] if one.clause.id not in told]
        citations = tuple(self._dresser.dress(one) for one in evidence)
        lines = [say_bearers(own), say_inherited(bearing.inherited) if rules else ""]
        lines.append(say_source(citations[0], cite(best.clause, words).quote))
        lines += say_elsewhere(best.card.region, [(one.region, one.duties) for one in others])
        departments = (
            *(named(duty, named_at, inherited=False) for duty in own),
            *(named(duty, rule_at if rules else 0, inherited=True) for duty in of_role(bearing.inherited, None)),
        )
        names = [duty.name for duty in (*bearing.own, *bearing.inherited, *(d for one in others for d in one.duties))]
        answer = self._signed(question, lines, citations, departments=departments, names=names)
        return replace(answer, followups=(*(f"{one.region}呢？" for one in others), *answer.followups))

    def _borne(self, passages: Sequence[Passage]) -> tuple[Passage, Bearing]:
        """Return the best passage and who bears it; one that names a bearer goes before a hardly better one without."""
        near = [one for one in passages[:SHOWN] if one.score >= _LEVEL * passages[0].score]
        judged = [(one, bearing_of(one, self._library)) for one in near]
        return next(((one, bearing) for one, bearing in judged if bearing.own), judged[0])

    def _rules(self, inherited: Sequence[Responsibility]) -> list[tuple[Clause, Span]]:
        """Return the clauses whose rule for the whole document names the inherited bearers, with the words."""
        rules: list[tuple[Clause, Span]] = []
        for clause_id in dict.fromkeys(duty.inherited_from for duty in inherited if duty.inherited_from):
            clause = self._library.clause(clause_id)
            spans = [duty.span for duty in inherited if duty.inherited_from == clause_id]
            if clause:
                rules.append((clause, Span(min(span.start for span in spans), max(span.end for span in spans))))
        return rules

    def _duties(self, question: Question, passages: Sequence[Passage]) -> Answer | None:
        """Return the clauses that the named department bears, None where it bears none here."""
        fits = {passage.clause.id: passage.score for passage in passages}
        reach = {one.document_id: one.reach for one in self._catalogue.routes(question).values()}
        duties = self._book.of(question, fits, reach)[:_DUTIES]
        if not duties:
            return None
        citations = tuple(self._dresser.dress(cite(one.clause, one.clause.span)) for one in duties)
        lines = [f"{duties[0].bearer.name}承担以下工作：", *(say_source(one) for one in citations)]
        return self._signed(question, lines, citations, departments=(named(duties[0].bearer, 0, inherited=False),))

    def _validity(self, question: Question, passages: Sequence[Passage]) -> Answer | None:
        cards = named_documents(question, self._catalogue)
        if not cards:
            return None
        said = validity_evidence(cards[0], self._library)
        own = [passage for passage in passages if passage.card.id == cards[0].id][:2]
        citations = tuple(self._dresser.dress(one) for one in (said, *map(evidence_of, own)) if one)
        if not citations:
            return None
        return self._signed(question, [say_validity(cards[0]), *map(say_source, citations[:2])], citations)

    def _list(self, question: Question) -> Answer | None:
        cards = named_documents(question, self._catalogue)
        evidence = [one for card in cards if (one := opening_evidence(card, self._library))]
        citations = tuple(self._dresser.dress(one) for one in evidence)
        lines = ["库内相关文件：", *(f"《{citation.title}》（{citation.status}）" for citation in citations)]
        return self._signed(question, lines, citations) if citations else None

    def _compare(self, question: Question, where: Filter | None) -> Answer | None:
        """Return the best passage for each of two things side by side, None where the library holds only one."""
        halves = [self._read(half) for half in split_comparison(question.text)]
        found = [(half, self._ranker.rank(half, where=where)) for half in halves]
        good = [passages[0] for half, passages in found if not refuse(half, passages, self._catalogue)]
        if len(good) < 2:  # noqa: PLR2004  it takes two to compare
            return None
        citations = tuple(self._dresser.dress(evidence_of(one, READABLE)) for one in good)
        return self._signed(question, [say_source(one) for one in citations], citations)

    def _facts(self, question: Question, passages: Sequence[Passage], *, first: str = "") -> Answer:
        shown = [one for one in distinct(passages)[:SHOWN] if one.score >= _NEAR * passages[0].score]
        lead = self._lead(shown[0].clause)
        shown = [one for one in shown if lead is None or one.clause.id != lead.clause.id]
        evidence = [evidence_of(one, READABLE if at == 0 else BRIEF) for at, one in enumerate(shown)]
        evidence[1:1] = [one for one in (lead, stated_value(question, shown[0], evidence[0].span)) if one]
        citations = tuple(self._dresser.dress(one) for one in evidence)
        lines = [first, *(say_source(citation) for citation in citations[:_SAID])]
        incentives = self._incentives(shown[:1]) if question.intent is Intent.INCENTIVE else ()
        return self._signed(question, lines, citations, incentives=incentives)

    def _lead(self, clause: Clause) -> Evidence | None:
        """Return the words that open the list to which an item belongs, None where it is no item of a list."""
        above = opening_of(clause, self._library)
        if above is None or not above.text.rstrip().endswith(("：", ":")):
            return None
        return cite(above, window(above, Span(above.span.end - 1, above.span.end), BRIEF))

    def _incentives(self, passages: Sequence[Passage]) -> tuple[NamedIncentive, ...]:
        named = []
        for at, passage in enumerate(passages):
            for one in self._library.incentives(clause_id=passage.clause.id):
                quote = one.span.shift(-passage.clause.span.start).cut(passage.clause.text)
                named.append(NamedIncentive(one.id, one.kind, quote, at))
        return tuple(named)

    def _signed(  # noqa: PLR0913  the parts of an answer
        self,
        question: Question,
        lines: Sequence[str],
        citations: tuple[Citation, ...],
        *,
        departments: tuple[NamedDepartment, ...] = (),
        incentives: tuple[NamedIncentive, ...] = (),
        names: Sequence[str] = (),
    ) -> Answer:
        kept = release([line for line in lines if line], citations, names=names)
        if not kept:
            return self._refused(question, Refusal("找到的条款未能通过逐句核对，不作答复。"))
        return Answer(
            question.text,
            question.intent,
            AnswerStatus.ANSWERED,
            "\n".join(kept),
            departments=departments,
            incentives=incentives,
            citations=citations,
            followups=FOLLOWUPS.get(question.intent, ()),
        )
