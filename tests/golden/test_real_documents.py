"""Real documents have the outline and the metadata that a reader finds in them."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from eval.metadata import described, read_labels, score
from ingest.layout.arrange import arrange
from ingest.metadata.read import read_metadata
from ingest.readers.registry import read
from ingest.structure.numbering import fold
from ingest.structure.split import split_clauses

pytestmark = pytest.mark.shared

LABELS = Path(__file__).parents[2] / "eval" / "gold" / "metadata_documents.tsv"
LONG = ("B27", "B33", "B22", "B23", "B20", "B05", "B28", "B26")  # seconds each; their kinds are among the others
PICTURES = ("B03", "B04", "B17", "B21", "B25")  # hold pictures, which would be sent through text recognition
NUMBER = re.compile(
    r"第[一二三四五六七八九十百\d]+条|附件\d+|赛道[一二三四五六七八九十]+|（[一二三四五六七八九十\d]+）|^[一二三四五六七八九十]+|\d+"
)


def labels():
    """Return {doc: values} of the table, the documents left out above excepted."""
    return {doc: values for doc, values in read_labels(LABELS).items() if doc not in LONG + PICTURES}


@pytest.fixture(scope="module")
def parses(shared):
    """Return {doc: (flow, outline, metadata)}."""
    found = {}
    for doc in labels():
        path = next((shared / "docs/real").glob(f"{doc}_*"))
        raw = read(path)
        flow = arrange(raw)
        outline = split_clauses(flow, doc)
        found[doc] = flow, outline, read_metadata(flow, outline, dict(raw.hints), path.stem)
    return found


def test_metadata_is_right_in_97_of_100_documents(parses):
    """Title, issuers, number, days, region and draft each reach 0.97."""
    report = score(labels(), ((doc, described(metadata)) for doc, (_, _, metadata) in parses.items()))
    assert report.documents == len(parses)
    assert {field: share for field, share in report.accuracy.items() if share < 0.97} == {}, report.misses


def test_no_character_is_lost_and_every_clause_has_its_own_name(parses):
    """Clauses are in order, disjoint, uniquely named, and hold the whole text."""
    for doc, (flow, outline, _) in parses.items():
        clauses = outline.clauses
        assert "".join("".join(clause.text.split()) for clause in clauses) == "".join(flow.text.split()), doc
        assert all(before.span.end <= after.span.start for before, after in pairwise(clauses)), doc
        assert len({clause.id for clause in clauses}) == len(clauses), doc


def squeeze(text):
    """Return the text without blanks, in folded characters."""
    return re.sub(r"\s", "", fold(text))


def numbers(path):
    """Return the numbers of a printed path: `二、（三）5` gives (二, （三）, 5)."""
    bare = re.sub(r"[\u4e00-\u9fff]{4,}", "", squeeze(path).replace("、", ""))
    return re.findall(NUMBER, bare)


def holds(path, wanted):
    """Return whether the clause's path has the wanted numbers in order."""
    rest = iter(number for part in path for number in re.findall(NUMBER, part))
    return all(any(number == one for one in rest) for number in wanted)


@pytest.mark.parametrize("name", ["qa_dev", "departments_dev"])
def test_labelled_words_stand_in_one_clause_at_the_labelled_path(parses, shared, name):
    """At least 97 of 100 labelled snippets are found whole, under the numbers that the label gives."""
    rows = [json.loads(line) for line in (shared / f"gold/{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = [one for row in rows for one in row.get("gold", [row]) if one.get("doc") in parses]
    missed = []
    for one in wanted:
        snippet = squeeze(one["snippet"])
        hits = [clause for clause in parses[one["doc"]][1].clauses if snippet in squeeze(clause.text)]
        if not any(holds(clause.path, numbers(one["path"].split("·")[0])) for clause in hits):
            missed.append((one["doc"], one["path"], [clause.path for clause in hits]))
    assert len(missed) <= 0.03 * len(wanted), missed
