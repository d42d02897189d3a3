"""Three-valued matching: learning more never turns met into unmet or back, and the unknown never excludes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.firm import Firm
from corpus.library import Summary
from corpus.model import Certificate, Condition, Dates, Document, Incentive, Status, Test
from ingest.flow import Flow
from ingest.incentives.extract import extract_incentives
from ingest.structure.split import split_clauses
from qa.matching import weigh
from qa.matching_amounts import estimate, sums_of
from qa.matching_facts import FirmFacts
from qa.offers import Answers, OfferReader

DAY = dt.date(2026, 4, 1)
TEXT = """山西省支持企业发展若干措施
一、在本省登记注册、上一年度营业收入不低于2000万元的光伏企业，给予10万元奖励。
二、对获评专精特新“小巨人”的中小企业给予一次性奖励50万元；对职工100人以上且研发费用占比不低于3%的企业给予20万元补助。
三、对符合条件的链主企业实施技术改造，按投资额的10%给予补助，房地产企业除外。
四、支持省外企业总部迁入我省。鼓励企业建设重点实验室、中试基地等创新平台。
五、经属地政府同意，对园区运营公司给予每年20万元补助；对设备投资500万元以上或营业收入1亿元以上的企业给予补助。
六、在太原高新区登记注册满2年、信用状况良好的企业，择优给予贷款贴息支持。
"""


OUTLINE = split_clauses(Flow(TEXT, (), (), ()), "d")
CARD = Summary(
    "d", "d.txt", OUTLINE.title, None, None, "山西省", Status.IN_FORCE, "措施", "txt", 1, 7, complete=True, issuers=()
)


def _incentives() -> tuple[Incentive, ...]:
    outline = OUTLINE
    document = Document(
        "d", outline.title, (), None, Dates(), "山西省", Status.IN_FORCE, "措施", "d", "txt", TEXT, 1, (), (), (),
        Certificate(()),
    )  # fmt: skip
    return extract_incentives(document, outline.clauses, ())


INCENTIVES = _incentives()
TESTS: tuple[Test, ...] = tuple({test for one in INCENTIVES for test in one.condition.tests()})
CLAUSES = {clause.id: clause for clause in OUTLINE.clauses}


def _verdicts(incentives: Sequence[Incentive], facts: FirmFacts) -> list[str]:
    """Return the verdict of each incentive's tree for the firm, by the way that matching takes."""
    reader = OfferReader()
    for one in incentives:
        reader.add(one, CLAUSES[one.clause_id], CARD)
    offers = reader.offers()
    answers = Answers(offers, facts)
    return [offers.by_id[one.id].tree.verdict(answers.verdict) for one in incentives]


FIELDS = {
    "region": st.sampled_from(["山西省太原市", "山西省", "江苏省常州市"]),
    "industry": st.sampled_from(["光伏组件制造", "软件和信息技术服务业", "房地产开发"]),
    "employees": st.integers(1, 3000),
    "revenue": st.floats(1e5, 1e9),
    "rd_ratio": st.floats(0, 0.3),
    "registered": st.dates(dt.date(2000, 1, 1), DAY),
    "qualifications": st.lists(
        st.sampled_from(["高新技术企业", "链主企业", "国家级专精特新小巨人企业"]), unique=True
    ).map(tuple),
    "credit": st.just("信用良好"),
    "activities": st.sampled_from([(), ("实施技术改造",), ("购买云服务",), ("担任园区运营公司",)]),
    "plans": st.sampled_from([(), ("总部迁入山西省",), ("建设重点实验室",), ("组建园区运营公司",)]),
}
FIRMS = st.fixed_dictionaries(FIELDS).map(lambda known: Firm(name="虚构公司", **known))
EMPTY = {"activities": (), "plans": ()}


def _less(firm: Firm, dropped: set[str]) -> Firm:
    return replace(firm, **{name: EMPTY.get(name) if name in EMPTY else None for name in dropped})


