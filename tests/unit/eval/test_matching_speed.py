"""The command that times matching: the same firms in every run, counted once however many processes share them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import Library
from corpus.model import Certificate, Dates, Document, Parse, Status
from eval.matching import draw_firms, main, time_in_processes, time_matching
from ingest.flow import Flow
from ingest.incentives.extract import extract_incentives
from ingest.structure.split import split_clauses

TEXT = (
    "云河省支持企业若干措施\n一、对规模以上企业给予10万元奖励。\n二、对实施技术改造的企业，给予设备投资额10%的补助。\n"
)


@pytest.fixture
def parse() -> Parse:
    """Return a document that promises two benefits."""
    outline = split_clauses(Flow(TEXT, (), (), ()), "d")
    document = Document(
        "d", outline.title, (), None, Dates(), None, Status.IN_FORCE, "措施", "d.txt", "txt", TEXT, 1, (), (), (),
        Certificate(()),
    )  # fmt: skip
    return Parse(document, outline.clauses, (), (), extract_incentives(document, outline.clauses, ()))


def test_two_runs_weigh_the_same_firms() -> None:
    """Figures of two runs can be compared."""
    assert list(draw_firms(20)) == list(draw_firms(20))


def test_processes_share_the_firms_and_none_is_lost(tmp_path: Path, parse: Parse) -> None:
    """Two processes weigh as many firms against as many incentives as one."""
    firms = tuple(draw_firms(5))
    with Library.open(tmp_path) as library:
        library.add([parse])
        alone = time_matching(library, firms)
    shared = time_in_processes(tmp_path, firms, 2)
    assert (alone.firms, alone.incentives, alone.processes) == (5, 2, 1)
    assert (shared.firms, shared.incentives, shared.processes) == (5, 2, 2)


def test_the_command_prints_a_line_a_size(tmp_path: Path, parse: Parse, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader sees firms, incentives, seconds and milliseconds."""
    with Library.open(tmp_path) as library:
        library.add([parse])
    assert main([str(tmp_path), "--firms", "3"]) == 0
    assert capsys.readouterr().out.startswith("3 家 × 2 项：")
