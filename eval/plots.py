"""Plots as SVG inside a page: bars with whiskers, and quality against time. Nothing to load, sharp at any size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

_WIDTH, _LEFT, _RIGHT = 720, 190, 60
_ROW = 30
_HEIGHT, _TOP, _BOTTOM = 300, 20, 44


def bars(marks: Sequence[tuple[str, float, tuple[float, float]]]) -> str:
    """Return one bar a system, from 0 to 1, each with its value and the whisker of its interval."""
    across = _WIDTH - _LEFT - _RIGHT
    rows = []
    for at, (name, value, (low, high)) in enumerate(marks):
        y = at * _ROW + _ROW / 2
        x, left, right = (_LEFT + across * one for one in (value, low, high))
        rows.append(
            f'<text x="{_LEFT - 10}" y="{y + 4:.0f}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{_LEFT}" y="{y - 9:.0f}" width="{x - _LEFT:.1f}" height="18" rx="2" fill="#2f5d8a"/>'
            f'<path d="M{left:.1f} {y:.0f}H{right:.1f}M{left:.1f} {y - 5:.0f}v10M{right:.1f} {y - 5:.0f}v10" '
            'stroke="#1f2328" stroke-width="1.5" fill="none"/>'
            f'<text x="{right + 8:.1f}" y="{y + 4:.0f}">{value:.3f}</text>'
        )
    height = len(marks) * _ROW + 4
    return _svg(height, "".join(rows), f"{len(marks)} 个系统的平均值和置信区间")


def scatter(marks: Sequence[tuple[str, float, float]], measure: str) -> str:
    """Return the systems by milliseconds a question (on a logarithmic scale, to the right) and quality (upwards)."""
    low, high = min(one[1] for one in marks), max(one[1] for one in marks)
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    last = max(last, first + 1)
    floor = math.floor(10 * min(one[2] for one in marks)) / 10
    roof = max(floor + 0.1, math.ceil(10 * max(one[2] for one in marks)) / 10)

    def x_of(milliseconds: float) -> float:
        return _LEFT / 2 + (_WIDTH - _LEFT) * (math.log10(milliseconds) - first) / (last - first)

    def y_of(value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (value - floor) / (roof - floor)

    parts = []
    for power in range(first, last + 1):
        x = x_of(10**power)
        parts.append(f'<path d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#d1d9e0"/>')
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{10**power:g}</text>')
    for tenth in range(round(10 * floor), round(10 * roof) + 1):
        y = y_of(tenth / 10)
        parts.append(f'<path d="M{_LEFT / 2} {y:.1f}H{_WIDTH - _LEFT / 2}" stroke="#d1d9e0"/>')
        parts.append(f'<text x="{_LEFT / 2 - 8}" y="{y + 4:.1f}" text-anchor="end">{tenth / 10:.1f}</text>')
    parts.append(
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 6}" text-anchor="middle">毫秒/题（对数）；向上：{escape(measure)}</text>'
    )
    for name, milliseconds, value in marks:
        x, y = x_of(milliseconds), y_of(value)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#b3261e"/>')
        parts.append(f'<text x="{x + 9:.1f}" y="{y + 4:.1f}">{escape(name)}</text>')
    return _svg(_HEIGHT, "".join(parts), "各系统的质量与速度")


def _svg(height: int, inside: str, title: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>{inside}</svg>'
    )
