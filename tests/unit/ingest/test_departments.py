"""Every way of naming who bears a duty is read, with roles; all sentences are invented."""

import pytest

from corpus.model import Cell, Certificate, Clause, ClauseKind, Dates, Document, Role, Span, Status, Table, TableRow
from ingest.responsibility.tag import tag_departments

SHORT = {"L": Role.LEAD, "R": Role.RESPONSIBLE, "S": Role.SUPPORT, "I": Role.IMPLEMENT}


def document_of(text, tables=(), region="云河省", issuers=()):
    """Build a document that consists of a text alone."""
    return Document(
        "D",
        "标题",
        issuers,
        None,
        Dates(),
        region,
        Status.UNKNOWN,
        "",
        "x",
        "txt",
        text,
        1,
        (),
        tables,
        (),
        Certificate(()),
    )


def clauses_of(*texts, kind=ClauseKind.CLAUSE):
    """Build a document with one clause a text, and the clauses."""
    text, clauses = "", []
    for number, one in enumerate(texts, 1):
        span = Span(len(text), len(text) + len(one))
        clauses.append(Clause(f"D/{number}", "D", ("一", f"（{number}）"), "", kind, (), one, span, 1))
        text += one + "\n"
    return document_of(text), clauses


def tagged(*texts, kind=ClauseKind.CLAUSE):
    """Return for each clause what it says: `省教育厅 R`, inherited ones with a star."""
    document, clauses = clauses_of(*texts, kind=kind)
    found = {clause.id: [] for clause in clauses}
    letters = {role: letter for letter, role in SHORT.items()}
    for one in tag_departments(document, clauses):
        found[one.clause_id].append(f"{one.name} {letters[one.role]}{'*' if one.inherited_from else ''}")
    return list(found.values())


