"""How pages of lines become one text: columns, furniture, paragraphs and tables, on invented lines."""

from __future__ import annotations

from corpus.model import Box
from ingest.flow import Flow
from ingest.layout.arrange import arrange
from ingest.raw import RawFile, RawLine, RawPage, RawTable

EM = 16.0
LEFT, RIGHT = 80.0, 80.0 + 26 * EM


def line(text: str, top: float, *, x: float = LEFT, size: float = EM, **more: object) -> RawLine:
    """Return a line set solid from x on: one em a character."""
    return RawLine(text, Box(x, top, x + size * len(text), top + size), size, **more)


def column(texts: list[str], *, top: float = 120, x: float = LEFT, size: float = EM) -> list[RawLine]:
    """Return lines below each other, a leading ideographic space setting each in by one em."""
    return [
        line(text.strip("　"), top + 1.75 * size * row, x=x + size * (len(text) - len(text.lstrip("　"))), size=size)
        for row, text in enumerate(texts)
    ]


def page(lines: list[RawLine], number: int = 1, tables: tuple[RawTable, ...] = ()) -> RawPage:
    """Return an A4 page."""
    return RawPage(number, 595, 842, tuple(lines), tables)


def flow(*pages: RawPage, kind: str = "pdf") -> Flow:
    """Arrange pages as one file."""
    return arrange(RawFile(kind, pages))


FULL = "各地各部门要结合实际制定具体办法并认真抓好贯彻落实工"  # 26 characters: a full line
OPENING = "　　" + FULL[:24]
NARROW = "云河省支持企业发展壮大条"  # 12 characters: a full line of a newspaper column


def two_columns(*below: RawLine) -> RawPage:
    """Return a page of two columns of seven lines, and what stands below them."""
    left = column(["　　" + "甲" + NARROW[3:], *[NARROW] * 5, "左止。"], x=60, size=10)
    right = column(["　　" + "乙" + NARROW[3:], *[NARROW] * 5, "右止。"], x=200, size=10)
    return page([*left, *right, *below])


def test_full_lines_are_joined_and_an_indent_opens_a_paragraph():
    """No blank and no line feed inside a paragraph."""
    text = flow(page(column([OPENING, FULL, "作。", OPENING, "作好准备。"]))).text
    assert text == f"{FULL[:24]}{FULL}作。\n{FULL[:24]}作好准备。\n"


def test_every_indented_line_opens_also_where_the_line_before_is_full():
    """A list of items that each fill their line is no paragraph."""
    items = ["　　" + FULL[:23] + mark for mark in "甲乙丙丁"]
    assert len(flow(page(column([*items, *([OPENING, FULL, FULL, FULL, "作。"])]))).text.splitlines()) == 5


def test_a_note_that_is_set_in_keeps_its_own_edge():
    """Its lines stand right of the column's edge, and still go on."""
    note = ["　　　　　" + FULL[:21], "　　　" + FULL[:23], "　　　" + FULL[:23], "　　　止。"]
    lines = flow(page(column([OPENING, FULL, FULL, FULL, "作。", *note]))).text.splitlines()
    assert lines[1:] == [FULL[:21] + FULL[:23] * 2 + "止。"]


def test_a_wrapped_entry_hangs_under_its_own_words():
    """`附件：1.` opens the list; its rest is set in below the entry."""
    lines = column([OPENING, FULL, "作。", "　　附件：1." + FULL[:20], "　　　　　　　申报表"])
    first, rest = lines[-2], lines[-1]
    left = 80 + 2 * EM
    lines[-2] = RawLine(first.text, Box(left, 204, RIGHT, 220), EM)
    lines[-1] = RawLine(rest.text, Box(left + 4 * EM, 232, left + 7 * EM, 248), EM)
    assert flow(page(lines)).text.splitlines()[-1] == f"附件：1.{FULL[:20]}申报表"


