"""Documents in every numbering scheme are cut into the clauses a reader sees. All texts are invented."""

from corpus.model import Cell, ClauseKind, Line, Span, Table, TableRow
from ingest.flow import Flow
from ingest.structure.split import split_clauses

TITLE = "云河省促进松果产业发展若干措施"


def flow_of(*paragraphs):
    """Build the flow of a one-page text, a line for each paragraph."""
    lines, start = [], 0
    for paragraph in paragraphs:
        lines.append(Line(Span(start, start + len(paragraph)), 1, None, opens_paragraph=True))
        start += len(paragraph) + 1
    return Flow("".join(f"{paragraph}\n" for paragraph in paragraphs), tuple(lines), (), ())


def paths(*paragraphs):
    """Return path → clause of a text."""
    outline = split_clauses(flow_of(*paragraphs), "D")
    return {"/".join(clause.path): clause for clause in outline.clauses}


def test_sections_clauses_and_items_form_one_tree():
    """一、 / （一） / 1. / （1） / ① nest, and each clause carries the headings above it."""
    found = paths(
        TITLE,
        "为发展松果产业，制定以下措施。",
        "一、加大投入",
        "（一）支持加工。对加工企业给予奖励。",
        "1.新建项目奖励10万元。",
        "（1）已投产；",
        "①有验收报告。",
        "（二）支持销售。",
        "二、加强保障",
        "（三）强化监督。",
    )
    assert list(found) == [
        "标题",
        "引言",
        "一",
        "一/（一）",
        "一/（一）/1",
        "一/（一）/1/（1）",
        "一/（一）/1/（1）/①",
        "一/（二）",
        "二",
        "二/（三）",
    ]
    assert found["一"].kind is ClauseKind.SECTION
    assert found["一/（一）"].kind is ClauseKind.CLAUSE
    assert found["一/（一）/1"].kind is ClauseKind.ITEM
    assert found["一/（一）/1"].heading == ("加大投入", "支持加工")
    assert found["二/（三）"].id == "D/二/（三）"


def test_counting_on_across_sections_is_no_gap():
    """（三） under 二、 goes on from （二） under 一、; a missing number is reported."""
    outline = split_clauses(
        flow_of(TITLE, "一、甲", "（一）支持甲。", "（二）支持乙。", "二、乙", "（三）支持丙。", "（五）支持丁。"), "D"
    )
    assert [(gap.after, gap.before) for gap in outline.gaps] == [("（三）", "（五）")]


def test_sections_without_children_are_clauses():
    """Where 一、二、三 hold the text themselves they are clauses, not sections."""
    found = paths(TITLE, "一、支持加工。对加工企业奖励10万元。", "二、支持销售。对销售企业奖励5万元。")
    assert found["一"].kind is found["二"].kind is ClauseKind.CLAUSE


def test_articles_stand_in_chapters_and_are_cited_without_them():
    """第X条 count through the chapters; their 项 are items."""
    found = paths(
        "云河省松果管理办法",
        "第一章 总则",
        "第一条 为规范松果管理，制定本办法。",
        "第二条 申请人应当符合下列条件：",
        "（一）在本省注册；",
        "（二）符合第一条规定的条件。",
        "第二章 附则",
        "第三条 本办法自2030年1月1日起施行。",
    )
    assert list(found) == ["标题", "第一章", "第一条", "第二条", "第二条/（一）", "第二条/（二）", "第二章", "第三条"]
    assert found["第二条/（一）"].kind is ClauseKind.ITEM
    assert found["第三条"].heading == ("附则",)
    assert found["第三条"].kind is ClauseKind.ARTICLE


def test_references_at_the_head_of_a_line_stay_in_the_clause_above():
    """A line that begins 第一条规定的… or （一）项… opens nothing."""
    found = paths(
        "云河省松果管理办法",
        "第一条 为规范松果管理，制定本办法。",
        "第二条 企业应当守法。",
        "第一条规定的企业除外。",
        "（一）项材料不再收取。",
        "第三条 本办法由省林业局解释。",
    )
    assert list(found) == ["标题", "第一条", "第二条", "第三条"]
    assert "（一）项材料" in found["第二条"].text


