"""The static model gives sentence-transformers' own numbers, without torch; wrong paths say what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelNotFoundError
from index.embed import SHIPPED, SentenceTransformerEncoder, StaticEncoder, load_encoder

TEXTS = ["对省级中试平台给予设备补助。", "每人每月领取租房补贴", "2026年 AI 补助"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_same_numbers_as_sentence_transformers() -> None:
    """The shipped folder, loaded either way, gives the same vectors up to half precision."""
    ours = StaticEncoder(SHIPPED).encode(TEXTS)
    theirs = SentenceTransformerEncoder(str(SHIPPED)).encode(TEXTS)
    assert np.abs(ours - theirs).max() < 2e-3


def test_vectors_have_length_one_and_nothing_is_zero(encoder: StaticEncoder) -> None:
    """Rows are normalised; a text of unknown signs gives zeros rather than an error."""
    vectors = encoder.encode(["中试平台", "！？"])
    assert np.linalg.norm(vectors[0]) == pytest.approx(1.0, abs=1e-5)
    assert not vectors[1].any()


@pytest.mark.filterwarnings("ignore")
def test_an_unknown_model_names_the_next_step() -> None:
    """No model at that path: one Chinese sentence that says what to set."""
    with pytest.raises(ModelNotFoundError, match="sentence-transformers"):
        load_encoder("/nirgends/kein-modell")


def test_the_shipped_model_needs_no_torch() -> None:
    """Loading and encoding with the shipped model imports neither torch nor sentence_transformers."""
    code = (
        "import sys; from index.embed import load_encoder; load_encoder().encode(['补贴']); "
        "sys.exit(int(bool({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules))))"
    )
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0


def test_a_damaged_model_folder_is_named(tmp_path: Path) -> None:
    """A folder whose files are garbage raises ModelNotFoundError naming it."""
    (tmp_path / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelNotFoundError, match="无法读取"):
        StaticEncoder(tmp_path)
