"""`wence library feedback`: what readers said of answers."""

from __future__ import annotations

from api.commands.output import console, print_json
from api.feedback import REASON_NAMES, FeedbackBook, Remark


def list_feedback(book: FeedbackBook, *, limit: int, as_json: bool) -> int:
    """Print the newest remarks first."""
    remarks = book.latest(limit)
    if as_json:
        print_json({"remarks": [{name: getattr(one, name) for name in Remark.__struct_fields__} for one in remarks]})
        return 0
    for one in remarks:
        mark = "有用" if one.verdict == "up" else "没用"
        parts = (one.time, mark, one.question, REASON_NAMES[one.reason] if one.reason else "", one.comment)
        console().print("　".join(part for part in parts if part), markup=False)
    return 0
