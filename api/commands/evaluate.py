"""`wence eval`: run the benchmarks, which live in a package that the doors may not import."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run `python -m eval` with the arguments as they are; return its exit code."""
    return subprocess.run([sys.executable, "-m", "eval", *arguments], check=False).returncode  # noqa: S603  own module
