"""The workers of a server: who is free, who takes the place of one that was killed.

::

    job ─► turn (fair, see `turns`) ─► a free process ─► its answer (see `spool`) ─► bytes
                                             │
                                  killed: another one stands by

A small query may be made ready in a busy process instead of in the queue (see `process`): for
the client that has its turn there, while nobody else waits.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

from legation.errors import LegationError, NotIsolated, ServerBusy
from legation.serve.workers import frames, isolation
from legation.serve.workers.job import Job
from legation.serve.workers.limits import Limits
from legation.serve.workers.process import Process
from legation.serve.workers.running import Awaited, Running, Wish
from legation.serve.workers.spool import Disk
from legation.serve.workers.turns import Turns

#: Seconds before a process that did not start is tried again, doubled each time up to the last.
_AGAIN, _SELDOM = 0.1, 5.0
#: Seconds to wait for a process, when it is one's turn and all have just been killed.
_PATIENCE = 10.0
#: Seconds that a query may keep a place beside the slots while a newcomer waits for one.
_LENT = 0.4


class Pool:
    """Runs queries on a version of a graph, each in a process that can be killed.

    With ``isolated`` a worker that could not be isolated is an error at the start.
    """

    def __init__(self, store: Path, limits: Limits, *, isolated: bool) -> None:
        self._store = _absolute(store)
        self._limits = limits
        self._isolated = isolated
        self._turns = Turns(limits)
        self._disk = Disk(limits.spooled)
        self._all: set[Process] = set()
        self._idle: list[Process] = []
        #: Wishes that have their turn but no process, and until when each waits.
        self._waiting: dict[Wish, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._swapping = asyncio.Lock()
        self._caller: asyncio.TimerHandle | None = None
        self._closed = False
        self.ended = 0

    @property
    def running(self) -> int:
        """How many queries run."""
        return self._turns.running

    @property
    def waiting(self) -> int:
        """How many queries wait for their turn."""
        return self._turns.waiting

    @property
    def idle(self) -> int:
        """How many processes are free."""
        return len(self._idle)

    async def start(self) -> None:
        """Start all processes.

        Raises
        ------
        GraphDamaged
            The store does not open.
        NotIsolated
            A worker could not be isolated, and has to be.

        """
        starts = [self._start() for _ in range(self._limits.workers)]
        found = await asyncio.gather(*starts, return_exceptions=True)
        failed = [one for one in found if isinstance(one, BaseException)]
        if failed:
            await self.close()
            raise failed[0]

    async def close(self) -> None:
        """End all processes, and what they run."""
        self._closed = True
        for wish in tuple(self._waiting):
            self._give_up(wish, _stopping())
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for process in tuple(self._all):
            process.kill(_stopping())
        await asyncio.gather(*(process.ended for process in tuple(self._all)))

    async def swap(self, store: Path) -> None:
        """Ask another version from now on; what runs ends on the one it began with.

        Raises
        ------
        GraphDamaged
            It does not open; the old one is asked further on.

        """
        async with self._swapping:
            before, self._store = self._store, _absolute(store)
            idle, self._idle = self._idle, []
            try:
                if idle:
                    # If one can open it, all can: only then is the old one given up.
                    await idle[0].open(self._store)
            except LegationError:
                self._store = before
                for process in idle:
                    self._offer(process)
                raise
            await asyncio.gather(*(self._join(process) for process in idle))

    @asynccontextmanager
    async def run(self, job: Job, client: str) -> AsyncIterator[Running]:
        """Run a job for a client; what it has answered is known to begin on entry.

        Whoever leaves before the end of the answer stops the query.

        Raises
        ------
        ServerBusy
            Too many queries wait already.
        QueryError
            What was asked cannot be.
        QueryTooLong, QueryTooBig, QueryCrashed
            It was ended.

        """
        running = await self.begin(job, client)
        try:
            yield running
        finally:
            running.leave()

    async def begin(self, job: Job, client: str) -> Running:
        """Return a query that has begun to answer, as ``run`` does; it must be left."""
        wish = Awaited(client, frames.frame(frames.JOB, job.write()), self)
        self.enter(wish)
        try:
            return await wish.found
        except BaseException:
            self.leave(wish)
            raise

    def enter(self, wish: Wish) -> None:
        """Run what is wished for as soon as it is its turn; the wish is told what comes of it."""
        if self._closed:
            wish.failed(_stopping())
            return
        if wish.is_short and self._is_ready(wish):
            return
        self._ask(wish)

    def again(self, wish: Wish) -> None:
        """Run what was made ready in vain; it was accepted once."""
        wish.running = None
        if self._closed:
            wish.failed(_stopping())
        else:
            self._ask(wish, accepted=True)

    def _ask(self, wish: Wish, *, accepted: bool = False) -> None:
        try:
            runs = self._turns.ask(wish, accepted=accepted)
        except ServerBusy as error:
            wish.failed(error)
            return
        if runs:
            self.turn_of(wish)
        elif self._caller is None:
            self._call_later()

    def leave(self, wish: Wish) -> None:
        """Hear that nobody waits for a wish any more, wherever it is on its way."""
        if wish.running is not None:
            wish.running.leave()
        elif wish in self._waiting:
            self._give_up(wish, None)
        else:
            self._turns.leave(wish)

    def turn_of(self, wish: Wish) -> None:
        """Give a wish whose turn it is a process."""
        process = self._at_hand()
        if process is not None:
            self._give(process, wish)
        elif self._closed:
            self._turns.give(wish.client)
            wish.failed(_stopping())
        else:
            loop = asyncio.get_running_loop()
            self._waiting[wish] = loop.call_later(_PATIENCE, self._give_up, wish, _NO_WORKER)

    def freed(self, process: Process) -> None:
        """Take back a process that has done its job."""
        client, process.client = process.client, None
        if process.worn:
            process.kill()
        elif not self._is_current(process):
            self._later(self._join(process))
        else:
            self._offer(process)
        if client is not None:
            self._turns.give(client, process.loop.time() - process.since)

    def goes_on(self, process: Process) -> None:
        """Let a process keep its turn for what was made ready, and make the next ready."""
        client, now = process.client or "", process.loop.time()
        self._turns.again(client, now - process.since)
        process.since = now
        if self._closed or not process.has_room or not self._is_current(process):
            return
        wish = self._turns.ahead(client)
        if isinstance(wish, Wish):
            process.begin_next(wish)

    def lost(self, process: Process) -> None:
        """Start another one in the place of one that takes no more jobs."""
        if process in self._idle:
            self._idle.remove(process)
        if process.serves and not self._closed:
            self._later(self._replace())

    def gone(self, process: Process) -> None:
        """Forget a process that has ended; only now is its memory another's."""
        self._all.discard(process)
        self.ended += 1
        self._give_turn(process)

    def _call_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._caller = loop.call_later(_LENT / 4, self._call_in)

    def _call_in(self) -> None:
        """End what holds a place that is kept for newcomers, as long as one waits in vain."""
        self._caller = None
        if not self._turns.waiting or self._closed:
            return
        self._call_later()
        if not self._turns.newcomer_waits(_LENT):
            return
        busy = sorted(
            (one for one in self._all if one.client is not None), key=lambda one: one.since
        )
        now = asyncio.get_running_loop().time()
        lent = [one for one in busy[self._limits.slots :] if now - one.since > _LENT]
        if lent:
            lent[0].kill(
                ServerBusy(
                    "the query was ended, as others waited and it had run for a while",
                    retry_after=10,
                    hint="come again in 10 s",
                )
            )

    def _give_turn(self, process: Process) -> None:
        if process.client is not None:
            client, process.client = process.client, None
            self._turns.give(client, process.loop.time() - process.since)

    def _at_hand(self) -> Process | None:
        """Return a process that is free, if there is one."""
        while self._idle:
            process = self._idle.pop()
            if process.alive:
                return process
        return None

    def _give(self, process: Process, wish: Wish) -> None:
        process.client, process.since = wish.client, process.loop.time()
        process.begin(wish)

    def _is_ready(self, wish: Wish) -> bool:
        """Give a short wish to a process that runs a query of the same client, if nobody waits."""
        turns = self._turns
        if turns.waiting or turns.may(wish.client) or not turns.is_brisk(wish.client):
            return False
        for process in self._all:
            if process.client == wish.client and process.has_room and self._is_current(process):
                process.begin_next(wish)
                return True
        return False

    def _is_current(self, process: Process) -> bool:
        return process.store is self._store or process.store == self._store

    def _give_up(self, wish: Wish, error: ServerBusy | None) -> None:
        """Let a wish wait for a process no longer."""
        self._waiting.pop(wish).cancel()
        self._turns.give(wish.client)
        if error is not None:
            wish.failed(error)

    def _offer(self, process: Process) -> None:
        """Give a free process to who waits for one."""
        if not process.alive:
            return
        if self._waiting:
            wish = next(iter(self._waiting))
            self._waiting.pop(wish).cancel()
            self._give(process, wish)
        else:
            self._idle.append(process)

    async def _join(self, process: Process) -> None:
        """Offer a process once it has the current version open."""
        try:
            while process.alive and process.store != self._store:
                await process.open(self._store)
        except LegationError:
            process.kill()
        self._offer(process)

    async def _start(self) -> None:
        """Start a process, and offer it."""
        made: list[Process] = []

        def make() -> Process:
            made.append(Process(self, self._store, self._limits, self._disk))
            return made[0]

        limits = self._limits
        command = isolation.command("legation.serve.workers.worker")
        await asyncio.get_running_loop().subprocess_exec(
            make,
            *command,
            str(self._store),
            str(limits.wall),
            str(limits.memory),
            env=isolation.environment(),
            cwd="/",
        )
        process = made[0]
        self._all.add(process)
        try:
            await process.ready
        except BaseException:
            process.kill()
            raise
        if self._isolated and process.missing:
            process.kill()
            raise NotIsolated(
                f"a query worker lacks isolation: {', '.join(process.missing)}",
                hint="serve on loopback only",
            )
        process.serves = True
        await self._join(process)

    async def _replace(self) -> None:
        wait = _AGAIN
        while not self._closed:
            try:
                await self._start()
            except (LegationError, OSError):
                await asyncio.sleep(wait)
                wait = min(2 * wait, _SELDOM)
            else:
                return

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


_NO_WORKER = ServerBusy("no query worker is there", retry_after=5, hint="come again later")


def _stopping() -> ServerBusy:
    return ServerBusy("the server stops", retry_after=10, hint="come again later")


def _absolute(store: Path) -> Path:
    """Return the path as workers need it, who stand elsewhere."""
    return Path(os.path.abspath(store))  # noqa: PTH100 - looks at no disk, unlike `resolve`
