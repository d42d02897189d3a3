"""Wence on public leaderboards: its search as an MTEB model (`mteb.models.SearchProtocol`, mteb 2).

    import mteb
    from eval.mteb_model import WenceSearch
    mteb.evaluate(WenceSearch(), mteb.get_tasks(tasks=["CovidRetrieval"]))

The embedding model alone needs no wrapper: `SentenceTransformer("index/models/wence-static")` is what MTEB takes.
mteb is no dependency; it is imported only where it asks for the model's card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eval.datasets import Dataset
from eval.retrieval import SYSTEMS, Ranking, build_contents, ranker_of
from index.embed import load_encoder

_NAME = "wence/wence"


class WenceSearch:
    """One of our systems behind MTEB's search interface; `model` is an embedding model (None: the one that ships)."""

    def __init__(self, system: str = "hybrid", model: str | None = None) -> None:
        """Load the models. Raises ModelNotFoundError, ValueError for a system that is none of SYSTEMS."""
        if system not in SYSTEMS:
            raise ValueError(f"system must be one of {', '.join(SYSTEMS)}")
        self.system = system
        self._encoder = load_encoder(model)
        self._rank: Callable[[str], Ranking] | None = None

    def index(self, corpus: Iterable[Mapping[str, Any]], **_: object) -> None:
        """Index the texts: rows of `id`, `title` (or none) and `text` (or `body`)."""
        texts = {str(row["id"]): _text(row) for row in corpus}
        self._rank = ranker_of(
            build_contents(Dataset("mteb", texts, {}, {}), self._encoder), self._encoder, self.system
        )

    def search(
        self,
        queries: Iterable[Mapping[str, Any]],
        *,
        top_k: int,
        top_ranked: Mapping[str, Iterable[str]] | None = None,
        **_: object,
    ) -> dict[str, dict[str, float]]:
        """Return the scores of up to `top_k` texts (100 at most) for each question, by id.

        Where a reranking task names the candidates (`top_ranked`), the others are left out.
        """
        if self._rank is None:
            raise RuntimeError("index() comes before search()")
        found = {}
        for row in queries:
            query, ranked = str(row["id"]), self._rank(str(row["text"]))
            allowed = set(top_ranked.get(query, ())) if top_ranked is not None else None
            kept = [(text, score) for text, score in ranked if allowed is None or text in allowed]
            found[query] = dict(kept[:top_k])
        return found

    @property
    def mteb_model_meta(self) -> Any:  # noqa: ANN401  mteb's ModelMeta; mteb is no dependency
        """Return MTEB's card of the model: name with the system, licence, languages."""
        from mteb.models.model_meta import ModelMeta  # noqa: PLC0415  not installed with Wence

        says = {
            "name": f"{_NAME}-{self.system}",
            "revision": self._encoder.name,
            "languages": ["zho-Hans"],
            "license": "apache-2.0",
            "embed_dim": self._encoder.dimension,
            "open_weights": True,
        }
        return ModelMeta.create_empty(overwrites=says)


def _text(row: Mapping[str, Any]) -> str:
    title, text = str(row.get("title") or ""), str(row.get("text") or row.get("body") or "")
    return f"{title}\n{text}" if title and not text.startswith(title) else text
