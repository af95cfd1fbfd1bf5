"""How much of what goes one way comes back the other."""

from __future__ import annotations

from legation.network.states import Network


def reciprocity(graph: Network) -> dict[str, float]:
    """Return the share of the weight of each node's edges that the other direction matches.

    With w(i,j) from i to j, the value of i is the sum over j of 2·min(w(i,j), w(j,i)), divided
    by the sum over j of w(i,j) + w(j,i); 0 for a node without edges.

    Means: Whether dealings are returned: 1 if every visit is answered by one, 0 if a state only
    travels or only receives. Protocol asks that visits of equal rank be returned, so a low
    value tells of distance in power, or of patience.

    Misleads: A return visit after the end of the period is missing, and so is one that no
    source tells of: with tables of one state only, every pair without it has none at all.
    Visits of different rank count alike unless the weight is ``rank``.

    Source: T. Squartini, F. Picciolo, F. Ruzzenenti, D. Garlaschelli, Reciprocity of weighted
    networks, Scientific Reports 3 (2013) 2729; here for each node.

    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("a", "b", 3.0), ("b", "a", 1.0)])
    >>> reciprocity(graph)
    {'a': 0.5, 'b': 0.5}
    """
    both: dict[str, float] = dict.fromkeys(graph, 0.0)
    total: dict[str, float] = dict.fromkeys(graph, 0.0)
    for one, other, weight in graph.edges(data="weight", default=1.0):
        back = graph.edges[other, one].get("weight", 1.0) if graph.has_edge(other, one) else 0.0
        # Each direction comes by once, so the lesser of the two is counted for it.
        for node in {one, other}:
            both[node] += min(weight, back)
            total[node] += weight
    return {node: both[node] / total[node] if total[node] else 0.0 for node in graph}
