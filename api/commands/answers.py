"""An answer, for people: the text, the departments by role, the quoted evidence."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.commands.words import ROLE_STYLES, VERDICT_STYLES, chip, grid, highlighted
from api.schemas.answers import AnswerJson, CitationJson, NamedDepartmentJson
from api.schemas.labels import VERDICT_NAMES

_STATUS = {
    "insufficient_evidence": ("现有文件不足以回答", "bold yellow"),
    "clarify": ("需要您再说清楚一点", "bold yellow"),
}
_QUOTED = 5  # citations printed in full; a list of duties may cite dozens


def show_answer(out: Console, answer: AnswerJson) -> None:
    """Print the answer; nothing is shown that its JSON does not hold."""
    out.print(Text.assemble(("问 ", "bold red"), answer["question"]))
    if answer["status"] in _STATUS:
        words, style = _STATUS[answer["status"]]
        out.print(words, style=style)
    out.print(answer["text"], markup=False)
    if answer["reviewed_on"]:
        out.print(f"人工审核 · {answer['reviewed_on']}", style="green")
    out.print()
    _show_departments(out, answer["departments"])
    _show_incentives(out, answer)
    _show_citations(out, answer)
    if answer["status"] == "clarify":
        for at, words in enumerate(answer["followups"], 1):
            out.print(f"{at}. {words}", markup=False)
    elif answer["followups"]:
        out.print("还可以问：" + "　".join(answer["followups"]), style="dim", markup=False)
    out.print(f"用时 {answer['milliseconds']:.0f} 毫秒", style="dim")


def _show_departments(out: Console, departments: list[NamedDepartmentJson]) -> None:
    if not departments:
        return
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("角色", "部门", "全称", "依据"):
        table.add_column(name)
    for department in departments:
        name = department["name"] + ("（由全文规则继承）" if department["inherited"] else "")
        role = chip(department["role_name"], ROLE_STYLES[department["role"]])
        table.add_row(role, name, department["canonical"] or "", f"[{department['citation'] + 1}]")
    out.print(table)
    out.print()


def _show_incentives(out: Console, answer: AnswerJson) -> None:
    table = grid()
    for incentive in answer["incentives"]:
        verdict = incentive["verdict"]
        marks = Text.assemble(chip(incentive["kind_name"], "black on yellow"))
        if verdict:
            marks.append(" ").append_text(chip(VERDICT_NAMES.get(verdict, verdict), VERDICT_STYLES.get(verdict, "")))
        table.add_row(marks, f"{' '.join(incentive['quote'].split())} [{incentive['citation'] + 1}]")
    if answer["incentives"]:
        out.print(table)
        out.print()


def _show_citations(out: Console, answer: AnswerJson) -> None:
    named = {row["citation"] for row in (*answer["departments"], *answer["incentives"])}
    quoted = sorted({0, *named})[:_QUOTED]
    for index, citation in enumerate(answer["citations"]):
        if index in quoted:
            _show_citation(out, index + 1, citation)
    for index, citation in enumerate(answer["citations"]):
        if index not in quoted:
            out.print(Text(f"另见 [{index + 1}] {citation['title']} {citation['path']}", style="dim"))


def _show_citation(out: Console, number: int, citation: CitationJson) -> None:
    page = f"第 {citation['page']} 页" if citation["page"] else ""
    facts = (citation["number"], citation["date"], citation["status"], citation["path"], page)
    out.print(Text.assemble((f"[{number}] ", "bold red"), (citation["title"], "bold")))
    out.print(Padding(Text(" · ".join(fact for fact in facts if fact), style="dim"), (0, 0, 0, 4)))
    out.print(Padding(highlighted(citation["clause_text"].strip(), citation["quote"].strip()), (0, 0, 1, 4)))
