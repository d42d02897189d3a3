"""How often one client may write: a count per client over the last minutes, kept in memory only."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

_MOST_CLIENTS = 10_000  # about 2 MB; the client seen longest ago is forgotten first


class Pace:
    """At most `most` times in `seconds` for each client; safe to share between threads."""

    def __init__(self, most: int, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def admit(self, client: str) -> bool:
        """Return whether the client may go on now; only what is admitted counts."""
        now = self._clock()
        with self._lock:
            times = self._times_of(client)
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True

    def _times_of(self, client: str) -> deque[float]:
        times = self._seen.setdefault(client, deque())
        self._seen.move_to_end(client)
        if len(self._seen) > _MOST_CLIENTS:
            self._seen.popitem(last=False)
        return times
