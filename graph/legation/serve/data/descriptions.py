"""VoID, DCAT and the service description as they are served: counted once for each version."""

from __future__ import annotations

from asyncio import wrap_future
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from io import BytesIO
from threading import Lock, Thread
from weakref import WeakKeyDictionary

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from legation.export import jsonld
from legation.export.describe import DESCRIBING, Numbers, Place, count, service, void
from legation.serve.data.answering import Desk, later
from legation.serve.data.site import Served, home
from legation.serve.negotiation import TRIPLES, Form, best
from legation.serve.refusals import Refusal

_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "text/n3": ox.RdfFormat.N3,
}
#: Seconds that a page waits for counts.
_PATIENCE = 0.3


class Numbered:
    """What the versions of a site count: each is counted once, beside whatever else is asked.

    A million quads take about two seconds, so pages show what is known by then.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[str, Future[Numbers]] | None = None

    def begun(self, site: Served) -> Future[Numbers]:
        """Return the counts of the version that is served, as they will be."""
        with self._lock:
            mark, store = site.mark, site.store
            if self._known is None or self._known[0] != mark:
                future: Future[Numbers] = Future()
                self._known = (mark, future)
                Thread(target=_count, args=(store, future), daemon=True).start()
            return self._known[1]

    def graphs(self, site: Served) -> dict[str, int]:
        """Return the sizes of named graphs, nothing if they are still being counted."""
        try:
            return self.begun(site).result(timeout=_PATIENCE).graphs
        except TimeoutError:
            return {}


def _count(store: ox.Store, future: Future[Numbers]) -> None:
    try:
        future.set_result(count(store))
    except (OSError, RuntimeError, ValueError) as error:  # told to whoever asks for the counts
        future.set_exception(error)


_COUNTED: WeakKeyDictionary[Served, Numbered] = WeakKeyDictionary()


def counted(site: Served) -> Numbered:
    """Return the counts of a site: always the same, whoever asks."""
    return _COUNTED.setdefault(site, Numbered())


def place(site: Served, request: Request) -> Place:
    """Return which version is served where."""
    about = site.version.path / "version.json"
    changed = ""
    if about.is_file():
        made = datetime.fromtimestamp(about.stat().st_mtime, UTC)
        changed = made.isoformat(timespec="seconds").replace("+00:00", "Z")
    return Place(home(site, request), site.base, site.version.number, changed)


class Descriptions:
    """Answers for the descriptions of a site."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self.desk = Desk(site)
        self.counted = counted(site)

    async def void(self, request: Request) -> Response:
        """Return VoID and DCAT (``/.well-known/void``)."""
        return await self._answer(request, void)

    async def endpoint(self, request: Request) -> Response:
        """Return the service description and VoID: what the endpoint says without a query."""
        writable = self.site.settings.writable

        def both(numbers: Numbers, where: Place) -> Iterator[ox.Triple]:
            yield from service(numbers, where, writable=writable)
            yield from void(numbers, where)

        return await self._answer(request, both)

    async def _answer(
        self, request: Request, tell: Callable[[Numbers, Place], Iterator[ox.Triple]]
    ) -> Response:
        form = best(request.headers.get("accept"), (*TRIPLES, Form("text/html", "text/turtle")))
        if form is None:
            names = ", ".join(dict.fromkeys(one.made_as for one in TRIPLES))
            raise Refusal(406, "a description is RDF", hint=f"accept one of: {names}")
        if form.media == "text/html":  # a browser shows Turtle as text
            form = Form("text/turtle", "text/turtle")
        where = place(self.site, request)
        numbers = await wrap_future(self.counted.begun(self.site))
        return await self.desk.answer(
            request, form, later(_written, list(tell(numbers, where)), form.made_as)
        )


def _written(told: list[ox.Triple], made_as: str) -> bytes:
    triples = list(dict.fromkeys(told))
    if made_as == "application/ld+json":
        out = BytesIO()
        jsonld.write([(ox.DefaultGraph(), sorted(triples, key=str))], out)
        return out.getvalue()
    form = _FORMATS[made_as]
    plain = form in {ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS}
    return ox.serialize(triples, format=form, prefixes=None if plain else DESCRIBING) or b""
