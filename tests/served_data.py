"""What the tests of linked data serve: a client of its routes, texts, a site that a test fills."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from legation.errors import LegationError
from legation.serve.data.routes import routes
from legation.serve.data.site import Running, Served
from legation.serve.refusals import Refusal, handle, respond
from legation.serve.shield import Shield
from legation.serve.site import Settings, Site
from legation.serve.workers.job import Job
from legation.store.versions import Version

#: A made-up text that its publisher lets nobody show, with words that stand in no other source.
WITHHELD = (
    "Ghana and Estonia established diplomatic relations on 3 March 1992. "
    "The zircon-coloured folder of Minister Kofi Mensah held an unpublished draft."
)
MARKS = ("zircon", "unpublished draft", "established diplomatic relations on 3 March")
TITLE = "<script>alert(1)</script> & “brief”"


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    refusal = Refusal(error.status_code, error.detail, headers=error.headers)
    return respond(refusal, request.headers.get("accept"), request.method)


_HANDLERS: dict[Any, Any] = {LegationError: handle, HTTPException: _refused}


def client(site: Served, *more: Route, start: Site | None = None) -> TestClient:
    """Return a client of an application that holds what this room answers."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        if start is not None:
            await start.start()
        yield
        if start is not None:
            await start.close()

    app = Starlette(
        routes=[*more, *routes(site)],
        lifespan=lifespan,
        exception_handlers=_HANDLERS,
    )
    app.router.redirect_slashes = False
    return TestClient(Shield(app, ["localhost"]), "http://localhost", follow_redirects=False)


@dataclass
class Nobody:
    """Workers of a site without any."""

    def run(self, job: Job, client: str) -> AbstractAsyncContextManager[Running]:
        """Fail: nothing here is asked of them."""
        raise AssertionError((job, client))


@dataclass(eq=False)
class Made:
    """A site over a store that a test fills; it has no workers."""

    store: ox.Store
    base: str = "https://example.org/kg/"
    plain: bool = False
    mark: str = "m1"
    settings: Settings = field(default_factory=Settings)
    version: Version = field(default_factory=lambda: Version(Path("nowhere"), 7, None))
    pool: Nobody = field(default_factory=Nobody)
