"""The names of what a site serves, listed once for each version and searched by all its pages."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock, Thread
from weakref import finalize

import pyoxigraph as ox

from legation.errors import NotWritten
from legation.serve.data.site import Served
from legation.serve.refusals import Refusal
from legation.store.search import NAME, Search, build

#: Seconds that a request waits for an index that is being made.
PATIENCE = 8.0


class Indexes:
    """The index of names of the version that is served, made beside the server where there is none."""

    def __init__(self, site: Served) -> None:
        self._site = site
        self._lock = Lock()
        self._known: tuple[str, Future[Search]] | None = None
        self._folder = ""

    def begin(self) -> None:
        """Begin to list the names, for those who will search."""
        self._begun()

    def search(self) -> Search:
        """Return what finds names.

        Raises
        ------
        Refusal
            503: the index is still being made.

        """
        try:
            return self._begun().result(timeout=PATIENCE)
        except TimeoutError:
            raise Refusal(
                503,
                "the names of this graph are being listed",
                hint="try again in a moment",
                headers={"Retry-After": "5", "Refresh": "5"},  # a browser asks again by itself
            ) from None

    def _begun(self) -> Future[Search]:
        site = self._site
        with self._lock:
            mark = site.mark
            if self._known is not None and self._known[0] == mark:
                return self._known[1]
            future: Future[Search] = Future()
            self._known = (mark, future)
            there = site.version.path / NAME
            if there.is_file():
                future.set_result(Search(there))
                return future
            if not self._folder:
                self._folder = mkdtemp(prefix="legation-names-")
                finalize(self, rmtree, self._folder, ignore_errors=True)
            place = Path(self._folder) / f"{mark}.sqlite"
            Thread(target=_built, args=(site.store, place, future), daemon=True).start()
            return future


def _built(store: ox.Store, place: Path, future: Future[Search]) -> None:
    try:
        build(store, place)
        future.set_result(Search(place))
    except (NotWritten, RuntimeError) as error:  # told to whoever searches
        future.set_exception(error)
