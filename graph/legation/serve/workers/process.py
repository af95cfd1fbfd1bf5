"""One worker as the server sees it: a process that is given a job, and killed if it must be.

It may be given the next small query while it does the one before, so that it need not wait for
the server to hear of its answer. Nothing waits there for long: when the one before takes longer
than a moment, or the process ends, another process is given what waited. Queries only read, so it
does no harm if one is run twice; whoever asked hears one answer.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from legation.errors import (
    GraphDamaged,
    LegationError,
    QueryCrashed,
    QueryTooBig,
    QueryTooLong,
)
from legation.serve.alarm import Alarm
from legation.serve.workers import frames
from legation.serve.workers.job import Head
from legation.serve.workers.limits import Limits
from legation.serve.workers.running import Nobody, Running, Unread, Wish
from legation.serve.workers.spool import Disk

_MIB = 1 << 20
#: A query that has run for so many seconds lets shorter ones go first.
_SLOW, _NICE = 0.25, 10
#: A query that has run for so many seconds has nothing wait for it.
_MOMENT = 0.02
#: Seconds that a query may go on when nobody waits for it any more.
_GRACE = 0.5
_LAST_WORDS = 4096
#: How processes end that the system or their own alarm has ended.
_KILLED, _ALARM = -9, -14
#: What the engine says, in both its languages, when it gets no memory.
_NO_MEMORY = (b"memory allocation of", b"bad_alloc", b"capacity overflow", b"MemoryError")


class Owner(Protocol):
    """Who is told what becomes of a process."""

    def freed(self, process: Process) -> None:
        """Hear that it has done its job."""

    def lost(self, process: Process) -> None:
        """Hear, once, that it takes no more jobs."""

    def goes_on(self, process: Process) -> None:
        """Hear that it has done its job, and goes on with the one that was made ready."""

    def again(self, wish: Wish) -> None:
        """Hear that what was made ready for a process must have another."""

    def gone(self, process: Process) -> None:
        """Hear that it has ended, and its memory is free."""


class Process(asyncio.SubprocessProtocol):
    """A worker; ``store`` is the version that it has open, ``missing`` what its isolation lacks.

    ``serves``, ``client`` and ``since`` belong to whoever gives it jobs.
    """

    def __init__(self, owner: Owner, store: Path, limits: Limits, disk: Disk) -> None:
        loop = asyncio.get_running_loop()
        self.store = store
        self.missing: tuple[str, ...] = ()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Future[None] = loop.create_future()
        self.worn = False
        self.alive = True
        self.serves = False
        self.client: str | None = None
        self.since = 0.0
        self._owner = owner
        self._limits = limits
        self._patience = max(_MOMENT, min(_SLOW, limits.wall))
        self._disk = disk
        self.loop = loop
        self._frames = frames.Frames()
        self._running: Running | None = None
        #: What it will do next, and whether it takes too long now for anything to wait for it.
        self._next: Running | None = None
        self._is_late = False
        self._alarm = Alarm(loop)
        self._reason: LegationError | None = None
        self._last_words = b""
        self._is_nice = self._is_paused = False

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._transport.get_pid()

    def begin(self, wish: Wish) -> None:
        """Give it a job."""
        self._running = wish.running = Running(self, wish, self._limits.held, self._disk)
        self._start()
        self._ear.write(wish.frame)

    @property
    def has_room(self) -> bool:
        """Whether it may be given the next job, while it still does the one before."""
        return self.alive and self._next is None and not self._is_late and not self.worn

    def begin_next(self, wish: Wish) -> None:
        """Give it the next job, so that it need not wait for it.

        If the one before takes longer than a moment, another process is given it.
        """
        self._next = wish.running = Running(self, wish, self._limits.held, self._disk)
        self._ear.write(wish.frame)

    async def open(self, store: Path) -> None:
        """Let it open another version; if it cannot, it keeps what it has.

        Raises
        ------
        GraphDamaged
            The store does not open, or the process has ended.

        """
        if not self.alive:
            raise GraphDamaged("a query worker has ended")
        self.ready = self.loop.create_future()
        self._say(frames.STORE, str(store).encode())
        await self.ready
        self.store = store

    def kill(self, reason: LegationError | None = None) -> None:
        """End the process now; ``reason`` is told to who waits for it."""
        if self.alive:
            self.alive = False
            self._reason = reason
            self._owner.lost(self)
        self._still()
        if self._running is not None and reason is not None:
            self._running.end(reason)
        self._let_go()
        with suppress(ProcessLookupError):
            self._transport.kill()
        # What is in the pipe must be read to its end, or the end of the process is not seen.
        self._resume()

    def leave(self, running: Running) -> None:
        """End what is running, if it is this, unless it ends by itself in a moment.

        Who comes and leaves all the time shall not have processes started all the time.
        """
        if running is self._next:
            running.wish = Nobody(running.wish)
        elif self._running is running and self.alive:
            running.wish = Nobody(running.wish)
            self._resume()
            self._hurry()
            self._alarm.set(_GRACE, self._left)

    def go_on(self, running: Running) -> None:
        """Read on, if the worker was kept waiting for this."""
        if self._running is running:
            self._resume()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the ways to the process."""
        # Other loops have transports of their own kinds.
        self._transport = cast("asyncio.SubprocessTransport", transport)
        self._ear = cast("asyncio.WriteTransport", self._transport.get_pipe_transport(0))

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Take what the process says."""
        if fd == 2:
            self._last_words = (self._last_words + data)[-_LAST_WORDS:]
            return
        for kind, content in self._frames.feed(data):
            self._heard(kind, content)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Tell everybody that the process has ended."""
        self._still()
        self._alarm.close()
        error = self._reason or self._died(self._transport.get_returncode())
        if self._running is not None:
            self._running.end(error)
            self._running = None
        self._let_go()
        if not self.ready.done():
            damaged = GraphDamaged(f"a query worker did not start: {error.message}")
            self.ready.set_exception(damaged)
            self.ready.exception()
        self._transport.close()
        if self.alive:
            self.alive = False
            self._owner.lost(self)
        self.ended.set_result(None)
        self._owner.gone(self)

    def _heard(self, kind: bytes, content: bytes) -> None:
        running = self._running
        if kind == frames.ANSWER and running is not None:
            if self.alive:
                # First the next query, then this answer: so the worker need not wait.
                self._over()
                running.take_quick(content)
        elif kind == frames.READY:
            self.missing = tuple(json.loads(content))
            if not self.ready.done():
                self.ready.set_result(None)
        elif running is None:
            if kind == frames.ERROR and not self.ready.done():
                self.ready.set_exception(frames.again(content))
        elif kind == frames.WHOLE:
            head, _, whole = content.partition(b"\n")
            if len(whole) > self._limits.result:
                self._heard(frames.HEAD, head)
                self._heard(frames.BYTES, whole)
            elif self.alive:
                self._over()
                running.take(_head(head), whole)
        elif kind == frames.HEAD:
            running.begin(_head(content))
        elif kind == frames.UNREAD:
            if self.alive:
                self._over()
                running.end(Unread("the query is not written as it should be"))
        elif kind == frames.BYTES:
            if self.alive and not running.put(content, self._limits.result):
                self._pause()
        elif self.alive:
            self.worn = self.worn or (bool(content) and kind == frames.END)
            self._over()
            running.end(frames.again(content) if kind == frames.ERROR else None)

    def _start(self) -> None:
        self._is_late = False
        self._alarm.set(_MOMENT, self._moment)

    def _over(self) -> None:
        """Go on with the next job, or hear that there is none."""
        self._still()
        self._running, self._next = self._next, None
        if self._running is None:
            self._owner.freed(self)
        elif self.worn:
            self._next, self._running = self._running, None
            self._owner.freed(self)
        else:
            self._start()
            if isinstance(self._running.wish, Nobody):
                self._running.leave()
            self._owner.goes_on(self)

    def _hurry(self) -> None:
        """Let nothing wait for what runs now."""
        self._is_late = True
        if self._next is not None and not isinstance(self._next.wish, Nobody):
            wish = self._next.wish
            self._next.wish = Nobody(wish)
            self._owner.again(wish)

    def _let_go(self) -> None:
        """Do nothing more: what was made ready must be done elsewhere."""
        self._hurry()
        self._next = None

    def _moment(self) -> None:
        self._hurry()
        self._alarm.set(self._patience - _MOMENT, self._slow)

    def _say(self, kind: bytes, content: bytes) -> None:
        self._ear.write(frames.frame(kind, content))

    def _left(self) -> None:
        self.kill(QueryCrashed("nobody waits for the answer"))

    def _slow(self) -> None:
        """Let others go first from now on, and end what takes too long."""
        if sys.platform != "win32":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, _NICE)
                self._is_nice = True
        self._alarm.set(self._limits.wall - self._patience, self._too_long)

    def _too_long(self) -> None:
        self.kill(_too_long(self._limits.wall))

    def _still(self) -> None:
        """Wait for nothing any more; let the process be as quick as before."""
        self._alarm.stop()
        self._resume()
        if self._is_nice and self.alive and sys.platform != "win32":
            try:
                os.setpriority(os.PRIO_PROCESS, self.pid, 0)
                self._is_nice = False
            except OSError:
                # Who may not take back what he gave away begins anew.
                self.worn = True

    def _pause(self) -> None:
        if not self._is_paused:
            self._is_paused = True
            self._pipe().pause_reading()

    def _resume(self) -> None:
        if self._is_paused:
            self._is_paused = False
            self._pipe().resume_reading()

    def _pipe(self) -> asyncio.ReadTransport:
        return cast("asyncio.ReadTransport", self._transport.get_pipe_transport(1))

    def _died(self, code: int | None) -> LegationError:
        """Return what is told of a process that ended without being asked to."""
        said = self._last_words
        if any(words in said for words in _NO_MEMORY) or code == _KILLED:
            return QueryTooBig(
                f"the query needed more than {self._limits.memory // _MIB} MiB of memory",
                hint="ask for less at once, without sorting or grouping all of it",
            )
        if code == _ALARM:
            return _too_long(self._limits.wall)
        how = f"signal {signal.Signals(-code).name}" if code and code < 0 else f"code {code}"
        return QueryCrashed(
            f"the query ended the process that ran it ({how})", hint="others were not touched"
        )


@lru_cache(64)
def _head(content: bytes) -> Head:
    return Head(*json.loads(content))


def _too_long(wall: float) -> QueryTooLong:
    return QueryTooLong(
        f"the query took longer than {wall:g} s", hint="ask for less at once, or with a LIMIT"
    )
