"""The page for queries: an editor, and the answer as a table or a picture.

``/sparql`` shows it to browsers that bring no query, ``/query?query=…`` with the answer; it works
without JavaScript, and with the bundle of browser libraries the editor knows the words of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from legation.errors import LegationError, ResultCut
from legation.resources import web_bundle
from legation.serve.data.answering import later
from legation.serve.data.pages import Pages, words
from legation.serve.data.site import Served
from legation.serve.data.speaking import reader
from legation.serve.data.things import Word
from legation.serve.explore.shown import answer_of, shown, terms
from legation.serve.negotiation import ROWS, TRIPLES, Form, best
from legation.serve.refusals import refusal_of
from legation.serve.workers.job import Job

_HTML = Form("text/html", "html")
#: How many bytes of an answer a page is made of, and how many rows it shows.
MOST_OF_ANSWER, _ROWS = 8 << 20, 500
#: The forms in which an answer can be taken, with the media types that make them.
_FILES = {
    "csv": ("text/csv", "text/csv"),
    "tsv": ("text/tab-separated-values", ""),
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "ttl": ("", "text/turtle"),
    "nt": ("", "application/n-triples"),
}
_START = """PREFIX lgn: <https://w3id.org/legation/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
# Visits, the latest first
SELECT ?date ?visitor ?from ?to {
  ?visit a lgn:Visit ; lgn:edtf ?date ; lgn:visitor/rdfs:label ?visitor ;
    lgn:sender/rdfs:label ?from ; lgn:host/rdfs:label ?to .
} ORDER BY DESC(?date) LIMIT 100
"""
_START_PLAIN = "SELECT * {\n  ?s ?p ?o\n} LIMIT 50\n"


@dataclass(slots=True)
class Answered:
    """What came of a query: an answer, triples as text, or what is wrong with it."""

    body: bytes = b""
    triples: str = ""
    trouble: str = ""
    hint: str = ""
    status: int = 200


class Editor:
    """Answers with the page for queries."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk

    async def page(self, request: Request) -> Response:
        """Return the page; with ``?query=`` the answer, too, and with an extension only that."""
        query = request.query_params.get("query", "").replace("\r\n", "\n")
        extension = request.path_params.get("extension", "")
        if extension:
            return await self._file(request, query, extension)
        found = await self._answered(request, query) if query.strip() else None
        body = await self.desk.make(later(self._page, request, query, found))
        headers = {
            "Content-Type": _HTML.content_type,
            "Content-Language": reader(request),
            "Vary": "Accept, Accept-Language, Accept-Encoding",
            "Cache-Control": "no-cache",
        }
        return Response(
            b"" if request.method == "HEAD" else body, found.status if found else 200, headers
        )

    async def _file(self, request: Request, query: str, extension: str) -> Response:
        """Lead to the endpoint's own answer; forms that no header asks for are made here."""
        from legation.errors import UnknownFormat

        if extension not in _FILES:
            raise UnknownFormat(
                f"an answer cannot be written as {extension[:20]!r}",
                hint=f"known: {', '.join(_FILES)}",
            )
        rows, triples = _FILES[extension]
        job = Job(query=query, rows=rows, triples=triples, base=self.site.base)
        body, media = await self._body(request, job)
        kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
        headers = {"Content-Type": kind, "Cache-Control": "no-cache"}
        return Response(body, 200, headers)

    async def _body(self, request: Request, job: Job) -> tuple[bytes, str]:
        request.scope["legation.query"] = job.query
        client = request.client.host if request.client else ""
        parts, size = [], 0
        async with self.site.pool.run(job, client) as running:
            async for chunk in running.chunks():
                parts.append(chunk)
                size += len(chunk)
                if size > MOST_OF_ANSWER:
                    raise ResultCut(
                        "the answer is too large for a page", hint="ask /sparql, or add a LIMIT"
                    )
            return b"".join(parts), running.head.media

    async def _answered(self, request: Request, query: str) -> Answered:
        try:
            body, media = await self._body(request, Job(query=query, base=self.site.base))
        except LegationError as error:
            refused = refusal_of(error)
            return Answered(trouble=refused.message, hint=refused.hint, status=refused.status.value)
        if media == "text/turtle":
            return Answered(triples=body.decode())
        return Answered(body)

    def _page(self, request: Request, query: str, found: Answered | None) -> bytes:
        language, teller = reader(request), self.pages.teller(request)
        version = str(self.site.version.number)
        # What walks over an answer must not leave the thread in which it was made.
        answer = (
            found and found.body and answer_of(found.body, version=version, base=self.site.base)
        )
        seen = shown(answer or None, request.query_params.get("view", ""), language, teller=teller)
        columns, found_rows, total = (
            terms(found.body, _ROWS) if found and found.body else ((), [], 0)
        )
        rows = [
            [
                Word("")
                if one is None
                else Word(str(one))
                if isinstance(one, ox.Triple)
                else teller.value(one)
                for one in row
            ]
            for row in found_rows
        ]
        asked = urlencode({"query": query})
        of = teller.places.of
        forms = (
            ("ttl", "nt", "xml", "json")
            if found and found.triples
            else ("csv", "tsv", "json", "xml")
        )
        example = _START_PLAIN if self.site.plain else _START
        return self.pages.page(
            "query",
            request,
            query=query or example,
            asked=bool(query.strip()),
            found=found or Answered(),
            columns=columns,
            rows=rows,
            total=total,
            seen=seen,
            tabs=[
                (
                    words(language)[f"view.{name}"],
                    of(f"/query?{asked}&view={name}"),
                    name == seen.view,
                )
                for name in seen.views
            ],
            files_of=[(name, of(f"/query.{name}?{asked}")) for name in forms],
            bundle=web_bundle() is not None,
        )


class EndpointOrPage:
    """``/sparql``: the page for a browser that brings no query, the endpoint for all others."""

    def __init__(self, endpoint: ASGIApp, site: Served) -> None:
        self._endpoint = endpoint
        self._editor = Editor(site, Pages(site))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if _wants_page(scope):
            response = await self._editor.page(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await self._endpoint(scope, receive, send)


def _wants_page(scope: Scope) -> bool:
    """Tell whether a request is a browser's that only opens the address."""
    if scope["method"] not in {"GET", "HEAD"} or b"query=" in scope["query_string"]:
        return False
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    if b"text/html" not in accept:
        return False
    form: Any = best(accept.decode("latin-1"), (_HTML, *TRIPLES, *ROWS))
    return form is _HTML
