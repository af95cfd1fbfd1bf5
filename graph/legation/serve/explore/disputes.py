"""``/disagreements``: where sources differ, by kind and by state, page by page."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from legation.errors import UnknownState
from legation.export.describe import by_class
from legation.identity import reference
from legation.network.names import word
from legation.serve.data.answering import later
from legation.serve.data.pages import Pages, words
from legation.serve.data.site import Served, ascii_url, reader
from legation.serve.explore.asking import Asked, ask
from legation.serve.explore.tables import SHOWN, Cells
from legation.serve.negotiation import Form
from legation.serve.refusals import Refusal
from legation.terms import Iri, lgn

QUESTION = "sources/disagreements"
KINDS = {"contradiction": "Contradiction", "discrepancy": "Discrepancy", "refinement": "Refinement"}
_COLUMNS = {
    "kind": "differing", "about": "about", "on": "property", "first": "said", "firstBy": "whose",
    "second": "said", "secondBy": "whose", "share": "share",
}  # fmt: skip
#: More than so many are asked for only of one state: otherwise it takes too long.
_MANY = 5_000
_HTML = Form("text/html", "html")


class Disputes:
    """Answers for the disagreements of a site."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk

    async def __call__(self, request: Request) -> Response:
        """Return a page of them; as JSON or CSV they are the answer to the question."""
        given = self._given(request)
        places = self.pages.places(request)
        if extension := request.path_params.get("extension", ""):
            query = f"?{urlencode(given)}" if given else ""
            where = places.of(f"/questions/{QUESTION}.{extension}{query}")
            return Response(b"", 303, {"Location": ascii_url(where), "Cache-Control": "no-cache"})
        if known := self.desk.known(request, _HTML, reader(request)):
            return known
        counted = {
            name: by_class(self.site.store).get(lgn(kind), 0) for name, kind in KINDS.items()
        }
        wanted = counted.get(given.get("kind", ""), sum(counted.values()))
        narrow = wanted > _MANY and "state" not in given
        found = (
            Asked(QUESTION, given)
            if narrow or not wanted
            else await ask(self.site, request, QUESTION, given)
        )
        work = later(self._page, request, found, counted, narrow)
        return await self.desk.answer(request, _HTML, work, language=reader(request))

    def _given(self, request: Request) -> dict[str, str]:
        asked = request.query_params
        given = {
            name: asked[name].strip() for name in ("kind", "state") if asked.get(name, "").strip()
        }
        if given.get("kind", "contradiction") not in KINDS:
            raise Refusal(400, "there is no such kind", hint=f"known: {', '.join(KINDS)}")
        if "state" in given:
            try:
                given["state"] = Iri(reference.state(given["state"])).local
            except UnknownState as error:
                raise Refusal(404, error.message, hint=error.hint) from None
        return given

    def _page(
        self,
        request: Request,
        found: Asked,
        counted: dict[str, int],
        narrow: bool,
    ) -> bytes:
        teller, language = self.pages.teller(request), reader(request)
        cells = Cells(teller, words(language))
        told = request.query_params.get("page", "1")
        pages = max(1, -(-len(found.rows) // SHOWN))
        page = min(int(told[:6]), pages) if told.isascii() and told.isdigit() else 1
        rows = found.rows[(max(page, 1) - 1) * SHOWN : max(page, 1) * SHOWN]
        here = teller.places.of(f"/disagreements?{urlencode(found.given)}")
        return self.pages.page(
            "disagreements",
            request,
            table=cells.table(rows, "disagreement", _COLUMNS) if rows else None,
            asked=found,
            given=found.given,
            total=len(found.rows),
            kinds=[
                (name, word(lgn(kind), language), counted[name]) for name, kind in KINDS.items()
            ],
            meanings=[
                (word(lgn(kind), language), words(language)[f"differ.{name}"])
                for name, kind in KINDS.items()
            ],
            narrow=narrow,
            page=max(page, 1),
            pages=pages,
            here=here,
            path=teller.places.of(found.path),
            files_of=[
                (n, teller.places.of(f"/disagreements.{n}?{urlencode(found.given)}"))
                for n in ("csv", "json")
            ],
        )
