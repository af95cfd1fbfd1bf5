"""In which order a page lists what is more than it can show: facts the newest first, claims as told."""

from __future__ import annotations

import re
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import islice
from threading import Lock
from typing import TypeVar

import pyoxigraph as ox

from legation.terms import RDF, lgn

_EARLIEST, _STATED_IN = ox.NamedNode(lgn("earliest")), ox.NamedNode(lgn("statedIn"))
_TYPE = ox.NamedNode(RDF + "type")
_CLAIM = ox.NamedNode(lgn("Claim"))
#: Of so many things an order is made; of more some are listed.
MOST_ORDERED = 50_000
#: So many orders are kept: a thing with ten thousands of facts takes seconds to be put in order.
_KEPT = 16
#: Where a claim stands in its source: a row, and which of the claims of the row it is; or its number.
_PLACE = re.compile(r"/(row|claim)/([1-9]\d{0,13})(?:/([1-9]\d{0,3}))?")
#: More claims than one row can have.
_A_ROW = 10_000

T = TypeVar("T")


class Order:
    """Puts things in order, and keeps what it has put in order until the graph changes.

    ``mark`` tells one state of the graph from another.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, ...], object] = OrderedDict()
        self._lock = Lock()

    def facts(
        self, store: ox.Store, mark: str, iri: str, kind: str = "", most: int = 2_000
    ) -> list[ox.NamedNode]:
        """Return the facts that name a thing, the latest first, undated last; ``kind`` chooses a class.

        >>> store, me = ox.Store(), ox.NamedNode("https://e.org/a")
        >>> for day in ("2001-01-01", "2002-01-01"):
        ...     fact, date = ox.NamedNode(f"https://e.org/{day}"), ox.Literal(day)
        ...     store.add(ox.Quad(fact, ox.NamedNode(lgn("party")), me))
        ...     store.add(ox.Quad(fact, ox.NamedNode(lgn("statedIn")), ox.NamedNode("https://e.org/s")))
        ...     store.add(ox.Quad(fact, ox.NamedNode(lgn("earliest")), date))
        >>> [fact.value for fact in Order().facts(store, "1", me.value)]
        ['https://e.org/2002-01-01', 'https://e.org/2001-01-01']
        """

        def found() -> list[ox.NamedNode]:
            only = f"; {_TYPE} {ox.NamedNode(lgn(kind))}" if kind else ""
            rows = store.query(
                f"SELECT DISTINCT ?fact ?day {{ ?fact ?role {ox.NamedNode(iri)} ; {_STATED_IN} ?source {only}"
                f" OPTIONAL {{ ?fact {_EARLIEST} ?day }} }} ORDER BY DESC(?day) ?fact LIMIT {most}"
            )
            assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - a SELECT
            return list(dict.fromkeys(row[0] for row in rows if isinstance(row[0], ox.NamedNode)))

        return self._once((mark, iri, kind), found)

    def claims(
        self, store: ox.Store, mark: str, source: str, begin: int, end: int
    ) -> list[ox.NamedNode]:
        """Return the claims of a source from the one at ``begin`` up to ``end``, as they stand in it.

        To go through more than fifty thousand takes seconds: they are in no order but always the same.

        >>> store, me = ox.Store(), "https://e.org/source/t"
        >>> for place in ("row/10", "row/9/2", "row/9"):
        ...     claim, kind = ox.NamedNode(f"{me}/{place}"), ox.NamedNode(lgn("Claim"))
        ...     store.add(ox.Quad(claim, ox.NamedNode(RDF + "type"), kind, ox.NamedNode(me)))
        >>> [claim.value[len(me):] for claim in Order().claims(store, "1", me, 0, 2)]
        ['/row/9', '/row/9/2']
        """

        def all_() -> Iterator[str]:
            for quad in store.quads_for_pattern(None, _TYPE, _CLAIM, ox.NamedNode(source)):
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject.value

        # Their places are kept, not their IRIs, which are long.
        def found() -> tuple[array[int], array[int], list[str]] | None:
            told: list[int] = []
            rows: list[int] = []
            others: list[str] = []
            for number, iri in enumerate(all_()):
                if number == MOST_ORDERED:
                    return None
                if at := _PLACE.fullmatch(iri, len(source)):
                    place = int(at[2]) * _A_ROW + int(at[3] or 0)
                    (rows if at[1] == "row" else told).append(place)
                else:
                    others.append(iri)
            return array("q", sorted(told)), array("q", sorted(rows)), sorted(others)

        places_of = self._once((mark, source), found)
        if places_of is None:
            return [ox.NamedNode(iri) for iri in islice(all_(), begin, end)]
        told, rows, others = places_of
        listed = []
        for how, places in (("claim", told), ("row", rows)):
            for place in places[begin:end]:
                row, part = divmod(place, _A_ROW)
                listed.append(f"{source}/{how}/{row}" + (f"/{part}" if part else ""))
            begin, end = max(0, begin - len(places)), max(0, end - len(places))
        return [ox.NamedNode(iri) for iri in (*listed, *others[begin:end])]

    def _once(self, at: tuple[str, ...], find: Callable[[], T]) -> T:
        with self._lock:
            if at in self._known:
                self._known.move_to_end(at)
                known: T = self._known[at]  # type: ignore[assignment]
                return known
        found = find()
        with self._lock:
            self._known[at] = found
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found
