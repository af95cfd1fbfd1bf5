"""Which paths this room answers: things and their documents, pages, questions, descriptions.

The last route takes every path, so the routes of the server itself come before these.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from legation import view
from legation.export import rdf
from legation.export.ontology import ONTOLOGY, merged
from legation.serve.data import documents
from legation.serve.data.answering import later
from legation.serve.data.descriptions import Descriptions, place
from legation.serve.data.pages import Pages
from legation.serve.data.past import AsOf
from legation.serve.data.places import ALIASES, FORMS, Found, find, is_known, replacement
from legation.serve.data.questions import Answers, Catalogue
from legation.serve.data.site import Served, ascii_url, home
from legation.serve.data.speaking import reader
from legation.serve.explore.network import network_routes
from legation.serve.explore.routes import explorer_routes
from legation.serve.negotiation import Form, best
from legation.serve.refusals import Refusal

_STATIC = Path(__file__).parent / "static"
_OFFERED = (
    *(Form(form.media, name) for name, form in FORMS.items()),
    *(Form(media, name) for media, name in ALIASES.items()),
)
_HTML = FORMS["html"]
_VIEW = Path(view.__file__).parent
_FILES = {
    "site.css": (_STATIC, Form("text/css", "css")),
    "icon.svg": (_STATIC, Form("image/svg+xml", "svg")),
    "reading.js": (_VIEW, Form("text/javascript", "js")),
    "pictures.css": (_VIEW / "pictures", Form("text/css", "css")),
}


def routes(site: Served) -> list[BaseRoute]:
    """Return the routes of a site that are not SPARQL's own; what names a version goes there."""
    return [AsOf(site, _routes), *_routes(site)]


def _routes(site: Served) -> list[BaseRoute]:
    described = Descriptions(site)
    pages = Pages(site)
    listed, things, plain = Catalogue(site, pages), Things(site, pages), Plain(pages)
    return [
        Route("/", plain.home),
        Route("/sources", plain.sources),
        Route("/static/{name}", plain.static),
        Route("/.well-known/void", described.void),
        Route("/openapi.json", listed.openapi),
        Route("/questions", listed.list),
        Route("/questions/{name:path}", Answers(site, pages)),
        Route("/ns", things.ontology),
        Route("/ns.{extension}", things.ontology),
        Route("/about", things.about),
        Route("/about.{extension}", things.about),
        *network_routes(site, pages),
        *explorer_routes(site, pages),
        Route("/{path:path}", things.thing),
    ]


