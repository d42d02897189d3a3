"""A tiny static model and a small invented library for the index tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.library import Library
from corpus.model import Certificate, Clause, ClauseKind, Dates, Document, Parse, Responsibility, Role, Span, Status
from index.embed import StaticEncoder
from index.train import Recipe, save
from index.train_tokenizer import build_tokenizer

SENTENCES = {
    "a": ("云河省中试平台管理办法", ["对省级中试平台给予设备补助。", "由省科学技术厅负责中试平台认定。"]),
    "b": ("青屿市人才安居办法", ["博士研究生每人每月领取租房补贴。", "人才公寓租金按市场价收取。"]),
}


def parse_of(name: str, title: str, sentences: list[str], region: str = "云河省") -> Parse:
    """Return an invented parse whose clauses are these sentences."""
    text = "\n".join(sentences)
    document = Document(
        name, title, (), None, Dates(), region, Status.IN_FORCE, "办法", f"{name}.txt", "txt", text, 1, (), (), (),
        Certificate(()),
    )  # fmt: skip
    clauses, start = [], 0
    for number, sentence in enumerate(sentences, start=1):
        span = Span(start, start + len(sentence))
        path = (f"第{'一二三四五'[number - 1]}条",)
        clauses.append(Clause(f"{name}/{path[0]}", name, path, "", ClauseKind.ARTICLE, (), sentence, span, 1))
        start = span.end + 1
    duty = Responsibility(clauses[-1].id, "省科学技术厅", "云河省科学技术厅", Role.RESPONSIBLE, Span(0, 1))
    return Parse(document, tuple(clauses), (duty,) if name == "a" else ())


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a static model with random vectors, made here."""
    folder = tmp_path_factory.mktemp("model") / "tiny"
    counts = Counter("".join(sentence for _, sentences in SENTENCES.values() for sentence in sentences))
    tokenizer = build_tokenizer(counts, 200)
    weight = np.random.default_rng(3).normal(size=(tokenizer.get_vocab_size(), 16)).astype(np.float32)
    save(folder, tokenizer, weight, Recipe(dimension=16))
    return folder


@pytest.fixture(scope="session")
def encoder(model_folder: Path) -> StaticEncoder:
    """Return the tiny model, loaded."""
    return StaticEncoder(model_folder)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return a library of two invented documents."""
    opened = Library.open(tmp_path / "库")
    opened.add([parse_of(name, title, sentences) for name, (title, sentences) in SENTENCES.items()])
    return opened


@pytest.fixture(scope="session")
def make() -> Callable[[str, str, list[str]], Parse]:
    """Return the maker of invented parses."""
    return parse_of
