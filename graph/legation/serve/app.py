"""The application: which path is answered by whom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from legation.errors import LegationError
from legation.serve.bodies import WORTH_GZIP
from legation.serve.data.pages import Pages
from legation.serve.data.refused import RefusalPages
from legation.serve.data.routes import routes as routes_of_data
from legation.serve.data.speaking import Remembered
from legation.serve.endpoint import Endpoint
from legation.serve.explore.editor import EndpointOrPage
from legation.serve.graph_store import GraphStore
from legation.serve.health import Health
from legation.serve.refusals import Refusal, handle, respond
from legation.serve.shield import Shield, names
from legation.serve.updates import Updates

if TYPE_CHECKING:
    from legation.serve.site import Site

Handler = Callable[[Request, Exception], Response]
#: Fast rather than small: the network of a server is rarely slower than its processor.
_GZIP_LEVEL = 4
#: How paths begin that are about sources, facts and questions.
_OF_FACTS = (
    *("/questions", "/sources", "/search", "/complete"),
    *("/disagreements", "/pair", "/network", "/dossier"),
)


def make(site: Site) -> ASGIApp:
    """Return the application that serves a graph; the site is started by who runs it."""
    routes = [
        Route("/sparql", EndpointOrPage(Endpoint(site), site)),
        Route("/update", Updates(site)),
        Route("/store", GraphStore(site)),
        Route("/store/{rest:path}", GraphStore(site)),
        Route("/health", Health(site)),
        *(_routes_without_facts() if site.foreign else ()),
        *routes_of_data(site),
    ]
    pages = None if site.foreign else RefusalPages(Pages(site))
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(GZipMiddleware, minimum_size=WORTH_GZIP, compresslevel=_GZIP_LEVEL),
            Middleware(Remembered),
        ],
        # Each handler takes only what it is named for, which starlette's types do not tell.
        exception_handlers=cast(
            "dict[Any, Handler]",
            {
                LegationError: partial(_handle, pages),
                HTTPException: partial(_not_here, pages),
                Exception: _unforeseen,
            },
        ),
    )
    app.router.redirect_slashes = False
    return Shield(app, names(site.settings), site.settings.patience)


def _routes_without_facts() -> list[Route]:
    """Return routes to what there is not where legation did not write what is served."""
    found = [f"{start}{{rest:path}}" for start in _OF_FACTS]
    return [Route(path, _no_facts) for path in found]


def _no_facts(_: Request) -> Response:
    raise Refusal(
        404,
        "this server stands before a store with data that legation did not write,"
        " so it has no sources, facts and questions",
        hint="ask it at /sparql, or take its graphs from /store",
    )


def _handle(pages: RefusalPages | None, request: Request, error: LegationError) -> Response:
    """Answer a request of which the handling ended in an error of legation."""
    return handle(request, error, partial(pages.page, request) if pages else None)


def _not_here(pages: RefusalPages | None, request: Request, error: HTTPException) -> Response:
    """Answer what starlette itself refuses: paths that lead nowhere, methods that are not taken."""
    told = "there is nothing at this path" if error.status_code == 404 else error.detail
    refusal = Refusal(error.status_code, told, headers=error.headers)
    page = partial(pages.page, request) if pages else None
    return respond(refusal, request.headers.get("accept"), request.method, page)


def _unforeseen(request: Request, error: Exception) -> Response:  # noqa: ARG001 - starlette's signature
    """Answer what nobody foresaw without a word of it; the log has it all."""
    refusal = Refusal(500, "the server could not answer this", hint="its log says why")
    return respond(refusal, request.headers.get("accept"), request.method)
