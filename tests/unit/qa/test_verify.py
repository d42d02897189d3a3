from __future__ import annotations

import datetime as dt
import random
import re

import pytest

from corpus.evidence import Citation
from corpus.model import Span, Status
from qa.verify import find_faults, release

_QUOTE = "（三）对新建冷库给予每座20万元补助，单个企业最高不超过100万元，2026年3月底前申报。（省商务厅、财政厅负责）"


def _citation(quote: str = _QUOTE, title: str = "云河省冷链发展若干措施", path: str = "二、（三）") -> Citation:
    return Citation(
        "d", title, None, dt.date(2025, 1, 1), Status.IN_FORCE, "d/二", path, 1, (), quote, quote, Span(0, len(quote))
    )  # fmt: skip


_TRUE = (
    "责任单位：省商务厅、省财政厅。",
    "每座补助20万元，最高100万元。",
    "2026年3月底前申报。",
    "《云河省冷链发展若干措施》二、（三）：「对新建冷库给予每座20万元补助」",
)


@pytest.mark.parametrize("line", _TRUE)
def test_supported_lines_are_released(line: str) -> None:
    """Numbers, days, departments and quotations that the quote holds pass; a shared level may be restored."""
    assert release([line], [_citation()], names=("省商务厅", "省财政厅")) == (line,)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("每座补助30万元。", "number"),
        ("2026年4月底前申报。", "date"),
        ("责任单位：省工信厅。", "department"),
        ("「对新建冷库给予每座补助」", "quotation"),
        ("《云河省粮食若干措施》二、（三）：", "title"),
        ("三十个工作日内办结。", "number"),
    ],
)
def test_unsupported_claims_are_named_by_kind(line: str, kind: str) -> None:
    """Each kind of invented claim is found."""
    assert kind in {fault.kind for fault in find_faults(line, [_citation()])}


def test_five_hundred_mutated_figures_are_all_caught() -> None:
    """Changing any figure of a released line to one that the quote does not hold keeps the line in."""
    rng = random.Random(7)  # noqa: S311  no secret
    for _ in range(500):
        line = rng.choice([one for one in _TRUE if re.search(r"\d", one)])
        figures = list(re.finditer(r"\d+", line))
        chosen = rng.choice(figures)
        wrong = str(int(chosen[0]) + rng.choice([1, 7, 11, 1000]))
        mutated = line[: chosen.start()] + wrong + line[chosen.end() :]
        assert release([mutated], [_citation()]) == (), mutated


def test_full_width_figures_and_blanks_do_not_matter() -> None:
    """`２０ 万元` in the document supports 20万元 in the answer."""
    assert release(["每座20万元。"], [_citation("每座 ２０ 万元")]) == ("每座20万元。",)


def test_a_longer_path_of_the_same_document_is_no_loose_number() -> None:
    """Two citations of one document whose paths begin alike do not trip over each other."""
    cited = [_citation(path="二"), _citation(path="二、（三）5")]
    line = "《云河省冷链发展若干措施》二、（三）5：「每座20万元补助」"
    assert release([line], cited) == (line,)
