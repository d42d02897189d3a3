"""`wence match`: which incentives a firm can have."""

from __future__ import annotations

import datetime as dt

from api.commands.output import console, print_json
from api.schemas.matches import match_json
from api.wiring import Engine
from corpus.firm import Firm


def run(engine: Engine, firm: Firm, date: dt.date | None, *, show_all: bool, as_json: bool) -> int:
    """Print the incentives weighed for the firm, best first, and what to ask next."""
    report = match_json(engine.match(firm, date), show_all=show_all)
    if as_json:
        print_json(report)
    else:
        from api.commands.matches import show_matches

        show_matches(console(), report, show_all=show_all)
    return 0
