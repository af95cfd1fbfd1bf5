"""Earlier versions: a request that names one (``?version=3``) is answered as of then.

Old versions are kept while ``undo`` can reach them. Queries of an old version run in a worker of
their own, started for the request and ended with it, one at a time.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from starlette.requests import Request
from starlette.routing import BaseRoute, Match, Router
from starlette.types import Receive, Scope, Send

from legation.serve.data.site import Served, Settings, wanted
from legation.serve.refusals import Refusal
from legation.serve.workers.job import Job
from legation.serve.workers.pool import Pool
from legation.serve.workers.running import Running
from legation.store.versions import Version

if TYPE_CHECKING:
    from legation.serve.site import Site

#: So many old versions stay open, and so many requests wait for the worker of one.
_OPEN, _WAITING = 2, 8


class Workers:
    """The worker of an old version: started when it is needed, ended with `close`."""

    def __init__(self, site: Site, store: Path) -> None:
        self._site, self._store = site, store
        self._stack = AsyncExitStack()
        self._pool: Pool | None = None

    @asynccontextmanager
    async def run(self, job: Job, client: str) -> AsyncIterator[Running]:
        """Begin a query."""
        if self._pool is None:
            limits = replace(self._site.settings.limits, slots=1, reserve=0, spare=0)
            self._pool = Pool(self._store, limits, isolated=self._site.isolated)
            self._stack.push_async_callback(self._pool.close)
            await self._pool.start()
        async with self._pool.run(job, client) as running:
            yield running

    async def close(self) -> None:
        """End the worker."""
        await self._stack.aclose()


@dataclass(eq=False)
class Then:
    """A site as of an earlier version."""

    now: Served
    version: Version
    store: ox.Store
    pool: Workers = field(repr=False)

    @property
    def base(self) -> str:
        """What the IRIs of the graph begin with."""
        return self.now.base

    @property
    def plain(self) -> bool:
        """Whether it is any RDF."""
        return self.now.plain

    @property
    def settings(self) -> Settings:
        """How it is served."""
        return self.now.settings

    @property
    def mark(self) -> str:
        """What tells this version from every other."""
        made = (self.version.path / "version.json").stat().st_mtime_ns
        return hashlib.sha256(f"then {self.version.number} {made}".encode()).hexdigest()[:12]


def latest(site: Served) -> int:
    """Return the number of the current version, whichever version a site is as of."""
    return (site.now if isinstance(site, Then) else site).version.number


class AsOf(BaseRoute):
    """Takes every request that names a version which is not the current one."""

    def __init__(self, site: Served, make: Callable[[Served], Sequence[BaseRoute]]) -> None:
        self.site = site
        self._make = make
        self._open: OrderedDict[int, tuple[Then, Router]] = OrderedDict()
        self._turn = asyncio.Lock()
        self._waiting = 0

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a request names another version."""
        if scope["type"] != "http" or b"version=" not in scope["query_string"]:
            return Match.NONE, {}
        number = wanted(Request(scope))
        here = number in {0, self.site.version.number}
        return (Match.NONE if here else Match.FULL), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as of the version that it names.

        Raises
        ------
        Refusal
            404: that version is not kept.

        """
        number = wanted(Request(scope))
        if self._waiting >= _WAITING:
            raise Refusal(503, "too many ask for old versions", headers={"Retry-After": "2"})
        self._waiting += 1
        try:
            async with self._turn:
                then, routes = self._found(number)
                try:
                    await routes(scope, receive, send)
                finally:
                    await then.pool.close()
                    then.pool = self._workers(then.version)
        finally:
            self._waiting -= 1

    def _found(self, number: int) -> tuple[Then, Router]:
        from legation.serve.site import Site

        version = _kept(self.site.version, number)
        if version is None or not isinstance(self.site, Site):
            self._open.pop(number, None)
            raise Refusal(
                404,
                f"version {number} of this graph is not kept",
                hint=f"the current one is {self.site.version.number}",
            )
        if number not in self._open:
            store = self.site.versions.open(version)
            then = Then(self.site, version, store, self._workers(version))
            self._open[number] = then, Router(self._make(then), redirect_slashes=False)
        self._open.move_to_end(number)
        while len(self._open) > _OPEN:
            self._open.popitem(last=False)
        return self._open[number]

    def _workers(self, version: Version) -> Workers:
        from legation.serve.site import Site

        assert isinstance(self.site, Site)  # noqa: S101 - looked at in `_found`
        return Workers(self.site, version.store)


def _kept(now: Version, number: int) -> Version | None:
    """Return an earlier version if it is still there: versions lie beside each other."""
    path = now.path.parent / f"{number:06}"
    try:
        about = json.loads((path / "version.json").read_text("utf-8"))
        return Version(path, number, about["parent"])
    except (OSError, ValueError, KeyError):
        return None
