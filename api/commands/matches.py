"""Weighed incentives, for people: what, how much, which conditions, and what to ask next."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.commands.words import CHECK_MARKS, VERDICT_STYLES, chip
from api.schemas.labels import VERDICT_NAMES
from api.schemas.matches import FindingJson, MatchedJson, MatchJson

_QUOTE = 90  # characters of the promise shown on one line


def show_matches(out: Console, report: MatchJson) -> None:
    """Print the counts, every listed incentive with its conditions, and the next question."""
    firm = report["firm"]
    out.print(Text(str(firm.get("name", "企业")), style="bold"), Text(f"　以 {report['date']} 为准", style="dim"))
    for warning in firm.get("warnings", ()):
        out.print(f"提示：{warning}", style="yellow", markup=False)
    out.print("　".join(f"{name} {report['counts'][verdict]} 项" for verdict, name in VERDICT_NAMES.items()))
    out.print()
    for match in report["matches"]:
        _show_match(out, match)
    if not report["matches"]:
        out.print("没有找到适用的优惠政策")
    question = report["ask_next"]
    if question:
        out.print(Text.assemble(("最该补充：", "bold red"), question["question"], f"（可定 {question['decides']} 项）"))


def _show_match(out: Console, match: MatchedJson) -> None:
    incentive = match["incentive"]
    quote = " ".join(match["quote"].split())
    shown = quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}……"
    verdict = chip(match["verdict_name"], VERDICT_STYLES[match["verdict"]])
    out.print(Text.assemble(verdict, " ", chip(incentive["kind_name"], "black on yellow"), " ", shown))
    page = f"第 {match['page']} 页" if match["page"] else ""
    facts = (match["title"], match["number"], match["path"], page, match["status"])
    _indented(out, Text(" · ".join(fact for fact in facts if fact), style="dim"))
    if match["estimate"]:
        _indented(out, Text.assemble(("预计 ", "bold"), match["estimate"]["formula"]))
    for finding in match["conditions"]:
        _indented(out, _finding(finding))
    if match["near"]:
        _indented(out, Text(f"差一点：{match['near']}", style="magenta"))
    out.print()


def _finding(finding: FindingJson) -> Text:
    mark, style = CHECK_MARKS[finding["verdict"]]
    why = f"　{finding['why']}" if finding["why"] else ""
    return Text.assemble((f"{mark} ", style), " ".join(finding["text"].split()), (why, "dim"))


def _indented(out: Console, words: Text) -> None:
    out.print(Padding(words, (0, 0, 0, 4)))
