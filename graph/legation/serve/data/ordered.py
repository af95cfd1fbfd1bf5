"""In which order a page lists the facts of what has more than it can show: the newest first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import pyoxigraph as ox

from legation.terms import RDF, lgn

_EARLIEST, _STATED_IN = ox.NamedNode(lgn("earliest")), ox.NamedNode(lgn("statedIn"))
_TYPE = ox.NamedNode(RDF + "type")
#: So many orders are kept: a thing with ten thousands of facts takes seconds to be put in order.
_KEPT = 16


class Newest:
    """Lists the newest facts of things, and keeps what it has listed until the graph changes."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str, str], list[ox.NamedNode]] = OrderedDict()
        self._lock = Lock()

    def of(
        self, store: ox.Store, mark: str, iri: str, kind: str = "", most: int = 2_000
    ) -> list[ox.NamedNode]:
        """Return the facts that name a thing, the latest first, undated last; ``kind`` chooses a class.

        >>> store, me = ox.Store(), ox.NamedNode("https://e.org/a")
        >>> for day in ("2001-01-01", "2002-01-01"):
        ...     fact, date = ox.NamedNode(f"https://e.org/{day}"), ox.Literal(day)
        ...     store.add(ox.Quad(fact, ox.NamedNode(lgn("party")), me))
        ...     store.add(ox.Quad(fact, ox.NamedNode(lgn("statedIn")), ox.NamedNode("https://e.org/s")))
        ...     store.add(ox.Quad(fact, ox.NamedNode(lgn("earliest")), date))
        >>> [fact.value for fact in Newest().of(store, "1", me.value)]
        ['https://e.org/2002-01-01', 'https://e.org/2001-01-01']
        """
        at = (mark, iri, kind)
        with self._lock:
            if at in self._known:
                self._known.move_to_end(at)
                return self._known[at]
        only = f"; {_TYPE} {ox.NamedNode(lgn(kind))}" if kind else ""
        found = store.query(
            f"SELECT DISTINCT ?fact ?day {{ ?fact ?role {ox.NamedNode(iri)} ; {_STATED_IN} ?source {only}"
            f" OPTIONAL {{ ?fact {_EARLIEST} ?day }} }} ORDER BY DESC(?day) ?fact LIMIT {most}"
        )
        assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
        listed = list(dict.fromkeys(row[0] for row in found if isinstance(row[0], ox.NamedNode)))
        with self._lock:
            self._known[at] = listed
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return listed