class Plain:
    """Pages that are about no thing in particular."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.desk = pages.desk

    async def home(self, request: Request) -> Response:
        """Return the home page."""
        work = later(self.pages.home, request)
        return await self.desk.answer(request, _HTML, work, language=reader(request))

    async def sources(self, request: Request) -> Response:
        """Return the list of sources."""
        work = later(self.pages.sources, request)
        return await self.desk.answer(request, _HTML, work, language=reader(request))

    async def static(self, request: Request) -> Response:
        """Return a file that all pages share."""
        name = request.path_params["name"]
        if name not in _FILES:
            raise Refusal(404, "there is no such file")
        folder, form = _FILES[name]
        return await self.desk.answer(request, form, (folder / name).read_bytes)


class Things:
    """Answers at the IRIs of things, and with the documents about them."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk

    async def thing(self, request: Request) -> Response:
        """Answer at a path that is a thing's or a document's."""
        path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
        raw = request.scope.get("raw_path", b"").decode("latin-1").partition("?")[0]
        found = find(self.site.store, self.site.base, path, raw)
        if found is None:
            raise Refusal(
                404, "the graph knows nothing of this path", hint="see /sources and /questions"
            )
        return await self._found(request, found)

    async def about(self, request: Request) -> Response:
        """Answer for a thing whose IRI is given: one that has no path here."""
        iri = request.query_params.get("iri", "")
        if not iri:
            raise Refusal(400, "no IRI is given", hint="write /about?iri=https://…")
        extension = request.path_params.get("extension", "")
        if not is_known(self.site.store, iri) or extension not in {"", *FORMS}:
            raise Refusal(404, "the graph knows nothing of this IRI")
        found = Found(iri, extension, replacement(self.site.store, iri))
        return await self._found(request, found)

    async def ontology(self, request: Request) -> Response:
        """Answer for the ontology: its words have IRIs with ``#``, so all are in one document."""
        extension = request.path_params.get("extension", "")
        if extension not in {"", *FORMS}:
            raise Refusal(404, "the ontology has no such form", hint=f"known: {', '.join(FORMS)}")
        if not extension:
            return self._see_other(request, ONTOLOGY)
        if extension == "html":
            work = later(self.pages.ontology, request)
        else:
            work = later(_ontology, FORMS[extension].made_as)
        return await self.desk.answer(
            request,
            FORMS[extension],
            work,
            language=reader(request) if extension == "html" else "",
            headers={"Link": self._links(request, ONTOLOGY)},
        )

    async def _found(self, request: Request, found: Found) -> Response:
        places = self.pages.places(request)
        if found.replaced_by:
            now = found.replaced_by
            where = places.document(now, found.extension) if found.extension else places.path(now)
            return Response(b"", 301, {"Location": ascii_url(where), "Cache-Control": "no-cache"})
        if not found.extension:
            return self._see_other(request, found.iri)
        page, kind = _page(request), request.query_params.get("kind", "")
        html = found.extension == "html"
        if html:
            work = later(self.pages.thing, request, found.iri, page, kind)
        else:
            work = later(self._rdf, request, found.iri, found.extension, page)
        return await self.desk.answer(
            request,
            FORMS[found.extension],
            work,
            language=reader(request) if html else "",
            headers={"Link": self._links(request, found.iri)},
        )

    def _see_other(self, request: Request, iri: str) -> Response:
        """Lead from a thing to the document about it that fits best (303)."""
        form = best(request.headers.get("accept"), _OFFERED)
        if form is None:
            known = ", ".join(form.media for form in FORMS.values())
            raise Refusal(
                406,
                "nothing about this has a form that is accepted",
                hint=f"accept one of: {known}",
                headers={"Link": self._links(request, iri)},
            )
        where = self.pages.places(request).document(iri, form.made_as)
        asked = request.query_params
        kept = {name: asked[name] for name in ("lang", "kind") if asked.get(name, "").isalpha()}
        for name, value in kept.items():
            where += f"{'&' if '?' in where else '?'}{name}={value}"
        headers = {
            "Location": ascii_url(where),
            "Vary": "Accept, Accept-Language",
            "Link": self._links(request, iri),
            "Cache-Control": "no-cache",
        }
        return Response(b"", 303, headers)

    def _links(self, request: Request, iri: str) -> str:
        places = self.pages.places(request)
        links = [
            f'<{ascii_url(places.document(iri, name))}>; rel="alternate"; type="{form.media}"'
            for name, form in FORMS.items()
        ]
        return ", ".join([*links, f'<{ascii_url(iri)}>; rel="canonical"'])

    def _rdf(self, request: Request, iri: str, extension: str, page: int) -> bytes:
        where = urlsplit(home(self.site, request))
        address = (
            f"{where.scheme}://{where.netloc}{self.pages.places(request).document(iri, extension)}"
        )
        found = documents.document(self.site.store, iri, page)
        about = documents.about(
            iri,
            address,
            dataset=place(self.site, request).dataset,
            version=str(self.site.version.number),
            page=page,
            more=found.more,
        )
        return documents.write([*found.quads, *about], extension)


def _page(request: Request) -> int:
    """Return which page is asked for.

    Raises
    ------
    Refusal
        400: it is no number of a page.

    """
    told = request.query_params.get("page", "1")
    if not (told.isascii() and told.isdigit() and 1 <= int(told[:6]) <= documents.PAGES):
        raise Refusal(400, "there is no such page", hint=f"pages go from 1 to {documents.PAGES}")
    return int(told)


@cache
def _ontology(form: str) -> bytes:
    out = BytesIO()
    rdf.write(merged(), form, out)
    return out.getvalue()
