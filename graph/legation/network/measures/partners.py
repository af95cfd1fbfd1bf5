"""How many partners, and how much with all of them: degree and strength."""

from __future__ import annotations

from legation.network.states import Network


def degree(graph: Network) -> dict[str, float]:
    """Return the number of partners of each node, in whatever direction.

    Means: With how many different states a state has this kind of dealings at all; how wide its
    diplomacy is, not how dense.

    Misleads: It counts partners that the sources tell of. A table of one state's visits gives
    that state all partners and everybody else one. One treaty of all the world makes everybody
    a partner of everybody.

    Source: L. C. Freeman, Centrality in social networks: conceptual clarification, Social
    Networks 1 (1978/79) 215–239.

    >>> import networkx as nx
    >>> degree(nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")]))
    {'a': 2.0, 'b': 1.0, 'c': 1.0}
    """
    return {node: float(len(_partners(graph, node))) for node in graph}


def strength(graph: Network) -> dict[str, float]:
    """Return the sum of the weights of all edges of each node, both directions together.

    Means: How much of this kind of dealings a state has: visits made and received, agreements
    it shares, goods sold and bought.

    Misleads: Much with one neighbour and a little with everybody may be the same sum; read it
    beside the degree. Weights are as complete as the sources, and sums over years favour states
    that are old.

    Source: A. Barrat, M. Barthélemy, R. Pastor-Satorras, A. Vespignani, The architecture of
    complex weighted networks, PNAS 101 (2004) 3747–3752.

    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("a", "b", 3.0), ("b", "a", 1.0)])
    >>> strength(graph)
    {'a': 4.0, 'b': 4.0}
    """
    return {node: float(total) for node, total in graph.degree(weight="weight")}


def out_strength(graph: Network) -> dict[str, float]:
    """Return the sum of the weights of the edges that leave each node.

    Means: How much a state does towards others: visits it makes, missions it sends, goods it
    sells.

    Misleads: Whether a state travels or is only recorded when it travels cannot be seen: a
    table of guests of one state gives all others visits made and none received.

    Source: A. Barrat, M. Barthélemy, R. Pastor-Satorras, A. Vespignani, The architecture of
    complex weighted networks, PNAS 101 (2004) 3747–3752, for edges that go out.

    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("a", "b", 3.0), ("b", "a", 1.0)])
    >>> out_strength(graph)
    {'a': 3.0, 'b': 1.0}
    """
    return {node: float(total) for node, total in _directed(graph, "out")}


def in_strength(graph: Network) -> dict[str, float]:
    """Return the sum of the weights of the edges that arrive at each node.

    Means: How much others do towards a state: visits it receives, missions it hosts, goods it
    buys. Who is visited is sought.

    Misleads: Seats of international organisations receive guests who do not come for the state.
    A table of one state's journeys gives it visits made and none received.

    Source: A. Barrat, M. Barthélemy, R. Pastor-Satorras, A. Vespignani, The architecture of
    complex weighted networks, PNAS 101 (2004) 3747–3752, for edges that come in.

    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("a", "b", 3.0), ("b", "a", 1.0)])
    >>> in_strength(graph)
    {'a': 1.0, 'b': 3.0}
    """
    return {node: float(total) for node, total in _directed(graph, "in")}


def _partners(graph: Network, node: str) -> set[str]:
    both = {*graph.adj[node]}
    if graph.is_directed():
        both.update(graph.to_directed(as_view=True).predecessors(node))
    return both - {node}


def _directed(graph: Network, way: str) -> list[tuple[str, float]]:
    seen = graph.to_directed(as_view=True)
    found = seen.out_degree(weight="weight") if way == "out" else seen.in_degree(weight="weight")
    return list(found)
