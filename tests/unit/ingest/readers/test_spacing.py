from __future__ import annotations

from ingest.raw import RawFile, RawLine, RawPage
from ingest.readers.spacing import close_gaps

BROKEN = "全力支持战略新 兴、医药健康、现代服务业、特色农业四个重点产业规模化、 集群化、高端化发展，由省财政厅 负责。"
WHOLE = "全力支持战略新兴、医药健康、现代服务业、特色农业四个重点产业规模化、集群化、高端化发展，由省财政厅负责。"


def _file(*texts: str, form: str = "html") -> RawFile:
    return RawFile(form, (RawPage(1, 0, 0, tuple(RawLine(text) for text in texts)),))


def _texts(raw: RawFile) -> list[str]:
    return [line.text for line in raw.pages[0].lines]


def test_that_blanks_all_over_the_sentences_are_closed() -> None:
    """They are the line ends of a print; a short list of names keeps its blanks."""
    assert _texts(close_gaps(_file(BROKEN, "张三 李四"))) == [WHOLE, "张三 李四"]


def test_that_a_rare_blank_is_meant() -> None:
    """Two issuers of a cited document are parted by one."""
    cited = "按照《中共云河省委 云河省人民政府关于支持民营经济发展的意见》要求，由省财政厅会同有关部门负责落实。"
    raw = _file(cited, *[WHOLE] * 4)
    assert close_gaps(raw) == raw


def test_that_placed_files_are_left_alone() -> None:
    """A PDF's blanks are judged by where its glyphs stand."""
    raw = _file(BROKEN, form="pdf")
    assert close_gaps(raw) is raw
