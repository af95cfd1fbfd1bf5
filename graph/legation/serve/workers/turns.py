"""Whose turn it is: so many queries at once, fair between clients, and a short queue.

Some places are kept for clients that have nothing running, and whose queries were short of
late: neither one client alone, however much it asks, nor several whose queries never end keep
another waiting for long. Those who wait are served in rounds, first the clients
with the fewest running, then those served longest ago. A full queue gives up the last of the client that has most in it, before
it turns away one who has less.
"""

from __future__ import annotations

import math
import time
from collections import deque

from legation.errors import ServerBusy
from legation.serve.workers.limits import Limits

#: How much the latest query counts in the mean of their seconds.
_LATEST = 0.1
#: Whose query lasted so many seconds has none of the places kept for so many more.
_LONG, _OWED = 0.25, 60.0
#: When queries last longer than this in the mean, nothing is made ready.
_BRISK = 0.02


class Turn:
    """What a client asks for, and is told by a call, so that no task need wait for it."""

    __slots__ = ("client", "since")

    #: Whether it may be made ready before one's turn.
    is_short = False

    def __init__(self, client: str) -> None:
        self.client = client
        #: When it began to wait.
        self.since = 0.0

    def go(self, error: ServerBusy | None) -> None:
        """Hear, once, that it is one's turn now, or that it will not be."""
        raise NotImplementedError


class Turns:
    """Gives out turns to clients; whoever took one gives it back.

    >>> turns = Turns(Limits(slots=1, reserve=0))
    >>> turns.ask(Turn("a")), turns.ask(Turn("b"))
    (True, False)
    >>> turns.running, turns.waiting
    (1, 1)
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._slots, self._reserve = limits.slots, limits.reserve
        self._running: dict[str, int] = {}
        #: Those who wait, by client; a client that has none is not in it.
        self._waiting: dict[str, deque[Turn]] = {}
        #: The last turn of each client that runs or waits: who was served longest ago comes first.
        self._served: dict[str, int] = {}
        #: Until when clients whose queries lasted long have none of the places kept.
        self._owing: dict[str, float] = {}
        self._turn = 0
        self._seconds = 0.0
        self.running = 0
        #: How many wait.
        self.waiting = 0

    def may(self, client: str) -> bool:
        """Tell whether a client would run at once."""
        room = self._slots - self.running
        return room > 0 or (room + self._reserve > 0 and self.is_new(client))

    def is_new(self, client: str) -> bool:
        """Tell whether a client may have one of the places kept: nothing of it runs or ran long."""
        return client not in self._running and self._owing.get(client, 0.0) <= time.monotonic()

    def ask(self, turn: Turn, *, accepted: bool = False) -> bool:
        """Begin a turn, or let it wait until it is told to go; who was accepted before is again.

        Raises
        ------
        ServerBusy
            Too many wait already.

        """
        # Nobody is overtaken: whoever could run does so as soon as there is room.
        if self.may(turn.client):
            self._start(turn.client)
            return True
        if self.waiting >= self._limits.queue and not accepted:
            self._make_room(turn.client)
        turn.since = time.monotonic()
        queue = self._waiting.get(turn.client)
        if queue is None:
            queue = self._waiting[turn.client] = deque()
        queue.append(turn)
        self.waiting += 1
        return False

    def leave(self, turn: Turn) -> bool:
        """Wait no more; tell whether it did wait."""
        queue = self._waiting.get(turn.client, ())
        if turn not in queue:
            return False
        self._drop(turn)
        return True

    def ahead(self, client: str) -> Turn | None:
        """Take the next of a client out of the queue, to be made ready before it is its turn.

        Nobody is, while another client waits, or when queries of this one were long of late.
        """
        queue = self._waiting.get(client)
        if queue is None or len(self._waiting) > 1 or not queue[0].is_short:
            return None
        if not self.is_brisk(client):
            return None
        turn = queue[0]
        self._drop(turn)
        return turn

    def is_brisk(self, client: str) -> bool:
        """Tell whether queries have been short of late, those of a client and those of all."""
        return self._seconds < _BRISK and self._owing.get(client, 0.0) <= time.monotonic()

    def again(self, client: str, seconds: float) -> None:
        """Let a client keep a turn, which lasted so long, for what was made ready for it."""
        self._seconds += _LATEST * (seconds - self._seconds)
        self._turn += 1
        self._served[client] = self._turn

    def newcomer_waits(self, seconds: float) -> bool:
        """Tell whether somebody has waited so long who may have one of the places kept."""
        since = time.monotonic() - seconds
        return any(
            queue[0].since <= since and self.is_new(client)
            for client, queue in self._waiting.items()
        )

    def give(self, client: str, seconds: float = 0.0) -> None:
        """Take back a turn, which lasted so long; the next may run."""
        self._seconds += _LATEST * (seconds - self._seconds)
        if seconds > _LONG:
            now = time.monotonic()
            self._owing = {name: until for name, until in self._owing.items() if until > now}
            self._owing[client] = now + _OWED
        self.running -= 1
        if self._running[client] > 1:
            self._running[client] -= 1
        else:
            del self._running[client]
        while self._waiting and (chosen := self._next()) is not None:
            self._drop(chosen)
            self._start(chosen.client)
            chosen.go(None)
        if client not in self._running and client not in self._waiting:
            self._served.pop(client, None)

    def _start(self, client: str) -> None:
        self.running += 1
        self._running[client] = self._running.get(client, 0) + 1
        self._turn += 1
        self._served[client] = self._turn

    def _drop(self, turn: Turn) -> None:
        queue = self._waiting[turn.client]
        if queue[0] is turn:
            queue.popleft()
        else:
            queue.remove(turn)
        if not queue:
            del self._waiting[turn.client]
        self.waiting -= 1

    def _next(self) -> Turn | None:
        """Return who runs next, if anybody may."""
        best, least = None, (math.inf, math.inf)
        room = self._slots - self.running
        if room + self._reserve <= 0:
            return None
        for client, queue in self._waiting.items():
            if room <= 0 and not self.is_new(client):
                continue
            rank = (self._running.get(client, 0), self._served.get(client, 0))
            if rank < least:
                best, least = queue[0], rank
        return best

    def _make_room(self, client: str) -> None:
        """Turn away who has most in the queue: the client itself, or the last of another."""
        queued = {name: len(queue) for name, queue in self._waiting.items()}
        most = max(queued, key=lambda name: queued[name], default=client)
        busy = self._busy()
        if queued.get(most, 0) <= queued.get(client, 0) + 1:
            raise busy
        last = self._waiting[most][-1]
        self._drop(last)
        last.go(busy)

    def _busy(self) -> ServerBusy:
        ahead = (self.waiting + 1) * self._seconds / max(1, self._slots)
        after = max(1, min(60, math.ceil(ahead)))
        return ServerBusy(
            f"{self.waiting} queries wait already",
            retry_after=after,
            hint=f"come again in {after} s",
        )
