"""Training pairs for the embedding model: (query, passage), grouped by source so that a batch has one voice."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from zlib import crc32

Pair = tuple[str, str]

# source file → how many times its pairs are seen per epoch: the small, hand-written ones weigh more.
SOURCES = {
    "wence_questions": 4,
    "policy_heading2body": 1,
    "policy_title2text": 1,
    "policy_summary2text": 1,
    "policy_template_qa": 2,
    "law_template_qa": 1,
    "law_chapter2article": 1,
    "lawyer_llama_qa": 1,
    "lawyer_llama_q2law": 1,
    "lawbench_qa": 1,
    "gz_policy_plain": 2,
    "cmrc2018": 1,
    "drcd_t2s": 1,
    "csl_title_kw": 1,
    "houjin_security_rc": 1,
}
RAW = ("raw_policy", "raw_laws")
OWN = "own_questions"  # `index/training/questions.tsv`: written by us for passages of the raw texts
MATTER, MATTER_ASKED = "matters", "matters_asked"  # `index/training/matters.tsv`: name or question → conditions
REPEATED = {OWN: 4, MATTER: 3, MATTER_ASKED: 3}
_TRAINING = Path(__file__).with_name("training")
# sources of which a part may be kept back to judge by, and of how many passages one is kept back
HELD_OUT = {
    "wence_questions": 5,
    "policy_heading2body": 30,
    "policy_summary2text": 12,
    "law_template_qa": 30,
    "lawyer_llama_q2law": 12,
    "cmrc2018": 12,
    "drcd_t2s": 12,
    "houjin_security_rc": 12,
    MATTER: 8,
    MATTER_ASKED: 8,
}
_SENTENCE = re.compile(r"[^。；！？\n]{8,120}[。；！？]")
_SPLIT = re.compile(r"[。；！？\n]")
_TELLING = 14  # characters from which on a sentence is taken to belong to one passage
_LONGEST = 400  # characters of a passage that are read: a clause is seldom longer


def read_pairs(folder: Path, name: str) -> list[Pair]:
    """Return the distinct pairs of one source; FileNotFoundError where it is absent."""
    rows = _rows(folder / f"{name}.jsonl.xz")
    return list(dict.fromkeys((row["query"], row["positive"][:_LONGEST]) for row in rows))


def read_lexicon(folder: Path) -> list[Pair]:
    """Return (everyday word, official terms) of `wence_lexicon.tsv` and of our own `lexicon.tsv`."""
    files = (folder / "wence_lexicon.tsv", _TRAINING / "lexicon.tsv")
    return [(row[0], row[1]) for file in files for row in _table(file)]


def read_own_questions(texts: Iterable[str]) -> list[Pair]:
    """Return our own questions with their passages, which are found among the raw texts by their checksum."""
    asked: dict[str, list[str]] = {}
    for checksum, _, question in _table(_TRAINING / "questions.tsv"):
        asked.setdefault(checksum, []).append(question)
    found = ((text, asked.get(f"{crc32(text.encode()):08x}", ())) for text in dict.fromkeys(texts))
    return [(question, text[:_LONGEST]) for text, questions in found for question in questions]


@dataclass(frozen=True, slots=True)
class Matter:
    """A government-service matter (政务服务事项): family, name, usual department, an everyday question, conditions."""

    family: str
    name: str
    department: str
    question: str
    conditions: str


def read_matters() -> list[Matter]:
    """Return the matters of `matters.tsv`."""
    return [Matter(*cells) for cells in _table(_TRAINING / "matters.tsv")]


def matter_groups(matters: Iterable[Matter]) -> dict[str, list[Pair]]:
    """Return the pairs that a matter teaches, by source: name → conditions, question → conditions, question → name."""
    rows = list(matters)
    return {
        MATTER: [(one.name, one.conditions) for one in rows],
        MATTER_ASKED: [(one.question, one.conditions) for one in rows],
        "matters_named": [(one.question, f"{one.name} {one.department}") for one in rows],
    }


def siblings(matters: Iterable[Matter]) -> dict[str, tuple[str, ...]]:
    """Return by conditions those of the other matters of the same family, which are the hardest to tell apart."""
    families: dict[str, list[str]] = {}
    for one in matters:
        families.setdefault(one.family, []).append(one.conditions)
    return {text: tuple(one for one in texts if one != text) for texts in families.values() for text in texts}


def read_texts(folder: Path, name: str) -> list[str]:
    """Return the raw texts of one source."""
    return [row["text"] for row in _rows(folder / f"{name}.jsonl.xz")]


def sentence_pairs(texts: list[str], random: Random, *, most: int) -> list[Pair]:
    """Return pairs of a sentence and the rest of its passage (an inverse cloze task, Lee et al. 2019)."""
    pairs = []
    for text in random.sample(texts, min(most, len(texts))):
        sentences = _SENTENCE.findall(text[: 2 * _LONGEST])
        if len(sentences) > 1:
            chosen = random.choice(sentences)
            pairs.append((chosen, text.replace(chosen, "", 1)[:_LONGEST]))
    return pairs


def hold_out(groups: Mapping[str, list[Pair]]) -> tuple[dict[str, list[Pair]], dict[str, list[Pair]]]:
    """Return (what is trained on, what is kept back): whole passages are kept back, chosen by their checksum."""
    kept, back = dict(groups), {}
    for name, share in HELD_OUT.items():
        back[name] = [pair for pair in groups[name] if crc32(pair[1].encode()) % share == 0]
    sentences = telling_sentences(passage for pairs in back.values() for _, passage in pairs)
    for name, pairs in groups.items():
        kept[name] = [pair for pair in pairs if not sentences & telling_sentences((pair[1],))]
    return kept, back


def telling_sentences(texts: Iterable[str]) -> set[str]:
    """Return the sentences of some length: a text that shares one with a passage kept back is not trained on."""
    return {part.strip() for text in texts for part in _SPLIT.split(text) if len(part.strip()) >= _TELLING}


def batches(groups: dict[str, list[Pair]], size: int, random: Random) -> Iterator[list[Pair]]:
    """Yield batches of one source each, in mixed order, no passage twice in a batch (it would be a false negative)."""
    made: list[list[Pair]] = []
    for pairs in groups.values():
        shuffled = random.sample(pairs, len(pairs))
        made += [_distinct(shuffled[start : start + size]) for start in range(0, len(shuffled), size)]
    random.shuffle(made)
    yield from (batch for batch in made if len(batch) > size // 8)


def _distinct(batch: list[Pair]) -> list[Pair]:
    by_passage = {passage: query for query, passage in batch}
    by_query = {query: passage for passage, query in by_passage.items()}
    return list(by_query.items())


def _table(path: Path) -> Iterator[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    yield from (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
