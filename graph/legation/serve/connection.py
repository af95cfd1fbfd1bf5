"""Connections that may not dawdle: a request comes in time, and its answer is taken in time."""

from __future__ import annotations

import asyncio
from collections import Counter
from http import HTTPStatus
from time import perf_counter
from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.flow_control import service_unavailable
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from legation.serve.alarm import Alarm
from legation.serve.endpoint import Begun
from legation.serve.quick import BEGINNING, Asking, Lane
from legation.serve.refusals import Refusal, respond
from legation.serve.shield import MOST_OF_HEAD, MOST_OF_URL, SAFE
from legation.serve.site import is_loopback

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
        #: A small query that is asked, what the client sends meanwhile, and whether it is the last.
        self._asking: Asking | None = None
        self._behind = b""
        self._is_last = False
        #: What was begun as a small query, for the request that is parsed now.
        self._begun: Begun | None = None
        #: Whether the parser has seen the beginning of a request, and not its end.
        self._within = False
        #: When the head of a request must have come, and when it has, how long one may be idle.
        self._late, self._idle = Alarm(self.loop), Alarm(self.loop)
        self._stalled: asyncio.TimerHandle | None = None
        self._head = 0
        self._refused = False
        self.address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request, but not for long."""
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        _CONNECTED[self.address] += 1
        if _CONNECTED[self.address] > MOST_OF_ONE and not is_loopback(self.address):
            transport.close()
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Answer a small query, if it is one; else parse what came."""
        if self._asking is not None:
            self._behind += data
            self.flow.pause_reading()
        elif self._within or not data.startswith(BEGINNING) or not self._is_quick(data):
            self._parse(data)

    def _is_quick(self, data: bytes) -> bool:
        """Begin a small query, or answer it; tell whether it is one."""
        limit = self.limit_concurrency
        if (
            self._refused
            or self.flow.write_paused
            or not (self.cycle is None or self.cycle.response_complete)
            or self.transport.is_closing()
            or (limit is not None and max(len(self.connections), len(self.tasks)) >= limit)
        ):
            return False
        known = self._lane.known(data)
        if known is not None:
            began = perf_counter()
            self.answer(known.body, keep_alive=True)
            self._lane.tell(began, known, self.address)
            return True
        asking = self._lane.asked(data, self)
        if asking is None:
            return False
        self._late.stop()
        self._idle.stop()
        self._asking = asking
        self._lane.site.pool.enter(asking)
        return True

    def answer(self, sent: bytes, *, keep_alive: bool) -> None:
        """Answer a small query; wait for the next request, if there may be one."""
        self._asking = None
        self.server_state.total_requests += 1
        keep_alive = keep_alive and not self._is_last
        top = self._lane.top(self.server_state.default_headers, close=not keep_alive)
        self.transport.write(top + sent)
        if not keep_alive:
            self.transport.close()
        elif self._behind:
            self.loop.call_soon(self._catch_up)
        else:
            self._late.stop()
            self._idle.set(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def go_on(self, data: bytes, begun: Begun | None) -> None:
        """Let the application answer what was asked as a small query."""
        self._asking, self._begun = None, begun
        if not self.transport.is_closing():
            self._parse(data)
        if self._begun is not None:
            self._begun.end()
            self._begun = None
        if self._behind:
            self.loop.call_soon(self._catch_up)

    def _catch_up(self) -> None:
        """Take what the client has sent while it was waiting."""
        if self._asking is None and not self.transport.is_closing():
            data, self._behind = self._behind, b""
            self.flow.resume_reading()
            self.data_received(data)

    def _parse(self, data: bytes) -> None:
        """Parse what came; while it is a head, count it."""
        if self._refused:
            return
        self._idle.stop()
        if not self._late.is_set and (self.cycle is None or self.cycle.response_complete):
            self._wait()
        self._head += len(data)
        super().data_received(data)
        if self._late.is_set and self._head > MOST_OF_HEAD + MOST_OF_URL:
            most = (MOST_OF_HEAD + MOST_OF_URL) // 1024
            self._refuse(Refusal(431, f"the head of the request is larger than {most} KiB"))

    def on_message_begin(self) -> None:
        """Begin to parse a request."""
        self._within = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin the request: from now on the body has its own time."""
        self._late.stop()
        # What the parser hands on of a URL is its path; who it is for is looked at in the shield.
        if not self.url.startswith(b"/"):
            cast("Scope", self.scope)["legation.target"] = self.url.decode("latin-1")
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End the request; what comes now is another one."""
        self._within = False
        super().on_message_complete()

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
            self._asking.left()
        _CONNECTED[self.address] -= 1
        if not _CONNECTED[self.address]:
            del _CONNECTED[self.address]
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """End the connection, if nothing is asked, or after the answer."""
        if self._asking is None:
            super().shutdown()
        else:
            self._is_last = True

    def pause_writing(self) -> None:
        """Give up a client that takes nothing of its answer for long; what waits is thrown away."""
        super().pause_writing()
        self._stalled = self.loop.call_later(_STALLED * self._patience, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has taken what waited."""
        self._flows()
        super().resume_writing()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        begun, self._begun = self._begun, None
        if begun is not None:
            cast("Scope", cycle.scope)["legation.begun"] = begun
            app = _ending(app, begun)
        if app is service_unavailable:
            app = _full
        if self._is_last:
            cycle.keep_alive = False
        super()._start_asgi_task(cycle, app)

    def _flows(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _wait(self) -> None:
        self._head = 0
        self._late.set(self._patience, self._too_late)

    def _too_late(self) -> None:
        told = f"the head of the request did not come within {self._patience:g} s"
        self._refuse(Refusal(408, told))

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - it says that it is none
        """Refuse what is no request of HTTP."""
        self._refuse(Refusal(400, "this is no request of HTTP/1.1"))

    def _refuse(self, refusal: Refusal) -> None:
        self._late.stop()
        if self.transport.is_closing() or self._refused:
            return
        self._refused = True
        cycle = self.cycle
        if self._head and (cycle is None or cycle.response_complete or not cycle.response_started):
            self.transport.write(_written(refusal))
        if cycle is not None and not cycle.response_complete:
            # What was begun has lost its client, and nothing is sent behind the refusal.
            cycle.disconnected = True
            cycle.message_event.set()
        # What the client still sends is read and thrown away, or it would not hear the answer.
        self.loop.call_later(_LINGER, self.transport.close)


def _written(refusal: Refusal) -> bytes:
    """Return a refusal as it goes out where there is no request to answer."""
    answer = respond(refusal)
    status = HTTPStatus(answer.status_code)
    lines = b"".join(b"%b: %b\r\n" % header for header in (*answer.raw_headers, *SAFE))
    top = f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode()
    return top + lines + b"connection: close\r\n\r\n" + bytes(answer.body)


async def _full(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a request on one connection too many."""
    refusal = Refusal(503, "too many connections are open", headers={"Retry-After": "1"})
    answer = respond(refusal, method=scope["method"])
    answer.raw_headers += [*SAFE, (b"connection", b"close")]
    await answer(scope, receive, send)


def _ending(app: ASGIApp, begun: Begun) -> ASGIApp:
    """Return an application after which what was begun is left."""

    async def ended(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        finally:
            begun.end()

    return ended
