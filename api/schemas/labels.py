"""The Chinese words for coded values, as a reader sees them."""

from __future__ import annotations

from corpus.corrections import Aspect
from corpus.evidence import Intent
from corpus.model import ROLE_NAMES, Role

INTENT_NAMES = {
    Intent.DEPARTMENT: "责任单位",
    Intent.DUTIES: "部门职责",
    Intent.INCENTIVE: "优惠政策",
    Intent.FACT: "条款内容",
    Intent.VALIDITY: "时效",
    Intent.COMPARE: "文件比较",
    Intent.LIST: "文件清单",
    Intent.CHAT: "闲谈",
    Intent.OFF_TOPIC: "范围之外",
}

KIND_NAMES = {
    "reward": "奖励",
    "grant": "补助",
    "interest_subsidy": "贴息",
    "tax": "税收优惠",
    "fee_reduction": "费用减免",
    "rent": "房租支持",
    "land": "用地支持",
    "energy": "用能支持",
    "loan_guarantee": "贷款担保",
    "equity_fund": "股权基金",
    "talent": "人才支持",
    "procurement": "政府采购",
    "honor": "荣誉称号",
    "service": "服务支持",
    "other": "其他支持",
}

VERDICT_NAMES = {"eligible": "符合", "maybe": "可能符合", "ineligible": "不符合"}
MODALITY_NAMES = {"must": "必须", "encourage": "鼓励", "explore": "探索"}
ASPECT_NAMES = {Aspect.DEPARTMENTS: "责任单位", Aspect.MEASURES: "举措"}
CHECK_NAMES = {"met": "符合", "unmet": "不符合", "unknown": "待确认"}


def role_name(role: Role) -> str:
    """Return the Chinese word for a role: `lead` gives 牵头."""
    return ROLE_NAMES[role]


def kind_name(kind: str) -> str:
    """Return the Chinese word for a kind of incentive: `grant` gives 补助; a kind without a word stays as it is."""
    return KIND_NAMES.get(kind, kind)


def modality_name(modality: str) -> str:
    """Return the Chinese word for the tense of a duty: `encourage` gives 鼓励."""
    return MODALITY_NAMES.get(modality, modality)
