"""`wence search`: ranked clauses for a text."""

from __future__ import annotations

from time import perf_counter

from api.commands.output import console, print_json
from api.schemas.searches import SearchJson, search_json
from api.wiring import Engine

_PREVIEW = 160


def run(engine: Engine, text: str, *, k: int, as_json: bool) -> int:
    """Print the k best clauses for the text."""
    searcher, start = engine.searcher, perf_counter()
    hits = searcher.search(text, k=k)
    found = search_json(text, hits, engine.library, (perf_counter() - start) * 1000)
    if as_json:
        print_json(found)
    else:
        _show(found)
    return 0


def _show(found: SearchJson) -> None:
    from rich.table import Table

    table = Table(header_style="dim", show_lines=True)
    for name in ("名次", "得分", "条款", "出处"):
        table.add_column(name, overflow="fold")
    for hit in found["hits"]:
        text = " ".join(hit["text"].split())
        page = f" 第 {hit['page']} 页" if hit["page"] else ""
        shown = text[:_PREVIEW] + ("……" if len(text) > _PREVIEW else "")
        table.add_row(str(hit["rank"]), f"{hit['score']:.3f}", shown, f"{hit['title']}\n{hit['path']}{page}")
    out = console()
    out.print(table if found["hits"] else "没有找到相关条款", markup=False)
