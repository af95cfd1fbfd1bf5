"""A clock for what is begun thousands of times a second and seldom takes too long.

To tell the loop of a timer costs more than to note when it should ring: so a timer that is there
already goes on, and only when it is over somebody looks whether it is time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Alarm:
    """One thing to do at one time, which is put off again and again.

    >>> async def twice() -> list[str]:
    ...     told = []
    ...     alarm = Alarm(asyncio.get_running_loop())
    ...     alarm.set(0.01, lambda: told.append("first"))
    ...     alarm.set(0.02, lambda: told.append("second"))
    ...     await asyncio.sleep(0.1)
    ...     return told
    >>> asyncio.run(twice())
    ['second']
    """

    __slots__ = ("_at", "_due", "_loop", "_ring", "_timer")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None
        self._at = self._due = 0.0
        self._ring: Callable[[], None] | None = None

    @property
    def is_set(self) -> bool:
        """Whether it will ring."""
        return self._ring is not None

    def set(self, seconds: float, ring: Callable[[], None]) -> None:
        """Call something after so many seconds, and nothing that was to be called before."""
        self._ring = ring
        self._due = self._loop.time() + seconds
        if self._timer is None:
            self._start(seconds)
        elif self._at > self._due:
            self._timer.cancel()
            self._start(seconds)

    def stop(self) -> None:
        """Call nothing."""
        self._ring = None

    def close(self) -> None:
        """Call nothing, and leave nothing in the loop: this was the last time."""
        self._ring = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start(self, seconds: float) -> None:
        self._at = self._due
        self._timer = self._loop.call_later(seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        ring = self._ring
        if ring is None:
            return
        left = self._due - self._loop.time()
        if left > 0:
            self._start(left)
        else:
            self._ring = None
            ring()