def test_inline_enumeration_makes_no_clause():
    """一是…二是… and （1）…（2）… inside a paragraph stay in it."""
    found = paths(
        TITLE, "一、重点任务", "（一）抓好落实。一是加强领导；二是（1）压实责任，（2）强化考核。", "（二）强化保障。"
    )
    assert list(found) == ["标题", "一", "一/（一）", "一/（二）"]


def test_ordinal_words_count_as_items_where_they_open_paragraphs():
    """第一，第二， at the head of paragraphs are items."""
    found = paths(TITLE, "一、重点任务", "要做到以下几点。", "第一，统筹推进。", "第二，狠抓落实。")
    assert list(found) == ["标题", "一", "一/第一", "一/第二"]


def test_responsibility_on_its_own_line_belongs_to_the_unit_above():
    """责任单位 in a paragraph of its own stays with the clause or item before it."""
    found = paths(
        TITLE, "一、任务", "（一）建设基地。", "责任单位：省林业局", "（二）培育企业。", "（责任单位：省财政厅）"
    )
    assert found["一/（一）"].text.endswith("责任单位：省林业局")
    assert found["一/（二）"].text.endswith("（责任单位：省财政厅）")


def test_a_final_provision_without_number_stands_by_itself():
    """本措施自…起施行 after the last number speaks of the whole document."""
    found = paths(
        TITLE, "一、支持加工。对企业奖励10万元。", "本措施自2030年1月1日起施行，有效期2年。", "云河省林业局2030年1月2日"
    )
    assert list(found) == ["标题", "一", "结语", "落款"]
    assert found["结语"].kind is ClauseKind.PARAGRAPH
    assert found["落款"].text == "云河省林业局2030年1月2日"


def test_headings_that_articles_count_through_stand_above_them():
    """（一）奖励 第一条 第二条 （二）补贴 第三条: the articles count through under headings."""
    found = paths(
        TITLE,
        "（一）加工奖励",
        "第一条 对加工企业奖励10万元。",
        "第二条 对新建企业奖励5万元。",
        "（二）销售补贴",
        "第三条 对销售企业补贴3万元。",
        "第四条 对出口企业补贴2万元。",
    )
    assert list(found) == ["标题", "（一）", "第一条", "第二条", "（二）", "第三条", "第四条"]
    assert found["第三条"].heading == ("销售补贴",)


def test_a_card_is_read_under_its_heading_by_its_labels():
    """A table of labels and texts belongs to the clause above it; its long cell is parted at 1. 2."""
    body = "1.支持加工。" + "对松果加工企业给予奖励。" * 10 + "2.支持销售。" + "对松果销售企业给予补贴。" * 5
    rows = ["发文机构\t云河省林业局", f"服务内容\t{body}"]
    plain = flow_of(TITLE, "一、综合篇", "1.松果产业扶持", *rows)

    def row(text):
        start = plain.text.index(text)
        label = text.index("\t")
        end = start + len(text)
        return TableRow((Cell(0, Span(start, start + label)), Cell(1, Span(start + label + 1, end))), 1)

    span = Span(plain.text.index("发文机构"), len(plain.text))
    outline = split_clauses(Flow(plain.text, plain.lines, (Table(("", ""), tuple(map(row, rows)), span),), ()), "D")
    found = {"/".join(clause.path): clause for clause in outline.clauses}
    assert [path for path in found if path.startswith("一/1/")] == [
        "一/1/发文机构",
        "一/1/服务内容",
        "一/1/服务内容/1",
        "一/1/服务内容/2",
    ]
    assert found["一/1/服务内容/2"].heading == ("综合篇", "松果产业扶持", "服务内容")


def test_a_count_in_smaller_type_is_nested():
    """1. 2. in smaller type under a heading 3. in larger type do not disturb the larger count."""
    texts = [TITLE, "3.松果加工扶持", "1.支持新建。", "2.支持扩产。", "4.松果销售扶持"]
    plain = flow_of(*texts)
    flow = Flow(plain.text, plain.lines, (), (), sizes=(22.0, 16.0, 12.0, 12.0, 16.0))
    assert ["/".join(clause.path) for clause in split_clauses(flow, "D").clauses] == ["标题", "3", "3/1", "3/2", "4"]


