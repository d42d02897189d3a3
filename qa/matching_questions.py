"""What to ask next, and how little is missing: the unknown that decides most, the one figure that falls short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from corpus.model import Incentive
from qa.match_report import UNMET, Finding, NextQuestion
from qa.matching_facts import FirmFacts
from qa.matching_numbers import show

QUESTIONS = {
    "region": "企业在哪个省、市、区（县）注册和经营？",
    "industry": "企业主要从事什么行业？",
    "size": "企业有多少职工，上年营业收入是多少？",
    "employees": "企业有多少名职工？",
    "revenue": "企业上一年度营业收入是多少万元？",
    "rd_ratio": "企业上一年度研发费用占营业收入的比重是多少？",
    "qualification": "企业有哪些资质和称号（如高新技术企业、专精特新、规上企业）？",
    "registration": "企业何时、在哪里注册，是否在当地纳税？",
    "credit": "企业是否存在失信、经营异常或行政处罚记录？",
    "investment": "项目的投资额是多少万元？",
    "growth": "企业营业收入或产值比上年增长多少？",
    "age": "企业成立几年了？",
    "time": "相关事项从何时开始，已持续多久？",
    "activity": "企业近期在做或打算做哪些事（如技术改造、上市、贷款、出口、引才）？",
}
_VAGUE_ATTRIBUTES = frozenset(("other",))


def next_question(unknown: Iterable[AbstractSet[str]]) -> NextQuestion | None:
    """Return the attribute whose unknowns stand in most 可能 incentives, None where no answer of the firm would help.

    `unknown` holds the unknown attributes of each incentive. One that is the only unknown there counts twice.
    """
    weight: Counter[str] = Counter()
    decides: Counter[str] = Counter()
    for attributes, times in Counter(frozenset(one) - _VAGUE_ATTRIBUTES for one in unknown).items():
        for attribute in attributes:
            decides[attribute] += times
            weight[attribute] += times * (2 if len(attributes) == 1 else 1)
    if not weight:
        return None
    best = min(weight, key=lambda name: (-weight[name], name))
    return NextQuestion(best, QUESTIONS.get(best, "请补充企业情况"), decides[best])


def near_miss(incentive: Incentive, findings: Sequence[Finding], facts: FirmFacts) -> str:
    """Return how little is missing where one measurable condition alone fails: `上年营业收入再增200万元即可`."""
    failed = [one for one in findings if one.gates and one.verdict == UNMET]
    if len(failed) != 1:
        return ""
    test = next((one for one in incentive.condition.tests() if one.text == failed[0].text), None)
    if test is None or test.operator not in (">=", ">") or not isinstance(test.value, float):
        return ""
    values = {"revenue": facts.firm.revenue, "employees": facts.firm.employees, "rd_ratio": facts.firm.rd_ratio}
    own = values.get(test.attribute)
    names = {"revenue": "上年营业收入", "employees": "职工", "rd_ratio": "研发费用占比"}
    if own is None or own <= 0 or test.value > own * _NEAR:
        return ""
    return f"{names[test.attribute]}再增{show(test.value - own, test.attribute)}即可"


_NEAR = 2.0
