"""Coloured words for people: chips of roles and verdicts."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

ROLE_STYLES = {
    "lead": "bold white on red",
    "responsible": "bold white on blue",
    "support": "black on cyan",
    "implement": "black on green",
}
VERDICT_STYLES = {"eligible": "bold white on green", "maybe": "black on yellow", "ineligible": "white on bright_black"}
CHECK_MARKS = {"met": ("✓", "green"), "unmet": ("✗", "red"), "unknown": ("？", "yellow")}


def chip(word: str, style: str) -> Text:
    """Return the word on a coloured ground."""
    return Text(f" {word} ", style=style)


def grid() -> Table:
    """Return a table without lines whose second column folds long Chinese text beside the first."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    return table


def highlighted(text: str, quote: str) -> Text:
    """Return the text with the quoted words underlined; blanks at line ends are folded."""
    shown = Text(" ".join(text.split("\t")))
    start = shown.plain.find(" ".join(quote.split("\t")))
    if quote and start >= 0:
        shown.stylize("bold red underline", start, start + len(quote))
    return shown
