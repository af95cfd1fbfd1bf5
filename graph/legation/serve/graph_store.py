"""``/store``: the SPARQL 1.1 Graph Store HTTP Protocol, on plain graphs.

https://www.w3.org/TR/sparql11-http-rdf-update/
A graph is named by ``?graph=IRI``, is the default graph by ``?default``, or is the URL itself.
"""

from __future__ import annotations

import asyncio
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from legation.serve.bodies import content_type, kept
from legation.serve.disconnect import watched
from legation.serve.endpoint import (
    is_known,
    not_acceptable,
    not_allowed,
    options,
    send_all,
)
from legation.serve.negotiation import TRIPLES, best
from legation.serve.protocol import absolute, address, home
from legation.serve.refusals import Refusal
from legation.serve.workers.job import Job
from legation.serve.writer import MULTIPART
from legation.serve.writing import may_write
from legation.store import foreign

if TYPE_CHECKING:
    from legation.serve.site import Site

_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_PATH = "/store"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
#: One graph has no names of graphs in it.
_FORMS = tuple(f for f in TRIPLES if f.made_as not in {"application/trig", "application/n-quads"})


class GraphStore:
    """Gives, puts, extends and deletes whole graphs."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        method = request.method
        if method == "OPTIONS":
            await options(_METHODS, ", ".join((*foreign.TRIPLES, MULTIPART)))(scope, receive, send)
        elif method in {"GET", "HEAD"}:
            await self._give(request, _graph(request, self.site), send)
        elif method in {"PUT", "POST", "DELETE"}:
            may_write(self.site, request)
            await (await self._write(request))(scope, receive, send)
        else:
            raise not_allowed(method, _METHODS)

    async def _give(self, request: Request, graph: str | None, send: Send) -> None:
        site = self.site
        if graph is None:
            raise _no_graph()
        form = best(request.headers.get("accept"), _FORMS)
        if form is None:
            raise not_acceptable(_FORMS)
        if graph and not await asyncio.to_thread(
            site.store.contains_named_graph, ox.NamedNode(graph)
        ):
            raise Refusal(404, f"there is no graph {graph}")
        headers = {
            "Content-Type": form.content_type,
            "Vary": "Accept, Accept-Encoding",
            "Cache-Control": "no-cache",
            "ETag": f'W/"{site.mark}-{form.media}"',
        }
        if is_known(request, headers["ETag"]):
            await Response(b"", HTTPStatus.NOT_MODIFIED, headers)(
                request.scope, request.receive, send
            )
            return
        job = Job(
            query=_ALL,
            triples=form.made_as,
            default_graphs=(graph,) if graph else None,
            head=request.method == "HEAD",
        )
        client = request.client.host if request.client else ""
        async with watched(request.receive), site.pool.run(job, client) as running:
            if job.head:
                await Response(b"", HTTPStatus.OK, headers)(request.scope, request.receive, send)
            else:
                await send_all(running, headers, send)

    async def _write(self, request: Request) -> Response:
        graph = _graph(request, self.site)
        if request.method == "DELETE":
            if graph is None:
                raise _no_graph()
            await self.site.writer.order({"do": "delete", "graph": graph})
            return Response(b"", HTTPStatus.NO_CONTENT)
        media = content_type(request)
        if media == MULTIPART:
            media = request.headers["content-type"]
        elif media not in foreign.TRIPLES:
            raise Refusal(
                415,
                f"{media!r} is no RDF that is read here" if media else "the body has no type",
                hint=f"send one of: {', '.join(foreign.TRIPLES)}",
                headers={"Accept-Post": ", ".join((*foreign.TRIPLES, MULTIPART))},
            )
        made = graph is None
        if graph is None:
            if request.method == "PUT":
                raise _no_graph()
            graph = f"{home(request, self.site)}{_PATH}/{uuid.uuid4()}"
        async with kept(request, self.site.folder) as file:
            done = await self.site.writer.order(
                {
                    "do": request.method.lower(),
                    "graph": graph,
                    "file": str(file),
                    "media": media,
                    "base": graph or address(request, self.site),
                }
            )
        headers = {"Location": graph} if made else {}
        created = made or done["created"]
        return Response(b"", HTTPStatus.CREATED if created else HTTPStatus.NO_CONTENT, headers)


def _graph(request: Request, site: Site) -> str | None:
    """Return the IRI of the graph that is meant, ``""`` for the default graph.

    Raises
    ------
    Refusal
        400: two are named, or what is named is no absolute IRI.

    """
    rest = request.path_params.get("rest", "")
    named = [(k, v) for k, v in request.query_params.multi_items() if k in {"default", "graph"}]
    if len(named) + bool(rest) > 1:
        raise Refusal(
            400, "more than one graph is named", hint="use ?default, ?graph=IRI or a path"
        )
    if rest:
        return absolute(address(request, site), "the path").value
    if not named:
        return None
    kind, value = named[0]
    return "" if kind == "default" else absolute(value, "the graph").value


def _no_graph() -> Refusal:
    return Refusal(400, "no graph is named", hint="use ?default, ?graph=IRI or a path below /store")
