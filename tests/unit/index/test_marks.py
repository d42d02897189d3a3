"""Questions and passages are marked the way their model wants it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embed import load_encoder
from index.marks import Marks, marks_of
from tests.unit.index.tiny_bert import write_bert

BGE = "为这个句子生成表示以用于检索相关文章："


@pytest.mark.parametrize(
    ("model", "marks"),
    [
        ("BAAI/bge-small-zh-v1.5", Marks(BGE, "")),
        ("/models/bge-m3", Marks()),
        ("intfloat/multilingual-e5-small", Marks("query: ", "passage: ")),
        ("C:\\models\\e5-base-v2\\", Marks("query: ", "passage: ")),
        ("moka-ai/m3e-base", Marks()),
        ("/e5-models/own-model", Marks()),
    ],
)
def test_the_family_tells_by_the_last_part_of_the_name(model: str, marks: Marks) -> None:
    """A folder on the way to the model is no family."""
    assert marks_of(model, {}) == marks


def test_qwen_is_told_its_task_in_two_lines() -> None:
    """The mark holds a line feed."""
    assert marks_of("Qwen/Qwen3-Embedding-0.6B", {}).query.startswith("Instruct: ")
    assert "\nQuery: " in marks_of("Qwen/Qwen3-Embedding-0.6B", {}).query


def test_the_models_own_prompts_come_first() -> None:
    """What the model's folder says beats its name; empty prompts say nothing."""
    assert marks_of("bge-small-zh", {"query": "问：", "document": ""}) == Marks("问：", "")
    assert marks_of("bge-small-zh", {"query": "", "document": ""}).query == BGE


def test_a_real_model_gets_its_mark_before_questions_alone(tmp_path: Path) -> None:
    """The vector of a question is that of the marked text; a passage stays as it is."""
    encoder = load_encoder(str(write_bert(tmp_path / "bge-tiny-zh")))
    text = "中试平台认定"
    plain, marked = encoder.encode([text, BGE + text])
    assert np.allclose(encoder.encode_query(text), marked, atol=1e-6)
    assert not np.allclose(encoder.encode_query(text), plain, atol=1e-3)
    assert encoder.dimension == 16
    assert not encoder.fast
