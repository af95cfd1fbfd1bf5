"""The server itself: a socket, connections that may not dawdle, an end without broken answers."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from legation.errors import ServeError
from legation.serve.app import make
from legation.serve.log import LOGGER, begin
from legation.serve.shield import MOST_OF_HEAD, MOST_OF_URL
from legation.serve.site import Settings, Site, is_loopback

#: Seconds that an idle connection is kept.
IDLE_SECONDS = 15
#: Connections at once, and of one address that is not of this machine; more are sent away.
MOST_CONNECTIONS, MOST_OF_ONE = 1_000, 100
#: How many times the patience of the server a client may take nothing of its answer.
_STALLED = 3
_FILES = 4_096
_GRACE = 5
_LINGER = 1.0
_BACKLOG = 512

Ready = Callable[[str], None]


#: How many connections each address has.
_CONNECTED: Counter[str] = Counter()


class Guarded(HttpToolsProtocol):
    """A connection that is closed when the head of a request comes too slowly or is too large."""

    def __init__(self, patience: float, **given: Any) -> None:
        super().__init__(**given)
        self._patience = patience
        self._timer: asyncio.TimerHandle | None = None
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
        if self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()
        self._head += len(data)
        super().data_received(data)
        if self._timer is not None and self._head > MOST_OF_HEAD + MOST_OF_URL:
            self._refuse(b"431 Request Header Fields Too Large")

    def on_headers_complete(self) -> None:
        """Begin the request: from now on the body has its own time."""
        self._stop()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._stop()
        self._flows()
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

    def _flows(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _wait(self) -> None:
        self._head = 0
        self._timer = self.loop.call_later(self._patience, self._refuse, b"408 Request Timeout")

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _refuse(self, status: bytes) -> None:
        self._stop()
        if self.transport.is_closing():
            return
        self._refused = True
        if self._head:
            self.transport.write(
                b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
        # What the client still sends is read and thrown away, or it would not hear the answer.
        self.loop.call_later(_LINGER, self.transport.close)


def run(home: Path | str, settings: Settings, ready: Ready = lambda _: None) -> None:
    """Serve a graph until the process is told to stop; what runs then is ended first.

    ``ready`` is told the URL once requests are answered.

    Raises
    ------
    ServeError
        The address is taken or no address of this machine.
    NotIsolated
        It is an address that others can reach, and queries cannot be isolated here.
    GraphError
        There is no graph, or it does not open.

    """
    site = Site(home, settings)
    config = _config(site)
    with (
        _bound(settings.host, settings.port) as bound,
        asyncio.Runner(loop_factory=config.get_loop_factory()) as runner,
    ):
        begin()
        _more_files()
        runner.run(_serve(site, config, bound, ready))


def _more_files() -> None:
    """Let the process have a file for each connection."""
    if sys.platform == "win32":
        return
    import resource

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, wanted), most))


async def _serve(site: Site, config: uvicorn.Config, bound: socket.socket, ready: Ready) -> None:
    await site.start()
    # uvicorn raises a signal again when all is over; by then there is nothing more to end.
    before = {number: signal.signal(number, _over) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        await _Server(config, site, ready).serve(sockets=[bound])
    finally:
        await site.close()
        for number, handler in before.items():
            signal.signal(number, handler)
    LOGGER.info("stopped")


def _over(number: int, frame: FrameType | None) -> None:
    """Do nothing: the server has ended already."""


class _Server(uvicorn.Server):
    """Tells when it has started, and its site when it is about to stop."""

    def __init__(self, config: uvicorn.Config, site: Site, ready: Ready) -> None:
        super().__init__(config)
        self._site, self._ready = site, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell the URL."""
        await super().startup(sockets)
        for bound in sockets or ():
            host, port = bound.getsockname()[:2]
            self._ready(f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new connections, and let the requests that run end."""
        self._site.stopping = True
        await super().shutdown(sockets)


def _config(site: Site) -> uvicorn.Config:
    settings = site.settings
    return uvicorn.Config(
        make(site),
        http=partial(Guarded, settings.patience),  # type: ignore[arg-type]  # called as a class is
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxy),
        forwarded_allow_ips=settings.proxy or None,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=round(settings.limits.wall) + _GRACE,
        limit_concurrency=MOST_CONNECTIONS,
    )


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise ServeError(
            f"{host}:{port} cannot be served on: {os.strerror(error.errno or 0)}",
            hint="choose another with --host and --port",
        ) from None