def test_a_line_that_stops_short_closes_its_paragraph():
    """A heading without a full stop stands alone."""
    text = flow(page(column(["　　一、加强组织领导", OPENING, FULL, "作。"]))).text
    assert text.splitlines()[0] == "一、加强组织领导"


def test_a_paragraph_goes_on_overleaf_and_the_page_number_is_furniture():
    """`— 1 —` between two halves of a sentence leaves no trace in the text."""
    first = page([*column([OPENING, FULL, FULL]), line("— 1 —", 780, x=270)])
    second = page([*column(["作到位。", OPENING, "作。"]), line("— 2 —", 780, x=270)], 2)
    found = flow(first, second)
    assert found.text.splitlines()[0] == f"{FULL[:24]}{FULL}{FULL}作到位。"
    assert [(one.page, one.reason, one.text) for one in found.furniture] == [
        (1, "page_number", "— 1 —"),
        (2, "page_number", "— 2 —"),
    ]


def test_a_bare_number_counts_as_page_number_only_where_it_counts_with_the_pages():
    """A lone 2025 at the foot of one page is text."""
    pages = [page([*column([OPENING, "作。"]), line(str(n), 790, x=290, size=10)], n) for n in (1, 2, 3)]
    assert [one.text for one in flow(*pages).furniture] == ["1", "2", "3"]
    lone = [
        page([*column([OPENING, "作。"]), line("2025", 790, x=290, size=10)], 1),
        page(column([OPENING, "作。"]), 2),
    ]
    assert "2025" in flow(*lone).text


def test_a_running_head_is_furniture_but_the_mark_of_an_attachment_is_not():
    """The same line at the head of following pages is a head; 附件1, 附件2 … are text."""
    pages = [
        page([line("云河省人民政府公报", 50, size=10), line(f"附件{n}", 80), *column([OPENING, "作。"])], n)
        for n in range(1, 5)
    ]
    found = flow(*pages)
    assert {one.reason for one in found.furniture} == {"running_head"}
    assert [f"附件{n}" in found.text.splitlines() for n in range(1, 5)] == [True] * 4


def test_columns_are_read_one_after_the_other():
    """A gutter without a crossing line parts a page."""
    assert flow(two_columns()).text == (f"甲{NARROW[3:]}{NARROW * 5}左止。\n乙{NARROW[3:]}{NARROW * 5}右止。\n")


def test_a_paragraph_goes_on_in_the_next_column():
    """The last line of a column is full, the first of the next not indented."""
    left = column(["　　" + "甲" + NARROW[3:], *[NARROW] * 6], x=60, size=10)
    right = column([*[NARROW] * 5, "右止。", "　　第二段。"], x=200, size=10)
    assert flow(page([*left, *right])).text.splitlines() == [f"甲{NARROW[3:]}{NARROW * 11}右止。", "第二段。"]


def test_a_headline_below_the_columns_is_one_paragraph_at_its_place():
    """Newspapers may print it last; its two lines belong together and keep their size."""
    head = [line("云河省商务厅等五部门关于加", 300, x=60, size=20), line("强服务的意见", 330, x=130, size=20)]
    found = flow(two_columns(*head))
    assert found.text.splitlines()[-1] == "云河省商务厅等五部门关于加强服务的意见"
    assert found.sizes[-1] == 20


def test_a_reference_to_another_page_stands_alone():
    """（下转 B2 版） is no part of the clause before it."""
    text = flow(page(column([OPENING, FULL, "（下转 B2 版）"]))).text
    assert text.splitlines()[-1] == "（下转 B2 版）"


def test_contents_lines_are_furniture_with_their_heading():
    """Leaders to page numbers are no clauses."""
    entries = [f"{name}{'…' * 12}{n}" for n, name in enumerate(["一、总则", "二、任务", "三、保障", "四、附则"], 1)]
    found = flow(page([line("目 录", 100, x=250), *column(entries, top=140)]), page(column([OPENING, "作。"]), 2))
    assert {one.reason for one in found.furniture} == {"contents"}
    assert found.text.startswith(FULL[:10])


