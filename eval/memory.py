"""How much memory this process holds."""

from __future__ import annotations

import resource
from pathlib import Path

_MIB = 1024 * 1024


def resident_mib() -> float:
    """Return the memory this process holds now in MiB; the most it ever held where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / _MIB
