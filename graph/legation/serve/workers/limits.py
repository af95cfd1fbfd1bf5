"""What one query may take, and how many run at once."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of queries, all settings.

    Attributes
    ----------
    wall
        seconds from the moment a query begins to run until its answer is complete
    memory
        bytes of memory of the process that runs it
    slots
        queries that run at once
    reserve
        queries that run beside them, each of a client that has nothing running
    queue
        queries that wait; one more is refused
    spare
        processes that stand by, to take the place of one that was killed
    result
        bytes of one answer
    held
        bytes of one answer that wait in memory for a slow client; the rest waits on disk
    spooled
        bytes of all answers together that wait on disk; then queries wait for their clients

    >>> Limits(wall=2.5).wall, Limits().memory == 1024**3
    (2.5, True)

    """

    wall: float = 10.0
    memory: int = 1024 * _MIB
    slots: int = 2
    reserve: int = 1
    queue: int = 8
    spare: int = 1
    result: int = 256 * _MIB
    held: int = _MIB
    spooled: int = 1024 * _MIB

    @property
    def workers(self) -> int:
        """How many processes there are."""
        return self.slots + self.reserve + self.spare
