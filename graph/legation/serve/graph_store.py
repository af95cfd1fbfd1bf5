"""``/store``: the SPARQL 1.1 Graph Store HTTP Protocol, on plain graphs.

https://www.w3.org/TR/sparql11-http-rdf-update/
A graph is named by ``?graph=IRI``, is the default graph by ``?default``, or is the URL itself.
The protocol knows no more than one graph at a time; where none is named, a plain graph also gives
all of them to who accepts nothing but forms with names of graphs in them.

A write may say of which version it thinks (``If-Match``) or that there is no graph yet
(``If-None-Match: *``). The tag of a graph is that of the version of the whole store, so a write to
another graph changes it too: a write may be refused in vain, but none is ever lost.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
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
from legation.serve.negotiation import TRIPLES, Form, best
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
_NAMED = tuple(f for f in TRIPLES if f not in _FORMS)


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
        accept = request.headers.get("accept")
        forms = _FORMS
        if graph is None:
            if not site.plain or accept is None or best(accept, _FORMS) is not None:
                raise _no_graph()
            forms = _NAMED
        form = best(accept, forms)
        if form is None:
            raise not_acceptable(forms)
        if graph and not await asyncio.to_thread(
            site.store.contains_named_graph, ox.NamedNode(graph)
        ):
            raise Refusal(404, f"there is no graph {graph}")
        headers = {
            "Content-Type": form.content_type,
            "Vary": "Accept, Accept-Encoding",
            "Cache-Control": "no-cache",
            "ETag": _tag(site, form, request.headers.get("accept-encoding", "")),
        }
        if is_known(request, headers["ETag"]):
            await Response(b"", HTTPStatus.NOT_MODIFIED, headers)(
                request.scope, request.receive, send
            )
            return
        job = Job(
            query="" if graph is None else _ALL,
            triples=form.made_as,
            default_graphs=(graph,) if graph else None,
            head=request.method == "HEAD",
            everything=graph is None,
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
            order = {"do": "delete", "graph": graph}
            await self.site.writer.order(order, self._condition(request, graph))
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
                },
                self._condition(request, graph),
            )
        headers = {"Location": graph} if made else {}
        created = made or done["created"]
        return Response(b"", HTTPStatus.CREATED if created else HTTPStatus.NO_CONTENT, headers)

    def _condition(self, request: Request, graph: str) -> Callable[[], None] | None:
        """Return what must hold at the moment of a write (RFC 9110, 13.1), ``None`` if nothing."""
        match, none_match = (request.headers.get(f"if-{name}") for name in ("match", "none-match"))
        if match is None and none_match is None:
            return None
        site = self.site

        def hold() -> None:
            """Refuse the write with 412 if it is for a graph that has changed, or is there."""
            exists = not graph or site.store.contains_named_graph(ox.NamedNode(graph))
            if match is not None and not (exists and _is_among(match, site.mark, weak=False)):
                raise Refusal(412, "the store has changed since", hint="get the graph again")
            if none_match is not None and exists and _is_among(none_match, site.mark, weak=True):
                raise Refusal(412, "the graph is there already, or as it was")

        return hold


def _tag(site: Site, form: Form, encodings: str) -> str:
    """Return the entity tag of a graph in a form: a strong one, so that a write may name it."""
    return f'"{site.mark}-{form.media}{"-gzip" if "gzip" in encodings else ""}"'


def _is_among(told: str, mark: str, *, weak: bool) -> bool:
    """Tell whether one of the tags that are told is of a version, or any will do.

    >>> _is_among('"v0-x", "v1-text/turtle"', "v1", weak=False), _is_among("*", "v1", weak=False)
    (True, True)
    >>> _is_among('W/"v1-x"', "v1", weak=False), _is_among('W/"v1-x"', "v1", weak=True)
    (False, True)
    """
    tags = [one.strip() for one in told.split(",")]
    if weak:
        tags = [tag.removeprefix("W/") for tag in tags]
    return tags == ["*"] or any(tag.startswith(f'"{mark}-') for tag in tags)


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
