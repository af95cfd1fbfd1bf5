"""One worker as the server sees it: a process that is given a job, and killed if it must be."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
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
    ResultCut,
)
from legation.serve.alarm import Alarm
from legation.serve.workers import frames
from legation.serve.workers.job import Head, Job, Plain
from legation.serve.workers.limits import Limits
from legation.serve.workers.spool import Disk, Spool

_MIB = 1 << 20
#: A query that has run for so many seconds lets shorter ones go first.
_SLOW, _NICE = 0.25, 10
#: Seconds that a query may go on when nobody waits for it any more.
_GRACE = 0.5
_LAST_WORDS = 4096
#: How processes end that the system or their own alarm has ended.
_KILLED, _ALARM = -9, -14
#: What the engine says, in both its languages, when it gets no memory.
_NO_MEMORY = (b"memory allocation of", b"bad_alloc", b"capacity overflow", b"MemoryError")


class Running:
    """A query that has begun to answer: its head, and its bytes as they come."""

    def __init__(self, process: Process, held: int, disk: Disk) -> None:
        self._process = process
        self._held, self._disk = held, disk
        self._spool: Spool | None = None
        self._size = 0
        #: All bytes, if the answer was small; what else there is comes in ``chunks``.
        self.whole: bytes | None = None
        self.begun: asyncio.Future[Head] = process.loop.create_future()

    @property
    def head(self) -> Head:
        """What the answer is."""
        return self.begun.result()

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the bytes of the answer.

        Raises
        ------
        ResultCut
            They are not all.

        """
        if self.whole is not None:
            if self.whole:
                yield self.whole
            return
        spool = self._spooled()
        while chunk := await spool.get():
            if spool.is_empty:
                self._process.go_on(self)
            yield chunk

    def take(self, head: Head, whole: bytes) -> None:
        """Take an answer that came whole."""
        self.whole = whole
        self.begin(head)

    def begin(self, head: Head) -> None:
        """Take the head."""
        if not self.begun.done():
            self.begun.set_result(head)

    def put(self, content: bytes, most: int) -> bool:
        """Take bytes; tell whether more may come."""
        self._size += len(content)
        if self._size > most:
            self._process.kill(
                ResultCut(
                    f"the answer is larger than {most // _MIB} MiB", hint="ask for less at once"
                )
            )
            return True
        return self._spooled().put(content)

    def end(self, error: LegationError | None = None) -> None:
        """Say that nothing more comes; an error before the head is the answer itself."""
        if not self.begun.done():
            self.begun.set_exception(error or QueryCrashed("the query was not answered"))
            # Whoever asked may have left.
            self.begun.exception()
        elif error is not None and not isinstance(error, ResultCut):
            error = ResultCut(f"the answer is cut: {error.message}", hint=error.hint)
        self._spooled().end(error)

    def leave(self) -> None:
        """Forget what the query has answered, and stop it soon, if it still runs."""
        if self._spool is not None:
            self._spool.close()
        self._process.leave(self)

    def _spooled(self) -> Spool:
        if self._spool is None:
            self._spool = Spool(self._held, self._disk)
        return self._spool


class Owner(Protocol):
    """Who is told what becomes of a process."""

    def freed(self, process: Process) -> None:
        """Hear that it has done its job."""

    def lost(self, process: Process) -> None:
        """Hear, once, that it takes no more jobs."""

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
        self._disk = disk
        self.loop = loop
        self._frames = frames.Frames()
        self._running: Running | None = None
        self._alarm = Alarm(loop)
        self._reason: LegationError | None = None
        self._last_words = b""
        self._is_nice = self._is_paused = False

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._transport.get_pid()

    def begin(self, job: Job | Plain) -> Running:
        """Give it a job."""
        running = Running(self, self._limits.held, self._disk)
        self._running = running
        slow = min(_SLOW, self._limits.wall)
        self._alarm.set(slow, self._slow)
        self._say(frames.JOB, job.write())
        return running

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
        with suppress(ProcessLookupError):
            self._transport.kill()
        # What is in the pipe must be read to its end, or the end of the process is not seen.
        self._resume()

    def leave(self, running: Running) -> None:
        """End what is running, if it is this, unless it ends by itself in a moment.

        Who comes and leaves all the time shall not have processes started all the time.
        """
        if self._running is running and self.alive:
            self._resume()
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
        if kind == frames.READY:
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
                self._owner.freed(self)
        elif kind == frames.HEAD:
            running.begin(_head(content))
        elif kind == frames.BYTES:
            if self.alive and not running.put(content, self._limits.result):
                self._pause()
        elif self.alive:
            self._over()
            self.worn = bool(content) and kind == frames.END
            running.end(frames.again(content) if kind == frames.ERROR else None)
            self._owner.freed(self)

    def _over(self) -> None:
        self._still()
        self._running = None

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
        self._alarm.set(self._limits.wall - min(_SLOW, self._limits.wall), self._too_long)

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
