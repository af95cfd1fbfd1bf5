"""A query on its way: what is wished for, and the answer as it comes.

Whoever wishes is told by calls, so that a small query needs neither a task nor a future; `Awaited`
is for those who would rather wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

from legation.errors import LegationError, QueryCrashed, ResultCut, ServeError
from legation.serve.workers.job import Head
from legation.serve.workers.spool import Disk, Spool
from legation.serve.workers.turns import Turn

_MIB = 1 << 20
_UNKNOWN = Head("", "rows")


class Unread(ServeError):
    """A worker has not read a query that was asked in short: it must be asked in full."""


class Runs(Protocol):
    """The process in which a query runs."""

    def kill(self, reason: LegationError | None = None) -> None:
        """End it now."""

    def leave(self, running: Running) -> None:
        """Hear that nobody waits for this answer any more."""

    def go_on(self, running: Running) -> None:
        """Hear that more of this answer may come."""


class Wish(Turn):
    """A frame that a worker is to be given, and who is told what comes of it."""

    __slots__ = ("frame", "pool", "running")

    def __init__(self, client: str, frame: bytes, pool: Pools) -> None:
        super().__init__(client)
        self.frame = frame
        self.pool = pool
        self.running: Running | None = None

    def go(self, error: LegationError | None) -> None:
        """Take one's turn."""
        if error is None:
            self.pool.turn_of(self)
        else:
            self.failed(error)

    def begun(self, running: Running) -> None:
        """Hear, once, that the query has begun to answer; ``running`` must be left in the end."""
        raise NotImplementedError

    def failed(self, error: LegationError) -> None:
        """Hear, once and instead, that it does not."""
        raise NotImplementedError


class Pools(Protocol):
    """Where wishes have their turn."""

    def turn_of(self, wish: Wish) -> None:
        """Hear that it is the turn of a wish."""


class Awaited(Wish):
    """A wish that a task waits for."""

    __slots__ = ("found",)

    def __init__(self, client: str, frame: bytes, pool: Pools) -> None:
        super().__init__(client, frame, pool)
        self.found: asyncio.Future[Running] = asyncio.get_running_loop().create_future()

    def begun(self, running: Running) -> None:
        """Wake the task, if it still waits."""
        if not self.found.done():
            self.found.set_result(running)

    def failed(self, error: LegationError) -> None:
        """Wake the task, if it still waits."""
        if not self.found.done():
            self.found.set_exception(error)
            # Who waited may have left in this moment.
            self.found.exception()


class Nobody(Wish):
    """Who is told of the end of what somebody else has wished for before."""

    __slots__ = ()

    def __init__(self, wish: Wish) -> None:
        super().__init__(wish.client, b"", wish.pool)

    def begun(self, running: Running) -> None:
        """Leave it."""
        running.leave()

    def failed(self, error: LegationError) -> None:
        """Do nothing."""


class Running:
    """A query that has begun to answer: its head, and its bytes as they come."""

    __slots__ = (
        *("_begun", "_disk", "_held", "_process", "_size", "_spool"),
        *("head", "quick", "whole", "wish"),
    )

    def __init__(self, process: Runs, wish: Wish, held: int, disk: Disk) -> None:
        self._process = process
        self.wish = wish
        self._held, self._disk = held, disk
        self._spool: Spool | None = None
        self._size = 0
        self._begun = False
        #: What the answer is; known once the query has begun to answer.
        self.head = _UNKNOWN
        #: All bytes, if the answer was small; what else there is comes in ``chunks``.
        self.whole: bytes | None = None
        #: What a worker says of a query that was asked in short, instead of head and bytes.
        self.quick: bytes | None = None

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

    def take_quick(self, answer: bytes) -> None:
        """Take the answer to what was asked in short."""
        self.quick = answer
        self._begun = True
        self.wish.begun(self)

    def begin(self, head: Head) -> None:
        """Take the head."""
        if not self._begun:
            self.head = head
            self._begun = True
            self.wish.begun(self)

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
        if not self._begun:
            self._begun = True
            self.wish.failed(error or QueryCrashed("the query was not answered"))
        elif error is not None and not isinstance(error, ResultCut):
            error = ResultCut(f"the answer is cut: {error.message}", hint=error.hint)
        self._spooled().end(error)

    def leave(self) -> None:
        """Forget what the query has answered, and stop it soon, if it still runs."""
        self._spooled().close()  # so that what still comes is not kept for nobody
        self._process.leave(self)

    def _spooled(self) -> Spool:
        if self._spool is None:
            self._spool = Spool(self._held, self._disk)
        return self._spool