@pytest.mark.parametrize(
    ("words", "bearers"),
    [
        ("（责任单位：省教育厅、省财政厅）", "省教育厅 R,省财政厅 R"),
        ("（省教育厅、省财政厅负责）", "省教育厅 R,省财政厅 R"),
        ("（省教育厅、省财政厅等部门按职责分工负责）", "省教育厅 R,省财政厅 R"),
        ("（省教育厅牵头，省财政厅、松果实验室按职责分工负责）", "省教育厅 L,省财政厅 R,松果实验室 R"),
        ("（省教育厅牵头，省财政厅配合）", "省教育厅 L,省财政厅 S"),
        ("（省教育厅牵头，省财政厅、省公安厅参与）", "省教育厅 L,省财政厅 S,省公安厅 S"),
        ("（省教育厅牵头负责，各市落实）", "省教育厅 L,各市 I"),
        ("（牵头单位：省教育厅；配合单位：省财政厅、省公安厅）", "省教育厅 L,省财政厅 S,省公安厅 S"),
        ("(牵头单位:省教育厅、省财政厅)", "省教育厅 L,省财政厅 L"),
        ("（省教育厅会同省财政厅负责落实）", "省教育厅 R,省财政厅 S"),
        ("（省教育厅牵头，会同省财政厅协同推进，2026年6月底前完成）", "省教育厅 L,省财政厅 S"),
        ("（各县区政府负责，省教育厅指导）", "各县区政府 R,省教育厅 S"),
        ("（省教育厅、财政厅负责）", "省教育厅 R,省财政厅 R"),
        ("（省委组织部、宣传部负责）", "省委组织部 R,省委宣传部 R"),
        ("（省教育厅）", "省教育厅 R"),
        (
            "（责任单位：省市场监管局（省知识产权局）、省数据集团〔筹〕）",
            "省市场监管局（省知识产权局） R,省数据集团（筹） R",
        ),
        ("〔责任单位：省市场监管（知识产权）局〕", "省市场监管（知识产权）局 R"),
        ("〔（省教育厅、省财政厅负责〕", "省教育厅 R,省财政厅 R"),
        ("（省教育厅省教育厅、省财政厅负责）", "省教育厅 R,省财政厅 R"),
        ("（省交通运输厅省交通厅、省财政厅负责）", "省交通运输厅 R,省财政厅 R"),
        ("（责任单位：各市、县〔市、区〕政府）", "各市、县（市、区）政府 R"),
        ("（责任单位：省教育厅，澜州市、青屿市人民政府）", "省教育厅 R,澜州市人民政府 R,青屿市人民政府 R"),
        (
            "（各松果链牵头单位、国网云河省电力公司、各链主企业负责）",
            "各松果链牵头单位 R,国网云河省电力公司 R,各链主企业 R",
        ),
        ("（省教育厅以及各区政府负责落实，完成时限：2026年6月）", "省教育厅 R,各区政府 R"),
        ("（省教育厅负责，持续推进）", "省教育厅 R"),
        ("（责任单位：省教\n育厅、省财\n政厅）", "省教育厅 R,省财政厅 R"),
        ("（人行云河省分行、云河金融监管局按职责分工负责）", "人行云河省分行 R,云河金融监管局 R"),
        ("（牵头部门为省教育厅，配合部门为省财政厅）", "省教育厅 L,省财政厅 S"),
        ("（省教育厅为牵头单位，省财政厅为配合单位）", "省教育厅 L,省财政厅 S"),
        ("（由省教育厅牵头，省财政厅等部门配合）", "省教育厅 L,省财政厅 S"),
        ("（此项工作由省教育厅牵头负责）", "省教育厅 L"),
        ("（责任单位：省教育厅（牵头）、省财政厅、省公安厅〔配合〕）", "省教育厅 L,省财政厅 R,省公安厅 S"),
        ("（市级牵头单位：市教育局；市级配合单位：市财政局）", "市教育局 L,市财政局 S"),
        ("（2026年底前完成，省教育厅负责）", "省教育厅 R"),
        ("（责任单位：省教育厅、省财政厅", "省教育厅 R,省财政厅 R"),
        ("〔（省教育厅、省财政厅等按职责分工负责", "省教育厅 R,省财政厅 R"),
        ("（省教育厅牵头，青禾区、白鹭区按分管领域负责，2026年底前完成）", "省教育厅 L,青禾区 R,白鹭区 R"),
        ("（省教育厅、松果产研汇牵头，省财政厅配合）", "省教育厅 L,松果产研汇 L,省财政厅 S"),
        ("（省教育厅牵头、相关部门配合、各市州落实）", "省教育厅 L,相关部门 S,各市州 I"),
    ],
)
def test_a_bracket_names_its_bearers(words, bearers):
    """Each style of bracket gives the names and roles that a reader sees."""
    assert tagged(f"推进松果产业提质。{words}") == [bearers.split(",")]


@pytest.mark.parametrize(
    ("words", "bearers"),
    [
        ("办好松果节。\n责任单位：省教育厅、省财政厅", "省教育厅 R,省财政厅 R"),
        ("办好松果节。\n牵头单位：省教育厅\n配合单位：省财政厅", "省教育厅 L,省财政厅 S"),
        ("办好松果节。\n牵头单位：省教育厅；配合单位：省财政厅；完成时限：2026年6月", "省教育厅 L,省财政厅 S"),
        ("办好松果节。责任单位：省教育厅。", "省教育厅 R"),
        ("责任单位：省教育厅、省财政厅）", "省教育厅 R,省财政厅 R"),
        ("责任单位：省教育厅、人行澜州分行 咨询电话：12345", "省教育厅 R,人行澜州分行 R"),
        ("（11月底完成，牵头考核单位：省教育厅）", "省教育厅 L"),
        ("（责任单位：省教育厅、省推进“松果”联动工作专班）", "省教育厅 R,省推进“松果”联动工作专班 R"),
        ("办好松果节。\n责任领导：张三　责任单位：省教育厅　配合单位：省财政厅", "省教育厅 R,省财政厅 S"),
        ("办好松果节。\n【责任单位】省教育厅、省财政厅", "省教育厅 R,省财政厅 R"),
    ],
)
def test_a_line_of_its_own_names_its_bearers(words, bearers):
    """责任单位：… counts without brackets, on its own line or behind a sentence."""
    assert tagged(words) == [bearers.split(",")]


