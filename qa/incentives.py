"""Which incentives of the library apply to a firm: each condition met, unmet or unknown, and what to ask next."""

from __future__ import annotations

from qa.match_report import Estimate, Finding, Match, MatchReport, NextQuestion

__all__ = ["Estimate", "Finding", "Match", "MatchReport", "NextQuestion"]
