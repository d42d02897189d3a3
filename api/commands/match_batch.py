"""`wence match --batch`: a table of firms becomes a table of matches."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from api.commands.output import notice, print_json
from api.wiring import Engine
from corpus.errors import ProfileError


def run(engine: Engine, table: Path, target: Path, date: dt.date | None, *, as_json: bool) -> int:
    """Write one row per firm and incentive within its reach, and say how many. Raises ProfileError."""
    from qa.batch import match_rows, read_firms, write_matches

    if target.suffix.lower() != ".xlsx":
        raise ProfileError(f"{target}：结果只写成 .xlsx 文件", advice="请把 --out 改为以 .xlsx 结尾")
    firms = read_firms(table)
    try:
        rows = write_matches(match_rows(firms, engine.library, date=date), target)
    except OSError as error:
        raise ProfileError(f"{target}：写不了结果文件", advice="请检查文件夹和权限") from error
    if as_json:
        print_json({"firms": len(firms), "rows": rows, "out": str(target)})
    else:
        notice(f"{len(firms)} 家企业，{rows} 条可享受或可能享受的政策，已写入 {target}")
    return 0
