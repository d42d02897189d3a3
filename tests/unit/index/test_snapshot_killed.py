"""A writer killed at any moment, and two writers at once, leave a library that opens and finds what it holds."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from corpus.library import Library
from corpus.model import Parse
from index.embed import StaticEncoder
from index.entries import is_searchable
from index.snapshot import open_searcher

# grows and shrinks the library for ever, bringing the index up to date after each change
WRITER = """
import sys
from pathlib import Path
from corpus.library import Library
from index.embed import StaticEncoder
from index.snapshot import open_searcher
library, encoder = Library.open(Path(sys.argv[1])), StaticEncoder(Path(sys.argv[2]))
parse = library.parse("b")
print("ready", flush=True)
while True:
    library.remove(["b"])
    open_searcher(library, encoder)
    library.add([parse])
    open_searcher(library, encoder)
"""
ROOT = Path(__file__).parents[3]


def assert_whole(folder: Path, encoder: StaticEncoder) -> None:
    """Open the library and find exactly the clauses it holds."""
    with Library.open(folder) as library:
        assert library.verify() == ()
        held = {clause.id for _, clause in library.keyed_clauses() if is_searchable(clause)}
        found = {hit.clause_id for hit in open_searcher(library, encoder).search("省级中试平台认定补助租房租金", k=99)}
        assert found <= held
        assert {one for one in held if one.startswith("a/")} <= found


@pytest.mark.slow
def test_a_killed_writer_leaves_the_old_or_the_new_state(
    library: Library, encoder: StaticEncoder, model_folder: Path
) -> None:
    """Kill -9 at random moments between reading, writing files, and moving the pointer; WENCE_KILLS says how often."""
    folder, random = library.folder, Random(11)  # noqa: S311  reproducible, not secret
    library.close()
    for _ in range(int(os.environ.get("WENCE_KILLS", "8"))):
        command = [sys.executable, "-c", WRITER, str(folder), str(model_folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline().strip() == b"ready"
            time.sleep(random.uniform(0.0, 0.25))
            writer.kill()
        with Library.open(folder) as opened:
            parses = {card.id for card in opened.summaries()}
        assert_whole(folder, encoder)
        if "b" not in parses:
            _restore(folder)


def _restore(folder: Path) -> None:
    with Library.open(folder) as opened:
        opened.add([_PARSES["b"]])


_PARSES: dict[str, Parse] = {}


@pytest.fixture(autouse=True)
def _keep_the_parse(make: Callable[[str, str, list[str]], Parse]) -> None:
    _PARSES["b"] = make("b", "青屿市人才安居办法", ["博士研究生每人每月领取租房补贴。", "人才公寓租金按市场价收取。"])


def test_two_writers_do_not_clear_away_each_others_work(library: Library, encoder: StaticEncoder) -> None:
    """Several processes may find the index old at the same time; every one of them gets its searcher."""
    failures: list[BaseException] = []

    def grow() -> None:
        try:
            with Library.open(library.folder) as own:
                for _ in range(5):
                    own.remove(["nobody"])  # a new revision
                    assert open_searcher(own, encoder).search("中试平台")
        except BaseException as error:  # noqa: BLE001  a thread's failure is told to the test
            failures.append(error)

    threads = [threading.Thread(target=grow) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_an_index_that_cannot_be_written_still_answers(library: Library, encoder: StaticEncoder) -> None:
    """Where the folder's place is taken by a file, the searcher works from memory."""
    (library.folder / "index").write_text("in the way", encoding="utf-8")
    assert open_searcher(library, encoder).search("中试平台")[0].document_id == "a"