@settings(max_examples=120, deadline=None)
@given(FIRMS, st.sets(st.sampled_from(sorted(FIELDS))))
def test_more_information_never_turns_met_into_unmet_or_back(firm: Firm, dropped: set[str]) -> None:
    """Forgetting fields may make a condition unknown, never the opposite of what it was."""
    full, less = FirmFacts(firm, DAY), FirmFacts(_less(firm, dropped), DAY)
    for test in TESTS:
        pair = {weigh(test, full).verdict, weigh(test, less).verdict}
        assert pair != {"met", "unmet"}, (test.text, dropped)


def test_a_firm_of_which_nothing_is_known_is_excluded_from_nothing() -> None:
    """Unknown attributes leave every incentive possible."""
    assert "unmet" not in _verdicts(INCENTIVES, FirmFacts(Firm(), DAY))


@settings(max_examples=60, deadline=None)
@given(FIRMS, st.sampled_from(sorted(FIELDS.keys() - EMPTY.keys())))
def test_an_unknown_attribute_never_makes_an_incentive_ineligible(firm: Firm, forgotten: str) -> None:
    """What was in reach with a field known stays in reach without it; deeds and plans are never complete lists."""
    full = _verdicts(INCENTIVES, FirmFacts(firm, DAY))
    less = _verdicts(INCENTIVES, FirmFacts(_less(firm, {forgotten}), DAY))
    for one, before, after in zip(INCENTIVES, full, less, strict=True):
        assert (before, after) not in {("met", "unmet"), ("unknown", "unmet")}, (one.id, forgotten)


@settings(max_examples=60, deadline=None)
@given(FIRMS, st.randoms(use_true_random=False))
def test_the_order_of_conditions_does_not_matter(firm: Firm, chance: Random) -> None:
    """Shuffled children give the same verdict."""
    shuffled = [replace(one, condition=_shuffled(one.condition, chance)) for one in INCENTIVES]
    facts = FirmFacts(firm, DAY)
    assert _verdicts(shuffled, facts) == _verdicts(INCENTIVES, facts)


def _shuffled(condition: Condition, chance: Random) -> Condition:
    children = [_shuffled(child, chance) for child in condition.children]
    chance.shuffle(children)
    return replace(condition, children=tuple(children))


@settings(max_examples=60, deadline=None)
@given(FIRMS)
def test_a_prepared_library_weighs_as_one_condition_at_a_time(firm: Firm) -> None:
    """The findings made when the library was read are those that weighing each condition for the firm gives."""
    reader = OfferReader()
    for one in INCENTIVES:
        reader.add(one, CLAUSES[one.clause_id], CARD)
    offers, facts = reader.offers(), FirmFacts(firm, DAY)
    answers = Answers(offers, facts)
    for at, (test, moving) in enumerate(offers.tests):
        assert answers.finding(at) == weigh(test, facts, moving=moving)


@settings(max_examples=60, deadline=None)
@given(FIRMS)
def test_every_condition_is_answered_with_its_own_words(firm: Firm) -> None:
    """No condition is dropped, each finding carries the verbatim words and a reason."""
    facts = FirmFacts(firm, DAY)
    for test in TESTS:
        finding = weigh(test, facts)
        assert finding.text == test.text
        assert finding.why


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


@settings(max_examples=60, deadline=None)
@given(FIRMS)
def test_every_number_of_an_estimate_stands_in_the_quote_or_the_profile(firm: Firm) -> None:
    """A computed figure shows its factors; a figure that is not computed is quoted."""
    facts = FirmFacts(replace(firm, activities=(*firm.activities, "设备投资额350万元，实施技术改造")), DAY)
    told = _digits("".join(facts.deeds))
    for one in INCENTIVES:
        sums = sums_of(one)
        money = estimate(sums, facts) if sums else None
        if money is None:
            continue
        factors, _, result = money.formula.partition("=")
        assert _digits(factors) <= _digits(one.span.cut(TEXT)) | told
        assert not result or "×" in factors