def test_listed_attachments_are_known_by_their_titles():
    """An attachment that carries only its title is recognised from the list."""
    found = paths(
        "云河省松果工作方案",
        "一、总体要求",
        "附件：1.松果任务清单",
        "2.松果评分标准",
        "松果任务清单",
        "一、建设基地",
        "松果评分标准",
        "一、评分项目",
    )
    assert list(found) == ["标题", "一", "落款", "附件1", "附件1/一", "附件2", "附件2/一"]


def test_a_heading_broken_over_two_lines_is_one_heading():
    """The rest of a heading with an open quote belongs to it."""
    found = paths(TITLE, "一、加强“政府+企业", "+园区”机制建设", "（一）建设基地。")
    assert found["一/（一）"].heading == ("加强“政府+企业+园区”机制建设",)


def test_attachments_count_on_their_own():
    """附件1 restarts the numbering under its own prefix; the list of attachments opens nothing."""
    found = paths(
        "云河省林业局关于开展松果申报的通知",
        "各市林业局：",
        "一、申报条件",
        "（一）依法注册。",
        "附件：1.松果申报表",
        "2.松果评分办法",
        "云河省林业局",
        "2030年1月2日",
        "附件1",
        "松果申报表填写说明",
        "一、基本信息",
        "（一）名称。",
        "附件2",
        "松果评分办法",
        "一、总则",
    )
    assert list(found) == [
        "标题",
        "引言",
        "一",
        "一/（一）",
        "落款",
        "附件1",
        "附件1/一",
        "附件1/一/（一）",
        "附件2",
        "附件2/一",
    ]
    assert found["附件1/一/（一）"].heading == ("松果申报表填写说明", "基本信息")
    assert found["落款"].text.startswith("附件：1.")


def test_an_appended_plan_is_told_from_its_notice():
    """After signature and date a new title begins a document of its own, with unique paths."""
    found = paths(
        "云河省林业局关于印发松果行动方案的通知",
        "各市林业局：",
        "现将方案印发给你们，请贯彻落实。",
        "云河省林业局",
        "2030年1月2日",
        "云河省松果行动方案",
        "为发展松果产业，制定本方案。",
        "一、总体要求",
        "坚持绿色发展。",
        "二、重点任务",
        "（一）建设基地。",
    )
    assert list(found)[:3] == ["标题", "引言", "落款"]
    assert "云河省松果行动方案/引言" in found
    assert found["二/（一）"].heading == ("云河省松果行动方案", "重点任务")


def test_a_newspaper_title_at_the_end_is_the_title():
    """The headline may be printed last, over two lines; 下转 says that the text goes on."""
    outline = split_clauses(
        flow_of(
            "为发展松果产业，提出以下意见：",
            "一、加强培育",
            "（一）建设基地。（省林业局）",
            "（下转 C3 版）",
            "云河省林业局等 5部门",
            "关于加快松果产业发展的意见",
        ),
        "D",
    )
    assert outline.title == "云河省林业局等5部门关于加快松果产业发展的意见"
    assert outline.continues
    assert "下转 C3 版" in outline.warnings[0]
    texts = {clause.path: clause.text for clause in outline.clauses}
    assert texts["一", "（一）"] == "（一）建设基地。（省林业局）"
    assert texts["落款",] == "（下转 C3 版）"


def test_a_continuation_in_the_same_text_leaves_nothing_out():
    """下转 followed by 上接 is one text; 上接 alone says that its beginning is missing."""
    parts = ["一、加工。奖励。", "（下转 C3 版）", "（上接 C1 版）", "二、销售。补贴。"]
    whole = split_clauses(flow_of(TITLE, *parts), "D")
    assert (whole.continues, whole.warnings) == (False, ())
    rest = split_clauses(flow_of("（上接 C1 版）", "二、销售。对企业补贴。"), "D")
    assert rest.continues
    assert "上接" in rest.warnings[0]


