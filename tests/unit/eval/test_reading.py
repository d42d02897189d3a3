from __future__ import annotations

from pathlib import Path

from eval.reading import Reading, certificate_table, main
from ingest.pipeline import parse_file


def test_that_every_file_has_a_row_and_errors_are_shown(tmp_path: Path) -> None:
    """A file that could not be read is in the table too, with its message."""
    path = tmp_path / "措施.txt"
    path.write_text("云河省若干措施\n一、支持研发\n（一）给予10万元奖励。\n", encoding="utf-8")
    table = certificate_table([Reading(path, parse_file(path)), Reading(Path("坏|的.pdf"), None, "PDF 已损坏\n请重下")])
    rows = table.splitlines()
    assert rows[2].startswith("| 措施.txt | txt | 1 | 25 | 100.00% | 0.00% | 0 | 0 | 文字层 |")
    assert rows[3].startswith("| 坏\\|的.pdf |")
    assert rows[3].endswith("| 否 | PDF 已损坏 请重下 |")
    assert len({row.replace("\\|", "").count("|") for row in rows}) == 1


def test_that_the_command_prints_totals_and_table(tmp_path: Path, capsys) -> None:
    """What goes to docs is made by a command."""
    (tmp_path / "甲.txt").write_text("云河省若干措施\n一、支持研发\n", encoding="utf-8")
    main([str(tmp_path), "--workers", "1"])
    printed = capsys.readouterr().out
    assert "1 份文件：1 份完整" in printed
    assert "| 甲.txt |" in printed


def test_the_outline_is_counted_and_a_hole_in_the_numbers_is_named(tmp_path: Path) -> None:
    """One heading, two clauses; where （三） is missing the table says between which numbers."""
    path = tmp_path / "措施.txt"
    text = "云河省支持研发若干措施\n一、支持研发\n（一）甲事项予以奖励。\n（二）乙事项给奖。\n（四）丁事项给奖。\n"
    path.write_text(text, encoding="utf-8")
    parse = parse_file(path)
    row = certificate_table([Reading(path, parse)]).splitlines()[2]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert [int(cell) for cell in cells[9:12]] == [1, len(parse.clauses) - 1, 0]
    assert "“（二）”之后是“（四）”" in cells[-1]
