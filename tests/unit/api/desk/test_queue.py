"""Questions that need staff are counted, kept without persons, and put aside."""

import sqlite3
import threading

import pytest

from api.desk.personal import without_personal
from api.desk.queue import Queue, State
from api.desk.store import FILE_NAME, Store
from api.feedback import Reason
from corpus.errors import LibraryError


@pytest.fixture
def queue(tmp_path):
    """Return an empty queue."""
    return Queue(Store(tmp_path))


def test_the_same_question_is_one_row_with_its_counts(queue):
    """However written, it is counted under the words it was first asked in."""
    queue.add_refusal("苔藓工厂补贴多少？")
    queue.add_refusal("请问苔藓工厂补贴多少")
    queue.add_dislike("苔藓工厂补贴多少", [], Reason.NUMBER, "应为二十万元")
    queue.add_refusal("雪绒花能采吗")
    first, second = queue.find()
    assert (first.text, first.refused, first.disliked) == ("苔藓工厂补贴多少？", 2, 1)
    assert (second.text, second.refused, second.disliked) == ("雪绒花能采吗", 1, 0)
    assert [(one.reason, one.comment) for one in first.dislikes] == [(Reason.NUMBER, "应为二十万元")]
    assert first.first <= first.last


def test_a_dialogue_keeps_the_question_before(queue):
    """那补贴多少 after two different questions are two rows."""
    queue.add_refusal("那补贴多少", ["早先的", "苔藓归谁管"])
    queue.add_refusal("那补贴多少", ["雪绒花归谁管"])
    assert {one.before for one in queue.find()} == {("苔藓归谁管",), ("雪绒花归谁管",)}


def test_what_is_dismissed_stays_so_and_what_was_answered_comes_back(queue):
    """Asked again, a dismissed question only counts; one answered by staff that fails again is open again."""
    queue.add_refusal("雪绒花能采吗")
    queue.add_refusal("苔藓归谁管")
    flower, moss = sorted(queue.find(), key=lambda one: one.id)
    assert queue.settle(flower.id, State.ABSENT)
    assert queue.settle(moss.id, State.ANSWERED)
    assert not queue.settle(99, State.IGNORED)
    queue.add_refusal("雪绒花能采吗？")
    queue.add_dislike("苔藓归谁管", [], None, "")
    assert queue.counts() == {State.OPEN: 1, State.ANSWERED: 0, State.ABSENT: 1, State.IGNORED: 0}
    assert (queue.get(flower.id).state, queue.get(flower.id).refused) == (State.ABSENT, 2)
    assert queue.get(99) is None


def test_no_number_of_a_person_is_kept(queue, tmp_path):
    """Neither the table nor the file holds what tells who asked."""
    phone, person = "13812345678", "110101199003071234"
    queue.add_dislike(f"那我{person}呢", [f"电话{phone}"], Reason.OTHER, "写信到 moss@example.cn")
    kept = queue.find()[0]
    assert kept.text == "那我〔已隐去〕呢"
    assert (kept.before, kept.dislikes[0].comment) == (("电话〔已隐去〕",), "写信到 〔已隐去〕")
    written = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert not [one for one in (phone, person, "moss@example.cn") if one.encode() in written]


@pytest.mark.parametrize("text", ["补贴10000000000元", "文号20261234567", "2026-2028年", "约0.5%，1999年起"])
def test_figures_of_policies_are_not_taken_for_persons(text):
    """Amounts, years and long numbers stay."""
    assert without_personal(text) == text


def test_the_table_never_grows_beyond_its_limit(tmp_path):
    """The open question asked least and longest ago gives way; what staff worked on stays."""
    queue = Queue(Store(tmp_path), most=3)
    for text in ("一问", "二问", "二问", "三问"):
        queue.add_refusal(text)
    queue.settle(queue.find()[1].id, State.ABSENT)
    settled = {one.text for one in queue.find(State.ABSENT)}
    for text in ("四问", "五问"):
        queue.add_refusal(text)
    left = {one.text for one in queue.find(None)}
    assert len(left) == 3
    assert {"二问", "五问"} | settled == left


def test_threads_lose_no_count(queue):
    """Readers ask at the same time."""
    threads = [threading.Thread(target=lambda: [queue.add_refusal("苔藓归谁管") for _ in range(20)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queue.find()[0].refused == 80


def test_reading_makes_no_file_and_a_broken_one_is_told(tmp_path):
    """An empty desk leaves the folder alone; a damaged file is a stated error."""
    queue = Queue(Store(tmp_path))
    assert (queue.find(), queue.get(1), list(tmp_path.iterdir())) == ([], None, [])
    (tmp_path / FILE_NAME).write_bytes(b"no database at all, " * 100)
    with pytest.raises(LibraryError, match="坐席数据"):
        queue.find()
    with pytest.raises(LibraryError, match="坐席数据"):
        queue.add_refusal("苔藓归谁管")


def test_a_newer_file_is_not_touched(tmp_path):
    """A file of a later version is told, not rewritten."""
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LibraryError, match="更新版本"):
        Queue(Store(tmp_path)).find()


def test_a_copy_holds_what_the_desk_holds(queue, tmp_path):
    """A backup is a desk of its own; without a desk there is nothing to copy."""
    queue.add_refusal("苔藓归谁管")
    (tmp_path / "copy").mkdir()
    assert Store(tmp_path).backup(tmp_path / "copy" / FILE_NAME)
    assert Queue(Store(tmp_path / "copy")).find()[0].text == "苔藓归谁管"
    assert not Store(tmp_path / "nowhere").backup(tmp_path / "x.db")
