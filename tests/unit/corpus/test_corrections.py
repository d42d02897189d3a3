"""What staff correct holds over the parse as long as the clause has the same words, and can be taken back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from corpus.corrections import (
    Aspect,
    CorrectedDuty,
    CorrectedMeasure,
    Correction,
    check_duties,
    check_measures,
    digest_of,
    locate,
)
from corpus.errors import CorrectionError
from corpus.library import Library
from corpus.model import Clause, Measure, Parse, Responsibility, Role, Span
from tests.unit.corpus.test_library import parse

WORDS = "省财政厅安排资金，给予补助。（省财政厅、\n商务厅负责）"


def edition(name: str, source: str, words: str = WORDS) -> Parse:
    """Return a parse of one clause that the省财政厅 bears, with one incentive."""
    plain = parse(name, source)
    whole = Span(0, len(words))
    clause = dataclasses.replace(plain.clauses[0], text=words, span=whole)
    duty = Responsibility(clause.id, "省财政厅", "云河省财政厅", Role.RESPONSIBLE, Span(0, 4))
    rule = Responsibility(clause.id, "各市", None, Role.IMPLEMENT, Span(0, 2), "a/结尾")
    incentive = dataclasses.replace(plain.incentives[0], departments=("云河省财政厅",))
    return Parse(plain.document, (clause,), (duty, rule), (Measure(clause.id, whole, "给予", "补助", "资金投入"),),
                 (incentive,))  # fmt: skip


def correction(clause: Clause, aspect: Aspect = Aspect.DEPARTMENTS, **entries) -> Correction:
    """Return a correction of the clause."""
    return Correction(
        clause.id, aspect, "坐席一号", "括号里有两家", dt.datetime.now(dt.UTC), digest_of(clause), **entries
    )


BOTH = (
    CorrectedDuty("省财政厅", Role.LEAD),
    CorrectedDuty("省商务厅", Role.SUPPORT, "商务厅"),
    CorrectedDuty("各市", Role.IMPLEMENT, inherited=True),
)


@pytest.fixture
def library(tmp_path: Path):
    """Return a library of one document."""
    with Library.open(tmp_path) as library:
        library.add([edition("a", "a.txt")])
        yield library


def roles(library: Library, **where) -> list[tuple[str, str]]:
    """Return the bearers with their roles."""
    return [(duty.name, duty.role.value) for duty in library.responsibilities(**where)]


def test_corrected_departments_replace_the_parsed_ones_and_nothing_else(library: Library) -> None:
    """By clause, by document, over all and in the whole parse; the parse itself can still be had."""
    before, revision = roles(library), library.revision
    number = library.correct(correction(library.clauses("a")[0], duties=BOTH)).number
    wanted = [("省财政厅", "lead"), ("省商务厅", "support"), ("各市", "implement")]
    assert roles(library) == roles(library, clause_id="a/一") == roles(library, document_id="a") == wanted
    assert [duty.correction for duty in library.parse("a").responsibilities] == [number, number, None]
    assert roles(library, corrected=False) == before
    assert library.revision > revision


def test_a_corrected_department_points_at_its_words(library: Library) -> None:
    """The new one at the bracket that closes the clause, with its official name; the incentive is theirs too."""
    library.correct(correction(library.clauses("a")[0], duties=BOTH))
    duties = {duty.name: duty for duty in library.responsibilities()}
    assert duties["省商务厅"].span.cut(WORDS) == "商务厅"
    assert duties["省商务厅"].canonical == "云河省商务厅"
    assert duties["省财政厅"].span == Span(0, 4)
    assert library.incentives()[0].departments == ("云河省财政厅", "云河省商务厅", "各市")


def test_taken_back_the_correction_before_holds_again_and_then_the_parse(library: Library) -> None:
    """Nothing of the history is lost."""
    before, clause = roles(library), library.clauses("a")[0]
    first = library.correct(correction(clause, duties=BOTH))
    second = library.correct(correction(clause, duties=BOTH[:1]))
    assert roles(library) == [("省财政厅", "lead")]
    assert library.withdraw_correction(second.number)
    assert len(roles(library)) == len(BOTH)
    assert library.withdraw_correction(first.number)
    assert roles(library) == before
    assert not library.withdraw_correction(first.number)
    assert [one.withdrawn is None for one in library.corrections.all()] == [False, False]


def test_a_correction_survives_a_new_edition_whose_clause_reads_the_same(library: Library) -> None:
    """It moves to the new document; where the words changed it no longer holds, but is still told."""
    library.correct(correction(library.clauses("a")[0], duties=BOTH))
    library.add([edition("b", "a.txt")])
    assert len(roles(library, document_id="b")) == len(BOTH)
    library.add([edition("c", "a.txt", WORDS.replace("补助", "补贴"))])
    assert roles(library, document_id="c") == roles(library, document_id="c", corrected=False)
    (kept,) = library.corrections.all()
    assert (kept.document_id, kept.fits(library.clause(kept.clause_id))) == ("b", False)


def test_corrected_measures_replace_the_parsed_ones(library: Library) -> None:
    """Instrument and verb are the staff's, the words the clause's."""
    entry = CorrectedMeasure("安排资金", "安排", "资金", "资金投入", "must")
    library.correct(correction(library.clauses("a")[0], Aspect.MEASURES, measures=(entry,)))
    (measure,) = library.measures()
    assert (measure.verb, measure.span.cut(WORDS)) == ("安排", "安排资金")
    assert library.measures(corrected=False)[0].verb == "给予"
    assert roles(library) == roles(library, corrected=False)


def test_words_are_found_over_a_line_break_and_the_last_place_counts(library: Library) -> None:
    """The bracket at the end says who bears the clause."""
    clause = library.clauses("a")[0]
    found = locate("省财政厅、商务厅", clause)
    assert found is not None
    assert found.cut(WORDS) == "省财政厅、\n商务厅"
    assert locate("省财政厅", clause) != Span(0, 4)
    assert locate("", clause) is locate("省教育厅", clause) is None


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ((CorrectedDuty("省教育厅", Role.LEAD),), "这一条里没有“省教育厅”"),
        ((CorrectedDuty(" ", Role.LEAD),), "没有写部门"),
        ((CorrectedDuty("各县", Role.LEAD, inherited=True),), "没有承接自"),
        ((BOTH[0], BOTH[0]), "写了两次"),
        ((CorrectedDuty("省财政厅", Role.RESPONSIBLE), BOTH[2]), "没有改动"),
        (tuple(CorrectedDuty(f"省{n}厅", Role.LEAD, "商务厅") for n in range(61)), "至多 60 项"),
    ],
)
def test_departments_that_the_clause_does_not_hold_are_refused(library: Library, entries, words: str) -> None:
    """In Chinese, with what to do."""
    clause, duties = library.clauses("a")[0], library.responsibilities()
    with pytest.raises(CorrectionError, match=words):
        check_duties(entries, clause, duties, duties)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (CorrectedMeasure("减免租金", "减免", "租金", "资金投入"), "这一条里没有“减免租金”"),
        (CorrectedMeasure("给予补助", "给予", "补助", "送钱"), "不认识政策工具“送钱”"),
        (CorrectedMeasure(WORDS, "给予", "补助", "资金投入"), "没有改动"),
    ],
)
def test_measures_that_the_clause_does_not_hold_are_refused(library: Library, entry, words: str) -> None:
    """Also where nothing is changed."""
    with pytest.raises(CorrectionError, match=words):
        check_measures((entry,), library.clauses("a")[0], library.measures())
