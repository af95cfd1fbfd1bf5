"""Whose turn it is: so many queries at once, fair between clients, and a short queue.

Some places are kept for clients that have nothing running, and whose queries were short of
late: neither one client alone, however much it asks, nor several whose queries never end keep
another waiting for long. Those who wait are served in rounds, first the clients
with the fewest running, then those served longest ago. A full queue gives up the last of the client that has most in it, before
it turns away one who has less.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter

from legation.errors import ServerBusy
from legation.serve.workers.limits import Limits

#: How much the latest query counts in the mean of their seconds.
_LATEST = 0.1
#: Whose query lasted so many seconds has none of the places kept for so many more.
_LONG, _OWED = 0.25, 60.0

Turn = asyncio.Future[None]
#: Who waits, for what, and since when.
Waiting = tuple[str, Turn, float]


class Turns:
    """Gives out turns to clients; whoever took one gives it back.

    >>> turns = Turns(Limits(slots=1, reserve=0))
    >>> asyncio.run(turns.take("a"))
    >>> turns.running, turns.waiting
    (1, 0)
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._running: Counter[str] = Counter()
        self._waiting: list[Waiting] = []
        #: The last turn of each client that runs or waits: who was served longest ago comes first.
        self._served: dict[str, int] = {}
        #: Until when clients whose queries lasted long have none of the places kept.
        self._owing: dict[str, float] = {}
        self._turn = 0
        self._seconds = 0.0
        self.running = 0

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def may(self, client: str) -> bool:
        """Tell whether a client would run at once."""
        kept = self._limits.reserve if self.is_new(client) else 0
        return self.running < self._limits.slots + kept

    def is_new(self, client: str) -> bool:
        """Tell whether a client may have one of the places kept: nothing of it runs or ran long."""
        return not self._running.get(client) and self._owing.get(client, 0.0) <= time.monotonic()

    async def take(self, client: str) -> None:
        """Return when it is the client's turn.

        Raises
        ------
        ServerBusy
            Too many wait already.

        """
        turn = self.ask(client)
        if turn is not None:
            await self.wait(client, turn)

    def ask(self, client: str) -> Turn | None:
        """Begin a turn, or return what to `wait` for.

        Raises
        ------
        ServerBusy
            Too many wait already.

        """
        # Nobody is overtaken: whoever could run does so as soon as there is room.
        if self.may(client):
            self._start(client)
            return None
        if len(self._waiting) >= self._limits.queue:
            self._make_room(client)
        turn: Turn = asyncio.get_running_loop().create_future()
        self._waiting.append((client, turn, time.monotonic()))
        return turn

    async def wait(self, client: str, turn: Turn) -> None:
        """Return when it is the turn that was asked for."""
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.give(client)
            raise
        finally:
            self._waiting = [one for one in self._waiting if one[1] is not turn]

    def newcomer_waits(self, seconds: float) -> bool:
        """Tell whether somebody has waited so long who may have one of the places kept."""
        since = time.monotonic() - seconds
        return any(came <= since and self.is_new(client) for client, _, came in self._waiting)

    def give(self, client: str, seconds: float = 0.0) -> None:
        """Take back a turn, which lasted so long; the next may run."""
        self._seconds += _LATEST * (seconds - self._seconds)
        if seconds > _LONG:
            now = time.monotonic()
            self._owing = {name: until for name, until in self._owing.items() if until > now}
            self._owing[client] = now + _OWED
        self.running -= 1
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        while (chosen := self._next()) is not None:
            self._start(chosen[0])
            self._waiting.remove(chosen)
            chosen[1].set_result(None)
        if not self._running[client] and all(one[0] != client for one in self._waiting):
            self._served.pop(client, None)

    def _start(self, client: str) -> None:
        self.running += 1
        self._running[client] += 1
        self._turn += 1
        self._served[client] = self._turn

    def _next(self) -> Waiting | None:
        """Return who runs next, if anybody may."""
        best, least = None, (math.inf, math.inf)
        room = self._limits.slots - self.running
        if room + self._limits.reserve <= 0:
            return None
        for one in self._waiting:
            client, turn, _ = one
            if turn.done() or (room <= 0 and not self.is_new(client)):
                continue
            rank = (self._running.get(client, 0), self._served.get(client, 0))
            if rank < least:
                best, least = one, rank
        return best

    def _make_room(self, client: str) -> None:
        """Turn away who has most in the queue: the client itself, or the last of another."""
        queued = Counter(name for name, *_ in self._waiting)
        most = max(queued, key=lambda name: queued[name], default=client)
        if queued[most] <= queued[client] + 1:
            raise self._busy()
        for one in reversed(self._waiting):
            if one[0] == most and not one[1].done():
                self._waiting.remove(one)
                one[1].set_exception(self._busy())
                return
        raise self._busy()

    def _busy(self) -> ServerBusy:
        ahead = (len(self._waiting) + 1) * self._seconds / max(1, self._limits.slots)
        after = max(1, min(60, math.ceil(ahead)))
        return ServerBusy(
            f"{len(self._waiting)} queries wait already",
            retry_after=after,
            hint=f"come again in {after} s",
        )
