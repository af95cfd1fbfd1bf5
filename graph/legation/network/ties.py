"""Facts that tie two parties: visits, missions, tenures, steps in relations.

Each kind is asked of the engine once, one row for one fact; what a period holds is then summed
without asking again, so that a network over time costs one question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

import pyoxigraph as ox

from legation.knowledge import folder, select, value
from legation.network.period import Period
from legation.terms import PREFIXES, notation

_DATED = "OPTIONAL { ?fact lgn:earliest ?first } OPTIONAL { ?fact lgn:latest ?last }"
_VISITS = f"""SELECT ?fact ?one ?other ?office ?first ?last {{
  ?fact a lgn:Visit ; lgn:sender ?one ; lgn:host ?other ; lgn:status lgn:status-held .
  OPTIONAL {{ ?fact lgn:capacity/lgn:officeKind ?office }} {_DATED} }}"""
_MISSIONS = f"""SELECT ?fact ?one ?other ?first ?last {{
  ?fact a lgn:Mission ; lgn:sender ?one ; lgn:host ?other . {_DATED} }}"""
_OFFICES = f"""SELECT ?fact ?one ?other ?office ?first ?last {{
  ?fact a lgn:Tenure ; lgn:holder ?one ; lgn:post ?post . ?post lgn:postOf ?other .
  OPTIONAL {{ ?post lgn:officeKind ?office }} {_DATED} }}"""
_RELATIONS = f"""SELECT ?fact ?one ?other ?change ?level ?first ?last {{
  ?fact a lgn:RelationEvent ; lgn:party ?one , ?other ; lgn:change ?change .
  FILTER(STR(?one) < STR(?other))
  OPTIONAL {{ ?fact lgn:level ?level }} {_DATED} }}"""
_ORDERS = "SELECT ?kind ?order { ?kind lgn:order ?order }"
#: After these steps there are no relations.
_BROKEN = ("severed", "suspended")

Pair = tuple[str, str]
Row = dict[str, str]


@dataclass(slots=True)
class Edge:
    """What ties two parties in a period: how much, how many facts, from when to when."""

    weight: float = 0.0
    facts: int = 0
    first: str = ""
    last: str = ""
    more: dict[str, str | float] = field(default_factory=dict)

    def add(self, weight: float, first: str, last: str) -> None:
        """Count one fact more, whose date lies between two days (``""`` where not known)."""
        self.weight += weight
        self.facts += 1
        if first and (not self.first or first < self.first):
            self.first = first
        self.last = max(self.last, last or first)


class Records(Protocol):
    """All facts of one kind, from which the edges of any period are summed."""

    @property
    def directed(self) -> bool:
        """Whether an edge goes from one party to the other."""
        ...

    def edges(self, period: Period) -> dict[Pair, Edge]:
        """Return the edges of a period by the parties they tie."""
        ...

    @property
    def undated(self) -> int:
        """How many facts have no date: no period that has an end holds them."""
        ...


@dataclass(frozen=True, slots=True)
class Tie:
    """One fact between two parties."""

    one: str
    other: str
    weight: float
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Ties:
    """Facts of two parties each; undirected ones name the parties in the order of their IRIs."""

    ties: tuple[Tie, ...]
    directed: bool = True

    @property
    def undated(self) -> int:
        """How many have no date."""
        return sum(not tie.first and not tie.last for tie in self.ties)

    def edges(self, period: Period) -> dict[Pair, Edge]:
        """Return the edges of a period."""
        found: dict[Pair, Edge] = {}
        for tie in self.ties:
            if tie.one != tie.other and period.holds(tie.first, tie.last):
                edge = found.setdefault((tie.one, tie.other), Edge())
                edge.add(tie.weight, tie.first, tie.last)
        return found


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in the relations of pairs of states; the last one in a period says how they stand."""

    rows: tuple[Row, ...]
    weight: str
    directed: bool = False

    @property
    def undated(self) -> int:
        """How many have no date."""
        return sum("first" not in row and "last" not in row for row in self.rows)

    def edges(self, period: Period) -> dict[Pair, Edge]:
        """Return the pairs that have relations at the end of a period."""
        found: dict[Pair, Edge] = {}
        for row in self.rows:  # in the order of their dates
            first, last = row.get("first", ""), row.get("last", "")
            if not period.holds(first, last):
                continue
            edge = found.setdefault((row["one"], row["other"]), Edge())
            edge.add(1, first, last)
            edge.more["change"] = notation(row["change"])
            if "level" in row:
                edge.more["level"] = notation(row["level"])
        standing = {p: e for p, e in found.items() if e.more["change"] not in _BROKEN}
        if self.weight == "one":
            for edge in standing.values():
                edge.weight = 1.0
        return standing


