"""The server itself: a socket, connections that may not dawdle, an end without broken answers."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn

from legation.errors import ServeError
from legation.serve.app import make
from legation.serve.connection import IDLE_SECONDS, Guarded
from legation.serve.log import LOGGER, begin
from legation.serve.quick import Lane
from legation.serve.site import Settings, Site

#: Connections at once; more are sent away.
MOST_CONNECTIONS = 1_000
_FILES = 4_096
_GRACE = 5
_BACKLOG = 512

Ready = Callable[[str], None]


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
    if site.foreign is not None:
        LOGGER.warning(str(site.foreign))
    # What is there now stays; to look through it for garbage again and again is in vain.
    gc.collect()
    gc.freeze()
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
        http=partial(Guarded, settings.patience, Lane(site)),  # type: ignore[arg-type]  # called as a class is
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
