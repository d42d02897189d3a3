"""Whom a document speaks to is found as written, or not at all."""

from __future__ import annotations

import pytest

from ingest.metadata.audience import find_audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("云河省意见\n各市人民政府，省政府各部门：\n为促进发展，制定本意见。", "各市人民政府，省政府各部门"),
        ("云河省办法\n第一条 略。\n第二条 本办法适用于在本省注册的船舶企业。", "在本省注册的船舶企业"),
        ("各申请人应当符合以下条件：\n一、略。", ""),
        ("为促进发展，提出以下意见：\n一、略。", ""),
    ],
)
def test_addressees_come_before_the_scope(text: str, audience: str) -> None:
    """An addressee line ends in a colon and lists no conditions; the scope clause is second choice."""
    assert find_audience(text) == audience