@pytest.mark.parametrize(
    ("words", "bearers"),
    [
        ("本办法由省教育厅负责解释。", "省教育厅 R"),
        ("办法由市财政局会同云谷区和青屿新区管委会制定。", "市财政局 R,云谷区 S,青屿新区管委会 S"),
        ("省教育厅牵头会同省财政厅制定细则。", "省教育厅 L,省财政厅 S"),
        ("第三条 市民政部门负责统筹，市、区财政部门负责保障资金。", "市民政部门 R,市、区财政部门 R"),
        ("省教育厅加强统筹，牵头制定办法。", "省教育厅 L"),
        ("经同意，由市发改委牵头，市财政局、市商务局配合开展评估。", "市发改委 L,市财政局 S,市商务局 S"),
        ("由市住房和城乡建设局责令退回。", "市住房和城乡建设局 R"),
        ("省科学技术厅负责统筹，各市科学技术局负责审核。", "省科学技术厅 R,各市科学技术局 R"),
        ("市人力资源和社会保障局负责人才资格认定。", "市人力资源和社会保障局 R"),
        ("街道办事处负责初审，区民政局负责审批。", "街道办事处 R,区民政局 R"),
        ("市、县（市、区）科技主管部门负责项目管理。", "市、县（市、区）科技主管部门 R"),
        ("领导小组办公室设在省教育厅，负责日常工作。", "省教育厅 R"),
        ("县级以上地方林业主管部门负责本行政区域的松果采摘管理。", "县级以上地方林业主管部门 R"),
        ("民政部门应当定期组织培训。", "民政部门 R"),
        ("省级数据主管部门负责制定标准，并组织验收。", "省级数据主管部门 R"),
        ("市民政部门依法对养老机构进行检查。", "市民政部门 R"),
        ("水行政主管部门在各自职责范围内负责取水管理。", "水行政主管部门 R"),
        ("市、县（市、区）人民政府应当加强松果产业发展。", "市、县（市、区）人民政府 R"),
        ("公安机关、市场监督管理部门应当依法查处。", "公安机关 R,市场监督管理部门 R"),
        ("各级财政、税务部门要加强宣传。", "各级财政、税务部门 R"),
        ("由发展改革、商务等部门牵头，组织评估。", "发展改革、商务等部门 L"),
        ("市人力资源社会保障部门应牵头会同省财政厅制定细则。", "市人力资源社会保障部门 L,省财政厅 S"),
        ("林业部门会同财政部门制定标准。", "林业部门 R,财政部门 S"),
    ],
)
def test_running_text_names_its_bearers(words, bearers):
    """由…负责, 牵头, 会同 in prose count where they name bodies."""
    assert tagged(words) == [bearers.split(",")]


@pytest.mark.parametrize(
    "words",
    [
        "支持龙头企业牵头组建松果联盟。",
        "企业主要负责人对材料真实性负责。",
        "建立市政府主要领导牵头的工作机制。",
        "云河省松果协会（以下简称协会）成立。",
        "鼓励省属国有企业牵头建设基地（园区）。",
        "主管部门（含行业管理部门和业务主管单位，下同）应当公开。",
        "谁审批、谁负责，谁主管、谁负责。",
        "坚持企业主体（市场主导）。",
        "（下转 B2 版）",
        "费用（松果合作社、用水户分别承担）另计。",
        "松果加工企业应当建立台账，并接受民政部门检查。",
        "国务院应对突发事件机制成立。",
        "实行行政首长负责制。",
        "合作社须主动向区民政局提出补贴申请。",
        "按照商务主管部门要求报送材料。",
        "各有关部门要加强协作。",
    ],
)
def test_other_words_name_nobody(words):
    """Goals, persons, abbreviations and general principles are no annotations."""
    assert tagged(words) == [[]]


