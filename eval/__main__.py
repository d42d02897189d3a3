"""`python -m eval`: benchmarks of retrieval, of extraction, of metadata; `wence eval` calls this."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from corpus.errors import WenceError
from eval import comparing, extraction, metadata


def main(arguments: list[str] | None = None) -> int:
    """Compare retrieval systems on each named set; return 0, or 1 after one line that says what is wrong.

    `retrieval` before the sets may be left out; `extraction GOLD` scores extracted departments instead, `metadata
    GOLD` metadata.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if given[:1] == ["extraction"]:
            return _evaluate_extraction(given[1:])
        if given[:1] == ["metadata"]:
            return _evaluate_metadata(given[1:])
        return comparing.main(given[1:] if given[:1] == ["retrieval"] else given)
    except WenceError as error:
        sys.stderr.write(f"{error}\n")
        return 1


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


if __name__ == "__main__":
    sys.exit(main())
