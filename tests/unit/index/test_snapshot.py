"""The index follows the library: added, removed, damaged, interrupted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import ModelMismatchError
from corpus.evidence import Filter
from corpus.library import Library
from corpus.model import Parse
from index import snapshot
from index.checking import index_faults, index_line
from index.embed import StaticEncoder
from index.generation import read_card
from index.snapshot import open_searcher


def found(library: Library, encoder: StaticEncoder, text: str, where: Filter | None = None) -> list[str]:
    """Return the ids of the clauses found for a text."""
    return [hit.clause_id for hit in open_searcher(library, encoder).search(text, where=where)]


def test_the_clause_that_says_it_comes_first(library: Library, encoder: StaticEncoder) -> None:
    """Words, pairs and vectors together put the right clause on top."""
    assert found(library, encoder, "中试平台认定由谁负责")[0] == "a/第二条"


def test_a_second_opening_reads_the_files_and_finds_the_same(library: Library, encoder: StaticEncoder) -> None:
    """What was stored equals what was built."""
    first = open_searcher(library, encoder).search("租房补贴")
    assert open_searcher(library, encoder).search("租房补贴") == first


def test_a_removed_document_is_never_found_again(library: Library, encoder: StaticEncoder) -> None:
    """Catching up drops the clauses of a removed document from every ranker."""
    assert found(library, encoder, "租房补贴")
    library.remove(["b"])
    assert all(one.startswith("a/") for one in found(library, encoder, "租房补贴"))


def test_an_added_document_is_found_at_once(
    library: Library, encoder: StaticEncoder, make: Callable[[str, str, list[str]], Parse]
) -> None:
    """Catching up adds the new clauses without touching the old ones."""
    open_searcher(library, encoder)
    library.add([make("c", "云河省船舶办法", ["远洋船舶靠泊减免港口费用。"])])
    assert found(library, encoder, "远洋船舶靠泊")[0] == "c/第一条"


def test_a_filter_that_nothing_matches_finds_nothing(library: Library, encoder: StaticEncoder) -> None:
    """Filters fail closed: an unknown value is no reason to search everything."""
    assert found(library, encoder, "中试平台", Filter(genres=("没有这种文种",))) == []
    assert found(library, encoder, "中试平台", Filter(documents=("b",))) != []
    assert all(one.startswith("b/") for one in found(library, encoder, "中试平台", Filter(documents=("b",))))


def test_a_department_filter_keeps_its_clauses_alone(library: Library, encoder: StaticEncoder) -> None:
    """Only the clause that names the department is left."""
    where = Filter(departments=("省科学技术厅",))
    assert found(library, encoder, "中试平台 租房补贴", where) == ["a/第二条"]


@pytest.mark.parametrize("name", ["vectors.faiss", "generation.json", "ids.json", "words-entries.npy", "pairs.txt"])
def test_a_damaged_generation_is_made_anew(library: Library, encoder: StaticEncoder, name: str) -> None:
    """Whatever file is cut short, the answers stay the same."""
    before = found(library, encoder, "中试平台")
    (path,) = (library.folder / "index").glob(f"gen-*/{name}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert found(library, encoder, "中试平台") == before


def test_a_generation_that_was_never_made_current_is_ignored(library: Library, encoder: StaticEncoder) -> None:
    """A writer that died before the pointer moved leaves the old state in force."""
    before = found(library, encoder, "中试平台")
    folder = library.folder / "index"
    current = folder / (folder / "CURRENT").read_text(encoding="utf-8")
    shutil.copytree(current, folder / "gen-half")
    (folder / "gen-half" / "vectors.faiss").unlink()
    assert found(library, encoder, "中试平台") == before


def test_an_empty_library_and_an_empty_question_find_nothing(
    tmp_path: Path, library: Library, encoder: StaticEncoder
) -> None:
    """Nothing in, nothing out, and no error."""
    with Library.open(tmp_path / "leer") as empty:
        assert found(empty, encoder, "补贴") == []
    assert found(library, encoder, "  ") == []


def test_a_small_change_to_a_large_library_is_found_without_new_files(
    library: Library, encoder: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are written again only when a share of the clauses has changed; what is new is found all the same."""
    open_searcher(library, encoder)
    written = (library.folder / "index" / "CURRENT").read_text(encoding="utf-8")
    parse = library.parse("b")
    monkeypatch.setattr(snapshot, "_LARGE", 1)
    monkeypatch.setattr(snapshot, "_TOLERATED", 1.0)
    library.remove(["b"])
    assert not [hit for hit in open_searcher(library, encoder).search("贷款贴息") if hit.document_id == "b"]
    library.add([parse])
    assert [hit for hit in open_searcher(library, encoder).search("贷款贴息", k=99) if hit.document_id == "b"]
    assert (library.folder / "index" / "CURRENT").read_text(encoding="utf-8") == written


class Renamed(StaticEncoder):
    """The tiny model under another name."""

    def __init__(self, folder: Path, name: str) -> None:
        """Load the folder."""
        super().__init__(folder)
        self.name = name


def test_another_model_is_refused_until_the_index_is_made_anew(
    library: Library, encoder: StaticEncoder, model_folder: Path
) -> None:
    """Vectors of two models are never compared, and a costly index is not replaced in silence."""
    other, before = Renamed(model_folder, "bge-small-zh"), found(library, encoder, "中试平台")
    with pytest.raises(ModelMismatchError, match="wence library reindex"):
        open_searcher(library, other)
    assert found(library, encoder, "中试平台") == before
    steps: list[tuple[int, int]] = []
    assert snapshot.rebuild(library, other, lambda done, total, _: steps.append((done, total))) == 4
    assert steps[-1] == (4, 4)
    assert found(library, other, "中试平台") == before
    with pytest.raises(ModelMismatchError):
        open_searcher(library, encoder)


def test_a_new_edition_of_the_same_model_makes_the_index_anew(
    library: Library, encoder: StaticEncoder, model_folder: Path
) -> None:
    """The part behind @ tells editions apart: the shipped model may be trained again."""
    open_searcher(library, encoder)
    newer = Renamed(model_folder, encoder.name.partition("@")[0] + "@1234")
    assert found(library, newer, "中试平台")
    card = read_card(library.folder / "index")
    assert card is not None
    assert card.model == newer.name


def test_what_is_wrong_with_the_files_is_told(library: Library, encoder: StaticEncoder) -> None:
    """No index and an old one are no fault; a cut file is."""
    assert index_faults(library) == ()
    open_searcher(library, encoder)
    assert index_faults(library) == ()
    assert "4 条，与政策库同步" in index_line(library)
    (path,) = (library.folder / "index").glob("gen-*/keys.npy")
    path.write_bytes(path.read_bytes()[:-8])
    assert index_faults(library) == ("索引文件损坏或不齐",)
