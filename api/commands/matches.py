"""Weighed incentives, for people: what, how much, which conditions, and what to ask next."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.commands.words import CHECK_MARKS, VERDICT_STYLES, chip, grid
from api.schemas.labels import VERDICT_NAMES
from api.schemas.matches import FindingJson, MatchedJson, MatchJson

_QUOTE = 90  # characters of the promise shown on one line
_MAYBE_SHOWN = 5  # uncertain matches printed in full unless all are asked for


def show_matches(out: Console, report: MatchJson, *, show_all: bool) -> None:
    """Print the counts, every listed incentive with its conditions, and the next question."""
    firm = report["firm"]
    out.print(Text(str(firm.get("name", "企业")), style="bold"), Text(f"以 {report['date']} 为准", style="dim"))
    for warning in firm.get("warnings", ()):
        out.print(f"提示：{warning}", style="yellow", markup=False)
    out.print("　".join(f"{name} {report['counts'][verdict]} 项" for verdict, name in VERDICT_NAMES.items()))
    out.print()
    sure = [match for match in report["matches"] if match["verdict"] != "maybe"]
    unsure = [match for match in report["matches"] if match["verdict"] == "maybe"]
    shown = report["matches"] if show_all else [*sure, *unsure[:_MAYBE_SHOWN]]
    for match in shown:
        _show_match(out, match)
    if len(shown) < len(report["matches"]):
        out.print(f"另有 {len(report['matches']) - len(shown)} 项可能符合，加 --all 查看全部", style="dim")
    if not shown:
        out.print("没有找到适用的优惠政策")
    question = report["ask_next"]
    if question:
        out.print(Text.assemble(("最该补充：", "bold red"), question["question"], f"（可定 {question['decides']} 项）"))


def _show_match(out: Console, match: MatchedJson) -> None:
    incentive = match["incentive"]
    quote = " ".join(match["quote"].split())
    verdict = chip(match["verdict_name"], VERDICT_STYLES[match["verdict"]])
    head = grid()
    head.add_row(
        Text.assemble(verdict, " ", chip(incentive["kind_name"], "black on yellow")),
        quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}……",
    )
    out.print(head)
    body = grid()
    page = f"第 {match['page']} 页" if match["page"] else ""
    facts = (match["title"], match["number"], match["path"], page, match["status"])
    body.add_row("出处", Text(" · ".join(fact for fact in facts if fact), style="dim"))
    if match["estimate"]:
        body.add_row("预计", Text(match["estimate"]["formula"], style="bold"))
    for finding in match["conditions"]:
        body.add_row(*_finding(finding))
    for label, words in _practical(match):
        body.add_row(label, words)
    if match["near"]:
        body.add_row("差一点", Text(match["near"], style="magenta"))
    out.print(Padding(body, (0, 0, 1, 2)))


def _finding(finding: FindingJson) -> tuple[Text, Text]:
    mark, style = CHECK_MARKS[finding["verdict"]]
    why = f"　{finding['why']}" if finding["why"] else ""
    return Text(mark, style=style), Text.assemble(" ".join(finding["text"].split()), (why, "dim"))


def _practical(match: MatchedJson) -> list[tuple[str, str]]:
    """Return until when, what to bring, whom to call and what it does not add up with; silent rows are left out."""
    incentive = match["incentive"]
    last = f"政策有效期至 {incentive['valid_to']}" if incentive["valid_to"] else ""
    call = incentive["contact"] or "、".join(incentive["departments"])
    rows = (
        ("何时", "；".join(words for words in (incentive["window"], last) if words)),
        ("材料", "、".join(incentive["materials"])),
        ("联系", call),
        ("不可叠加", match["group"]),
    )
    return [(label, " ".join(words.split())) for label, words in rows if words]
