"""`wence parse`: read, structure and tag files; store nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from api.commands.certificates import show_certificate
from api.commands.output import console, notice, print_json
from api.commands.words import ROLE_STYLES, chip
from api.schemas.documents import ClauseJson, ParseJson, ResponsibilityJson, parse_json
from api.settings import load_settings
from api.wiring import set_for_readers
from corpus.errors import WenceError
from ingest.pipeline import parse_file

_PREVIEW = 120  # characters of a clause shown to a person


def run(files: Sequence[Path], *, as_json: bool) -> int:
    """Print every file's parse; return 1 where a file could not be read, after the others were printed."""
    set_for_readers(load_settings())
    failures = 0
    for file in files:
        try:
            parse = parse_json(parse_file(file))
        except WenceError as error:
            notice(f"错误：{error}")
            failures += 1
            continue
        if as_json:
            print_json(parse)
        else:
            show_parse(console(), parse)
    return 1 if failures else 0


def show_parse(out: Console, parse: ParseJson) -> None:
    """Print the outline of a document with its duties and incentives, then the certificate."""
    document = parse["document"]
    out.print(document["title"] or "（无标题）", style="bold")
    facts = (document["number"], document["date"], document["region"], document["status"], f"{document['pages']} 页")
    out.print("　".join(fact for fact in facts if fact), style="dim")
    for clause in parse["clauses"]:
        _show_clause(out, clause)
    show_certificate(out, parse["certificate"])


def _show_clause(out: Console, clause: ClauseJson) -> None:
    indent = "  " * max(0, len(clause["path"]) - 1)
    text = " ".join(clause["text"].split())
    out.print(f"{indent}{text[:_PREVIEW]}{'……' if len(text) > _PREVIEW else ''}", markup=False)
    for inherited in (False, True):
        line = _duties([duty for duty in clause["responsibilities"] if duty["inherited"] is inherited])
        if line.plain:
            out.print(f"{indent}    ", line, "（由全文规则继承）" if inherited else "", sep="")
    for incentive in clause["incentives"]:
        amounts = "、".join(amount["as_written"] for amount in incentive["amounts"])
        out.print(
            f"{indent}    ", chip(incentive["kind_name"], "black on yellow"), f" {amounts or '（定性支持）'}", sep=""
        )


def _duties(duties: list[ResponsibilityJson]) -> Text:
    line = Text()
    for role, style in ROLE_STYLES.items():
        names = [duty["name"] for duty in duties if duty["role"] == role]
        if names:
            word = next(duty["role_name"] for duty in duties if duty["role"] == role)
            line.append_text(chip(word, style)).append(f" {'、'.join(names)}　")
    return line