def visits(store: ox.Store, weight: str) -> Records:
    """Return the visits that were held, from the sending to the receiving state."""
    return Ties(tuple(_tied(ask(store, _VISITS), weight)))


def missions(store: ox.Store, weight: str) -> Records:
    """Return the missions, from the state that sends them to the one that receives them."""
    return Ties(tuple(_tied(ask(store, _MISSIONS), weight)))


def offices(store: ox.Store, weight: str) -> Records:
    """Return who held office where: ties of persons with states and organisations."""
    return Ties(tuple(_tied(ask(store, _OFFICES), weight)), directed=False)


def relations(store: ox.Store, weight: str) -> Records:
    """Return the steps in the relations of pairs of states."""
    rows = sorted(ask(store, _RELATIONS), key=lambda r: (r.get("first", ""), r["fact"]))
    return Steps(tuple(rows), weight)


def column(name: str) -> str:
    """Return the part of a query that reads one property of all facts at once.

    >>> column("edtf")
    '{ SELECT ?fact ?edtf { ?fact lgn:edtf ?edtf } }'
    """
    return f"{{ SELECT ?fact ?{name} {{ ?fact lgn:{name} ?{name} }} }}"


def ask(store: ox.Store, query: str) -> list[Row]:
    """Return the rows of a query as text; what is unbound is absent."""
    found = _solutions(store, query)
    names = [variable.value for variable in found.variables]
    return [
        {name: value(term) for name, term in zip(names, row, strict=True) if term is not None}
        for row in found
    ]


def rows(store: ox.Store, query: str, **given: ox.Literal) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query as text, what is unbound as ``""``; variables may be given."""
    for row in _solutions(store, query, **given):
        yield tuple([getattr(term, "value", "") for term in row])


def _solutions(store: ox.Store, query: str, **given: ox.Literal) -> ox.QuerySolutions:
    values = {ox.Variable(name): term for name, term in given.items()}
    found = store.query(query, prefixes=PREFIXES, substitutions=values)  # type: ignore[arg-type]
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("networks ask SELECT queries")
    return found


@cache
def standing() -> dict[str, float]:
    """Return what an office weighs: 1 for the first in protocol, then less by equal steps.

    The order is that of ``ontology/vocabularies/office-kind.ttl``; with n offices in it the one
    at place k weighs (n + 1 - k) / n.

    >>> from legation.terms import concept
    >>> standing()[concept("office", "monarch")], standing()[concept("office", "other")]
    (1.0, 0.05)
    """
    rows = select(folder("vocabularies"), _ORDERS)
    orders = {row["kind"]: int(row["order"]) for row in rows}
    last = max(orders.values())
    return {kind: (last + 1 - order) / last for kind, order in orders.items()}


def _tied(rows: list[Row], weight: str) -> Iterator[Tie]:
    """Yield a tie for each fact; of several offices in one fact the highest counts."""
    facts: dict[str, Row] = {}
    best: dict[str, float] = {}
    measure: Callable[[Row], float] = _by_office if weight == "rank" else _one
    for row in rows:
        key = row["fact"]
        facts.setdefault(key, row)
        best[key] = max(best.get(key, 0.0), measure(row))
    for key in sorted(facts):
        row = facts[key]
        yield Tie(row["one"], row["other"], best[key], row.get("first", ""), row.get("last", ""))


def _one(_: Row) -> float:
    return 1.0


def _by_office(row: Row) -> float:
    weights = standing()
    return weights.get(row.get("office", ""), min(weights.values()))