def test_the_first_leads_from_the_rule_on():
    """列第一位的为牵头单位，下同 counts for its own and later clauses, not for earlier ones."""
    assert tagged(
        "甲事。（责任单位：省公安厅、省财政厅）",
        "乙事。（责任单位：省教育厅、省财政厅，列第一位的为牵头单位，下同）",
        "丙事。（责任单位：省水利厅、省财政厅）",
        "丁事。（省能源局牵头，省财政厅配合）",
    ) == [
        ["省公安厅 R", "省财政厅 R"],
        ["省教育厅 L", "省财政厅 R"],
        ["省水利厅 L", "省财政厅 R"],
        ["省能源局 L", "省财政厅 S"],
    ]


def test_the_first_leads_here_alone():
    """Without 下同 the rule ends with its bracket."""
    found = tagged("甲事。（责任单位：省教育厅、省财政厅，第一位为牵头单位）", "乙事。（责任单位：省水利厅、省公安厅）")
    assert found == [["省教育厅 L", "省财政厅 R"], ["省水利厅 R", "省公安厅 R"]]


def test_common_bearers_bear_every_later_clause():
    """以下均需… is inherited by its own and all later clauses, and a bearer's own role comes first."""
    rule = "（省教育厅负责，以下均需省财政厅配合，各市（云谷新区管委会）、县（市、区）及各园区落实，不再一一列出）"
    common = ["省财政厅 S*", "各市 I*", "云谷新区管委会 I*", "各县（市、区） I*", "各园区 I*"]
    assert tagged("甲事。（省水利厅负责）", f"乙事。{rule}", "丙事。（省公安厅负责）", "丁事。（省财政厅负责）") == [
        ["省水利厅 R"],
        ["省教育厅 R", *common],
        ["省公安厅 R", *common],
        ["省财政厅 R", *common[1:]],
    ]


def test_the_source_of_an_inherited_duty_is_named():
    """inherited_from is the clause that states the rule, and the span is its words."""
    document, clauses = clauses_of("甲事。（省教育厅负责，以下均需各市落实，不再列出）", "乙事。（省公安厅负责）")
    late = [one for one in tag_departments(document, clauses) if one.clause_id == "D/2" and one.inherited_from]
    assert [(one.inherited_from, one.span.cut(document.text)) for one in late] == [("D/1", "各市")]


def test_the_full_name_follows_the_region():
    """The canonical name has the document's province; the written name is kept."""
    document, clauses = clauses_of("甲事。（省药监局、省税务局负责）")
    found = tag_departments(document, clauses)
    assert [one.canonical for one in found] == ["云河省药品监督管理局", "国家税务总局云河省税务局"]
    assert [one.name for one in found] == ["省药监局", "省税务局"]


def table_document(header, *rows):
    """Build a document of one table with a clause for each row; None repeats the cell above, and its clause."""
    text, table_rows, clauses, above = "", [], [], {}
    for number, row in enumerate(rows, 1):
        start, cells = len(text), []
        for column, words in enumerate(row):
            if words is None:
                cells.append(Cell(column, above[column], repeats=True))
            else:
                above[column] = Span(len(text), len(text) + len(words))
                cells.append(Cell(column, above[column]))
                text += words
            text += "\t"
        text = text[:-1] + "\n"
        span = Span(start, len(text) - 1)
        table_rows.append(TableRow(tuple(cells), 1))
        clauses.append(
            Clause(f"D/{number}", "D", (str(number),), "", ClauseKind.TABLE_ROW, (), span.cut(text), span, 1)
        )
    table = Table(header, tuple(table_rows), Span(0, len(text)))
    return document_of(text, (table,)), clauses


@pytest.mark.parametrize(
    ("header", "letter"),
    [
        ("责任单位", "R"),
        ("牵头部门", "L"),
        ("配合单位", "S"),
        ("指导推进责任单位", "R"),
        ("建议责任单位（省级部门）", "R"),
        ("主管部门", "R"),
        ("落 实 单 位", "I"),
    ],
)
def test_a_column_gives_the_role(header, letter):
    """Any wording of the header gives its role to the names below."""
    document, clauses = table_document(("序号", "任务", header), ("1", "种松果", "省教育厅、省财政厅"))
    assert [(one.name, one.role) for one in tag_departments(document, clauses)] == [
        ("省教育厅", SHORT[letter]),
        ("省财政厅", SHORT[letter]),
    ]


