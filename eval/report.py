"""One HTML page of a comparison that opens without a network: tables, bars with intervals, quality against time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from eval.plots import bars, scatter
from eval.retrieval import Difference, Report

_COSTS = {"milliseconds": "毫秒/题", "p99_ms": "99% 毫秒", "build_seconds": "建索引秒", "memory_mib": "内存 MiB"}
_SHOWN = 12  # questions with the greatest differences
_STYLE = """
:root { color-scheme: light; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --red: #b3261e; --blue: #2f5d8a; }
body { font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei",
  sans-serif; color: var(--ink); max-width: 72rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; border-bottom: 2px solid var(--red); padding-bottom: .2rem; }
h3 { margin: 1.6rem 0 .4rem; font-size: 1.05rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th:first-child, td:first-child, td.words { text-align: left; } th { font-weight: 600; }
.quiet, td small { color: var(--quiet); } td small { display: block; font-size: .78rem; }
td.best { font-weight: 700; } .scroll { overflow-x: auto; } svg { max-width: 100%; height: auto; }
svg text { font: 12px "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", sans-serif; }
"""


def page(
    groups: Sequence[tuple[Sequence[Report], Sequence[Difference]]], queries: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the page; a group is one test set's reports and their differences to the baseline.

    `queries` holds the questions' texts by test set and id. All text is escaped; nothing is loaded from elsewhere.
    """
    sections = "".join(
        _section(reports, found, queries.get(reports[0].dataset, {})) for reports, found in groups if reports
    )
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>检索评测报告</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><h1>检索评测报告</h1>"
        '<p class="quiet">括号内为 95% 自助法置信区间（1,000 次抽样）；p 为配对随机化检验（10,000 次）。'
        "时间和内存在同一台机器、同一次运行中测得；问策各系统共用一份索引；外部结果文件没有时间。</p>"
        f"{sections}</body></html>\n"
    )


def _section(reports: Sequence[Report], found: Sequence[Difference], queries: Mapping[str, str]) -> str:
    names = list(reports[0].intervals)
    first = names[0]
    marks = [(report.system, report.metrics[first], report.intervals[first]) for report in reports]
    timed = [
        (one.system, one.metrics["milliseconds"], one.metrics[first]) for one in reports if one.metrics["milliseconds"]
    ]
    parts = [
        f'<h2>{escape(reports[0].dataset)}</h2><p class="quiet">{len(reports[0].queries)} 题</p>',
        f'<div class="scroll"><table>{"".join(_rows(reports, names))}</table></div>',
        f"<h3>{escape(first)}</h3>{bars(marks)}",
        f"<h3>质量与速度</h3>{scatter(timed, first)}" if len(timed) > 1 else "",
        _against(found),
        _hardest(reports, found, queries),
    ]
    return "".join(parts)


def _rows(reports: Sequence[Report], names: Sequence[str]) -> Iterator[str]:
    heads = [*names, *_COSTS.values()]
    yield f"<tr><th>系统</th>{''.join(f'<th>{escape(one)}</th>' for one in heads)}</tr>"
    best = {name: max(report.metrics[name] for report in reports) for name in names}
    for report in reports:
        cells = []
        for name in names:
            value, (low, high) = report.metrics[name], report.intervals[name]
            mark = ' class="best"' if value == best[name] else ""
            cells.append(f"<td{mark}>{value:.3f}<small>{low:.3f}–{high:.3f}</small></td>")
        cells += [
            f"<td>{report.metrics[name]:.1f}</td>" if report.metrics["milliseconds"] else "<td>—</td>"
            for name in _COSTS
        ]
        yield f"<tr><td>{escape(report.system)}</td>{''.join(cells)}</tr>"


def _against(found: Sequence[Difference]) -> str:
    if not found:
        return ""
    head = f"<h3>与 {escape(found[0].baseline)} 逐题相比</h3>"
    return f'{head}<div class="scroll"><table>{"".join(_differences(found))}</table></div>'


def _differences(found: Sequence[Difference]) -> Iterator[str]:
    yield "<tr><th>系统</th><th>指标</th><th>平均差</th><th>95% 区间</th><th>p</th><th>胜</th><th>负</th></tr>"
    for one in found:
        low, high = one.interval
        yield (
            f"<tr><td>{escape(one.system)}</td><td>{escape(one.metric)}</td><td>{one.mean:+.3f}</td>"
            f"<td>{low:+.3f} 至 {high:+.3f}</td><td>{said(one.p)}</td><td>{one.wins}</td><td>{one.losses}</td></tr>"
        )


def said(p: float) -> str:
    """Return a p-value as it is printed: `0.0001` is `<0.001`."""
    return "<0.001" if p < 0.001 else f"{p:.3f}"  # noqa: PLR2004


def _hardest(reports: Sequence[Report], found: Sequence[Difference], queries: Mapping[str, str]) -> str:
    """Return the questions on which the last system and the baseline differ most."""
    if not found:
        return ""
    metric, name = found[-1].metric, found[-1].system
    ours = {str(row["id"]): float(row[metric]) for row in next(one for one in reports if one.system == name).queries}
    base = next(one for one in reports if one.system == found[-1].baseline)
    rows = [(str(row["id"]), float(row[metric]), ours[str(row["id"])]) for row in base.queries]
    rows = sorted((row for row in rows if row[1] != row[2]), key=lambda row: (-abs(row[2] - row[1]), row[0]))[:_SHOWN]
    if not rows:
        return ""
    lines = "".join(
        f'<tr><td class="words">{escape(queries.get(query, query))}</td><td>{before:.3f}</td><td>{after:.3f}</td></tr>'
        for query, before, after in rows
    )
    head = f"<tr><th>问题</th><th>{escape(base.system)}</th><th>{escape(name)}</th></tr>"
    return f'<h3>差别最大的问题（{escape(metric)}）</h3><div class="scroll"><table>{head}{lines}</table></div>'