def test_balloons_of_tracked_changes_are_furniture():
    """They stand beside the text and belong to no sentence."""
    found = flow(page([*column([OPENING, FULL, "作。"]), line("删除[某某]:深化", 140, x=620, size=8)]))
    assert [one.reason for one in found.furniture] == ["revision"]
    assert "删除" not in found.text


def test_latin_words_keep_the_blank_of_a_line_end():
    """`Open` / `Source` are two words."""
    text = flow(
        page([RawLine("推进Open", Box(80, 100, 496, 116), 16), RawLine("Source社区。", Box(80, 128, 300, 144), 16)])
    ).text
    assert text == "推进Open Source社区。\n"


def table(rows: list[tuple[str | None, ...]], top: float, page_xs: tuple[float, ...] = (60, 150, 400, 540)) -> RawTable:
    """Return a table whose rows are 30 points high; None takes the box of the cell above."""
    boxes: list[list[Box]] = []
    for index, row in enumerate(rows):
        boxes.append([])
        for column_, cell in enumerate(row):
            own = Box(page_xs[column_], top + 30 * index, page_xs[column_ + 1], top + 30 * index + 30)
            boxes[-1].append(boxes[index - 1][column_] if cell is None and index else own)
    outline = Box(page_xs[0], top, page_xs[-1], top + 30 * len(rows))
    return RawTable(tuple(rows), 0, outline, tuple(map(tuple, boxes)))


HEAD = ("序号", "任务", "责任单位")


def test_a_table_over_two_pages_is_one_and_its_second_header_a_duplicate():
    """The header is in the text once, and names the columns."""
    found = flow(
        page([line("附件1", 80)], 1, (table([HEAD, ("1", "建设平台", "省科技厅")], 100),)),
        page([], 2, (table([HEAD, ("2", "引进人才", "省人才局")], 60),)),
    )
    (one,) = found.tables
    assert one.header == HEAD
    assert [[cell.span.cut(found.text) for cell in row.cells] for row in one.rows] == [
        ["1", "建设平台", "省科技厅"],
        ["2", "引进人才", "省人才局"],
    ]
    assert found.text == "附件1\n序号\t任务\t责任单位\n1\t建设平台\t省科技厅\n2\t引进人才\t省人才局\n"
    assert [one.reason for one in found.furniture] == ["duplicate"]


def test_a_row_cut_by_the_page_end_is_joined():
    """Its rest has no number of its own and goes on mid-sentence."""
    found = flow(
        page([line("附件1", 80)], 1, (table([HEAD, ("1", "建设中试", "省科技厅、")], 100),)),
        page([], 2, (table([("", "平台三个。", "省财政厅"), ("2", "引进人才", "省人才局")], 60),)),
    )
    assert found.text.splitlines()[2:] == ["1\t建设中试平台三个。\t省科技厅、省财政厅", "2\t引进人才\t省人才局"]


def test_a_merged_cell_is_written_once_and_known_in_every_row():
    """The rows below point back to its text."""
    rows = [HEAD, ("1", "人才引育", "省人才局"), ("2", None, "省教育厅")]
    found = flow(page([line("附件1", 80)], 1, (table(rows, 100),)))
    cell = found.tables[0].rows[1].cells[1]
    assert (cell.span.cut(found.text), cell.repeats) == ("人才引育", True)
    assert found.text.count("人才引育") == 1


def test_a_row_that_names_a_group_is_the_chapter_of_the_rows_below():
    """`一、强化要素` over all columns."""
    rows = [
        HEAD,
        ("一、强化要素", "", ""),
        ("1", "建设平台", "省科技厅"),
        ("二", "优化服务", ""),
        ("2", "减证", "省政务局"),
    ]
    found = flow(page([line("附件1", 80)], 1, (table(rows, 100),)))
    assert [row.chapter for row in found.tables[0].rows] == ["", "一、强化要素", "一、强化要素", "优化服务"]


