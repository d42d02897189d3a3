"""Many firms at once: a table of firms becomes a table of matches, with quotes, for people who serve firms."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from corpus.errors import ProfileError
from corpus.firm import FIELD_NAMES, Firm, firm_from_mapping
from corpus.library import Library
from qa.incentives import match_firm
from qa.match_report import INELIGIBLE, MET, UNKNOWN, VERDICT_NAMES, Match, MatchReport

COLUMNS = (
    "企业", "结论", "政策原文", "预计金额（元）", "计算依据", "还需确认", "申报时间", "材料", "联系", "不可叠加",
    "文件", "文号", "条款", "页", "政策止期", "条款编号", "原文链接",
)  # fmt: skip
HEADINGS = {
    "企业": "name", "企业名称": "name", "名称": "name", "日期": "as_of", "地区": "region", "所在地": "region",
    "注册地": "region", "行业": "industry", "所属行业": "industry", "规模": "size", "企业规模": "size",
    "人数": "employees", "职工人数": "employees", "员工数": "employees",
    "营业收入": "revenue", "营业收入（元）": "revenue",
    "营业收入（万元）": "revenue_wan", "营收（万元）": "revenue_wan", "资产总额（万元）": "assets_wan",
    "研发占比": "rd_ratio", "研发费用占比": "rd_ratio", "成立日期": "registered", "注册日期": "registered",
    "资质": "qualifications", "资质称号": "qualifications", "获奖": "awards", "经营活动": "activities",
    "活动": "activities", "计划": "plans", "信用": "credit", "信用状况": "credit", "所有制": "ownership",
}  # fmt: skip
"""Chinese column heads and the fields of a profile they fill; English field names are taken as they are."""

SERVER = "http://127.0.0.1:8000"
"""Where `wence serve` listens unless told otherwise: what a link to the reader begins with."""
_LINK = COLUMNS.index("原文链接")

Row = tuple[str | int | float | None, ...]


def read_firms(path: Path) -> tuple[Firm, ...]:
    """Return the firms of a CSV or XLSX table, one a row; empty cells stay unknown, empty rows are left out.

    Raises ProfileError naming the file, and the row where one cannot be understood.
    """
    rows = [tuple(row) for row in _table(path)]
    if not rows:
        raise ProfileError(f"{path}：表格是空的", advice="第一行应为列名，如 企业、地区、行业、人数")
    fields = [_field(cell) for cell in rows[0]]
    if not set(fields) & {*FIELD_NAMES, "revenue_wan", "assets_wan"}:
        raise ProfileError(f"{path}：第一行没有认识的列名", advice="列名如 企业、地区、行业、人数、营业收入（万元）")
    return tuple(
        firm_from_mapping(_known(fields, row), source=f"{path} 第 {number} 行")
        for number, row in enumerate(rows[1:], 2)
        if any(cell not in (None, "") for cell in row)
    )


def _field(cell: object) -> str:
    head = str(cell or "").strip().replace("(", "（").replace(")", "）")
    return HEADINGS.get(head, head)


def _known(fields: Sequence[str], row: Sequence[object]) -> Mapping[str, object]:
    pairs = zip(fields, row, strict=False)
    return {name: cell for name, cell in pairs if name and cell is not None and str(cell).strip()}


def _table(path: Path) -> Iterator[Sequence[object]]:
    try:
        match path.suffix.lower():
            case ".csv":
                yield from csv.reader(_decoded(path.read_bytes(), path).splitlines())
            case ".xlsx":
                yield from _sheet(path)
            case _:
                raise ProfileError(f"{path}：企业表的格式不认识", advice="请用 .csv 或 .xlsx 文件")
    except OSError as error:
        raise ProfileError(f"{path}：读不到企业表", advice="请检查路径和权限") from error


def _decoded(body: bytes, path: Path) -> str:
    """Return the text of a CSV file: UTF-8, or GB 18030 as spreadsheets write it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProfileError(f"{path}：文字编码不认识", advice="请另存为 UTF-8 编码的 CSV")


def _sheet(path: Path) -> Iterator[Sequence[object]]:
    from zipfile import BadZipFile  # noqa: PLC0415  only where a table is XLSX

    from openpyxl import load_workbook  # noqa: PLC0415  heavy

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError) as error:
        raise ProfileError(f"{path}：不是完好的 XLSX 文件", advice="请用表格软件另存后再试") from error
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # why: a sheet may claim a million empty rows and columns
    try:
        yield from sheet.iter_rows(values_only=True)
    finally:
        book.close()


def match_rows(
    firms: Iterable[Firm], library: Library, *, date: dt.date | None = None, server: str = SERVER
) -> Iterator[Row]:
    """Yield one row of COLUMNS for every firm and incentive it can or may have, best first within a firm.

    `server` is the address under which the reader of the links reaches the pages.
    """
    for firm in firms:
        report = match_firm(firm, library, date=date)
        for match in report.matches:
            if match.verdict != INELIGIBLE:
                yield _row(report, match, server)


def _row(report: MatchReport, match: Match, server: str) -> Row:
    incentive, estimate = match.incentive, match.estimate
    missing = [one.text for one in match.conditions if one.gates and one.verdict == UNKNOWN]
    met = all(one.verdict == MET for one in match.conditions if one.gates)
    return (
        report.firm.name,
        VERDICT_NAMES[match.verdict],
        _line(match.quote),
        estimate.value if estimate else None,
        estimate.formula if estimate else "",
        "" if met else _line("；".join(missing)),
        _line(incentive.window),
        "、".join(map(_line, incentive.materials)),
        _line(incentive.contact or "、".join(incentive.departments)),
        _line(match.group),
        match.document.title,
        match.document.number or "",
        match.clause.printed_path,
        match.clause.page,
        incentive.valid_to.isoformat() if incentive.valid_to else "",
        match.clause_id,
        link_to(match, server),
    )


def link_to(match: Match, server: str = SERVER) -> str:
    """Return the address of the reader page at the promising words.

    `http://127.0.0.1:8000/#/document/ab12?clause=ab12%2F…&start=30&end=58&page=2`.
    """
    span, clause = match.incentive.span, match.clause
    query = {"clause": clause.id, "start": span.start, "end": span.end} | ({"page": clause.page} if clause.page else {})
    return f"{server.rstrip('/')}/#/document/{match.document_id}?{urlencode(query)}"


def _line(text: str) -> str:
    return " ".join(text.split())


def write_matches(rows: Iterable[Row], target: Path) -> int:
    """Write the rows under COLUMNS as an XLSX file and return how many; no cell is taken for a formula."""
    from openpyxl import Workbook  # noqa: PLC0415  heavy
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  heavy
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415  heavy

    book = Workbook(write_only=True)
    sheet = book.create_sheet("匹配结果")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007  the last number is the count
        cells = []
        for column, value in enumerate(row):
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # why: a quote may begin with "=", which a spreadsheet would run
            if column == _LINK and isinstance(value, str) and value.startswith("http"):
                cell.hyperlink = value
            cells.append(cell)
        sheet.append(cells)
    book.save(target)
    return count
