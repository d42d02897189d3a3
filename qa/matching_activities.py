"""What a firm does or is by its own account: deeds, plans and identities against a condition's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.authority.qualifications import plain
from corpus.model import Test
from qa.match_report import MET, UNKNOWN, UNMET
from qa.matching_facts import FirmFacts, tells
from qa.matching_titles import VAGUE

ANYONE = "面向各类企业"
"""The reason on a condition that every firm meets."""
_RESULT = re.compile(
    r"认定|获评|获批|挂牌(?:企业|的)|上市(?:企业|的)|在境内外上市|纳入.{0,10}统计|实现|入选|评定|竣工|取得|获得|首次"
)
_CONSENT = re.compile(r"同意|批准|批复|核准|许可|获批")
_BODY = re.compile(
    r"[^，。、]{2}(?:(?<!有限)(?<!责任)公司|载体|孵化器|基地|园区|学校|医院|银行|合作社|实验室|楼宇)(?:等)?$"
)
_IDENTITY = re.compile(r"(?:载体|孵化器|基地|公司|平台|园区|协会|学校|医院|银行|机构|中心|实验室|合作社|楼宇)(?:等)?$")
_DEED = re.compile(
    r"建设(?!运营)|打造|搭建|创建|组建|申报|联合|开展|围绕|加大|完善|通过|对|参与|依托|推行|制定|引进|入驻|在|以|共建|牵头"
)
_ANYONE = re.compile(
    r"^(?:各类|境内外|符合|有需求的|相关|本地|重点|行业|优质|各|全省|不同阶段)*(?:的)?(?:企事业|用人)?(?:企业|公司|单位|项目|经营主体|市场主体|机构|主体)(?:等)?$"
)


def weigh_activity(test: Test, words: str, facts: FirmFacts) -> tuple[str, str]:
    """Return verdict and reason on what a firm must do or be: `企业：购买云服务`; a deed not told of stays unknown."""
    if _ANYONE.match(words):
        return MET, ANYONE
    if VAGUE.search(words):
        return UNKNOWN, "原文未写明具体标准，需向主管部门确认"
    if "在京" in words and facts.firm.region and facts.inside("北京市") is False:
        return UNMET, f"企业在{facts.firm.region}，不在北京市"
    asked = _Asked.of(test, words)
    found = _told(asked, facts) or _by_trade(asked, facts) or _planned(asked, facts)
    if found:
        return found
    if asked.body and facts.knows_titles and facts.firm.industry:
        return UNMET, f"企业不是“{words}”"
    return UNKNOWN, f"画像未说明企业是否{words.removeprefix('企业')}"


def hangs_on_fields(words: str) -> bool:
    """Return whether fields of the profile, not only its own words, decide on a deed or an identity."""
    return "在京" in words or bool(_BODY.search(words))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a condition asks: `named` spells its short names out; `identity` names what a firm is (载体), no deed.

    `body` is an identity that only a certain body has (建设运营公司), so that a complete list of titles decides.
    """

    words: str
    named: str
    negated: bool
    identity: bool
    body: bool

    @classmethod
    def of(cls, test: Test, words: str) -> _Asked:
        named = test.value if isinstance(test.value, str) else words
        identity = bool(_IDENTITY.search(words)) and not _DEED.match(words)
        return cls(words, named, test.operator == "not", identity, identity and bool(_BODY.search(words)))


def _told(asked: _Asked, facts: FirmFacts) -> tuple[str, str] | None:
    """Return what a title or a deed of the firm says of the matter."""
    if not facts.speaks_of(asked.named):
        return None
    consent = _CONSENT.search(asked.words)
    for text in (*facts.title_words, *(facts.own_deeds if asked.identity else facts.deeds)):
        if not tells(text, asked.named) or (consent and not _CONSENT.search(text)):
            continue
        if asked.negated and _DENIED.search(text):
            return UNMET, f"企业：{text}"
        if asked.body and facts.knows_titles and text not in facts.title_words:
            return UNKNOWN, f"企业资质清单中没有“{asked.words}”，但画像提到“{text}”，需确认"
        return MET, f"企业：{text}"
    return None


_DENIED = re.compile(r"^(?:非|未|没有|不)|未获|尚未|非政府")


def _by_trade(asked: _Asked, facts: FirmFacts) -> tuple[str, str] | None:
    industry = facts.firm.industry
    if industry and asked.identity and tells(plain(industry), asked.named):
        return MET, f"企业行业为{industry}"
    return None


def _planned(asked: _Asked, facts: FirmFacts) -> tuple[str, str] | None:
    """Return what a plan says: it meets support for the deed itself, but not what needs the deed's result."""
    if not facts.speaks_of(asked.named):
        return None
    plan = next((plan for plan in facts.plans if tells(plan, asked.named)), None)
    if plan is None:
        return None
    if asked.body or _RESULT.search(asked.words):
        return UNKNOWN, f"企业计划{plan}，尚无结果"
    return MET, f"企业计划{plan}，正是所支持的事项"
