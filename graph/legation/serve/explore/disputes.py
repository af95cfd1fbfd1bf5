"""``/disagreements``: where sources differ, by kind and by state, page by page.

Up to some thousand they are the answer to a question, sorted; of more, a page is looked up.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from legation.errors import UnknownState
from legation.identity import reference
from legation.network.names import word
from legation.serve.data.answering import later
from legation.serve.data.pages import Pages, words
from legation.serve.data.site import Served, ascii_url
from legation.serve.data.speaking import reader
from legation.serve.explore.asking import Asked, ask
from legation.serve.explore.differing import KINDS, Differing, counted
from legation.serve.explore.tables import SHOWN, Cells
from legation.serve.negotiation import Form
from legation.serve.refusals import Refusal
from legation.terms import Iri, lgn, state

QUESTION = "sources/disagreements"
_COLUMNS = {
    "kind": "differing", "about": "about", "on": "property", "first": "said", "firstBy": "whose",
    "second": "said", "secondBy": "whose", "share": "share",
}  # fmt: skip
#: More than so many are not asked for and sorted, but looked up as they come; none beyond the last.
MANY, LAST = 2_000, 100_000
_HTML = Form("text/html", "html")


class Disputes:
    """Answers for the disagreements of a site."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk
        self._counted: tuple[str, dict[str, int]] = ("", {})

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
        differing = self._differing(given)
        many = await self.desk.make(lambda: str(differing.count(MANY + 1)).encode())
        asked = 0 < int(many) <= MANY
        found = await ask(self.site, request, QUESTION, given) if asked else Asked(QUESTION, given)
        work = later(self._page, request, found, None if asked else differing)
        return await self.desk.answer(request, _HTML, work, language=reader(request))

    def _differing(self, given: dict[str, str]) -> Differing:
        about = state(given["state"]) if "state" in given else ""
        return Differing(self.site.store, given.get("kind", ""), about)

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

    def _page(self, request: Request, found: Asked, differing: Differing | None) -> bytes:
        """Return the page of what was asked, or of what is ``differing`` and looked up here."""
        teller, language = self.pages.teller(request), reader(request)
        cells, numbers = Cells(teller, words(language)), self._numbers()
        total = len(found.rows)
        if differing is not None:
            kind = found.given.get("kind", "")
            whole = numbers[kind] if kind else sum(numbers.values())
            total = differing.count(LAST) if "state" in found.given else min(whole, LAST)
        told = request.query_params.get("page", "1")
        pages = max(1, -(-total // SHOWN))
        page = min(int(told[:6]), pages) if told.isascii() and told.isdigit() else 1
        first = (max(page, 1) - 1) * SHOWN
        rows = (
            found.rows[first : first + SHOWN] if differing is None else differing.page(first, SHOWN)
        )
        here = teller.places.of(f"/disagreements?{urlencode(found.given)}")
        return self.pages.page(
            "disagreements",
            request,
            table=cells.table(rows, "disagreement", _COLUMNS, shown=len(rows)) if rows else None,
            asked=found,
            given=found.given,
            total=total,
            kinds=[
                (name, word(lgn(kind), language), numbers[name]) for name, kind in KINDS.items()
            ],
            meanings=[
                (word(lgn(kind), language), words(language)[f"differ.{name}"])
                for name, kind in KINDS.items()
            ],
            looked_up=differing is not None and bool(rows),
            page=max(page, 1),
            pages=pages,
            here=here,
            path=teller.places.of(found.path),
            files_of=[
                (n, teller.places.of(f"/disagreements.{n}?{urlencode(found.given)}"))
                for n in ("csv", "json")
            ],
        )

    def _numbers(self) -> dict[str, int]:
        """Return how many there are of each kind: counted once for each version."""
        if self._counted[0] != self.site.mark:
            self._counted = self.site.mark, counted(self.site.store)
        return self._counted[1]
