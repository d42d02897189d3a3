"""Text to vectors.

The shipped static model is read with numpy and tokenizers alone; any other model by sentence-transformers, which is
imported only then (5 s).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelNotFoundError
from index.marks import marks_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

SHIPPED = Path(__file__).with_name("models") / "wence-static"
_FORMER_NAME = "get_sentence_embedding_dimension"  # of sentence-transformers before 5.4
_ADVICE = "请填写 sentence-transformers 模型文件夹的路径；去掉该设置则使用随附模型"


class Encoder(Protocol):
    """Turns texts into vectors of length 1; `name` tells models apart, `dimension` is the vectors' length.

    `fast` tells a model that embeds thousands of clauses a second from one that takes its time.
    """

    name: str
    dimension: int
    fast: bool

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return float32 of shape (len(texts), dimension), L2-normalised; an empty text gives zeros."""

    def encode_query(self, text: str) -> Floats:
        """Return the vector of a question, float32 of shape (dimension,): some models want it marked as one."""


def load_encoder(model: str | None = None) -> Encoder:
    """Return the encoder for a folder or name; None means the shipped model. Raises ModelNotFoundError."""
    if model is None:
        return StaticEncoder(SHIPPED)
    path = Path(model).expanduser()
    if model.startswith(("/", ".", "~")) and not path.exists():  # said before five seconds of imports
        raise ModelNotFoundError(f"找不到向量模型 {model}", advice=_ADVICE)
    if (path / "model.safetensors").is_file() and (path / "tokenizer.json").is_file() and _is_static(path):
        return StaticEncoder(path)
    return SentenceTransformerEncoder(model)


def _is_static(path: Path) -> bool:
    modules = path / "modules.json"
    if not modules.is_file():
        return False
    names = [one["type"] for one in json.loads(modules.read_text(encoding="utf-8"))]
    return names[:1] != [] and names[0].endswith("StaticEmbedding")


@cache
def tokenizer_of(folder: Path) -> Tokenizer:
    """Return the tokenizer stored in a folder, one object however often it is asked for (loading takes 60 ms)."""
    from tokenizers import Tokenizer  # noqa: PLC0415  60 ms

    found: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    return found


class StaticEncoder:
    """The mean of token vectors (sentence-transformers' StaticEmbedding), without torch."""

    fast = True

    def __init__(self, folder: Path) -> None:
        """Load the folder. Raises ModelNotFoundError where a file is missing or broken."""
        self.folder = folder
        try:
            self._tokenizer = tokenizer_of(folder)
            self._table = read_table(folder / "model.safetensors")
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelNotFoundError(f"向量模型 {folder} 无法读取", advice=_ADVICE) from error
        # why: the checksum tells a retrained model from the one that made the stored vectors
        self.name = f"{folder.name}@{_checksum(folder / 'model.safetensors'):08x}"
        self.dimension = int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of the texts, float32 of shape (len(texts), dimension)."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, encoding in enumerate(encodings):
            if encoding.ids:
                vectors[row] = self._table[encoding.ids].astype(np.float32).mean(axis=0)
        return normalised(vectors)

    def encode_query(self, text: str) -> Floats:
        """Return the vector of a question; this model reads questions and passages alike."""
        return np.asarray(self.encode([text])[0], np.float32)


def _checksum(path: Path) -> int:
    """Return the CRC-32 of the file's first megabyte: enough to tell two trainings apart."""
    with path.open("rb") as file:
        return crc32(file.read(1 << 20))


def read_table(path: Path) -> npt.NDArray[np.float16]:
    """Return the only tensor of a safetensors file as stored (rows × dimension), mapped from disk.

    Layout by the safetensors specification: 8 bytes header length, JSON header, tensor bytes.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    header.pop("__metadata__", None)
    (tensor,) = header.values()
    kind = {"F16": np.float16, "F32": np.float32}[tensor["dtype"]]
    shape = tuple(tensor["shape"])
    return np.memmap(path, dtype=kind, mode="r", offset=8 + length + tensor["data_offsets"][0], shape=shape)


def normalised(vectors: Floats) -> Floats:
    """Return the rows at length 1; rows of zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)


class SentenceTransformerEncoder:
    """Any sentence-transformers model by folder or name; nothing is fetched where HF_HUB_OFFLINE is set.

    Questions and passages are marked as the model's own prompts say, else as its family's model card does.
    """

    fast = False

    def __init__(self, model: str) -> None:
        """Load the model. Raises ModelNotFoundError where there is none."""
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  5 s

        try:
            self._model = SentenceTransformer(model, device="cpu")
        except Exception as error:  # the hub, torch and json each raise their own
            raise ModelNotFoundError(f"找不到向量模型 {model}", advice=_ADVICE) from error
        self.name = str(model)
        named = "get_embedding_dimension" if hasattr(self._model, "get_embedding_dimension") else _FORMER_NAME
        self.dimension = int(getattr(self._model, named)() or 0)
        self.marks = marks_of(self.name, self._model.prompts)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of the texts, float32 of shape (len(texts), dimension)."""
        return self._encode(texts, self.marks.passage)

    def encode_query(self, text: str) -> Floats:
        """Return the vector of a question, marked as one."""
        return np.asarray(self._encode([text], self.marks.query)[0], np.float32)

    def _encode(self, texts: Sequence[str], prompt: str) -> Floats:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        found = self._model.encode(list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, np.float32)