def test_merged_and_empty_cells_and_cells_with_roles():
    """A merged cell counts for each of its rows, / for nobody, and words in a cell outweigh its header."""
    document, clauses = table_document(
        ("任务", "责任单位", "配合单位", "牵头处室"),
        ("种松果", "省教育厅", "/", "一处"),
        ("收松果", None, "省财政厅省公安厅", "二处"),
        ("卖松果", "省商务厅牵头，相关部门参与", "", "三处"),
    )
    found = {}
    for one in tag_departments(document, clauses):
        found.setdefault(one.clause_id, []).append((one.name, one.role.value))
    assert found == {
        "D/1": [("省教育厅", "responsible")],
        "D/2": [("省教育厅", "responsible"), ("省财政厅", "support"), ("省公安厅", "support")],
        "D/3": [("省商务厅", "lead"), ("相关部门", "support")],
    }


def test_a_group_cell_is_inherited_by_its_rows():
    """A leader named in a cell merged over rows leads them all, inherited."""
    document, clauses = table_document(
        ("领域", "任务", "责任单位"), ("林业（牵头单位：省教育厅）", "种松果", "省财政厅"), (None, "收松果", "省公安厅")
    )
    late = [(one.name, one.role.value, one.inherited_from) for one in tag_departments(document, clauses)]
    assert late[-2:] == [("省公安厅", "responsible", None), ("省教育厅", "lead", "D/1")]


def test_a_card_names_whom_to_ask():
    """发文机构 and 联络方式 on a card name the department."""
    document, clauses = table_document(("", ""), ("发文机构", "云河省商务厅"), ("联络方式", "云河省商务厅：88888888"))
    assert [one.name for one in tag_departments(document, clauses)] == ["云河省商务厅", "云河省商务厅"]


def test_a_header_printed_as_a_row_counts():
    """Where the table has no header of its own, the row that names roles is one, and names nobody itself."""
    document, clauses = table_document(
        ("", "", "", ""), ("序号", "任务", "牵头单位", "配合单位"), ("1", "种松果", "省教育厅", "各区政府")
    )
    assert [(one.clause_id, one.name, one.role.value) for one in tag_departments(document, clauses)] == [
        ("D/2", "省教育厅", "lead"),
        ("D/2", "各区政府", "support"),
    ]


@pytest.mark.parametrize(
    ("words", "bearers"),
    [
        ("（牵头：市经信局，配合：市财政局、市税务局，完成时间：2026年12月）", "市经信局 L,市财政局 S,市税务局 S"),
        ("办好展会。（省委宣传部、云河日报报业集团、各级国资委）", "省委宣传部 R,云河日报报业集团 R,各级国资委 R"),
        ("办好展会。（云河能源集团、云河银行、省财政厅）", ""),
        ("加大投入。省教育厅牵头，省财政厅配合，各市县人民政府落实。", "省教育厅 L,省财政厅 S,各市县人民政府 I"),
        ("推进试点，市场主体积极参与，龙头企业牵头，高校院所配合。", ""),
        ("（省直有关部门和各市、县、区人民政府按照职责分工落实）", "省直有关部门 R,各市、县、区人民政府 R"),
        ("设施由区、镇人民政府和街道办事处负责建设。", "区、镇人民政府 R,街道办事处 R"),
        ("由地市级卫生健康行政部门牵头建网。", "地市级卫生健康行政部门 L"),
        ("由国务院税务主管部门会同国务院财政部门规定。", "国务院税务主管部门 R,国务院财政部门 S"),
        ("（省卫生健康委〈省中医药局〉负责）", "省卫生健康委（省中医药局） R"),
    ],
)
def test_short_labels_plain_sentences_and_shared_levels(words: str, bearers: str) -> None:
    """Lists that need no bracket or no full label, groups whose level is named once, other brackets."""
    assert ",".join(tagged(words)[0]) == bearers


