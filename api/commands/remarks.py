"""`wence library feedback`: what readers said of answers."""

from __future__ import annotations

from api.commands.output import console, print_json
from api.feedback import FeedbackBook, Remark


def list_feedback(book: FeedbackBook, *, limit: int, as_json: bool) -> int:
    """Print the newest remarks first."""
    remarks = book.latest(limit)
    if as_json:
        print_json({"remarks": [{name: getattr(one, name) for name in Remark.__struct_fields__} for one in remarks]})
        return 0
    for one in remarks:
        mark = "有用" if one.verdict == "up" else "没用"
        console().print(f"{one.time}　{mark}　{one.question}　{one.comment}".rstrip(), markup=False)
    return 0
