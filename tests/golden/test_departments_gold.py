"""The labelled real documents keep their score, by the scoring script that lies beside them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.pipeline import parse_file

pytestmark = pytest.mark.shared
OPINIONS = ("opinion_newspaper.txt", "opinion_official.pdf", "opinion_newspaper.pdf")


def dump(path, target):
    """Write what the scoring script reads of a parsed file."""
    parse = parse_file(path)
    by_clause = {}
    for one in parse.responsibilities:
        by_clause.setdefault(one.clause_id, []).append(
            {
                "name": one.name,
                "canonical": one.canonical,
                "role": one.role,
                "inherited": one.inherited_from is not None,
            }
        )
    clauses = [
        {"text": one.text, "kind": one.kind, "responsibilities": by_clause.get(one.id, [])} for one in parse.clauses
    ]
    target.write_text(json.dumps({"clauses": clauses}, ensure_ascii=False), encoding="utf-8")


def score(shared, folder, gold):
    """Return the figures of the script's last line by name."""
    script = shared / "score" / "score_departments.py"
    done = subprocess.run([sys.executable, script, gold, folder], check=True, capture_output=True, text=True)
    words = done.stdout.splitlines()[-1].split()
    return {
        "exact": float(words[words.index("exact") + 1]),
        "name": float(words[words.index("F1") + 1]),
        "role": float(words[words.index("name+role") + 2]),
        "inherited": words[-1],
    }


def rows(shared):
    """Return the gold rows."""
    path = shared / "gold" / "departments_dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("name", OPINIONS)
def test_the_opinion_is_exact_in_every_layout(shared, tmp_path, name):
    """All 47 clauses have exactly their departments and roles, and inherit the common bearers."""
    dump(shared / "docs" / "opinion" / name, tmp_path / "SEED.json")
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(row) for row in rows(shared) if row["doc"] == "SEED"), encoding="utf-8")
    figures = score(shared, tmp_path, gold)
    assert (figures["exact"], figures["inherited"]) == (1.0, "1.000")


def test_the_labelled_documents_keep_their_score(shared, tmp_path):
    """Names, roles and whole rows stay above what we publish."""
    for name in {row["doc"] for row in rows(shared)}:
        path = shared / "docs" / "opinion" / OPINIONS[0] if name == "SEED" else real(shared, name)
        dump(path, tmp_path / f"{name}.json")
    figures = score(shared, tmp_path, shared / "gold" / "departments_dev.jsonl")
    assert figures["name"] >= 0.985
    assert figures["role"] >= 0.97
    assert figures["exact"] >= 0.95


def real(shared, name) -> Path:
    """Return the file of a real document by its number."""
    return next((shared / "docs" / "real").glob(f"{name}_*"))


def test_aliases_resolve(shared):
    """At least 97 % of the listed name forms give their full name."""
    from corpus.authority.departments import resolve, squash  # noqa: PLC0415

    lines = (shared / "gold" / "dept_aliases.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[:2] for line in lines if "\t" in line]
    right = sum(resolve(form) == squash(full) for form, full in pairs)
    assert right / len(pairs) >= 0.97