def test_another_table_on_the_next_page_stays_another_table():
    """Other columns with a header of their own."""
    other = table([("序号", "项目", "地点"), ("1", "云河港", "澜州市")], 60)
    found = flow(page([line("附件1", 80)], 1, (table([HEAD, ("1", "甲", "乙")], 100),)), page([], 2, (other,)))
    assert [one.header for one in found.tables] == [HEAD, ("序号", "项目", "地点")]


def test_hard_line_ends_with_blank_lines_between_are_reflowed():
    """A newspaper's text as extracted: short lines, the headline last, opening lines two characters shorter."""
    lines = [
        "为推动产业链招商，现提出以下工作",
        "意见并就有关事项作出如下安排，请各地",
        "结合实际认真贯彻，有关情况及时报告省",
        "商务厅：",
        "一、加强统筹协调",
        "（一）建立省级联席会议制度，定期",
        "研究解决招商引资中的重大问题，形成工",
        "作合力，推动各项任务落地见效，并对各",
        "地落实情况开展评估，评估结果作为下年",
        "度安排资金的依据。（省商务厅）",
        "（下转 A3 版）",
        "云河省商务厅等5部门",
        "关于加强招商服务的意见",
    ]
    found = flow(RawPage(1, 0, 0, tuple(RawLine(text) for text in lines)), kind="txt")
    assert found.text.splitlines() == [
        "".join(lines[:4]),
        lines[4],
        "".join(lines[5:10]),
        lines[10],
        lines[11] + lines[12],
    ]


def test_text_that_nobody_broke_keeps_its_lines():
    """Lines of very different lengths are paragraphs."""
    lines = ["澜州市人民政府公告", "现将有关事项公告如下。" * 9, "一、申报时间", "自公告之日起三十日内。" * 3]
    found = flow(RawPage(1, 0, 0, tuple(RawLine(text) for text in lines)), kind="txt")
    assert found.text.splitlines() == lines


def test_formats_that_state_paragraphs_pass_through_with_tables_in_place():
    """A Word file's paragraphs and tables come in its own order; a menu line is furniture."""
    lines = (RawLine("网站导航", tag="menu"), RawLine("第一段", paragraph=True), RawLine("第二段", paragraph=True))
    inner = RawTable((HEAD, ("1", "甲任务", "省教育厅")), after=2)
    found = flow(RawPage(1, 0, 0, lines, (inner,)), kind="docx")
    assert found.text == "第一段\n序号\t任务\t责任单位\n1\t甲任务\t省教育厅\n第二段\n"
    assert [(one.text, one.reason) for one in found.furniture] == [("网站导航", "menu")]


def test_a_site_frame_around_a_printed_page_is_furniture():
    """Menu rows above the title, the panel of facts and the imprint below the text."""
    head = [
        line("首页", 60, x=60, size=9),
        line("机构", 60, x=140, size=9),
        line("当前位置：首页>文件", 80, x=60, size=9),
    ]
    body = [line("云河省支持企业若干措施的通知文本", 110, x=150, size=18), *column([OPENING, FULL, "作。"], top=160)]
    facts = [
        line("索引号：X1", 300, size=9),
        line("发文机关：省商务厅", 315, size=9),
        line("成文日期：2026年", 330, size=9),
    ]
    foot = [line("联系我们", 760, x=60, size=9), line("网站标识码：1", 775, x=60, size=9)]
    found = flow(page([*head, *body, *facts, *foot]))
    assert found.text.splitlines()[0].startswith("云河省支持企业")
    assert {one.reason for one in found.furniture} == {"menu", "metadata"}
    assert len(found.text.splitlines()) == 2


def test_every_line_of_the_map_cuts_its_own_words():
    """Lines, sizes and tags run parallel, and spans are exact."""
    lines = column([OPENING, FULL, "作。"])
    found = flow(page(lines))
    assert [one.span.cut(found.text) for one in found.lines] == [one.text for one in lines]
    assert len(found.sizes) == len(found.tags) == len(found.lines)
    assert [one.opens_paragraph for one in found.lines] == [True, False, False]
