"""The network view at ``/network``: the page, its data, what stands behind a node, and the exports.

All of the state of a view stands in the URL, so every answer is a plain document of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from legation.errors import UnknownName
from legation.resources import pyvis_lib, web_bundle
from legation.serve.data.answering import later
from legation.serve.data.site import Served
from legation.serve.data.speaking import reader
from legation.serve.explore import network_behind, network_data
from legation.serve.explore.network_asked import asked
from legation.serve.explore.network_view import words
from legation.serve.negotiation import Form
from legation.serve.refusals import Refusal

if TYPE_CHECKING:
    from legation.serve.data.pages import Pages

_HERE = Path(__file__).parent
_HTML, _JSON = Form("text/html", "html"), Form("application/json", "json")
#: What a view can be saved as, by extension.
FORMS = {
    "svg": Form("image/svg+xml", "svg"),
    "graphml": Form("application/graphml+xml", "graphml"),
    "gexf": Form("application/gexf+xml", "gexf"),
    "ttl": Form("text/turtle", "turtle"),
    "rq": Form("application/sparql-query", "sparql"),
}
_MEDIA = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".txt": "text/plain",
    ".json": "application/json",
}


def network_routes(site: Served, pages: Pages) -> list[Route]:
    """Return the routes of the network view and of the browser libraries (``/web/…``)."""
    view = NetworkView(site, pages)
    return [
        Route("/network", view.page),
        Route("/network.json", view.data),
        Route("/network/behind.json", view.behind),
        Route("/network/choices.json", view.choices),
        Route("/network.{extension}", view.file),
        Route("/web/{name}", view.script),
    ]


class NetworkView:
    """Answers for the network view of a site."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk
        self.views = network_data.Views(site, pages.indexes)

    async def page(self, request: Request) -> Response:
        """Return the page; it asks for the data itself, and shows a plain picture without scripts."""
        return await self._answer(request, _HTML, self._page)

    async def data(self, request: Request) -> Response:
        """Return what is seen as JSON."""
        return await self._answer(request, _JSON, self._data)

    async def behind(self, request: Request) -> Response:
        """Return what stands behind a node or a bundle, with the sentences of the sources."""
        return await self._answer(request, _JSON, self._behind)

    async def choices(self, request: Request) -> Response:
        """Return what can be chosen among, where there were too many facts to look at first."""
        return await self._answer(request, _JSON, self._choices)

    async def file(self, request: Request) -> Response:
        """Return what is seen as a file."""
        extension = request.path_params["extension"]
        if extension not in FORMS:
            raise Refusal(
                404, "a network has no such form", hint=f"known: json, {', '.join(FORMS)}"
            )
        headers = {"Content-Disposition": f'inline; filename="network.{extension}"'}
        return await self._answer(request, FORMS[extension], self._file, headers)

    async def script(self, request: Request) -> Response:
        """Return a file that pages of this room share, or a library that browsers need."""
        name = request.path_params["name"]
        place = _libraries().get(name)
        if place is None:
            raise Refusal(404, "there is no such file")
        form = Form(_MEDIA[place.suffix], place.suffix[1:])
        return await self.desk.answer(request, form, place.read_bytes)

    async def _answer(
        self,
        request: Request,
        form: Form,
        work: Callable[[Request], bytes],
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        if self.site.plain and form is not _HTML:
            raise Refusal(404, "a plain graph has no facts to draw")
        return await self.desk.answer(
            request, form, later(work, request), language=reader(request), headers=headers
        )

    def _view(self, request: Request, *, whole: bool = False) -> network_data.View:
        """Work out the view that a request asks for.

        Raises
        ------
        Refusal
            404: the graph has nothing of a name in it.

        """
        try:
            return self.views.view(asked(request.query_params, reader(request)), whole=whole)
        except UnknownName as error:
            raise Refusal(404, error.message, hint=error.hint) from None

    def _data(self, request: Request) -> bytes:
        told = network_data.data(self._view(request), self.pages.places(request))
        return _json(told)

    def _choices(self, request: Request) -> bytes:
        return _json({"choices": network_data.choices(self._view(request, whole=True))})

    def _behind(self, request: Request) -> bytes:
        view, node = self._view(request), request.query_params.get("node", "")
        told = network_behind.behind(view, node, self.pages.places(request))
        if not told:
            raise Refusal(404, "nothing of this name is seen", hint="node=… is a node or a bundle")
        return _json(told)

    def _file(self, request: Request) -> bytes:
        from legation.serve.explore import network_drawn, network_files

        view = self._view(request)
        makers: dict[str, Callable[[], bytes]] = {
            "svg": lambda: network_drawn.svg(
                view, dark=request.query_params.get("theme") == "dark"
            ),
            "graphml": lambda: network_files.graphml(view),
            "gexf": lambda: network_files.gexf(view),
            "ttl": lambda: network_files.turtle(view),
            "rq": lambda: network_files.sparql(view),
        }
        return makers[request.path_params["extension"]]()

    def _page(self, request: Request) -> bytes:
        language = reader(request)
        wanted = asked(request.query_params, language)
        return self.pages.page(
            "network",
            request,
            net=words(language),
            query=request.url.query,
            asked=wanted,
            large=web_bundle() is not None,
            forms=list(FORMS),
        )


def _libraries() -> dict[str, Path]:
    """Return the files at ``/web/`` by name: our scripts, the bundle, vis-network of pyvis."""
    found = {p.name: p for p in (_HERE / "static").glob("network*") if p.suffix in _MEDIA}
    vis = pyvis_lib()
    found |= {
        p.name: p for p in (vis / "vis-network.min.js", vis / "vis-network.css") if p.is_file()
    }
    if bundle := web_bundle():
        names = json.loads((bundle / "manifest.json").read_text("utf-8"))["files"]
        found |= {f"bundle-{n}": bundle / n for n in names if (bundle / n).suffix in _MEDIA}
    return found


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
