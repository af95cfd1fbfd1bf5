"""Agreements as ties of their parties: each ties every two states that it binds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from legation.network.period import Period
from legation.network.ties import Edge, Pair, Records, column, rows
from legation.terms import concept

_POLITIES = "SELECT ?x { ?x a ?class VALUES ?class { lgn:State lgn:HistoricalState lgn:Union } }"
_PARTIES = "SELECT ?treaty ?party { ?treaty a lgn:Agreement ; lgn:party ?party }"
# An organ binds its state: what is derived says which.
_BOUND = """SELECT DISTINCT ?treaty ?party {
  ?organ a lgn:Organisation . ?treaty lgn:party ?organ ; a lgn:Agreement ; lgn:involves ?party }"""
# Whole columns, joined by the engine: quicker than fact by fact, where there are many.
_ACTIONS = f"""SELECT ?agreement ?actor ?action ?earliest ?latest {{
  {column("agreement")} {column("action")} OPTIONAL {column("actor")}
  OPTIONAL {column("earliest")} OPTIONAL {column("latest")} }}"""
#: Steps by which a treaty ends for someone, or by which it does not yet bind anybody.
_NOT_JOINING = frozenset(
    concept("action", name)
    for name in (
        "withdrawal",
        "termination",
        "conclusion-of-negotiations",
        "initialling",
        "amendment",
    )
)

Days = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Treaties:
    """Agreements with their parties, each with the days between which it first acted.

    The date on which a treaty came to tie two states is the later of the dates on which each
    did something with it for the first time (signed, ratified, acceded …); a party of whose own
    steps nothing is told has the date of the first step that is told of the treaty.
    """

    parties: tuple[tuple[tuple[Days, str], ...], ...]
    shared: bool
    directed: bool = False

    @property
    def undated(self) -> int:
        """How many agreements have a party whose date is not known."""
        return sum(any(days == ("", "") for days, _ in members) for members in self.parties)

    def edges(self, period: Period) -> dict[Pair, Edge]:
        """Return the pairs of states and what ties them in a period.

        With n parties an agreement ties n(n-1)/2 pairs, so the inner loop is kept bare: it does
        what `Edge.add` does, without calling it.
        """
        rows: dict[str, dict[str, Edge]] = {}
        for members in self.parties:  # by the dates on which they joined
            weight = 1 / (len(members) - 1) if self.shared else 1.0
            before: list[str] = []
            for (first, last), party in members:
                if before and period.holds(first, last):
                    row = rows.setdefault(party, {})
                    end = last or first
                    for other in before:
                        edge = row.get(other)
                        if edge is None:
                            row[other] = edge = Edge()
                        edge.weight += weight
                        edge.facts += 1
                        if first and (not edge.first or first < edge.first):
                            edge.first = first
                        if end > edge.last:  # noqa: PLR1730 - max() would be called
                            edge.last = end
                before.append(party)
        found: dict[Pair, Edge] = {}
        for one, row in rows.items():
            for other, edge in row.items():
                pair = (one, other) if one < other else (other, one)
                if pair in found:
                    _join(found[pair], edge)
                else:
                    found[pair] = edge
        return found


def agreements(store: ox.Store, weight: str) -> Records:
    """Return the agreements; ``weight`` is ``count``, or ``share`` for 1/(n-1) of n parties."""
    polities = {one for (one,) in rows(store, _POLITIES)}
    members: dict[str, set[str]] = {}
    for query in (_PARTIES, _BOUND):
        for treaty, party in rows(store, query):
            if party in polities:
                members.setdefault(treaty, set()).add(party)
    joined, begun = _dates(store)
    dated = (
        tuple(sorted((joined.get((treaty, p)) or begun.get(treaty, ("", "")), p) for p in parties))
        for treaty, parties in sorted(members.items())
        if len(parties) > 1
    )
    return Treaties(tuple(dated), shared=weight == "share")


def _dates(store: ox.Store) -> tuple[dict[Pair, Days], dict[str, Days]]:
    """Return the first step of each party of each treaty, and the first of each treaty."""
    joined: dict[Pair, Days] = {}
    begun: dict[str, Days] = {}
    for treaty, actor, days in _steps(store):
        begun[treaty] = min(begun.get(treaty, days), days)
        if actor:
            joined[treaty, actor] = min(joined.get((treaty, actor), days), days)
    return joined, begun


def _steps(store: ox.Store) -> Iterator[tuple[str, str, Days]]:
    for treaty, actor, action, first, last in rows(store, _ACTIONS):
        if (first or last) and action not in _NOT_JOINING:
            yield treaty, actor, (first, last)


def _join(edge: Edge, other: Edge) -> None:
    edge.weight += other.weight
    edge.facts += other.facts
    edge.first = min(filter(None, (edge.first, other.first)), default="")
    edge.last = max(edge.last, other.last)