def test_a_text_without_numbers_is_parted_by_its_headings():
    """Each paragraph is a clause under the heading above it; questions keep their answers."""
    long = "松果产业是云河省的特色产业，各地要因地制宜加以发展。" * 9
    found = paths("云河省松果产业报告", "发展现状", long, "存在问题", long, long)
    assert list(found) == ["标题", "发展现状", "发展现状/第1段", "存在问题", "存在问题/第1段", "存在问题/第2段"]
    assert found["存在问题/第2段"].heading == ("存在问题",)
    asked = paths("松果补贴政策问答", "问：谁可以申请？", "答：在本省注册的企业。", "问：补贴多少？", "答：10万元。")
    assert list(asked) == ["标题", "问1", "问2"]
    assert asked["问1"].text.endswith("答：在本省注册的企业。")


def test_contacts_are_a_clauses_own_text_unless_they_stand_under_a_signature():
    """联系人 under 三、联系方式 belongs to it."""
    tail = ("特此公告。", "云河省林业局", "2030年1月1日", "（联系人：李四）")
    found = paths(
        "云河省林业局关于申报松果补贴的公告", "一、申报对象：企业。", "二、联系方式", "联系人：张三，电话：1", *tail
    )
    assert found["二"].text.endswith("电话：1")
    assert found["落款"].text.startswith("特此公告。")


def test_joint_issuers_above_the_title_belong_to_it():
    """Under the number, lines of organs are part of the title; above it they are the red head."""
    outline = split_clauses(
        flow_of(
            "云河省财政厅",
            "云河省林业局",
            "云财规〔2030〕5号",
            "云河省财政厅",
            "云河省林业局关于印发《松果资金",
            "管理办法》的通知",
            "各市财政局：",
            "现印发给你们。",
        ),
        "D",
    )
    assert outline.title == "云河省财政厅云河省林业局关于印发《松果资金管理办法》的通知"


def test_unnumbered_headings_part_counts_that_begin_anew():
    """Two lists 一、二、 under headings without number get the headings into their paths."""
    found = paths(
        "云河省就业政策清单",
        "面向单位的政策",
        "一、岗位补贴",
        "每岗补贴1000元。",
        "二、见习补贴",
        "面向个人的政策",
        "一、求职补贴",
        "每人补贴500元。",
    )
    assert "面向单位的政策/二" in found
    assert found["面向个人的政策/一"].heading == ("面向个人的政策",)


def test_reversed_nesting_is_learnt():
    """Where 1. （一）（二） 2. （一）（二） is the order, （一） stands under 1."""
    found = paths(TITLE, "1.支持加工", "（一）奖励甲。", "（二）奖励乙。", "2.支持销售", "（一）奖励丙。")
    assert list(found) == ["标题", "1", "1/（一）", "1/（二）", "2", "2/（一）"]


def test_table_rows_are_clauses_with_serial_numbers():
    """Each data row is a clause; header and group row are kept beside them, the chapter is in the trail."""
    rows = ["序号\t任务\t责任单位", "产业培育", "1\t建设基地\t省林业局", "2\t培育企业\t省财政厅"]
    head = ["附件1", "松果任务清单"]
    plain = flow_of(TITLE, "一、任务", "（一）抓落实。", *head, *rows, "注：以上任务年内完成。")
    at = plain.text.index("序号")

    def cells(row):
        start, out = plain.text.index(row), []
        for column, cell in enumerate(row.split("\t")):
            out.append(Cell(column, Span(start, start + len(cell))))
            start += len(cell) + 1
        return TableRow(tuple(out), 1, "产业培育")

    table = Table(("序号", "任务", "责任单位"), (cells(rows[2]), cells(rows[3])), Span(at, plain.text.index("注：")))
    outline = split_clauses(Flow(plain.text, plain.lines, (table,), ()), "D")
    found = {"/".join(clause.path): clause for clause in outline.clauses}
    assert "附件1/表1/第1项" in found
    row = found["附件1/表1/第2项"]
    assert row.kind is ClauseKind.TABLE_ROW
    assert row.text == "2\t培育企业\t省财政厅"
    assert row.heading == ("松果任务清单", "产业培育")
    assert found["附件1/表1/表头"].text.startswith("序号")
    assert any(clause.text.startswith("注：") for clause in outline.clauses)
