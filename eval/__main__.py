"""`python -m eval DATASET…`: rankings, figures and files of a benchmark; `wence eval` calls this."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from corpus.errors import WenceError
from eval import extraction, metadata
from eval.datasets import read_dataset
from eval.retrieval import SYSTEMS, Report, as_json, build_contents, judge, run
from eval.runs import write_run
from index.embed import load_encoder


def main(arguments: list[str] | None = None) -> int:
    """Evaluate each named set; return 0, or 1 after one line that says what is wrong.

    `python -m eval extraction GOLD` scores extracted departments instead, `python -m eval metadata GOLD` metadata.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if given[:1] == ["extraction"]:
            return _evaluate_extraction(given[1:])
        if given[:1] == ["metadata"]:
            return _evaluate_metadata(given[1:])
        chosen = _parser().parse_args(given)
        for folder in chosen.dataset:
            _evaluate(folder, chosen)
    except WenceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _evaluate_extraction(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="wence eval extraction", description="责任单位抽取评测")
    parser.add_argument("gold", type=Path, help="标注文件（JSON Lines）")
    parser.add_argument("--documents", type=Path, help="原文所在文件夹（默认：标注文件旁的 ../docs）")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    chosen = parser.parse_args(given)
    folder = chosen.documents or chosen.gold.resolve().parent.parent / "docs"
    report = extraction.evaluate(extraction.read_rows(chosen.gold), folder)
    text = json.dumps(asdict(report), ensure_ascii=False) if chosen.json else "\n".join(_extraction_lines(report))
    sys.stdout.write(text + "\n")
    return 0


def _evaluate_metadata(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="wence eval metadata", description="文件元数据评测")
    parser.add_argument("gold", type=Path, help="标注表，如 eval/gold/metadata_documents.tsv")
    parser.add_argument("--documents", type=Path, default=Path("../shared/docs"), help="原文所在文件夹")
    chosen = parser.parse_args(given)
    report = metadata.evaluate(metadata.read_labels(chosen.gold), chosen.documents)
    for field, name in zip(metadata.FIELDS, metadata.FIELD_NAMES, strict=True):
        sys.stdout.write(f"{name}  {report.accuracy[field]:.3f}（{report.documents} 份）\n")
    for document, field, read, right in report.misses:
        sys.stdout.write(f"不符 {document} {field}：读作 {read}；标注 {right}\n")
    return 0


def _extraction_lines(report: extraction.ExtractionReport) -> list[str]:
    groups = (*report.documents.items(), *report.patterns.items(), ("全部", report.total))
    misses = (
        f"未全对 {miss.document} {miss.path}：漏 {'、'.join(miss.missed) or '无'}；"
        f"多 {'、'.join(miss.extra) or '无'}；角色不符 {'、'.join(miss.wrong_role) or '无'}"
        for miss in report.misses
    )
    return [*(tally.line(name) for name, tally in groups), *misses]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wence eval", description="检索评测：BEIR 目录格式的评测集")
    parser.add_argument("dataset", type=Path, nargs="+", help="含 corpus.jsonl、queries.jsonl、qrels.tsv 的文件夹")
    parser.add_argument("--system", choices=sorted(SYSTEMS), action="append", help="只评某一种（默认全部）")
    parser.add_argument("--model", help="向量模型的路径或名称（默认随附模型）")
    parser.add_argument("--out", type=Path, help="把 TREC 排序、逐题结果和所涉文字写入此文件夹（网页“评测”可看）")
    parser.add_argument("--json", action="store_true", help="每行一个 JSON 对象，含逐题结果")
    return parser


def _evaluate(folder: Path, chosen: argparse.Namespace) -> None:
    dataset, encoder = read_dataset(folder), load_encoder(chosen.model)
    contents = build_contents(dataset, encoder)
    for system in chosen.system or SYSTEMS:
        made = run(dataset, contents, encoder, system)
        report = judge(dataset, made)
        if chosen.out:
            write_run(chosen.out, made, report, dataset)
        sys.stdout.write((json.dumps(as_json(report), ensure_ascii=False) if chosen.json else _line(report)) + "\n")
        sys.stdout.flush()


def _line(report: Report) -> str:
    low, high = report.intervals["nDCG@10"]
    figures = "  ".join(f"{name} {value:.3f}" for name, value in report.metrics.items() if name != "milliseconds")
    speed = report.metrics["milliseconds"]
    return f"{report.dataset:26} {report.system:7} {figures}  [nDCG@10 95% {low:.3f}–{high:.3f}]  {speed:.1f} 毫秒/题"


if __name__ == "__main__":
    sys.exit(main())
