"""`wence eval retrieval DATASET…`: systems side by side on test sets, as lines, TREC files and a report."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import LibraryError, SettingsError
from eval.datasets import Dataset, read_dataset
from eval.metrics import MEASURES
from eval.report import page, said
from eval.retrieval import SYSTEMS, Difference, Report, as_json, differences, judge
from eval.runs import write_run
from eval.systems import NAMES, Plan, run_all

_EXAMPLES = """示例：
  wence eval retrieval 评测集 --report 报告.html
  wence eval retrieval 评测集 --system bm25s --system hybrid --model ~/models/bge-small-zh-v1.5
  wence eval retrieval 评测集 --run 外部系统=run.trec --baseline bm25s --out runs/春"""


def main(arguments: Sequence[str]) -> int:
    """Compare the systems on each set; print one line a system and one a difference. Returns 0."""
    chosen = _parser().parse_args(arguments)
    groups, queries = [], {}
    for folder in chosen.dataset:
        dataset = read_dataset(folder)
        reports, found = _compare(dataset, chosen)
        groups.append((reports, found))
        queries[dataset.name] = dict(dataset.queries)
    if chosen.report:
        _write(chosen.report, page(groups, queries))
        sys.stderr.write(f"报告：{chosen.report}（浏览器直接打开，不需联网）\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wence eval retrieval",
        description="检索评测：多个系统在同一评测集上并排比较。评测集为 BEIR、C-MTEB 或 TREC 格式的文件夹。",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("dataset", type=Path, nargs="+", help="评测集文件夹：文本、问题、标注各一份")
    parser.add_argument("--system", choices=NAMES, action="append", help="只评这些（可重复；默认问策全部五种）")
    parser.add_argument("--model", action="append", help="向量模型的路径或名称（可重复；默认随附模型）")
    parser.add_argument("--reranker", help="另评一种：融合后用这个交叉编码器精排前 60 条")
    parser.add_argument(
        "--run", action="append", default=[], help="外部系统的 TREC 排序文件，可写作 名称=文件（可重复）"
    )
    parser.add_argument("--baseline", help="与哪个系统逐题相比（默认 words，没有则第一个）")
    parser.add_argument("--measure", action="append", help=f"指标（可重复；默认 {'、'.join(MEASURES)}）")
    parser.add_argument("--out", type=Path, help="把 TREC 排序、逐题结果和所涉文字写入此文件夹（网页“评测”可看）")
    parser.add_argument("--report", type=Path, help="把表格和图写成一个网页文件")
    parser.add_argument("--json", action="store_true", help="每个系统一行 JSON，含逐题结果")
    return parser


def _compare(dataset: Dataset, chosen: argparse.Namespace) -> tuple[list[Report], list[Difference]]:
    plan = Plan(chosen.system or tuple(SYSTEMS), chosen.model or (None,), chosen.reranker, chosen.run)
    measures, reports = tuple(chosen.measure or MEASURES), list[Report]()
    for made in run_all(dataset, plan):
        report = judge(dataset, made, measures)
        reports.append(report)
        if chosen.out:
            write_run(chosen.out, made, report, dataset)
        line = json.dumps(as_json(report), ensure_ascii=False) if chosen.json else _line(report)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    baseline = _baseline(chosen.baseline, [report.system for report in reports])
    found = list(differences(reports, baseline, measures[0]))
    if not chosen.json:
        sys.stdout.writelines(_difference_line(one) for one in found)
    return reports, found


def _baseline(named: str | None, systems: Sequence[str]) -> str:
    if named is not None and named not in systems:
        raise SettingsError(f"没有叫“{named}”的系统可比", advice=f"本次有：{'、'.join(systems)}")
    return named or ("words" if "words" in systems else systems[0])


def _line(report: Report) -> str:
    first = next(iter(report.intervals))
    low, high = report.intervals[first]
    figures = "  ".join(f"{name} {report.metrics[name]:.3f}" for name in report.intervals)
    cost = f"  {report.metrics['milliseconds']:.1f} 毫秒/题" if report.metrics["milliseconds"] else ""
    return f"{report.dataset:26} {report.system:7} {figures}  [{first} 95% {low:.3f}–{high:.3f}]{cost}"


def _difference_line(one: Difference) -> str:
    low, high = one.interval
    return (
        f"  {one.system} 比 {one.baseline}：{one.metric} {one.mean:+.3f} [{low:+.3f} 至 {high:+.3f}]，"
        f"p {said(one.p) if said(one.p).startswith('<') else '= ' + said(one.p)}，{one.wins} 题胜 {one.losses} 题负\n"
    )


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise LibraryError(f"写不进 {path}（{error.strerror}）", advice="请换一个可写的位置") from error
