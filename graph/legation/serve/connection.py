"""Connections that may not dawdle: a request comes in time, and its answer is taken in time."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from legation.serve.alarm import Alarm
from legation.serve.shield import MOST_OF_HEAD, MOST_OF_URL
from legation.serve.site import is_loopback

if TYPE_CHECKING:
    from legation.serve.quick import Asking, Lane

#: Seconds that an idle connection is kept.
IDLE_SECONDS = 15
#: Connections of one address that is not of this machine; more are sent away.
MOST_OF_ONE = 100
#: How many times the patience of the server a client may take nothing of its answer.
_STALLED = 3
_LINGER = 1.0

#: How many connections each address has.
_CONNECTED: Counter[str] = Counter()


class Guarded(HttpToolsProtocol):
    """A connection that is closed when the head of a request comes too slowly or is too large.

    Small queries are answered by `legation.serve.quick`, everything else by the application.
    """

    def __init__(self, patience: float, lane: Lane, **given: Any) -> None:
        super().__init__(**given)
        self._patience = patience
        self._lane = lane
        self._asking: Asking | None = None
        #: When the head of a request must have come, and when it has, how long one may be idle.
        self._late, self._idle = Alarm(self.loop), Alarm(self.loop)
        self._stalled: asyncio.TimerHandle | None = None
        self._head = 0
        self._refused = False
        self._address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request, but not for long."""
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        _CONNECTED[self._address] += 1
        if _CONNECTED[self._address] > MOST_OF_ONE and not is_loopback(self._address):
            transport.close()
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Parse what came; while it is a head, count it."""
        if self._refused:
            return
        self._idle.stop()
        if not self._late.is_set and (self.cycle is None or self.cycle.response_complete):
            self._wait()
        self._head += len(data)
        super().data_received(data)
        if self._late.is_set and self._head > MOST_OF_HEAD + MOST_OF_URL:
            self._refuse(b"431 Request Header Fields Too Large")

    def on_headers_complete(self) -> None:
        """Begin the request: from now on the body has its own time."""
        self._late.stop()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Go on with the next request, or wait for it."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        else:
            self._idle.set(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clocks, and what is asked."""
        self._late.close()
        self._idle.close()
        self._flows()
        if self._asking is not None:
            self._asking.leave()
        _CONNECTED[self._address] -= 1
        if not _CONNECTED[self._address]:
            del _CONNECTED[self._address]
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Give up a client that takes nothing of its answer for long; what waits is thrown away."""
        super().pause_writing()
        self._stalled = self.loop.call_later(_STALLED * self._patience, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has taken what waited."""
        self._flows()
        super().resume_writing()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        # Requests that came behind one another are answered one after the other, not one within
        # the other.
        asking = None
        if app is self.app and not self.pipeline:
            asking = self._lane.look(cycle, app)
        self._asking = asking
        if asking is None:
            super()._start_asgi_task(cycle, app)
        elif not asking.is_known():
            task = self.loop.create_task(asking.answer())
            asking.task = task
            task.add_done_callback(self.tasks.discard)
            self.tasks.add(task)

    def _flows(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _wait(self) -> None:
        self._head = 0
        self._late.set(self._patience, self._too_late)

    def _too_late(self) -> None:
        self._refuse(b"408 Request Timeout")

    def _refuse(self, status: bytes) -> None:
        self._late.stop()
        if self.transport.is_closing():
            return
        self._refused = True
        if self._head:
            self.transport.write(
                b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
        # What the client still sends is read and thrown away, or it would not hear the answer.
        self.loop.call_later(_LINGER, self.transport.close)
