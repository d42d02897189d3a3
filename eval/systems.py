"""The systems of a comparison: ours with any embedding model or cross-encoder, bm25s as a peer, runs from elsewhere."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorruptSourceError, SettingsError
from eval.datasets import Dataset, read_lines
from eval.memory import resident_mib
from eval.retrieval import DEPTH, SYSTEMS, Cost, Ranking, Run, ask_all, build_contents, ranker_of
from index.embed import load_encoder

ALSO: Mapping[str, str] = {"bm25": "words", "rerank": "hybrid"}
"""Other names of our systems, as evaluators call them."""
NAMES = (*SYSTEMS, *ALSO, "bm25s")
_LEXICAL = frozenset(("words", "pairs"))
_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """What is compared; `models` are embedding models (None: the one that ships), `runs` TREC files, `name=file`."""

    systems: Sequence[str] = tuple(SYSTEMS)
    models: Sequence[str | None] = (None,)
    reranker: str | None = None
    runs: Sequence[str] = ()


def run_all(dataset: Dataset, plan: Plan) -> Iterator[Run]:
    """Yield the run of every system, as soon as it is there.

    A system without vectors runs once; with several models or one that does not ship, `dense@bge-small` tells them
    apart. Raises SettingsError for an unknown name, ModelNotFoundError, CorruptSourceError for a run file.
    """
    systems = list(dict.fromkeys(ALSO.get(name, name) for name in plan.systems))
    unknown = [name for name in systems if name not in NAMES]
    if unknown:
        raise SettingsError(f"没有这种检索方式：{'、'.join(unknown)}", advice=f"可用：{'、'.join(NAMES)}")
    external = [read_run(dataset, named) for named in plan.runs]  # a file that is wrong is said before hours of work
    if "bm25s" in systems:
        yield _built(dataset, "bm25s", lambda: _bm25s(dataset))
    for model in plan.models if set(systems) & SYSTEMS.keys() else ():
        yield from _of_model(dataset, plan, [name for name in systems if name in SYSTEMS], model)
    yield from external


def _of_model(dataset: Dataset, plan: Plan, systems: Sequence[str], model: str | None) -> Iterator[Run]:
    before, begun = resident_mib(), time.perf_counter()
    encoder = load_encoder(model)
    contents = build_contents(dataset, encoder)
    built = Cost(build_seconds=time.perf_counter() - begun, memory_mib=resident_mib() - before)
    suffix = f"@{Path(model).name}" if model else ""
    for system in systems:
        if system in _LEXICAL and model != plan.models[0]:
            continue
        label = system if system in _LEXICAL else system + suffix
        yield ask_all(dataset, label, ranker_of(contents, encoder, system), built)
    if plan.reranker:
        from index.crossing import CrossJudge  # noqa: PLC0415  heavy

        judge = CrossJudge(plan.reranker)
        yield ask_all(
            dataset, f"cross@{Path(plan.reranker).name}{suffix}", ranker_of(contents, encoder, "fused", judge), built
        )


def _built(dataset: Dataset, system: str, build: Callable[[], Callable[[str], Ranking]]) -> Run:
    before, begun = resident_mib(), time.perf_counter()
    rank = build()
    return ask_all(dataset, system, rank, Cost(0, 0, 0, time.perf_counter() - begun, resident_mib() - before))


def _bm25s(dataset: Dataset) -> Callable[[str], Ranking]:
    """Return bm25s (k1 1.2, b .75) over jieba's search-mode words: the usual baseline, none of our code."""
    import bm25s  # noqa: PLC0415  heavy

    ids, index = list(dataset.corpus), bm25s.BM25(k1=1.2, b=0.75)
    index.index([_jieba_words(text) for text in dataset.corpus.values()], show_progress=False)
    depth = min(DEPTH, len(ids))

    def rank(text: str) -> Ranking:
        places, scores = index.retrieve([_jieba_words(text)], k=depth, show_progress=False)
        pairs = zip(places[0].tolist(), scores[0].tolist(), strict=True)
        return [(ids[place], score) for place, score in pairs if score > 0]

    return rank


def _jieba_words(text: str) -> list[str]:
    import jieba  # noqa: PLC0415  heavy

    jieba.setLogLevel(logging.WARNING)
    return [word.lower() for word in jieba.lcut_for_search(text) if any(map(str.isalnum, word))] or [""]


def read_run(dataset: Dataset, named: str) -> Run:
    """Return a ranking in TREC's six columns; `named` is a file or `name=file`, else the file's own tag names it.

    Questions that the set does not have are left out. Raises CorruptSourceError naming the line that is wrong.
    """
    label, _, file = named.rpartition("=")
    path, rankings, tag = Path(file), dict[str, list[tuple[str, float]]](), ""
    for number, line in read_lines(path):
        cells = line.split()
        try:
            query, _, text, _, score, tag = cells if len(cells) == _COLUMNS else (*cells, Path(file).stem)
            rankings.setdefault(query, []).append((text, float(score)))
        except ValueError as error:
            advice = "应为 TREC 的六列：问题 Q0 文本 名次 分值 名称"
            raise CorruptSourceError(str(path), f"第 {number} 行不是排序结果", advice=advice) from error
    kept = {query: sorted(found, key=lambda pair: -pair[1]) for query, found in rankings.items()}
    if not kept.keys() & dataset.queries.keys():
        raise CorruptSourceError(str(path), "没有一个问题属于这个评测集", advice="请核对问题编号")
    return Run(dataset.name, label or tag, {query: kept[query] for query in dataset.queries if query in kept})
