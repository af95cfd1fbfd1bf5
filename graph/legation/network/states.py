"""Networks of states (and of who held their offices), counted from the facts of the settled graph.

========== ========================= =========================================================
what       an edge                   weight
========== ========================= =========================================================
visits     sender → host             ``count`` of visits held; ``rank``: each weighs by the place
                                     of the visitor's office in the order of protocol
agreements state – state             ``count`` of agreements both are parties of; ``share``: one
                                     of n parties weighs 1/(n-1), so that a treaty of all the
                                     world adds as much to a state as one of two (Newman 2001)
trade      exporter → importer       ``exporter`` or ``importer``: whose figures, summed over the
                                     years; with ``-latest`` only the latest year
relations  state – state             ``one`` where relations stand at the end of the period;
                                     ``steps``: how many steps there were
missions   sender → host             ``count`` of embassies, consulates and other missions
offices    person – state, organ     ``count`` of tenures; ``rank`` as of visits
========== ========================= =========================================================

The first weight is the one that is meant when none is named. Source of ``share``: M. E. J.
Newman, Scientific collaboration networks. II, Physical Review E 64 (2001) 016132.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from legation.errors import BadParameter
from legation.network import ties, treaties
from legation.network.names import Names
from legation.network.period import Period
from legation.network.ties import Edge, Pair, Records

if TYPE_CHECKING:
    Network = nx.Graph[str]
else:
    Network = nx.Graph

#: What networks there are, and the weights of each, the usual one first.
WEIGHTS: Mapping[str, tuple[str, ...]] = {
    "visits": ("count", "rank"),
    "agreements": ("count", "share"),
    "trade": ("exporter", "importer", "exporter-latest", "importer-latest"),
    "relations": ("one", "steps"),
    "missions": ("count",),
    "offices": ("count", "rank"),
}
#: Networks with persons in them.
OF_PERSONS = frozenset({"offices"})


def states_network(
    store: ox.Store,
    what: str,
    since: str = "",
    until: str = "",
    weight: str = "",
    language: str = "en",
    unit: str = "",
) -> Network:
    """Return a network of states as a networkx ``DiGraph`` (visits, trade, missions) or ``Graph``.

    A fact belongs to the period if it may have happened in it; one without any date belongs to
    no period that is named, and the graph attribute ``undated`` says how many facts have none.
    Nodes are IRIs with ``label``, ``code`` and ``kind``; edges have ``weight``, ``facts`` (how
    many), ``first`` and ``last`` (days). ``unit`` is the currency of trade. Nodes and edges are
    sorted; the same graph gives the same network.

    Raises
    ------
    BadParameter
        There is no such network, weight or unit.
    BadDate
        A date is none.

    """
    period = Period.read(since, until)
    found = records(store, what, weight, unit)
    return network(store, what, found, period, language)


def records(store: ox.Store, what: str, weight: str = "", unit: str = "") -> Records:
    """Return the facts that a network is made of, from which any period can be summed.

    Raises
    ------
    BadParameter
        There is no such network, weight or unit.

    """
    _known("network", what, WEIGHTS)
    weight = weight or WEIGHTS[what][0]
    _known("weight", weight, WEIGHTS[what])
    if unit and what != "trade":
        raise BadParameter(f"{what} have no unit", hint="only trade is told in a currency")
    if what == "trade":
        from legation.network.trades import trade

        return trade(store, weight, unit)
    read = treaties.agreements if what == "agreements" else getattr(ties, what)
    found: Records = read(store, weight)
    return found


def network(
    store: ox.Store, what: str, found: Records, period: Period, language: str = "en"
) -> Network:
    """Return the network of one period; see `states_network`."""
    graph = joined(found.edges(period), directed=found.directed)
    names = Names(store, language)
    for node, data in graph.nodes(data=True):
        resource = ox.NamedNode(node)
        code = names.value(resource, "code")
        data |= {"label": names.called(resource), "code": code, "kind": names.kind(resource)}
    graph.graph |= {"what": what, "period": str(period), "undated": found.undated}
    if unit := getattr(found, "unit", ""):
        graph.graph["unit"] = unit
    return graph


def joined(edges: Mapping[Pair, Edge], *, directed: bool) -> Network:
    """Return a network of edges, in the order of its nodes.

    >>> graph = joined({("b", "a"): Edge(2.0, 2)}, directed=True)
    >>> list(graph), graph.edges["b", "a"]["weight"]
    (['a', 'b'], 2.0)
    """
    graph: Network = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(sorted({node for pair in edges for node in pair}))
    for (one, other), edge in sorted(edges.items(), key=lambda e: e[0]):
        dates = {name: day for name in ("first", "last") if (day := getattr(edge, name))}
        graph.add_edge(
            one,
            other,
            weight=edge.weight,
            facts=edge.facts,
            **dates,
            **dict(sorted(edge.more.items())),
        )
    return graph


def _known(what: str, name: str, names: Iterable[str]) -> None:
    names = list(names)
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise BadParameter(f"there is no {what} {name!r}", hint=f"{guess}known: {', '.join(names)}")