@pytest.mark.parametrize(
    ("words", "bearers"),
    [
        ("建仓。（责任单位：市商务局、市财政局，市税务局。逗号前面的为牵头单位）", "市商务局 L,市财政局 L,市税务局 R"),
        ("建仓。（省商务厅、省财政厅，以黑体字标注的为牵头部门、单位，下同）", "省商务厅 R,省财政厅 R"),
        ("建仓。（牵头单位省商务厅，配合单位省财政厅）", "省商务厅 L,省财政厅 S"),
        ("执行期限：暂无责任单位：市住房城乡建委、市财政局咨询电话：12345", "市住房城乡建委 R,市财政局 R"),
        ("明确各责任单位：一是分工，二是考核。", ""),
        ("（县住建局、县公安局交警大队根据单位职责分别牵头负责）", "县住建局 L,县公安局交警大队 L"),
        ("（按进度推进，牵头考核单位：市发展改革委）", "市发展改革委 L"),
        ("补贴20万元。（具体按《云河市人民政府关于补贴的通知》执行）", ""),
        (
            "建仓。（责任单位：省商务厅。各项措施责任单位均包括各市（州）人民政府，以下不再列出）",
            "省商务厅 R,各市（州）人民政府 I*",
        ),
    ],
)
def test_remarks_on_lists_are_no_names(words: str, bearers: str) -> None:
    """Who of a list leads by its print or place, labels without marks, deadlines and references beside the names."""
    assert ",".join(tagged(words)[0]) == bearers


def test_those_before_the_comma_lead_from_the_rule_on() -> None:
    """逗号前为牵头单位，下同 counts for later clauses too; a list without a comma stays as it is."""
    assert tagged(
        "甲事。〔责任单位:市民政局,市公安局、各县（市、区）人民政府,逗号前为牵头单位,下同〕",
        "乙事。（责任单位：市水利局、市林业局，市财政局）",
        "丙事。（责任单位：市水利局、市财政局）",
    ) == [
        ["市民政局 L", "市公安局 R", "各县（市、区）人民政府 R"],
        ["市水利局 L", "市林业局 L", "市财政局 R"],
        ["市水利局 R", "市财政局 R"],
    ]


@pytest.mark.parametrize(
    ("words", "bearers"),
    [
        ("消费券由市房管中心会同市商务局制定办法。", "市房管中心 R,市商务局 S"),
        ("细则由市人社局牵头会同市财政局、市教育局等部门负责制定。", "市人社局 L,市财政局 S,市教育局 S"),
        ("违反规定的，由松果管理机构责令改正。", "松果管理机构 R"),
        ("由县级以上人民政府卫生行政部门给予警告。", "县级以上人民政府卫生行政部门 R"),
        ("公路管理机构应当及时修复。", "公路管理机构 R"),
        ("由公安机关交通管理部门和消防救援机构负责检查。", "公安机关交通管理部门 R,消防救援机构 R"),
        ("具体办法由国务院林业主管部门会同国务院有关部门制定。", "国务院林业主管部门 R,国务院有关部门 S"),
        ("申请由机构编制部门牵头办理。", "机构编制部门 L"),
        ("云河省松果条例第十九条松果主管部门应当公开计划。", "松果主管部门 R"),
        ("取水量四万立方米以下的，由市水行政主管部门批准。", "市水行政主管部门 R"),
        ("由街道办事处或者乡（镇）人民政府责令改正。", "街道办事处 R,乡（镇）人民政府 R"),
        ("由县级以上林业主管部门或者风景名胜区管理机构处罚。", "县级以上林业主管部门 R,风景名胜区管理机构 R"),
        ("由市水行政主管部门批准的单位可以取水。", ""),
        ("由物业管理机构负责维护，由基金管理机构负责投资。", ""),
        ("由企业管理部门负责，由监督管理部门处理，由有关部门查处。", ""),
        ("供热企业管理部门应当报告。", ""),
        ("由市政府报省政府批准。", ""),
        ("由企业申请，经县政府或管委会同意，可以开工。", ""),
        ("对林业行政部门依法进行的检查，单位应当配合。", ""),
    ],
)
def test_offices_named_by_what_they_do(words: str, bearers: str) -> None:
    """Rules and measures name an office by its field and work; companies and parts of companies have such names too."""
    assert ",".join(tagged(words)[0]) == bearers
