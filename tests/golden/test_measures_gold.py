"""Measures agree with what a reader says of 324 clauses: which policy instrument, which tense of duty."""

from pathlib import Path

import pytest

from corpus.authority.instruments import side_of
from ingest.measures import clause_instrument
from ingest.pipeline import parse_file

pytestmark = pytest.mark.shared
GOLD = Path(__file__).resolve().parents[2] / "eval" / "gold" / "measures_own.tsv"


def labels():
    """Return (document, path) → acceptable instruments and tense."""
    lines = [line for line in GOLD.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = (line.split("\t") for line in lines)
    return {(document, path): (names.split("|"), tense) for document, path, names, tense in rows}


def read(shared, name):
    """Return the parse of a labelled document."""
    if name == "SEED":
        return parse_file(shared / "docs" / "opinion" / "opinion_newspaper.txt")
    return parse_file(next((shared / "docs" / "real").glob(f"{name}_*")))


def test_instruments_and_tenses_agree_with_a_reader(shared):
    """The instrument is acceptable for 80 % of the clauses, its side for 88 %, the tense for 85 %."""
    gold, found = labels(), []
    for name in sorted({document for document, _ in gold}):
        parse = read(shared, name)
        for clause in parse.clauses:
            wanted = gold.get((name, "/".join(clause.path)))
            if wanted:
                own = [one for one in parse.measures if one.clause_id == clause.id]
                found.append((*clause_instrument(clause, own), *wanted))
    total = len(found)
    assert total >= 0.9 * len(gold), "clause paths have changed: renew the labels' paths"
    assert sum(name in names for name, _, names, _ in found) / total >= 0.80
    assert sum(side_of(name) in set(map(side_of, names)) for name, _, names, _ in found) / total >= 0.88
    assert sum(tense == wanted for _, tense, _, wanted in found) / total >= 0.85
